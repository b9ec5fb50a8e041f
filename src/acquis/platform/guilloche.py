"""The seal of an achievement: a guilloche rosette drawn from a digest.

A digest and two colours give one geometry, always the same; the same geometry becomes inline SVG for pages and a PNG
for badge files. Lengths are units of a 200 × 200 drawing whose centre is (0, 0). It is identity, never proof.

How a layer is woven: a strand runs between two scalloped envelopes of `symmetry` petals, crossing `waves` times. As
`waves` and `symmetry` are coprime, turning one strand by each multiple of a petal gives every other strand, so the
SVG holds each curve once and turns it.
"""

from __future__ import annotations

import hashlib
import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from acquis.platform.guilloche_png import paint
from acquis.platform.guilloche_shapes import (
    GROUND,
    HOUSE_ACCENT,
    HOUSE_INK,
    PAPER,
    Core,
    Layer,
    Point,
    Rosette,
    pin_points,
    ring_arcs,
)

__all__ = ["HOUSE_ACCENT", "HOUSE_INK", "Core", "Layer", "Rosette", "rosette", "to_png", "to_svg"]

State = Literal["verified", "check", "rejected", "none"]
Kind = Literal["microcredential", "badge"]

SMALL = 64
"""Pixels up to which a seal is drawn as a mark: fewer and stronger lines."""

_HEX = re.compile(r"#[0-9a-fA-F]{6}\Z")
_MINIMUM_CONTRAST = 4.5
_RING_COLOUR = {"verified": "#1f6b45", "check": "#8a5a00", "rejected": "#9b1c31"}


@dataclass
class _Draw:
    """Numbers drawn from the digest, in a fixed order."""

    pool: bytes
    place: int = 0

    def part(self) -> float:
        """A number from 0 up to 1."""
        pair = self.pool[self.place : self.place + 2]
        self.place += 2
        return int.from_bytes(pair, "big") / 65536

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self.part()

    def one_of(self, choices: list[int]) -> int:
        return choices[int(self.part() * len(choices))]


def rosette(digest: bytes, ink: str = HOUSE_INK, accent: str = HOUSE_ACCENT) -> Rosette:
    """The geometry for a digest, of any length ≥ 1 byte.

    Colours are `#rrggbb`; one that is malformed falls back to the house's, one that is too pale is darkened.

    Raises:
        ValueError: the digest is empty.
    """
    if not digest:
        raise ValueError("a seal needs a digest")
    draw = _Draw(hashlib.shake_256(b"acquis seal 1" + digest).digest(128))
    layers = (_border(draw), _flower(draw), _heart(draw))
    core = Core(
        petals=draw.one_of([5, 6, 7, 8, 9, 12]),
        radius=draw.between(9.5, 12.5),
        depth=draw.between(0.2, 0.5),
        turn=draw.between(0, 360),
    )
    return Rosette(
        layers=layers,
        core=core,
        ink=_readable(ink, HOUSE_INK),
        accent=_readable(accent, HOUSE_ACCENT),
        sign=draw.one_of([4, 5, 6, 7, 8]),
    )


def _coprime(draw: _Draw, symmetry: int, low: int, high: int) -> int:
    return draw.one_of([waves for waves in range(low, high + 1) if math.gcd(waves, symmetry) == 1])


def _border(draw: _Draw) -> Layer:
    symmetry = draw.one_of([11, 12, 13, 14, 15, 16, 18])
    scallop = draw.between(1.2, 3.4)
    return Layer(
        symmetry=symmetry,
        waves=_coprime(draw, symmetry, 17, 31),
        outer=(90 - scallop, scallop, draw.between(-0.8, 0.8)),
        inner=(draw.between(69, 75), draw.between(-3.5, 3.5), 0.0),
        lean=0.0,
        turn=draw.between(0, 360),
        colour="ink",
    )


def _flower(draw: _Draw) -> Layer:
    symmetry = draw.one_of([7, 8, 9, 10, 11, 12, 13])
    return Layer(
        symmetry=symmetry,
        waves=_coprime(draw, symmetry, 2, 9),
        outer=(draw.between(58, 64), draw.between(3, 9), draw.between(-3, 3)),
        inner=(draw.between(25, 33), draw.between(-9, 9), draw.between(-2, 2)),
        lean=draw.between(-0.5, 0.5),
        turn=draw.between(0, 360),
        colour="accent",
    )


def _heart(draw: _Draw) -> Layer:
    symmetry = draw.one_of([6, 7, 8, 9, 10])
    return Layer(
        symmetry=symmetry,
        waves=_coprime(draw, symmetry, 5, 13),
        outer=(draw.between(29, 36), draw.between(1, 5), draw.between(-1, 1)),
        inner=(draw.between(16, 19), draw.between(-2, 2), 0.0),
        lean=draw.between(-0.3, 0.3),
        turn=draw.between(0, 360),
        colour="ink",
    )


def to_svg(
    drawing: Rosette,
    *,
    size: int = 160,
    state: State = "none",
    label: str = "",
    kind: Kind = "microcredential",
    prefix: str = "seal",
) -> str:
    """One `<svg>` element, `size` pixels square.

    `prefix` must be unlike every other seal's on the same page: it begins the ids of the shared curves.
    Without a label the picture is decorative. The ring tells the state by form, and by colour through style sheets.
    """
    name = f'role="img" aria-label="{_attribute(label)}"' if label else 'aria-hidden="true"'
    body = _pin_svg(drawing) if kind == "badge" else _rosette_svg(drawing, size, prefix)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="seal" data-state="{state}" data-kind="{kind}" {name} '
        f'focusable="false" width="{size}" height="{size}" viewBox="-100 -100 200 200" fill="none">'
        f"{body}{_ring_svg(state, size)}</svg>"
    )


