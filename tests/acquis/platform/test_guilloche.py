"""Seals: always the same, never two alike, small, and telling their state by form."""

from __future__ import annotations

import hashlib
import io
import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from acquis.platform import guilloche

DIGEST = hashlib.sha256(b"an achievement").digest()


def svg(digest: bytes = DIGEST, **options: object) -> str:
    return guilloche.to_svg(guilloche.rosette(digest), **options)  # type: ignore[arg-type]


def test_the_same_digest_draws_the_same_seal() -> None:
    assert svg() == svg()
    drawing = guilloche.rosette(DIGEST)
    assert guilloche.to_png(drawing, 96) == guilloche.to_png(drawing, 96)


def test_never_two_alike() -> None:
    assert len({svg(hashlib.sha256(bytes([number])).digest()) for number in range(100)}) == 100


def test_one_flipped_bit_draws_another_seal() -> None:
    flipped = bytes([DIGEST[0] ^ 1]) + DIGEST[1:]
    assert svg(flipped) != svg()


@given(st.binary(min_size=1, max_size=64))
def test_any_digest_gives_small_well_formed_svg_inside_its_frame(digest: bytes) -> None:
    drawing = guilloche.rosette(digest)
    picture = guilloche.to_svg(drawing, size=160, state="verified")
    assert len(picture) < 9000
    ET.fromstring(picture)
    for layer in drawing.layers:
        assert max(layer.radius(step / 100) for step in range(629)) < 93


def test_an_empty_digest_is_refused() -> None:
    with pytest.raises(ValueError, match="digest"):
        guilloche.rosette(b"")


def test_state_is_told_by_the_form_of_the_ring() -> None:
    rings = {state: re.findall(r'<(\w+)[^>]*class="seal-ring"', svg(state=state)) for state in ("verified", "check")}
    assert rings == {"verified": ["circle"], "check": ["path"]}
    assert svg(state="rejected").count("seal-ring") > 2
    assert "seal-ring" not in svg(state="none")


def test_an_informal_badge_is_a_pin_that_says_so() -> None:
    pin = svg(kind="badge")
    assert ">badge</text>" in pin
    assert "<use" not in pin


def test_a_label_is_escaped_and_none_means_decoration() -> None:
    assert 'aria-label="&lt;b&gt;&quot;"' in svg(label='<b>"')
    assert 'aria-hidden="true"' in svg()


def test_a_colour_that_is_no_colour_falls_back_and_a_pale_one_is_darkened() -> None:
    hostile = guilloche.rosette(DIGEST, '"/><script>', "#ffff00")
    assert hostile.ink == guilloche.HOUSE_INK
    assert hostile.accent != "#ffff00"
    assert re.fullmatch("#[0-9a-f]{6}", hostile.accent)


@pytest.mark.parametrize("kind", ["microcredential", "badge"])
def test_the_badge_file_is_a_square_png_with_its_title(kind: guilloche.Kind) -> None:
    data = guilloche.to_png(guilloche.rosette(DIGEST), 240, title="Cybersécurité « 101 »", kind=kind)
    picture = Image.open(io.BytesIO(data))
    picture.load()
    assert picture.size == (240, 240)
    assert picture.convert("RGBA").getpixel((0, 0))[3] == 0  # type: ignore[index]
    assert len(data) < 150_000
    assert picture.info["Title"] == "Cybersécurité « 101 »"


@pytest.mark.parametrize("size", [0, 15, 2001])
def test_a_picture_has_a_sensible_size(size: int) -> None:
    with pytest.raises(ValueError, match="pixels"):
        guilloche.to_png(guilloche.rosette(DIGEST), size)
