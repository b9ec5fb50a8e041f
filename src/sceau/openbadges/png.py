"""A credential in a PNG (PNG 3rd edition §5, §11.3.3): one uncompressed `iTXt` chunk.

Open Badges 2.0 and its ancestors: Badge Baking 1.0. The oldest pictures hold an address in a `tEXt` chunk.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

from sceau.errors import InputError
from sceau.openbadges.baked import MAX_CREDENTIAL, MAX_PICTURE, Generation, Unbaked
from sceau.records import record

KEYWORDS = {
    Generation.OB2: b"openbadges",
    Generation.OB3: b"openbadgecredential",
    Generation.CLR: b"clrcredential",
}
MAX_CHUNKS = 10_000
MAX_PIXELS = 50_000_000

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_GENERATIONS = {keyword: generation for generation, keyword in KEYWORDS.items()}
_TEXT_CHUNKS = (b"iTXt", b"tEXt", b"zTXt")
_FRAME = 12  # length, type and checksum of a chunk
_HEADER = 13
_LONGEST_KEYWORD = 79
_ADDRESS = re.compile(rb"https?://[\x21-\x7e]{1,2000}")


@record
class _Chunk:
    start: int
    kind: bytes
    data: memoryview


def is_png(picture: bytes) -> bool:
    """Whether the bytes begin like a PNG."""
    return picture.startswith(_SIGNATURE)


def bake(picture: bytes, credential: bytes, *, generation: Generation = Generation.OB3) -> bytes:
    """``picture`` with ``credential`` (JSON or compact JWS, UTF-8) inside.

    Raises:
        InputError: ``badge_malformed`` or ``badge_too_large`` for what is not a sound PNG of bearable size;
            ``badge_ambiguous`` when it holds a credential already, of whatever generation.
    """
    if len(credential) > MAX_CREDENTIAL:
        raise InputError("badge_too_large", detail=f"credential of more than {MAX_CREDENTIAL} bytes")
    chunks = list(_chunks(picture))
    if any(_keyword(chunk) in _GENERATIONS for chunk in chunks):
        raise InputError("badge_ambiguous", detail="a credential is inside already")
    # keyword, no compression, method 0, no language, no translated keyword, text
    data = KEYWORDS[generation] + b"\0\0\0\0\0" + credential
    chunk = struct.pack(">I", len(data)) + b"iTXt" + data + struct.pack(">I", zlib.crc32(b"iTXt" + data))
    after_header = chunks[1].start
    return picture[:after_header] + chunk + picture[after_header:]


def look(picture: bytes) -> Unbaked | None:
    """The credential inside ``picture``, or None.

    Raises:
        InputError: ``badge_malformed``, ``badge_too_large``; ``badge_ambiguous`` for more than one credential, of
            whatever generation: two readers might show two badges.
    """
    baked = [(generation, chunk) for chunk in _chunks(picture) if (generation := _GENERATIONS.get(_keyword(chunk)))]
    if len(baked) > 1:
        raise InputError("badge_ambiguous", detail=f"{len(baked)} credentials")
    for generation, chunk in baked:
        return Unbaked(generation, _text(chunk, generation))
    return None


def _chunks(picture: bytes) -> Iterator[_Chunk]:
    """Every chunk up to IEND, framing and checksums verified; what follows IEND is no part of the picture."""
    if len(picture) > MAX_PICTURE:
        raise InputError("badge_too_large", detail=f"picture of more than {MAX_PICTURE} bytes")
    if not is_png(picture):
        raise InputError("badge_malformed", detail="not a PNG")
    view, place = memoryview(picture), len(_SIGNATURE)
    for number in range(MAX_CHUNKS):
        if place + _FRAME > len(view):
            raise InputError("badge_malformed", detail="the picture breaks off")
        length, kind = struct.unpack_from(">I4s", view, place)
        end = place + _FRAME + length
        if end > len(view):
            raise InputError("badge_malformed", detail="a chunk is longer than the picture")
        if zlib.crc32(view[place + 4 : end - 4]) != struct.unpack_from(">I", view, end - 4)[0]:
            raise InputError("badge_malformed", detail="a checksum is wrong")
        chunk = _Chunk(place, kind, view[place + 8 : end - 4])
        if number == 0:
            _inspect_header(chunk)
        yield chunk
        if kind == b"IEND":
            return
        place = end
    raise InputError("badge_too_large", detail=f"more than {MAX_CHUNKS} chunks")


def _inspect_header(chunk: _Chunk) -> None:
    if chunk.kind != b"IHDR" or len(chunk.data) != _HEADER:
        raise InputError("badge_malformed", detail="no header")
    width, height = struct.unpack_from(">II", chunk.data)
    if not width or not height:
        raise InputError("badge_malformed", detail="no pixels")
    if width * height > MAX_PIXELS:
        raise InputError("badge_too_large", detail=f"{width} by {height} pixels")


def _keyword(chunk: _Chunk) -> bytes:
    if chunk.kind not in _TEXT_CHUNKS:
        return b""
    keyword, separator, _ = bytes(chunk.data[: _LONGEST_KEYWORD + 1]).partition(b"\0")
    return keyword if separator else b""


def _text(chunk: _Chunk, generation: Generation) -> bytes:
    rest = bytes(chunk.data[len(KEYWORDS[generation]) + 1 :])
    if chunk.kind == b"tEXt" and generation is Generation.OB2:
        if not _ADDRESS.fullmatch(rest):
            raise InputError("badge_malformed", detail="tEXt without an address")
        return rest
    if chunk.kind != b"iTXt":
        raise InputError("badge_malformed", detail=f"credential in a {chunk.kind.decode('ascii')} chunk")
    compressed, method, rest = rest[:1], rest[1:2], rest[2:]
    _language, first, rest = rest.partition(b"\0")
    _translated, second, text = rest.partition(b"\0")
    if not first or not second or compressed not in (b"\0", b"\1") or method != b"\0":
        raise InputError("badge_malformed", detail="iTXt without its parts")
    if compressed == b"\1":  # against the rule, but some bakers do
        text = _inflated(text)
    if len(text) > MAX_CREDENTIAL:
        raise InputError("badge_too_large", detail=f"credential of more than {MAX_CREDENTIAL} bytes")
    return text


def _inflated(packed: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(packed, MAX_CREDENTIAL + 1)
    except zlib.error as error:
        raise InputError("badge_malformed", detail="iTXt does not unfold") from error
    if len(text) <= MAX_CREDENTIAL and not unpacker.eof:
        raise InputError("badge_malformed", detail="iTXt does not unfold")
    return text
