"""A seal as a PNG: the picture that a badge is baked into."""

from __future__ import annotations

import io
import math

from PIL import Image, ImageDraw, PngImagePlugin

from acquis.platform.guilloche_shapes import GROUND, PAPER, Layer, Point, Rosette, pin_points

_OVERSAMPLED = 4
_COLOURS = 96


def paint(drawing: Rosette, size: int, *, title: str, pin: bool, small: bool) -> bytes:
    """PNG bytes, `size` × `size` pixels, drawn four times larger and reduced; the same input gives the same bytes."""
    factor = _OVERSAMPLED if size <= 800 else 2  # noqa: PLR2004 - a large picture needs less and memory is finite
    side = size * factor
    image = Image.new("RGBA", (side, side), _clear(PAPER))
    canvas = _Canvas(ImageDraw.Draw(image), side / 200)
    if pin:
        _paint_pin(canvas, drawing)
    else:
        _paint_rosette(canvas, drawing, size=size, small=small)
    reduced = image.resize((size, size), Image.Resampling.LANCZOS)
    # Two inks on paper need no more colours, and a badge file travels by mail.
    reduced = reduced.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    notes = PngImagePlugin.PngInfo()
    if title:
        notes.add_itxt("Title", title)
    out = io.BytesIO()
    reduced.save(out, "PNG", optimize=True, pnginfo=notes)
    return out.getvalue()


class _Canvas:
    """Drawing in the seal's own units."""

    def __init__(self, draw: ImageDraw.ImageDraw, scale: float) -> None:
        self.draw, self.scale = draw, scale

    def place(self, point: Point) -> Point:
        return (point[0] + 100) * self.scale, (point[1] + 100) * self.scale

    def disc(self, radius: float, *, fill: str, outline: str | None = None, width: float = 0) -> None:
        corners = (self.place((-radius, -radius)), self.place((radius, radius)))
        self.draw.ellipse(corners, fill=fill, outline=outline, width=round(width * self.scale))

    def shape(self, points: list[Point], fill: str) -> None:
        self.draw.polygon([self.place(point) for point in points], fill=fill)

    def line(self, points: list[Point], colour: str, width: float) -> None:
        stroke = max(1, round(width * self.scale))
        self.draw.line([self.place(point) for point in points], fill=colour, width=stroke, joint="curve")


def _paint_rosette(canvas: _Canvas, drawing: Rosette, *, size: int, small: bool) -> None:
    canvas.disc(GROUND, fill=PAPER)
    for layer in drawing.layers[:-1] if small else drawing.layers:
        colour = drawing.ink if layer.colour == "ink" else drawing.accent
        for angle in layer.angles():
            canvas.line(_strand(layer, angle), colour, layer.stroke(small=small, size=size))
    canvas.shape(drawing.core.points(), drawing.accent)
    canvas.disc(drawing.core.radius * 0.32, fill=PAPER)


def _paint_pin(canvas: _Canvas, drawing: Rosette) -> None:
    canvas.disc(88, fill=PAPER, outline=drawing.ink, width=3)
    canvas.disc(76, fill=drawing.accent)
    canvas.shape([(x, y + 14) for x, y in pin_points(drawing.sign)], PAPER)


def _strand(layer: Layer, degrees: float) -> list[Point]:
    turn = math.radians(degrees + layer.turn)
    count = layer.segments() * 8
    found = []
    for index in range(count + 1):
        x, y = layer.point(2 * math.pi * index / count)
        found.append((x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)))
    return found


def _clear(colour: str) -> tuple[int, int, int, int]:
    """The colour, fully transparent: the edge must not darken when the picture is reduced."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16), 0
