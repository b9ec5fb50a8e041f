"""Credentials inside pictures (Open Badges 3.0 §5.3): PNG `iTXt` chunks and SVG elements.

Pictures are taken apart without decoding a pixel. Compact JSON comes out byte for byte. A picture that holds two
credentials is refused, for whoever looks at it might be shown the other one.
"""

from __future__ import annotations

from sceau.errors import InputError
from sceau.openbadges import png, svg

__all__ = ["bake_png", "bake_svg", "is_png", "is_svg", "unbake", "unbake_png", "unbake_svg"]

bake_png = png.bake
unbake_png = png.unbake
is_png = png.is_png
bake_svg = svg.bake
unbake_svg = svg.unbake
is_svg = svg.is_svg


def unbake(picture: bytes) -> bytes:
    """The credential inside a PNG or SVG.

    Raises:
        InputError: ``badge_absent`` when there is none, ``badge_ambiguous``, ``badge_malformed``,
            ``badge_too_large``, ``badge_version_unsupported``; ``format_unrecognized`` for other files.
    """
    if is_png(picture):
        found = unbake_png(picture)
    elif is_svg(picture):
        found = unbake_svg(picture)
    else:
        raise InputError("format_unrecognized", detail="neither PNG nor SVG")
    if found is None:
        raise InputError("badge_absent")
    return found
