"""Two pictures as SVG: rates beside the fastest peer's, and how cost grows."""

from __future__ import annotations

import math
from collections.abc import Iterable
from xml.sax.saxutils import escape

from benchmarks.growth import Curve

OURS, THEIRS, INK, GRID = "#14606b", "#c9862f", "#22303a", "#d8dee2"
_FONT = 'font-family="system-ui, sans-serif" font-size="13"'


def bars(rows: list[tuple[str, float, float, str]]) -> str:
    """Each row: the work, our rate, the peer's rate and name; on a logarithmic scale."""
    left, width, high = 250, 470, 46
    bottom = 50 + high * len(rows)
    most = max((max(ours, theirs) for _, ours, theirs, _ in rows), default=1)
    scale = _Scale(0.5, most * 2, left, left + width)
    parts = [_text(left, 24, "operations per CPU-second, logarithmic; Sceau above, the peer below", anchor="start")]
    for value in scale.ticks():
        x = scale(value)
        parts += [_line(x, 36, x, bottom), _text(x, bottom + 18, _short(value))]
    for number, (name, ours, theirs, peer) in enumerate(rows):
        y = 42 + number * high
        parts.append(_text(left - 10, y + 23, name, anchor="end"))
        for rate, colour, label, place in ((ours, OURS, "Sceau", y), (theirs, THEIRS, peer, y + 19)):
            length = max(scale(rate) - left, 1)
            parts.append(f'<rect x="{left}" y="{place}" width="{length:.1f}" height="17" fill="{colour}"/>')
            parts.append(_text(left + length + 6, place + 13, f"{_short(rate)}  {label}", anchor="start"))
    return _svg(left + width + 190, bottom + 34, "Rates of Sceau and of the fastest peer", parts)


def curves(found: Iterable[Curve]) -> str:
    """A panel for each curve, both scales logarithmic."""
    parts: list[str] = []
    top = 0
    for curve in found:
        parts += _panel(curve, top)
        top += 290
    return _svg(910, top, "Cost of one credential as size, batch and shapes grow", parts)


def _panel(curve: Curve, top: int) -> list[str]:
    left, right, upper, lower = 70, 650, top + 50, top + 230
    points = [point for line in curve.lines.values() for point in line]
    if not points:
        return [_text(left, top + 24, f"{curve.title}: not measured", anchor="start")]
    across = _Scale(min(x for x, _ in points), max(x for x, _ in points) * 1.001, left, right)
    upward = _Scale(min(y for _, y in points) / 1.5, max(y for _, y in points) * 1.5, lower, upper)
    title = f"{curve.title}: milliseconds of the processor for one credential"
    parts = [_text(left, top + 28, title, anchor="start")]
    for value in upward.ticks():
        parts += [
            _line(left, upward(value), right, upward(value)),
            _text(left - 8, upward(value) + 4, _short(value), anchor="end"),
        ]
    for value in sorted({x for x, _ in points}):
        parts += [_line(across(value), upper, across(value), lower), _text(across(value), lower + 18, _short(value))]
    parts.append(_text((left + right) / 2, lower + 38, curve.across))
    for name, line in curve.lines.items():
        colour, dashes = (OURS if name.startswith("sceau") else THEIRS), ("6 4" if name.endswith("issue") else "none")
        path = " ".join(f"{across(x):.1f},{upward(y):.1f}" for x, y in line)
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.5" stroke-dasharray="{dashes}"/>'
        )
        parts += [f'<circle cx="{across(x):.1f}" cy="{upward(y):.1f}" r="3.5" fill="{colour}"/>' for x, y in line]
    # Names beside the ends of the lines, far enough from each other to be read.
    below = upper - 16.0
    for name, line in sorted(curve.lines.items(), key=lambda each: -each[1][-1][1]):
        below = max(upward(line[-1][1]) + 4, below + 16)
        parts.append(_text(across(line[-1][0]) + 12, below, name, anchor="start"))
    return parts


class _Scale:
    """A logarithmic scale from values to places."""

    def __init__(self, least: float, most: float, start: float, end: float) -> None:
        self._least, self._most = least, max(most, least * 1.1)
        self._start, self._end = start, end

    def __call__(self, value: float) -> float:
        part = math.log(max(value, self._least) / self._least) / math.log(self._most / self._least)
        return self._start + part * (self._end - self._start)

    def ticks(self) -> list[float]:
        """The powers of ten on the scale."""
        first, last = math.ceil(math.log10(self._least)), math.floor(math.log10(self._most))
        return [10.0**power for power in range(first, last + 1)]


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _text(x: float, y: float, words: str, *, anchor: str = "middle") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{INK}">{escape(words)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{GRID}"/>'


def _svg(width: int, height: int, title: str, parts: list[str]) -> str:
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" {_FONT}>\n'
        f'<title>{escape(title)}</title>\n<rect width="{width}" height="{height}" fill="#ffffff"/>\n{body}\n</svg>\n'
    )
