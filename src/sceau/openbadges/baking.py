"""Credentials inside pictures: PNG `iTXt` chunks and SVG elements.

Open Badges 3.0 §5.3, Comprehensive Learner Record 2.0, and for reading alone Badge Baking 1.0 (Open Badges 2.0).
Pictures are taken apart without decoding a pixel. Compact JSON comes out byte for byte. A picture that holds two
credentials is refused, for whoever looks at it might be shown the other one.
"""

from __future__ import annotations

from sceau.errors import InputError, UsageError
from sceau.openbadges import png, svg
from sceau.openbadges.baked import Generation, Unbaked

__all__ = [
    "Generation",
    "Unbaked",
    "bake_png",
    "bake_svg",
    "is_png",
    "is_svg",
    "look",
    "unbake",
    "unbake_png",
    "unbake_svg",
]

is_png = png.is_png
is_svg = svg.is_svg


def bake_png(picture: bytes, credential: bytes, *, generation: Generation = Generation.OB3) -> bytes:
    """``picture`` (PNG) with ``credential`` (JSON or compact JWS, UTF-8) inside.

    Raises:
        InputError: ``badge_malformed`` or ``badge_too_large`` for what is not a sound PNG of bearable size;
            ``badge_ambiguous`` when it holds a credential already, of whatever generation.
        UsageError: ``usage_wrong`` for a generation that is only read.
    """
    return png.bake(picture, credential, generation=_written(generation))


def bake_svg(picture: bytes, credential: bytes, *, generation: Generation = Generation.OB3) -> bytes:
    """``picture`` (SVG, UTF-8) with ``credential`` (JSON or compact JWS, UTF-8) as first child of its root.

    Raises:
        InputError, UsageError: as `bake_png`.
    """
    return svg.bake(picture, credential, generation=_written(generation))


def look(picture: bytes) -> Unbaked:
    """The one credential inside a PNG or SVG, of whatever generation.

    Raises:
        InputError: ``badge_absent`` when there is none, ``badge_ambiguous``, ``badge_malformed``,
            ``badge_too_large``; ``format_unrecognized`` for other files.
    """
    if is_png(picture):
        found = png.look(picture)
    elif is_svg(picture):
        found = svg.look(picture)
    else:
        raise InputError("format_unrecognized", detail="neither PNG nor SVG")
    if found is None:
        raise InputError("badge_absent")
    return found


def unbake(picture: bytes) -> bytes:
    """The Open Badges 3.0 or CLR credential inside a PNG or SVG.

    Raises:
        InputError: as `look`; ``badge_version_unsupported`` for an older badge.
    """
    return _recent(look(picture))


def unbake_png(picture: bytes) -> bytes | None:
    """As `unbake` for a PNG; None when there is no credential."""
    found = png.look(picture)
    return _recent(found) if found else None


def unbake_svg(picture: bytes) -> bytes | None:
    """As `unbake` for an SVG; None when there is no credential."""
    found = svg.look(picture)
    return _recent(found) if found else None


def _recent(found: Unbaked) -> bytes:
    if found.generation is Generation.OB2:
        raise InputError("badge_version_unsupported", detail="Open Badges 2.0")
    return found.body


def _written(generation: Generation) -> Generation:
    if generation is Generation.OB2:
        raise UsageError("usage_wrong", detail="Open Badges 2.0 is only read")
    return generation
