"""The verify page for every kind of document that a wallet or an older badge site may hand out."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from sceau.encoding.strict_json import dumps
from sceau.openbadges.achievement import Achievement
from sceau.proofs.jose import enveloped
from tests.acquis.web import documents, reader
from tests.sceau.openbadges import examples
from tests.sceau.openbadges.v2 import world as v2
from tests.sceau.verifying import world as worlds

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
TITLES = {"fr": ("Littératie de l’IA", "Bases de la cybersécurité"), "en": ("AI literacy", "Cybersecurity basics")}
RECORD = "urn:uuid:0d1f7d2c-1b4e-4c53-9d55-6a5a2c1f0010"
OTHER = "urn:uuid:0d1f7d2c-1b4e-4c53-9d55-6a5a2c1f0013"
HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">'


def told(english: str, language: str, page: str, **values: Any) -> bool:
    """Whether a page says this message of the product, in its language."""
    with translation.override(language):
        words = gettext(english)
    assert language == "en" or words != english, f"{english} has no French"
    return reader.said(words % values if values else words, page)


def verify(data: bytes | str, language: str = "en", world: Any = None) -> str:
    """The page of a first-time visitor, on the internet of `documents`."""
    with reader.internet(world or documents.internet()):
        status, page = reader.verify(data, language)
    assert status == 200
    if language == "fr":
        assert reader.english_in(page) == []
    return page


def cards(page: str) -> list[str]:
    """The verdict of each credential inside, in the order of the page."""
    return re.findall(r'<article class="inside" data-verdict="(\w+)"', page)


# Several credentials in one document


@LANGUAGES
def test_a_presentation_shows_each_credential_with_its_own_report(language: str) -> None:
    page = verify(dumps(documents.presentation()), language)
    assert (reader.verdict(page), cards(page)) == ("verified", ["verified", "verified"])
    assert told("Presentation", language, page)
    assert all(reader.said(title, page) for title in TITLES[language])
    assert reader.said(
        {"fr": "2 attestations montrées ensemble", "en": "2 credentials, shown together"}[language], page
    )
    assert told("It was signed by the issuer it names.", language, page)


@LANGUAGES
def test_who_shows_somebodys_credentials_is_not_taken_for_that_person(language: str) -> None:
    page = verify(dumps(documents.presentation()), language)
    theirs = verify(dumps(documents.presentation(_given_to_the_holder())), language)
    assert not told("It is shown by the person it was given to.", language, page)
    assert told("It is shown by the person it was given to.", language, theirs)
    assert told(
        "Whoever shows it signed it. Not every credential inside names that person by the same identifier.",
        language,
        page,
    )


def _given_to_the_holder() -> dict[str, Any]:
    document: dict[str, Any] = examples.credential()
    document["credentialSubject"]["id"] = documents.HOLDER_DID
    return worlds.sign(document)


@LANGUAGES
def test_nobody_is_said_to_show_what_nobody_signed(language: str) -> None:
    page = verify(dumps(documents.unsigned()), language)
    assert (reader.verdict(page), cards(page)) == ("check", ["verified", "verified"])
    assert told("Every credential inside is verified, but nobody signed to show them.", language, page)
    assert told("The presentation itself bears no signature.", language, page)
    assert not reader.said(reader.sentence("proof_missing", language), page)


@LANGUAGES
@pytest.mark.parametrize("hold", [documents.presentation, documents.record])
def test_one_bad_credential_inside_is_told_outside_too(hold: Callable[..., Any], language: str) -> None:
    page = verify(dumps(hold(worlds.genuine(), documents.forged())), language)
    assert (reader.verdict(page), cards(page)) == ("rejected", ["verified", "rejected"])
    assert reader.said(reader.sentence("member_rejected", language), page)
    assert reader.said(reader.sentence("proof_signature_invalid", language), page)
    assert told("What the file claims, unconfirmed", language, page)


def test_a_changed_presentation_shows_nothing_of_what_is_inside() -> None:
    page = verify(
        dumps(documents.presentation() | {"holder": "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp"})
    )
    assert (reader.verdict(page), cards(page)) == ("rejected", [])
    assert "Marie" not in page


@LANGUAGES
def test_a_learning_record_says_who_put_it_together_and_what_it_holds(language: str) -> None:
    page = verify(dumps(documents.record()), language)
    assert (reader.verdict(page), cards(page)) == ("verified", ["verified", "verified"])
    assert told("Learner record", language, page)
    assert reader.said("Relevé de Marie", page)
    assert reader.said("Collège Boréalis", page)
    assert all(reader.said(title, page) for title in TITLES[language])


@LANGUAGES
def test_a_record_inside_a_presentation_opens_in_its_turn(language: str) -> None:
    page = verify(dumps(documents.presentation(documents.record(), enveloped.wrap(documents.sd_jwt()))), language)
    assert (reader.verdict(page), cards(page)) == ("verified", ["verified"] * 4)
    assert [int(level) for level in re.findall(r'<h(\d) id="inside-[\d-]+">', page)] == [4, 5, 5, 4]
    identifiers = re.findall(r' id="([^"]+)"', page)
    assert len(set(identifiers)) == len(identifiers)


def test_fifty_cards_are_enough_and_the_page_says_that_there_are_more() -> None:
    many = [worlds.genuine(id=f"urn:uuid:0d1f7d2c-1b4e-4c53-9d55-6a5a2c1f{number:04d}") for number in range(53)]
    page = verify(dumps(documents.unsigned(*many)))
    assert reader.verdict(page) == "check"
    assert len(cards(page)) == 50
    assert reader.said(reader.sentence("members_too_many", "en"), page)


# Who vouches


@LANGUAGES
def test_only_an_endorsement_that_holds_is_shown_with_its_words(language: str) -> None:
    stray = documents.endorsement("https://college.example/other", id=OTHER, comment="Strangely good")
    page = verify(dumps(documents.endorsed(documents.endorsement(), stray)), language)
    assert reader.verdict(page) == "verified"
    assert told("Who vouches for it", language, page)
    assert reader.said(documents.ASSOCIATION, page)
    assert reader.said(documents.COMMENT, page)
    assert "<code>did:web:stranger.example</code>" in page
    assert "Strangely good" not in page
    assert reader.said(
        {"fr": "Un de ses endossements n’a pas pu", "en": "One endorsement in it could not"}[language], page
    )


def test_an_endorsement_may_not_vouch_for_what_was_changed() -> None:
    document = documents.endorsed()
    page = verify(dumps(document | {"name": "Doctorat"}))
    assert reader.verdict(page) == "rejected"
    assert documents.COMMENT not in page


@LANGUAGES
def test_an_endorsement_by_itself_says_what_it_endorses(language: str) -> None:
    page = verify(dumps(documents.endorsement()), language)
    assert reader.verdict(page) == "check"
    assert reader.said(reader.sentence("issuer_unknown", language), page)
    assert reader.said(documents.COMMENT, page)
    assert f"<code>{examples.PLACE}</code>" in page
    assert not told("What this person can do", language, page)


# Signed texts


@LANGUAGES
def test_a_signed_text_may_be_pasted_even_broken_into_lines(language: str) -> None:
    text = documents.jwt()
    broken = "\r\n".join(text[place : place + 76] for place in range(0, len(text), 76))
    pasted, given = verify(broken, language), verify(text.encode() + b"\n", language)
    for page in (pasted, given):
        assert reader.verdict(page) == "verified"
        assert reader.said(TITLES[language][0], page)


@LANGUAGES
def test_a_wallets_credential_lists_what_its_holder_shows(language: str) -> None:
    page = verify(documents.sd_jwt(), language)
    assert reader.verdict(page) == "verified"
    listed = dict(re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", page))
    yes = {"fr": "oui", "en": "yes"}[language]
    shown = {"name": "Marie Tremblay", "level": "3", "passed": yes, "address › city": "Gatineau"}
    assert shown.items() <= listed.items()
    assert listed["address › languages"] == "fr, en"
    assert "2000-02-29" not in page
    assert "college.example/vct/badge" in page
    assert told("The person it was given to signed to show it.", language, page)
    assert "employer.example" in page


def test_a_wallets_credential_of_a_thousand_claims_is_cut_short() -> None:
    deep: Any = {"end": 1}
    for _ in range(20):
        deep = {"in": [deep]}
    page = verify(documents.sd_jwt({f"claim {number}": "x" * 2_000 for number in range(200)} | {"deep": deep}))
    assert told("It says more than is listed here.", "en", page)
    assert page.count("<dt>claim ") == 60
    assert "x" * 501 not in page
    assert "…" in verify(documents.sd_jwt({"deep": deep}))


# Badges of the former generation


@LANGUAGES
def test_an_older_badge_says_that_its_host_was_asked(language: str) -> None:
    page = verify(documents.older(), language)
    assert reader.verdict(page) == "check"
    assert reader.said(reader.sentence("issuer_unknown", language), page)
    assert told(
        "To check it we asked %(hosts)s, which can tell that somebody looked.", language, page, hosts="badges.example"
    )
    assert told("The site that keeps it says the same today.", language, page)
    assert reader.said({"fr": "Robotique « 101 »", "en": "Robotics 101"}[language], page)
    assert reader.said("Atelier Boréal", page)


@LANGUAGES
def test_a_signed_older_badge_is_not_said_to_hang_on_its_host(language: str) -> None:
    page = verify(v2.jws(v2.signed()), language)
    assert reader.verdict(page) == "check"
    assert told("This is a signed Open Badges 2 badge, of the former generation.", language, page)
    assert not told("The site that keeps it says the same today.", language, page)


@LANGUAGES
@pytest.mark.parametrize(
    ("answer", "verdict", "code"),
    [(None, "check", "badge_host_gone"), (v2.assertion(revoked=True), "rejected", "badge_revoked_by_host")],
    ids=["gone", "revoked"],
)
def test_a_host_that_is_gone_and_one_that_revokes_are_told_apart(
    answer: dict[str, Any] | None, verdict: str, code: str, language: str
) -> None:
    world = documents.internet()
    del world.pages[v2.ASSERTION]
    if answer:
        world.publish(v2.ASSERTION, answer)
    page = verify(documents.older(), language, world)
    assert reader.verdict(page) == verdict
    assert reader.said(reader.sentence(code, language), page)
    assert told("What the file says", language, page)
    assert v2.ASSERTION in page


def test_an_older_badge_that_says_more_than_its_host_is_refused() -> None:
    page = verify(documents.older(narrative="With honours"))
    assert reader.verdict(page) == "rejected"
    assert reader.said(reader.sentence("badge_differs_from_host", "en"), page)


# Carriers, and what the page says before


def test_a_pdf_is_opened_for_the_credential_attached_to_it() -> None:
    assert reader.verdict(verify(_pdf(dumps(worlds.genuine())))) == "verified"
    assert reader.said(reader.sentence("badge_absent", "en"), verify(_pdf(None)))


def _pdf(attached: bytes | None) -> bytes:
    written = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        if attached:
            document.attachments["credential.json"] = attached
        document.save(written)
    return written.getvalue()


@pytest.mark.req("R-184")
@LANGUAGES
def test_the_page_says_what_it_reads_and_who_may_learn_of_it(language: str) -> None:
    page = Client().get(f"/{language}/verify/").content.decode()
    for kind in (".json", ".jsonld", ".jwt", ".txt", ".png", ".svg", ".pdf"):
        assert f"{kind}," in page
    assert told("JSON, a signed text (JWT), a PDF, or a PNG or SVG badge picture.", language, page)
    assert told(
        "One exception: an older badge (Open Badges 2) can only be checked by asking the site that keeps it, which can "
        "tell that somebody looked.",
        language,
        page,
    )


@pytest.mark.req("R-184")
@pytest.mark.parametrize("given", [documents.presentation, documents.record, documents.endorsed])
def test_nothing_is_kept_of_any_kind(given: Callable[[], Any]) -> None:
    with reader.internet(documents.internet()), reader.nothing_kept():
        assert reader.verdict(reader.verify(dumps(given()))[1]) == "verified"


# Hostile words


def hostile() -> Achievement:
    return examples.achievement(name=HOSTILE, criteria=HOSTILE, translations=[])


@pytest.mark.parametrize(
    "given",
    [
        lambda: documents.jwt(achievement=hostile()),
        lambda: documents.sd_jwt({HOSTILE: HOSTILE, "nested": {HOSTILE: [HOSTILE]}}),
        lambda: dumps(documents.record(name=HOSTILE, description=HOSTILE)),
        lambda: dumps(documents.endorsed(documents.endorsement(comment=HOSTILE, name=HOSTILE))),
        lambda: dumps(documents.endorsement(comment=HOSTILE)),
        lambda: v2.jws(v2.signed(badge=v2.badge(name=HOSTILE, related=None), narrative=HOSTILE)),
        lambda: dumps(documents.presentation(examples.credential(achievement=hostile()))),
    ],
    ids=["jwt", "sd-jwt", "record", "endorsed", "endorsement", "older", "presentation"],
)
def test_hostile_words_stay_words(given: Callable[[], bytes | str]) -> None:
    page = verify(given())
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page
