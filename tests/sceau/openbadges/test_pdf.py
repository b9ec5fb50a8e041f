"""Credentials attached to a PDF: what goes in comes out; bombs, doubles and crooked files are refused."""

from __future__ import annotations

import contextlib
import io
import sys
import zlib
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sceau.encoding.strict_json import dumps
from sceau.errors import InputError
from sceau.openbadges import pdf

CREDENTIAL = dumps({"@context": ["https://www.w3.org/ns/credentials/v2"], "name": "Sécurité « 101 »"})
JWS = b"eyJhbGciOiJFZERTQSJ9.e30.c2ln"
SD_JWT = JWS + b"~WyJzYWx0Iiwi~"
MANY = [(f"{number}.txt", "text/plain", b"x%d" % number) for number in range(60)]


def made(*files: tuple[str, str, bytes], associated: bool = False, **options: Any) -> bytes:
    """A PDF of one empty page with ``files`` (name, media type, content) attached."""
    with pikepdf.new() as document:
        document.add_blank_page()
        for name, media_type, content in files:
            specification = pikepdf.AttachedFileSpec(document, content, filename=name, mime_type=media_type)
            if associated:
                listed = document.Root.get("/AF", pikepdf.Array())
                listed.append(document.make_indirect(specification.obj))
                document.Root.AF = listed
            else:
                document.attachments[name] = specification
        found = io.BytesIO()
        document.save(found, deterministic_id=not options, **options)
    return found.getvalue()


def bomb(unfolded: int) -> bytes:
    """A PDF whose own table of objects unfolds to ``unfolded`` bytes."""
    packed = zlib.compress(bytes(unfolded), 9)
    head = b"%PDF-1.5\n"
    objects = b"1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(packed)
    objects += packed + b"\nendstream\nendobj\n"
    place, table = len(head), len(head) + len(objects)
    entries = bytes(5) + b"\1" + place.to_bytes(3) + b"\0\2\0\0\1\0\1" + table.to_bytes(3) + b"\0"
    xref = b"3 0 obj\n<</Type/XRef/Size 4/W[1 3 1]/Root 2 0 R/Length %d>>stream\n" % len(entries)
    return head + objects + xref + entries + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % table


def code_of(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        pdf.unbake(data)
    return caught.value.code


@pytest.mark.parametrize("associated", [False, True], ids=["embedded", "associated"])
@pytest.mark.parametrize(
    ("name", "media_type", "content"),
    [
        ("credential.json", "application/octet-stream", CREDENTIAL),
        ("badge.jsonld", "application/ld+json", CREDENTIAL),
        ("badge.JWT", "", JWS),
        ("badge", "application/vc", CREDENTIAL),
        ("badge", "application/vc+jwt", JWS),
        ("badge", "application/dc+sd-jwt", SD_JWT),
    ],
)
def test_an_attached_credential_is_found(name: str, media_type: str, content: bytes, *, associated: bool) -> None:
    data = made((name, media_type, content), ("logo.png", "image/png", b"\x89PNG"), associated=associated)
    assert pdf.is_pdf(data)
    assert pdf.unbake(data) == content


def test_whatever_way_the_file_is_written() -> None:
    for mode in (pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate):
        assert pdf.unbake(made(("a.json", "", CREDENTIAL), object_stream_mode=mode)) == CREDENTIAL
    assert pdf.unbake(made(("a.json", "", CREDENTIAL), compress_streams=False)) == CREDENTIAL
    assert pdf.is_pdf(b"\r\n" + made())
    assert not pdf.is_pdf(dumps({"note": "%PDF-1.7"}))


def test_the_same_attachment_twice_is_one_credential() -> None:
    assert pdf.unbake(made(("a.json", "", CREDENTIAL), ("b.json", "", CREDENTIAL))) == CREDENTIAL


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (made(), "badge_absent"),
        (made(("data.json", "application/json", b'{"rows": []}')), "badge_absent"),
        (made(("a.txt", "text/plain", CREDENTIAL)), "badge_absent"),
        (made(("a.json", "", CREDENTIAL), ("b.json", "", CREDENTIAL + b" ")), None),
        (made(("a.json", "", CREDENTIAL), ("b.jwt", "", JWS)), "badge_ambiguous"),
        (made(("a.json", "", bytes(pdf.MAX_CREDENTIAL + 1))), "badge_too_large"),
        (made(("a.json", "", bytes(20_000_000))), "badge_too_large"),
        (made(*MANY), "badge_too_large"),
        (made() + bytes(pdf.MAX_FILE), "badge_too_large"),
        (made(("a.json", "", CREDENTIAL), encryption=pikepdf.Encryption(owner="o", user="u")), "format_unsupported"),
        (made(("a.json", "", CREDENTIAL), encryption=pikepdf.Encryption(owner="o")), "format_unsupported"),
        (b"%PDF-1.7\n", "badge_malformed"),
        (made(("a.json", "", CREDENTIAL))[:-200], "badge_malformed"),
        (bomb(100_000_000), "badge_malformed"),
    ],
    ids=[
        "none", "other-json", "text", "blank-differs", "two", "large", "bomb", "many", "large-file", "password",
        "no-password", "empty", "cut", "table-bomb",
    ],
)  # fmt: skip
def test_a_crooked_pdf_is_refused(data: bytes, code: str | None) -> None:
    if code is None:
        assert pdf.unbake(data) == CREDENTIAL
    else:
        assert code_of(data) == code


def test_without_the_package_the_answer_is_honest(monkeypatch: pytest.MonkeyPatch) -> None:
    data = made()
    monkeypatch.setitem(sys.modules, "pikepdf", None)
    pdf._library.cache_clear()
    assert code_of(data) == "format_unsupported"
    monkeypatch.undo()
    assert code_of(data) == "badge_absent"


SOUND = made(("a.json", "", CREDENTIAL), object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)


@given(st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.integers(0, 255)), max_size=8), st.integers(0, len(SOUND)))
def test_nothing_but_our_own_errors_leaves(flips: list[tuple[int, int]], end: int) -> None:
    crooked = bytearray(SOUND)
    for place, byte in flips:
        crooked[place] = byte
    for data in (bytes(crooked), SOUND[:end], SOUND[:end] + bytes(crooked[end:])):
        with contextlib.suppress(InputError):
            assert pdf.unbake(data)
