"""Credentials inside pictures: what goes in comes out; bombs and doubles are refused."""

from __future__ import annotations

import contextlib
import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from sceau.encoding.strict_json import dumps
from sceau.errors import InputError, SceauError, UsageError
from sceau.openbadges.baked import MAX_CREDENTIAL, MAX_PICTURE
from sceau.openbadges.baking import Generation, Unbaked, bake_png, bake_svg, look, unbake, unbake_png, unbake_svg
from tests.sceau.openbadges.pictures import SIGNATURE, SVG, chunk, header, itxt, png, svg

CREDENTIAL = dumps({"name": "Sécurité « 101 » 🛠", "note": "]]> <script>&amp;"})
JWS = b"eyJhbGciOiJFZERTQSJ9.e30.c2ln"
KEYWORD = b"openbadgecredential"
ADDRESS = b"https://a.example/1"
ASSERTION = dumps({"@context": "https://w3id.org/openbadges/v2", "id": ADDRESS.decode()})
TEXT = chunk(b"tEXt", b"openbadges\0" + ADDRESS)
OB2, OB3, CLR = Generation.OB2, Generation.OB3, Generation.CLR


def code_of(picture: bytes) -> str:
    with pytest.raises(InputError) as caught:
        unbake(picture)
    return caught.value.code


@pytest.mark.parametrize("credential", [CREDENTIAL, JWS, b"{}"])
def test_a_png_gives_back_the_very_bytes(credential: bytes) -> None:
    assert unbake(bake_png(png(), credential)) == credential


def test_a_baked_png_is_still_the_same_picture() -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(buffer, "PNG")
    with Image.open(io.BytesIO(bake_png(buffer.getvalue(), CREDENTIAL))) as picture:
        picture.load()
        assert picture.getpixel((3, 3)) == (0, 128, 128)
        assert picture.info[KEYWORD.decode()] == CREDENTIAL.decode()  # another reader finds it too


@pytest.mark.parametrize("credential", [JWS, b"{}", dumps({"name": "« é » 🛠 <b>&"})])
def test_an_svg_gives_back_the_very_bytes(credential: bytes) -> None:
    assert unbake(bake_svg(SVG, credential)) == credential


def test_the_end_of_a_section_inside_a_text_is_escaped() -> None:
    baked = bake_svg(SVG, CREDENTIAL)
    assert baked.count(b"]]>") == 1
    assert unbake_svg(baked) == CREDENTIAL.replace(b"]]>", b"]]\\u003e")


def test_nothing_else_of_the_svg_is_touched() -> None:
    before, after = SVG.split(b"<circle", 1)
    baked = bake_svg(SVG, JWS)
    assert baked.startswith(before)
    assert baked.endswith(b"<circle" + after)


@pytest.mark.parametrize("picture", [bake_png(png(), JWS), bake_svg(SVG, JWS)], ids=["png", "svg"])
def test_baking_twice_is_refused(picture: bytes) -> None:
    with pytest.raises(InputError) as caught:
        (bake_png if picture.startswith(SIGNATURE) else bake_svg)(picture, JWS)
    assert caught.value.code == "badge_ambiguous"


def test_a_credential_too_large_is_not_baked() -> None:
    for bake, picture in ((bake_png, png()), (bake_svg, SVG)):
        with pytest.raises(InputError) as caught:
            bake(picture, b"x" * (MAX_CREDENTIAL + 1))
        assert caught.value.code == "badge_too_large"


def test_a_compressed_text_is_read_although_the_rule_forbids_it() -> None:
    assert unbake_png(png(itxt(KEYWORD, CREDENTIAL, compressed=True))) == CREDENTIAL


def test_what_follows_the_end_is_no_part_of_the_picture() -> None:
    assert unbake_png(bake_png(png(), JWS) + bake_png(png(), b"{}")) == JWS


