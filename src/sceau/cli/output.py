"""Where a command's result goes."""

from __future__ import annotations

import json
import sys
import unicodedata
from pathlib import Path

from sceau.encoding import strict_json
from sceau.encoding.strict_json import JsonValue

_PRIVATE = 0o600
_BEYOND_16_BITS = 0x10000


def write(body: bytes, path: str | None, *, private: bool = False) -> None:
    """``body`` and a line feed to standard output, or to a new file (readable by its owner only when ``private``).

    Raises:
        FileExistsError: nothing is ever overwritten.
    """
    if path is None:
        sys.stdout.buffer.write(body + b"\n")
        sys.stdout.buffer.flush()
    else:
        write_file(body + b"\n", Path(path), private=private)


def write_file(body: bytes, place: Path, *, private: bool = False) -> None:
    """``body`` and nothing else to a new file.

    Raises:
        FileExistsError: nothing is ever overwritten.
    """
    if private:
        place.touch(mode=_PRIVATE, exist_ok=False)
        place.write_bytes(body)
    else:
        with place.open("xb") as file:
            file.write(body)


def pretty(value: JsonValue) -> bytes:
    """Indented JSON for people and files, escaped as `compact`."""
    return _escaped(json.dumps(value, ensure_ascii=False, indent=2)).encode()


def compact(value: JsonValue) -> bytes:
    """JSON in one line. What could move the cursor, colour the terminal or turn the direction is written as `\\u…`,
    which says the same to every reader of JSON.

    Raises:
        InputError: as `sceau.encoding.strict_json.dumps`.
    """
    return _escaped(strict_json.dumps(value).decode()).encode()


def is_harmless(character: str) -> bool:
    """Whether a terminal merely shows it; the spaces of French typography are."""
    return character.isprintable() or unicodedata.category(character) == "Zs"


def _escaped(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(each if each == "\n" or is_harmless(each) else _escape(each) for each in text)


def _escape(character: str) -> str:
    number = ord(character)
    if number < _BEYOND_16_BITS:
        return f"\\u{number:04x}"
    high, low = divmod(number - _BEYOND_16_BITS, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
