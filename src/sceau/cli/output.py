"""Where a command's result goes."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from sceau.encoding.strict_json import JsonValue

_PRIVATE = 0o600


def write(body: bytes, path: str | None, *, private: bool = False) -> None:
    """``body`` and a line feed to standard output, or to a new file (readable by its owner only when ``private``).

    Raises:
        FileExistsError: nothing is ever overwritten.
    """
    if path is None:
        sys.stdout.buffer.write(body + b"\n")
        sys.stdout.buffer.flush()
        return
    place = Path(path)
    if private:
        place.touch(mode=_PRIVATE, exist_ok=False)
        place.write_bytes(body + b"\n")
    else:
        with place.open("xb") as file:
            file.write(body + b"\n")


def pretty(value: JsonValue) -> bytes:
    """Indented JSON for people and files."""
    return json.dumps(value, ensure_ascii=False, indent=2).encode()
