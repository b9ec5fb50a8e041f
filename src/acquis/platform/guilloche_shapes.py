"""The geometry of a seal: strands, heart, pin and ring, in units of a 200 × 200 drawing centred on (0, 0)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

HOUSE_INK = "#16233f"
HOUSE_ACCENT = "#b5341f"
PAPER = "#fffefb"
"""The seal keeps its own light ground, on a dark page too: it is printed, not lit."""
GROUND = 91.2
"""Radius of that ground: a gap stays between it and the ring, so that the ring's form is seen on dark pages."""

Point = tuple[float, float]
Envelope = tuple[float, float, float]
"""Mean radius, first and second harmonic of its scallops."""


@dataclass(frozen=True)
class Layer:
    """A band of strands woven between two envelopes."""

    symmetry: int
    waves: int
    outer: Envelope
    inner: Envelope
    lean: float
    turn: float
    colour: Literal["ink", "accent"]

    def radius(self, angle: float) -> float:
        outer = self._envelope(self.outer, angle)
        inner = self._envelope(self.inner, angle)
        return (outer + inner) / 2 + (outer - inner) / 2 * math.cos(self.waves * angle)

    def point(self, angle: float) -> Point:
        """Where the first strand is at `angle` (radians); `lean` bends every petal the same way."""
        radius = self.radius(angle)
        turned = angle + self.lean * math.sin(self.waves * angle) / max(self.waves, 3)
        return radius * math.cos(turned), radius * math.sin(turned)

    def slope(self, angle: float) -> Point:
        """The derivative of `point`, by central difference."""
        near = 1e-4
        (x0, y0), (x1, y1) = self.point(angle - near), self.point(angle + near)
        return (x1 - x0) / (2 * near), (y1 - y0) / (2 * near)

    def angles(self) -> list[float]:
        """The turns, in degrees, that lay every strand of the band from the first."""
        return [360 * strand / self.symmetry for strand in range(self.symmetry)]

    def segments(self) -> int:
        """How many cubic curves follow one strand without a visible error."""
        return max(36, 4 * self.waves, 3 * self.symmetry)

    def stroke(self, *, small: bool, size: int) -> float:
        """Line width: hair-fine when large, stronger as the drawing shrinks so that it keeps its colour."""
        if small:
            return 1.5 if self.colour == "ink" else 1.8
        return min(1.1, max(0.45, 130 / size))

    def _envelope(self, envelope: Envelope, angle: float) -> float:
        mean, first, second = envelope
        return mean + first * math.cos(self.symmetry * angle) + second * math.cos(2 * self.symmetry * angle)


@dataclass(frozen=True)
class Core:
    """The small solid flower in the middle, which carries the seal at mark size."""

    petals: int
    radius: float
    depth: float
    turn: float

    def points(self) -> list[Point]:
        start = math.radians(self.turn)
        count = self.petals * 10
        found = []
        for index in range(count):
            angle = 2 * math.pi * index / count
            radius = self.radius * (1 - self.depth / 2 + self.depth / 2 * math.cos(self.petals * angle))
            found.append((radius * math.cos(angle + start), radius * math.sin(angle + start)))
        return found


@dataclass(frozen=True)
class Rosette:
    """Everything a seal is made of. `sign` is the number of points of the star when it is drawn as a pin."""

    layers: tuple[Layer, ...]
    core: Core
    ink: str
    accent: str
    sign: int


def pin_points(sign: int) -> list[Point]:
    """The plain star of an informal badge, a little above the middle to leave room for the word."""
    found = []
    for index in range(2 * sign):
        radius = 38.0 if index % 2 == 0 else 38.0 * (0.5 if sign > 4 else 0.38)  # noqa: PLR2004
        angle = math.pi * index / sign - math.pi / 2
        found.append((radius * math.cos(angle), radius * math.sin(angle) - 14))
    return found


def ring_arcs(state: str) -> list[str]:
    """The arcs of a ring that is not whole: open (one gap) or broken (pieces out of place)."""
    if state == "check":
        return [_arc(97, -15, 285, (0.0, 0.0))]
    pieces = [(-78, 62), (74, 148), (160, 230), (242, 270)]
    shifts = [(2.0, -1.5), (-1.0, 2.5), (-2.5, -2.0), (1.5, 3.0)]
    return [_arc(95, start, end, shift) for (start, end), shift in zip(pieces, shifts, strict=True)]


def _arc(radius: float, start: float, end: float, shift: Point) -> str:
    (x0, y0), (x1, y1) = (
        (radius * math.cos(math.radians(angle)) + shift[0], radius * math.sin(math.radians(angle)) + shift[1])
        for angle in (start, end)
    )
    large = int(end - start > 180)  # noqa: PLR2004
    return f"M{x0:.1f} {y0:.1f}A{radius:g} {radius:g} 0 {large} 1 {x1:.1f} {y1:.1f}"