@pytest.mark.parametrize(
    ("picture", "code"),
    [
        (png(), "badge_absent"),
        (png(itxt(b"comment", JWS)), "badge_absent"),
        (png(itxt(KEYWORD, JWS), itxt(KEYWORD, JWS)), "badge_ambiguous"),
        (png(itxt(b"openbadges", b"{}")), "badge_version_unsupported"),
        (png(chunk(b"tEXt", b"openbadges\0https://a.example/1")), "badge_version_unsupported"),
        (png(chunk(b"tEXt", KEYWORD + b"\0{}")), "badge_malformed"),
        (png(chunk(b"iTXt", KEYWORD + b"\0")), "badge_malformed"),
        (png(chunk(b"iTXt", KEYWORD + b"\0\1\0\0\0not deflate")), "badge_malformed"),
        (png(itxt(KEYWORD, bytes(MAX_CREDENTIAL + 1), compressed=True)), "badge_too_large"),
        (png(chunk(b"iTXt", b"x", checksum=7)), "badge_malformed"),
        (png(width=65_535, height=65_535), "badge_too_large"),
        (png(width=0), "badge_malformed"),
        (png()[:-6], "badge_malformed"),
        (SIGNATURE, "badge_malformed"),
        (SIGNATURE + chunk(b"IDAT", b""), "badge_malformed"),
        (SIGNATURE + struct.pack(">I4s", 2**31, b"IHDR"), "badge_malformed"),
        (SIGNATURE + header() + chunk(b"tIME", b"") * 10_001, "badge_too_large"),
        (png() + bytes(MAX_PICTURE), "badge_too_large"),
        (b"GIF89a", "format_unrecognized"),
    ],
    ids=[
        "none", "other-keyword", "two", "ob2-itxt", "ob2-text", "text-chunk", "no-parts", "not-deflate", "bomb",
        "checksum", "pixels", "no-pixels", "cut", "empty", "no-header", "long-chunk", "many-chunks", "large", "gif",
    ],
)  # fmt: skip
def test_a_crooked_png_is_refused(picture: bytes, code: str) -> None:
    assert code_of(picture) == code


