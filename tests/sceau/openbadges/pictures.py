"""Small pictures made by hand, sound and crooked."""

from __future__ import annotations

import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"
SVG = b"""<?xml version="1.0" encoding="UTF-8"?>
<!-- a badge -->
<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10" data-note='a > b'><circle r="5"/></svg>
"""


def chunk(kind: bytes, data: bytes, *, checksum: int | None = None) -> bytes:
    """One PNG chunk; ``checksum`` replaces the right one."""
    right = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", right if checksum is None else checksum)


def header(width: int = 1, height: int = 1) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))


def png(*extra: bytes, width: int = 1, height: int = 1) -> bytes:
    """A grey picture with ``extra`` chunks before its pixels."""
    pixels = chunk(b"IDAT", zlib.compress(b"\0\0"))
    return SIGNATURE + header(width, height) + b"".join(extra) + pixels + chunk(b"IEND", b"")


def itxt(keyword: bytes, text: bytes, *, compressed: bool = False) -> bytes:
    body = zlib.compress(text) if compressed else text
    return chunk(b"iTXt", keyword + (b"\0\1" if compressed else b"\0\0") + b"\0\0\0" + body)


def svg(inside: str, *, prologue: str = "") -> bytes:
    """A picture with ``inside`` as its only content; the prefixes ob and ob2 are declared."""
    return (
        f'{prologue}<svg xmlns="http://www.w3.org/2000/svg" xmlns:ob="https://purl.imsglobal.org/ob/v3p0"'
        f' xmlns:ob2="http://openbadges.org">{inside}</svg>'
    ).encode()
