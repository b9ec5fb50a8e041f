"""Everything that somebody may give to verify by mistake or by malice: a code, a sentence, an advice, nothing kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import translation

from acquis.passport.queries import Selection
from acquis.platform.models import StoredFile
from acquis.verification.wording import PROBLEMS
from sceau.encoding.strict_json import dumps
from sceau.issuing import issue
from sceau.openbadges.achievement import Alignment, Evidence, Profile
from tests.acquis.passport.factories import held
from tests.acquis.web import reader
from tests.sceau.openbadges import examples
from tests.sceau.verifying import world as worlds
from tests.sceau.verifying.world import World
from tests.vectors.negative import build
from tests.vectors.negative.case import Case

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])

# An empty file gets no report but a word beside its field, and only a share brings evidence along: see below. The page
# asks nobody for a presentation, so that none can be the wrong answer.
ELSEWHERE = {"empty", "evidence-altered"}
CASES = {case.name: case for case in build.CASES if case.name not in ELSEWHERE and not case.is_wrong_answer}
# What people will meet first; the rest of the corpus is tested just the same.
ASKED = [
    *("not-json", "duplicate-key", "too-deep", "context-unknown", "type-unknown", "suite-unknown"),
    *("expired", "not-yet", "revoked", "issuer-unknown", "list-unreachable", "list-of-another"),
    *("list-signed-by-another", "did-unreachable", "altered-digest", "png-plain", "png-bomb", "png-text-bomb"),
]
MARKUP = '<script>alert(1)</script> <img src=x onerror=alert(1)> [ici](javascript:alert(1)) "><svg onload=alert(1)>'


def test_the_corpus_holds_what_was_asked_for() -> None:
    assert set(ASKED) <= set(CASES)


@LANGUAGES
@pytest.mark.parametrize("name", sorted(CASES))
def test_a_bad_file_gets_its_code_a_sentence_and_an_advice_and_nothing_is_kept(name: str, language: str) -> None:
    case: Case = CASES[name]
    world = World.usual()
    if case.world:
        case.world(world)
    with reader.internet(world), reader.nothing_kept():
        status, page = reader.verify(case.data, language, name=case.file)
    assert status == 200
    assert reader.verdict(page) == case.verdict
    assert f"<code>{case.code}</code>" in page
    assert reader.said(reader.sentence(case.code, language), page)
    assert reader.said(reader.advice(case.code, language), page)
    if language == "fr":
        assert reader.english_in(page) == []


@LANGUAGES
@pytest.mark.parametrize(
    ("data", "words"),
    [
        (
            b" " * 50_000_000,
            "This file is larger than 12 MB, far more than a credential. Choose the file as you received it.",
        ),
        (b"", "This file is empty. Choose another one."),
    ],
    ids=["50 MB", "empty"],
)
def test_a_file_of_an_impossible_size_is_refused_before_it_is_read(data: bytes, words: str, language: str) -> None:
    with reader.nothing_kept():
        status, page = reader.verify(data, language)
    assert status == 422
    with translation.override(language):
        assert reader.said(translation.gettext(words), page)
    assert reader.verdict(page) == ""
    assert language == "en" or reader.english_in(page) == []


@LANGUAGES
def test_fifty_megabytes_of_pasted_text_get_a_page_too(language: str) -> None:
    with reader.nothing_kept():
        status, page = reader.verify("x" * 50_000_000, language)
    assert 400 <= status < 500
    assert f'<html lang="{language}-CA"' in page
    assert language == "en" or reader.english_in(page) == []


@LANGUAGES
@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("https://silent.example/badge.json", "fetch_failed"),
        ("https://large.example/badge.json", "fetch_too_large"),
    ],
)
def test_an_address_that_brings_nothing_is_said_beside_its_field_and_stays_there(
    address: str, code: str, language: str
) -> None:
    world = World.usual()
    world.publish("https://large.example/badge.json", b" " * 12_000_001)
    with reader.internet(world), reader.nothing_kept():
        status, page = reader.verify(address, language)
    assert status == 422
    assert reader.said(reader.sentence(code, language), page)
    assert reader.said(reader.advice(code, language), page)
    assert f">{address}</textarea>" in page
    assert language == "en" or reader.english_in(page) == []


@LANGUAGES
def test_evidence_that_was_exchanged_is_told_to_whoever_opens_the_share(language: str) -> None:
    one = held()
    token = one.share(Selection(evidence=tuple(one.evidence))).token
    kept = StoredFile.objects.get(pk=StoredFile.objects.order_by("created_at").values("pk")[:1])
    with default_storage.open(kept.path, "wb") as file:
        file.write(b"%PDF-1.7 another report")
    cache.clear()
    page = Client().get(f"/{language}/s/{token}/").content.decode()
    assert reader.verdict(page) == "check"
    assert "<code>evidence_altered</code>" in page
    assert reader.said(reader.sentence("evidence_altered", language), page)
    assert reader.said(reader.advice("evidence_altered", language), page)
    assert language == "en" or reader.english_in(page) == []


def hostile() -> dict[str, Any]:
    """Signed by a recognised college whose every word is markup."""
    achievement = examples.achievement(
        name=MARKUP,
        description=MARKUP,
        criteria=MARKUP,
        alignments=[Alignment(MARKUP, "javascript:alert(1)", "S1", MARKUP, "ceasn:Competency")],
        translations=[],
    )
    unsigned = examples.credential(
        issuer=Profile(examples.ISSUER, MARKUP, "javascript:alert(1)"),
        achievement=achievement,
        evidence=[Evidence("javascript:alert(1)", MARKUP, MARKUP, MARKUP)],
    )
    return issue(unsigned, signer=worlds.signer(examples.ISSUER), now=worlds.SIGNED, contexts=worlds.CONTEXTS)


@LANGUAGES
def test_markup_in_a_signed_credential_is_shown_as_words(language: str) -> None:
    with reader.internet(World.usual()), reader.nothing_kept():
        status, page = reader.verify(dumps(hostile()), language)
    assert status == 200
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page, "what it says is shown"
    for live in ("<script>alert", "<img src=x", "<svg onload", 'href="javascript:', "href='javascript:"):
        assert live not in page
    assert reader.verdict(page) == "verified", "words alone make no forgery"


@LANGUAGES
@pytest.mark.parametrize("code", sorted(PROBLEMS))
def test_every_code_has_its_words_in_each_language(code: str, language: str) -> None:
    assert reader.sentence(code, language).endswith((".", "!", "?"))
    assert reader.advice(code, language)
    assert language == "en" or reader.advice(code, "fr") != reader.advice(code, "en")


def test_english_would_be_found() -> None:
    _, page = reader.verify(b"{", "en")
    assert len(reader.english_in(page)) > 10
