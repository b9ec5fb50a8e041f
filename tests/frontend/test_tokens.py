"""The colours meet WCAG 2.2 in light and in dark, and the sources stay small."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[2] / "frontend"
WORDS = ("ink", "ink-soft", "link", "verified", "attention", "refusal")


def _schemes() -> dict[str, dict[str, str]]:
    light, dark = (SOURCES / "tokens.css").read_text().split("@media screen and (prefers-color-scheme: dark)")
    pattern = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")
    first = dict(pattern.findall(light))
    return {"light": first, "dark": first | dict(pattern.findall(dark))}


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "raised"])
@pytest.mark.parametrize("words", WORDS)
def test_words_stand_on_their_ground(scheme: str, ground: str, words: str) -> None:
    colours = _schemes()[scheme]
    least = 7.0 if words in {"ink", "link", "ink-soft"} else 4.5
    assert _contrast(colours[words], colours[ground]) >= least


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tone", ["verified", "attention", "refusal"])
def test_verdicts_stand_on_their_own_ground(scheme: str, tone: str) -> None:
    colours = _schemes()[scheme]
    assert _contrast(colours[tone], colours[f"{tone}-ground"]) >= 4.5
    assert _contrast(colours["ink"], colours[f"{tone}-ground"]) >= 7


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("one", "other", "least"),
    [
        ("edge", "raised", 3.0),
        ("edge", "paper", 3.0),
        ("focus", "paper", 3.0),
        ("button-words", "button", 7.0),
        ("button-words", "button-over", 4.5),
        ("ink-soft", "quiet-ground", 4.5),
        ("ink-soft", "desk", 4.5),
        ("seal", "paper", 4.5),
    ],
)
def test_edges_buttons_and_small_words(scheme: str, one: str, other: str, least: float) -> None:
    colours = _schemes()[scheme]
    assert _contrast(colours[one], colours[other]) >= least


def test_components_use_tokens_and_no_colours_of_their_own() -> None:
    for name in ("base", "layout", "components", "cards", "verdict", "lists", "forms", "portal"):
        assert not re.findall(r"#[0-9a-f]{3,6}\b(?!-)", (SOURCES / f"{name}.css").read_text())


def test_the_style_sheets_stay_small() -> None:
    assert sum(source.stat().st_size for source in SOURCES.glob("*.css")) < 40_000
