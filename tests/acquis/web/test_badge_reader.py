"""The verify page as a badge reader: whatever carries the credential, check by check, in words, and forgotten."""

from __future__ import annotations

import logging
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from acquis.issuance import actions as issuing
from acquis.passport.queries import Selection
from sceau.encoding.strict_json import dumps, loads_object
from sceau.openbadges import baking
from tests.acquis.passport.factories import Held, held
from tests.acquis.web import reader
from tests.sceau.openbadges import examples
from tests.sceau.openbadges.pictures import SVG, png
from tests.sceau.verifying import world as worlds
from tests.sceau.verifying.world import World

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
PLACE = "https://college.example/badge.png"
# In the order of the page: our own credential with every answer that it can get.
ANSWERS = [
    *("passed", "passed", "passed", "passed", "passed", "passed"),
    *("passed", "not_applicable", "not_applicable", "passed"),
]


def rows(page: str) -> list[tuple[str, str, str]]:
    """Each check as it is read: the tone of its icon, the word of its answer, its sentence."""
    start, end = r'<(?:summary|p class="check-plain")>', "</(?:summary|p)>"
    found = re.findall(rf'<li class="check" data-tone="(\w+)">.*?{start}(.*?){end}', page, re.DOTALL)
    told = []
    for tone, summary in found:
        assert "<svg" in summary, "an icon"
        word, sentence = summary.split('<span class="check-sentence">')
        told.append((tone, re.sub(r"<svg.*?</svg>|<[^>]+>", "", word, flags=re.DOTALL).strip(), sentence[:-7]))
    return told


@pytest.mark.req("R-147")
@LANGUAGES
@pytest.mark.parametrize("carrier", ["json", "text", "png", "svg", "address"])
def test_every_carrier_gives_the_same_report(carrier: str, language: str) -> None:
    document = dumps(worlds.genuine())
    world = World.usual()
    world.publish(PLACE, baking.bake_png(png(), document))
    given: dict[str, bytes | str] = {
        "json": document,
        "text": document.decode(),
        "png": baking.bake_png(png(), document),
        "svg": baking.bake_svg(SVG, document),
        "address": PLACE,
    }
    with reader.internet(world):
        _, page = reader.verify(given[carrier], language, name=f"badge.{carrier}")
        _, plain = reader.verify(document, language)
    assert reader.verdict(page) == "verified"
    assert rows(page) == rows(plain)
    assert {"fr": "Littératie de l’IA", "en": "AI literacy"}[language] in page
    assert "Marie Tremblay" in page


@pytest.mark.req("R-147")
@LANGUAGES
def test_a_picture_without_a_badge_is_told_to_be_only_an_image(language: str) -> None:
    _, page = reader.verify(png(), language, name="photo.png")
    told = {"fr": "Aucune donnée trouvée", "en": "No credential was found in this picture or PDF: it is only an image"}
    assert reader.said(told[language], page)
    assert reader.said(reader.advice("badge_absent", language), page)


@pytest.mark.req("R-182")
@LANGUAGES
def test_each_check_has_its_own_answer_in_words_and_with_an_icon(language: str) -> None:
    _, page = reader.verify(held().facts.document, language)
    genuine = rows(page)
    assert len(genuine) == len(ANSWERS)
    words = dict(zip(ANSWERS, (word for _, word, _ in genuine), strict=True))
    assert [words[answer] for answer in ANSWERS] == [word for _, word, _ in genuine], "one word for one answer"
    assert len(set(words.values())) == len(words) == 2
    assert len({sentence for _, _, sentence in genuine}) == len(genuine), "each says what it asked"
    world = World.usual()
    world.publish(examples.STATUS_LIST, b"<html>")
    with reader.internet(world):
        _, doubtful = reader.verify(dumps(worlds.genuine()), language)
        _, forged = reader.verify(dumps(worlds.genuine() | {"name": "Doctorat"}), language)
    assert len({word for _, word, _ in rows(doubtful)} | {word for _, word, _ in rows(forged)}) == 4
    assert reader.said(reader.sentence("status_list_malformed", language), doubtful)
    assert language == "en" or reader.english_in(page + doubtful + forged) == []


@pytest.mark.req("R-183")
@LANGUAGES
def test_verified_is_kept_apart_from_what_the_reader_needs(language: str) -> None:
    one = held()
    token = one.share(Selection(evidence=tuple(one.evidence))).token
    cache.clear()
    shared = Client().get(f"/{language}/s/{token}/").content.decode()
    _, given = reader.verify(one.facts.document, language)
    for page in (shared, given):
        with translation.override(language):
            assert reader.said(translation.gettext("Verified is not the same as right for you"), page)
            assert reader.said(translation.gettext("How it was assessed"), page)
        assert {"fr": "Quatre gestes sur cinq.", "en": "Four steps of five."}[language] in page
        assert {"fr": "Réussir les deux évaluations.", "en": "Pass both assessments."}[language] in page
        assert {"fr": "Rapport 1", "en": "Report 1"}[language] in page
    assert language == "en" or reader.said("répond à votre besoin", shared)


@pytest.mark.req("R-184")
def test_what_is_asked_of_the_issuer_does_not_say_which_credential() -> None:
    with reader.internet(World.usual()) as world:
        reader.verify(dumps(worlds.genuine()))
    assert set(world.asked) <= {examples.STATUS_LIST, *(worlds.did_url(did) for did in worlds.KEYS)}


@pytest.mark.req("R-184")
def test_no_record_says_who_looked_at_what(caplog: pytest.LogCaptureFixture) -> None:
    one = held()
    told = loads_object(one.facts.document)
    subject: Any = told["credentialSubject"]
    secrets = [str(told["id"]), str(subject["id"]), "203.0.113.7", "Maïka"]
    forged = one.facts.document.replace(b"Cybers", b"Xybers")
    with caplog.at_level(logging.DEBUG), reader.nothing_kept():
        for data in (one.facts.document, forged, b"{"):
            cache.clear()
            answer = Client(REMOTE_ADDR="203.0.113.7").post("/en/verify/", {"text": data.decode()})
            assert answer.status_code == 200
            assert not set(answer.cookies) - {"csrftoken"}
    logged = "\n".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records if _ours(record))
    assert not [secret for secret in secrets if secret in logged]


def _ours(record: logging.LogRecord) -> bool:
    """Django shows its own queries at this level only to developers; they bear no address."""
    return record.name != "django.db.backends"


@pytest.mark.req("R-195")
@LANGUAGES
def test_a_revocation_is_told_on_the_next_look_with_its_reason_in_general_terms(language: str) -> None:
    one: Held = held()
    _, before = reader.verify(one.facts.document, language)
    issuing.revoke(
        credential_id=one.facts.credential.id,
        reason_code="error",
        note="private words",
        by=one.offer.where.actor("registrar"),
    )
    _, after = reader.verify(one.facts.document, language)
    assert (reader.verdict(before), reader.verdict(after)) == ("verified", "rejected")
    assert "<code>credential_revoked</code>" in after
    assert {"fr": "par erreur", "en": "issued in error"}[language] in after
    assert "private words" not in after
