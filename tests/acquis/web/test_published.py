"""What is published about an achievement, what keeps it from being published, and what it never changes."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from acquis.catalogue import actions as catalogue
from acquis.catalogue import queries
from acquis.catalogue import wording as vocabulary
from acquis.catalogue.content import Alignment, Approval, Prerequisite, Standard
from acquis.passport.queries import Selection
from acquis.platform import clock
from acquis.platform.translatable import Text
from tests.acquis import factories
from tests.acquis.issuance.factories import offered
from tests.acquis.passport.factories import held
from tests.acquis.quality import reviewing
from tests.acquis.web import reader
from tests.acquis.web.editor import address, form_of, signed_in, stored

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])


def said(name: str) -> Text:
    """A text that is found again on the page."""
    return Text(fr=f"Mots de {name}", en=f"Words of {name}")


@pytest.mark.req("R-035")
@LANGUAGES
def test_every_field_stands_on_the_public_page(language: str) -> None:
    names = (
        *("title", "purpose", "description", "criteria", "unit", "other_costs", "audience", "prepares_for"),
        *("start_policy", "evidence_policy", "renewal", "stackability", "transcript_policy", "accredited_by"),
        *("accountable_role", "extracted_from"),
    )
    texts = {name: said(name) for name in names}
    where = factories.recognised_college()
    version = factories.published_version(
        where,
        code="CYB-7",
        **texts,
        other_costs_cents=1250,
        weeks=6,
        hours_typical=Decimal("24.5"),
        delivery_mode="hybrid",
        languages=("fr",),
        prerequisites=(Prerequisite(said("prerequisite"), strength="recommended", kind="technical"),),
        audiences=("unemployed",),
        evidence_kinds=("test",),
        validity_kind="duration",
        validity_months=36,
        relation="component",
        qa_kind="ocqas",
        aid_status="requested",
        aid_year="2026-2027",
        aid_source="List",
        contact="registrar@college.example",
    )
    answer = Client().get(f"/{language}/microcredentials/{version.achievement_id}/")
    page = reader.visible(answer.content.decode())
    with translation.override(language):
        words = [
            str(vocabulary.DeliveryMode("hybrid").label),
            str(vocabulary.Audience("unemployed").label),
            str(vocabulary.EvidenceKind("test").label),
            str(vocabulary.Relation("component").label),
            str(vocabulary.QualityAssurance("ocqas").label),
            str(vocabulary.AidStatus("requested").label),
        ]
    wanted = [
        *(text[language] for text in (*texts.values(), said("prerequisite"))),
        *words,
        *("CYB-7", "36", "2026-2027", "registrar@college.example", where.facts.name[language]),
        {"fr": "24,5", "en": "24.5"}[language],
        {"fr": "404,50", "en": "$404.50"}[language],
        *(one[language] for outcome in version.content.outcomes for one in outcome.knowledge + outcome.attitudes),
        *(outcome.statement[language] for outcome in version.content.outcomes),
        *(version.content.assessments[0].title[language], version.content.assessments[0].pass_rule[language]),
        *(module.title[language] for module in version.content.modules),
    ]
    assert [one for one in wanted if one.casefold() not in page.casefold()] == []
    assert language == "en" or reader.english_in(answer.content.decode()) == []


@pytest.mark.req("R-040")
@LANGUAGES
def test_a_competency_in_free_words_alone_needs_a_reason_that_the_approver_reads_and_is_flagged(language: str) -> None:
    college = reviewing.college()
    free = Alignment(free_text=Text(fr="Garder son calme", en="Keeping calm"))
    version = reviewing.answered(college, factories.draft(college, alignments=(free,)))
    author, approver = signed_in(college, "author"), signed_in(college, "approver")
    submit = address(college, version, "submit/", language)
    assert author.post(submit).status_code == 422
    assert stored(version).state == "draft"
    typed = form_of(author, college, version)
    given = {name: ["No framework names it."] for name in typed if name.endswith("-0-reason")}
    assert len(given) == 1
    assert author.post(address(college, version, "edit/"), typed | given).status_code == 302
    assert author.post(submit).status_code == 302
    reviewing.opinions(college, version)
    decide = address(college, version, "review/decision/", language)
    assert "No framework names it." in approver.get(decide).content.decode()
    until = (clock.today() + timedelta(days=90)).isoformat()
    told = {"decision": "approve", "reason": "Bien.", "review_on": until, "read": stored(version).digest}
    assert approver.post(decide, told).status_code == 302
    assert approver.post(address(college, version, "publish/", language)).status_code == 302
    page = Client().get(f"/{language}/microcredentials/{version.achievement_id}/").content.decode()
    with translation.override(language):
        assert reader.said(translation.gettext("not aligned with a common framework"), page)


@pytest.mark.req("R-075")
@LANGUAGES
def test_a_standard_stands_on_the_page_and_on_the_pages_of_the_badge_with_its_clause(language: str) -> None:
    name = Text(fr="Exigences de connaissances", en="Knowledge Requirements")
    where = factories.recognised_college()
    version = factories.published_version(where, standards=(Standard(name, "TP 15263", "https://tc.example/tp"),))
    made = offered(where, version)
    pages = [f"/{language}/microcredentials/{version.achievement_id}/", f"/{language}/c/{made.token}/"]
    upload = {"text": made.credential.document.decode()}
    told = [
        *(Client().get(page).content.decode() for page in pages),
        Client().post(f"/{language}/verify/", upload).content.decode(),
    ]
    for page in told:
        with translation.override(language):
            heading = translation.gettext("Standards that it conforms to")
        stands = page[page.index(heading) :][:600]
        assert 'href="https://tc.example/tp"' in stands
        assert "TP 15263" in stands
        assert any(words in stands for words in name.values())


@pytest.mark.req("R-083")
@LANGUAGES
def test_who_answers_for_quality_is_shown_and_exported_under_its_european_name(language: str) -> None:
    version = factories.published_version(factories.recognised_college(), qa_kind="ocqas")
    words = {
        "fr": "Service de l’assurance de la qualité des collèges de l’Ontario (SAQCO)",
        "en": "Ontario College Quality Assurance Service (OCQAS)",
    }
    page = reader.visible(Client().get(f"/{language}/microcredentials/{version.achievement_id}/").content.decode())
    assert words[language] in page
    cache.clear()
    told = Client().get(f"/api/v1/catalogue/definitions/{version.achievement_id}").json()
    quality = told["eu_standard_elements"]["type_of_quality_assurance"]
    assert quality == {"code": "ocqas", "name": words}
    answer = Client().get("/open/definitions.csv")
    (line,) = csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")))  # type: ignore[attr-defined]
    assert line[f"eu_type_of_quality_assurance_{language}"] == words[language]


@pytest.mark.req("R-139")
@LANGUAGES
def test_a_credential_keeps_saying_what_was_attested_when_the_catalogue_changes(language: str) -> None:
    one = held()
    where, version = one.offer.where, queries.version(one.offer.facts.version_id)
    assert version is not None
    token = one.share(Selection(evidence=tuple(one.evidence))).token
    author = where.actor("author")
    catalogue.open_new_version(achievement_id=version.achievement_id, by=author)
    newer = queries.latest(version.achievement_id)
    assert newer is not None
    changed = replace(
        version.content, title=said("title"), criteria=said("criteria"), outcomes=version.content.outcomes[:1]
    )
    told = replace(changed, assessments=(replace(changed.assessments[0], outcomes=("R1",), criteria=said("rule")),))
    catalogue.revise(version_id=newer.id, content=told, by=author)
    by = where.actor("approver")
    assert by.person_id is not None
    catalogue.submit(version_id=newer.id, by=author)
    catalogue.approve(version_id=newer.id, approval=Approval(by.person_id, "Bien."), by=by)
    catalogue.publish(version_id=newer.id, by=by)
    cache.clear()
    catalogued = Client().get(f"/{language}/microcredentials/{version.achievement_id}/").content.decode()
    assert said("criteria")[language] in catalogued
    _, verified = reader.verify(one.facts.document, language)
    for page in (Client().get(f"/{language}/s/{token}/").content.decode(), verified):
        assert reader.verdict(page) == "verified"
        assert {"fr": "Réussir les deux évaluations.", "en": "Pass both assessments."}[language] in page
        assert {"fr": "Protéger ses données", "en": "Protect one’s data"}[language] in page
        assert {"fr": "Cybersécurité au quotidien", "en": "Everyday Cybersecurity"}[language] in page
        assert said("criteria")[language] not in page