@pytest.mark.parametrize(
    ("picture", "code"),
    [
        (SVG, "badge_absent"),
        (svg("<ob:credential>{}</ob:credential>" * 2), "badge_ambiguous"),
        (svg('<ob:credential verify="a.b.c">{}</ob:credential>'), "badge_ambiguous"),
        (svg("<ob:credential>{}<ob:credential>{}</ob:credential></ob:credential>"), "badge_ambiguous"),
        (svg("<ob:credential/>"), "badge_malformed"),
        (svg('<ob2:assertion verify="https://a.example"/>'), "badge_version_unsupported"),
        (svg("<g>"), "badge_malformed"),
        (svg("&x;", prologue='<!DOCTYPE svg [<!ENTITY x "y">]>'), "badge_malformed"),
        (
            svg("&c;", prologue='<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]>'),
            "badge_malformed",
        ),
        (svg("&x;", prologue='<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "badge_malformed"),
        (svg("<g>" * 1_100 + "</g>" * 1_100), "badge_too_large"),
        (b"<?xml version='1.0'?><html/>", "badge_malformed"),
        (b"<?xml version='1.0' encoding='no-such'?><svg/>", "badge_malformed"),
    ],
    ids=[
        "none", "two", "text-and-attribute", "nested", "empty", "ob2", "cut", "entity", "laughs", "external", "deep",
        "other-root", "encoding",
    ],
)  # fmt: skip
def test_a_crooked_svg_is_refused(picture: bytes, code: str) -> None:
    assert code_of(picture) == code


def test_an_svg_with_a_plain_doctype_is_read_and_baked() -> None:
    plain = svg("<g/>", prologue='<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">')
    assert unbake_svg(bake_svg(plain, JWS)) == JWS


@pytest.mark.parametrize("picture", [b'<svg xmlns="http://www.w3.org/2000/svg"/>', "<svg/>".encode("utf-16")])
def test_an_svg_without_room_is_not_baked(picture: bytes) -> None:
    with pytest.raises(InputError) as caught:
        bake_svg(picture, JWS)
    assert caught.value.code == "badge_malformed"


@given(st.binary(max_size=200), st.integers(0, 300))
def test_garbage_never_escapes_the_exception_tree(noise: bytes, place: int) -> None:
    for picture in (bake_png(png(), JWS), bake_svg(SVG, JWS)):
        with contextlib.suppress(SceauError):
            assert unbake(picture[:place] + noise + picture[place:])


def test_a_bomb_is_noticed_before_it_unfolds() -> None:
    bomb = zlib.compress(bytes(500_000_000 // 8), 9)
    assert code_of(png(chunk(b"iTXt", KEYWORD + b"\0\1\0\0\0" + bomb))) == "badge_too_large"


@pytest.mark.parametrize(
    ("picture", "found"),
    [
        (png(itxt(b"openbadges", ASSERTION)), Unbaked(OB2, ASSERTION)),
        (png(itxt(b"openbadges", JWS)), Unbaked(OB2, JWS)),
        (png(itxt(b"openbadges", ASSERTION, compressed=True)), Unbaked(OB2, ASSERTION)),
        (png(TEXT), Unbaked(OB2, ADDRESS)),
        (svg('<ob2:assertion verify="a.b.c"/>'), Unbaked(OB2, b"a.b.c")),
        (svg(f'<ob2:assertion verify="{ADDRESS.decode()}"/>'), Unbaked(OB2, ADDRESS)),
        (svg(f"<ob2:assertion><![CDATA[{ASSERTION.decode()}]]></ob2:assertion>"), Unbaked(OB2, ASSERTION)),
        (
            svg(f'<ob2:assertion verify="{ADDRESS.decode()}"> <![CDATA[{ASSERTION.decode()}]]> </ob2:assertion>'),
            Unbaked(OB2, ASSERTION),
        ),
        (png(itxt(b"clrcredential", b"{}")), Unbaked(CLR, b"{}")),
        (bake_png(png(), JWS, generation=CLR), Unbaked(CLR, JWS)),
        (bake_svg(SVG, JWS, generation=CLR), Unbaked(CLR, JWS)),
        (bake_svg(SVG, b"{}", generation=CLR), Unbaked(CLR, b"{}")),
        (bake_svg(SVG, CREDENTIAL.replace(b"]]>", b"")), Unbaked(OB3, CREDENTIAL.replace(b"]]>", b""))),
    ],
    ids=[
        "png-2", "png-2-jws", "png-2-compressed", "png-1", "svg-2-jws", "svg-1", "svg-2", "svg-2-address",
        "png-clr", "baked-png-clr", "baked-svg-clr-jws", "baked-svg-clr", "svg-3",
    ],
)  # fmt: skip
def test_every_generation_is_found(picture: bytes, found: Unbaked) -> None:
    assert look(picture) == found


@pytest.mark.parametrize(
    ("picture", "code"),
    [
        (png(itxt(KEYWORD, JWS), itxt(b"openbadges", ASSERTION)), "badge_ambiguous"),
        (png(itxt(KEYWORD, JWS), itxt(b"clrcredential", JWS)), "badge_ambiguous"),
        (png(TEXT, itxt(b"openbadges", ASSERTION)), "badge_ambiguous"),
        (svg("<ob:credential>{}</ob:credential><ob2:assertion>{}</ob2:assertion>"), "badge_ambiguous"),
        (svg("<ob2:assertion/><ob2:assertion>{}</ob2:assertion>"), "badge_ambiguous"),
        (
            svg(f'<ob2:assertion verify="https://a.example/2">{ASSERTION.decode()}</ob2:assertion>'),
            "badge_ambiguous",
        ),
        (svg(f'<ob2:assertion verify="a.b.c">{ASSERTION.decode()}</ob2:assertion>'), "badge_ambiguous"),
        (png(chunk(b"tEXt", b"openbadges\0javascript:alert(1)")), "badge_malformed"),
        (png(chunk(b"zTXt", b"openbadges\0\0" + zlib.compress(ASSERTION))), "badge_malformed"),
        (png(chunk(b"tEXt", b"clrcredential\0{}")), "badge_malformed"),
    ],
    ids=[
        "png-2-and-3", "png-3-and-clr", "png-1-and-2", "svg-2-and-3", "svg-2-twice", "svg-other-address",
        "svg-jws-and-json", "no-address", "ztxt", "clr-text",
    ],
)  # fmt: skip
def test_two_credentials_are_refused_whatever_their_generation(picture: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        look(picture)
    assert caught.value.code == code


@pytest.mark.parametrize("picture", [png(TEXT), svg("<ob2:assertion>{}</ob2:assertion>")], ids=["png", "svg"])
def test_nothing_is_baked_beside_an_older_badge(picture: bytes) -> None:
    with pytest.raises(InputError) as caught:
        (bake_png if picture.startswith(SIGNATURE) else bake_svg)(picture, JWS)
    assert caught.value.code == "badge_ambiguous"


def test_older_badges_are_read_and_not_made() -> None:
    for bake, picture in ((bake_png, png()), (bake_svg, SVG)):
        with pytest.raises(UsageError):
            bake(picture, ASSERTION, generation=OB2)
