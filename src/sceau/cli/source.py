"""What a command is given to read."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sceau.encoding.strict_json import JsonObject
from sceau.errors import InputError, UsageError

if TYPE_CHECKING:
    from sceau.ports import Fetch, Fetched

MAX_BYTES = 10_000_000


def world(*, allow_loopback: bool) -> Fetch:
    """Who asks the world, loaded when somebody must be asked: what checks most files needs nobody."""

    @cache
    def made() -> Fetch:
        from sceau.adapters.http import HttpFetch  # noqa: PLC0415 — see above

        return HttpFetch(allow_loopback=allow_loopback)

    def fetch(url: str, *, accept: str = "*/*", max_bytes: int = 2_000_000, redirects: int = 3) -> Fetched:
        return made()(url, accept=accept, max_bytes=max_bytes, redirects=redirects)

    return fetch


def read(name: str) -> bytes:
    """The bytes of a file, or of standard input for `-`; of what is too large, a byte too many to be believed.

    Raises:
        OSError: no such file.
    """
    if name == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    with Path(name).open("rb") as file:
        return file.read(MAX_BYTES + 1)


def credential(name: str) -> JsonObject | str:
    """The signed credential in a file: a document, or the text of a JWT or SD-JWT.

    JSON, a signed text, or a PNG, SVG or PDF that holds one.

    Raises:
        InputError: why there is none in it; ``badge_version_unsupported`` for an Open Badge of version 2.
        UsageError: ``usage_wrong`` for a presentation.
        OSError: no such file.
    """
    from sceau.verifying import intake  # noqa: PLC0415 — `--help` stays instant

    found = intake.recognize(read(name))
    if found.problem is not None:
        raise InputError(found.problem.code, found.problem.pointer, found.problem.detail)
    if found.kind == intake.OPEN_BADGE_2:
        raise InputError("badge_version_unsupported", detail="Open Badges 2.0")
    if found.kind == intake.PRESENTATION:
        raise UsageError("usage_wrong", detail=f"{name} is a presentation, not a credential")
    if found.text:
        return found.text
    assert found.document is not None
    return found.document