def to_png(drawing: Rosette, size: int = 600, *, title: str = "", kind: Kind = "microcredential") -> bytes:
    """A square PNG with a transparent ground: the badge picture. It never shows a state: a file cannot know its own.

    `size` is in pixels, 16 to 2000; `title` becomes the picture's description (a tEXt-like chunk), not drawn words.

    Raises:
        ValueError: the size is out of range.
    """
    if not 16 <= size <= 2000:  # noqa: PLR2004
        raise ValueError("a seal is drawn from 16 to 2000 pixels")
    return paint(drawing, size, title=title, pin=kind == "badge", small=size <= SMALL)


def _rosette_svg(drawing: Rosette, size: int, prefix: str) -> str:
    small = size <= SMALL
    parts = [f'<circle r="{GROUND}" fill="{PAPER}"/>']
    for index, layer in enumerate(drawing.layers):
        if small and index == len(drawing.layers) - 1:
            continue
        colour = drawing.ink if layer.colour == "ink" else drawing.accent
        width = layer.stroke(small=small, size=size)
        curve = f"{prefix}{index}"
        parts.append(
            f'<g stroke="{colour}" stroke-width="{width:.2f}" transform="rotate({layer.turn:.1f})">'
            f'<path id="{curve}" d="{_path(layer)}"/>'
        )
        parts += [f'<use href="#{curve}" transform="rotate({angle:.2f})"/>' for angle in layer.angles()[1:]]
        parts.append("</g>")
    parts.append(f'<path d="{_polygon(drawing.core.points())}" fill="{drawing.accent}"/>')
    parts.append(f'<circle r="{drawing.core.radius * 0.32:.1f}" fill="{PAPER}"/>')
    return "".join(parts)


def _pin_svg(drawing: Rosette) -> str:
    return (
        f'<circle r="88" fill="{PAPER}" stroke="{drawing.ink}" stroke-width="3"/>'
        f'<circle r="76" fill="{drawing.accent}"/>'
        f'<path d="{_polygon(pin_points(drawing.sign))}" fill="{PAPER}"/>'
        f'<text y="58" fill="{PAPER}" font-size="25" font-weight="700" text-anchor="middle">badge</text>'
    )


def _ring_svg(state: State, size: int) -> str:
    if state == "none":
        return ""
    width = 6 if size <= SMALL else 4.2
    common = f'class="seal-ring" stroke="{_RING_COLOUR[state]}" stroke-width="{width}" stroke-linecap="butt"'
    if state == "verified":
        return f'<circle r="97" pathLength="100" {common}/>'
    return "".join(f'<path d="{arc}" {common}/>' for arc in ring_arcs(state))


@lru_cache(maxsize=1024)  # a catalogue shows the same seals again and again
def _path(layer: Layer) -> str:
    """One strand as relative cubic curves, rounded to a tenth without letting the roundings add up."""
    count = layer.segments()
    step = 2 * math.pi / count
    at = _tenths(layer.point(0.0))
    out = [f"M{_number(at[0])} {_number(at[1])}c"]
    numbers: list[str] = []
    for index in range(count):
        begin, end = index * step, (index + 1) * step
        (x0, y0), (x1, y1) = layer.point(begin), layer.point(end)
        (u0, v0), (u1, v1) = layer.slope(begin), layer.slope(end)
        third = step / 3
        corners = ((x0 + u0 * third, y0 + v0 * third), (x1 - u1 * third, y1 - v1 * third), (x1, y1))
        for corner in corners:
            there = _tenths(corner)
            numbers += [_number(there[0] - at[0]), _number(there[1] - at[1])]
        at = _tenths((x1, y1))
    out.append("".join(_joined(numbers)))
    return "".join(out) + "z"


def _joined(numbers: list[str]) -> list[str]:
    """Numbers with no more separators than the path grammar needs."""
    return [number if index == 0 or number.startswith("-") else f" {number}" for index, number in enumerate(numbers)]


def _polygon(points: list[Point]) -> str:
    return "M" + "L".join(f"{_number(round(x * 10))} {_number(round(y * 10))}" for x, y in points) + "z"


def _tenths(point: Point) -> tuple[int, int]:
    return round(point[0] * 10), round(point[1] * 10)


def _number(tenths: int) -> str:
    whole, rest = divmod(abs(tenths), 10)
    sign = "-" if tenths < 0 else ""
    if not rest:
        return f"{sign}{whole}"
    return f"{sign}{whole or ''}.{rest}"


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _readable(colour: str, otherwise: str) -> str:
    """The colour, darkened until it stands on paper; the other one when it is no colour."""
    if not _HEX.match(colour):
        return otherwise
    channels = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    while _contrast(channels) < _MINIMUM_CONTRAST:
        channels = [int(channel * 0.92) for channel in channels]
    return "#" + "".join(f"{channel:02x}" for channel in channels)


def _contrast(channels: list[int]) -> float:
    """WCAG 2.2 contrast with paper."""
    paper = [int(PAPER[place : place + 2], 16) for place in (1, 3, 5)]
    return (_luminance(paper) + 0.05) / (_luminance(channels) + 0.05)


def _luminance(channels: list[int]) -> float:
    linear = [
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
        for share in (channel / 255 for channel in channels)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
