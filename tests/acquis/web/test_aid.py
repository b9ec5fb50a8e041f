"""Student aid: what is approved, what a page explains of it, and the file of a submission."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from acquis.catalogue import actions, queries
from acquis.catalogue.content import Occupation
from acquis.demo.examples import EXAMPLES
from acquis.platform import clock
from acquis.platform.faults import Refused
from acquis.platform.writes import action
from acquis.skills.models import Framework, Skill
from tests.acquis import factories
from tests.acquis.factories import COMMAND, both
from tests.acquis.web.pages import at, member, operator, page_of, read

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])


@pytest.mark.req("R-285")
@LANGUAGES
def test_an_approval_needs_a_year_a_day_and_a_source_and_ends_with_its_year(language: str) -> None:
    network, _by = operator()
    with clock.at(datetime(2026, 10, 1, 15, tzinfo=UTC)):
        version = factories.published_version(factories.recognised_college())
        address = at("consortium:aid", language, organization_id=network.id)
        client = member(network, "operator")
        whole = {
            "achievement": str(version.achievement_id),
            "year": "2026",
            "decided_on": "2026-09-15",
            "source": "Ministry list of September 15, 2026",
        }
        for missing in ("year", "decided_on", "source"):
            assert client.post(address, whole | {missing: ""}).status_code == 422
        assert not queries.aid_of(version.achievement_id)
        assert client.post(address, whole).status_code == 302
        assert client.post(address, whole).status_code == 422, "once a year"
        assert "2026–2027" in page_of(version, language)
        assert queries.aid_in_force([version.achievement_id]) == {version.achievement_id: (2026,)}
    with clock.at(datetime(2027, 7, 31, 15, tzinfo=UTC)):
        assert queries.aid_in_force([version.achievement_id])
    with clock.at(datetime(2027, 8, 1, 15, tzinfo=UTC)):
        assert not queries.aid_in_force([version.achievement_id])
        section = page_of(version, language).partition('id="aid"')[2].partition("</section>")[0]
        assert 'data-tone="verified"' not in section


def test_only_quality_assured_published_microcredentials_are_approved() -> None:
    _network, by = operator()
    where = factories.recognised_college()
    self_declared = factories.published_version(where, qa_kind="self_declared")
    draft = factories.draft(where)
    for version, code in ((self_declared, "quality_not_assured"), (draft, "achievement_unpublished")):
        with pytest.raises(Refused) as refused:
            actions.record_aid(
                achievement_id=version.achievement_id,
                year=clock.today().year,
                decided_on=clock.today(),
                source="List",
                by=by,
            )
        assert refused.value.code == code


def test_a_withdrawn_approval_counts_no_more_and_keeps_its_reason() -> None:
    network, by = operator()
    version = factories.published_version(factories.recognised_college())
    made = actions.record_aid(
        achievement_id=version.achievement_id, year=clock.today().year, decided_on=clock.today(), source="List", by=by
    )
    client = member(network, "operator")
    address = at("consortium:aid_withdraw", organization_id=network.id, approval_id=made)
    client.post(address, {"reason": ""})
    assert queries.aid_of(version.achievement_id)
    client.post(address, {"reason": "Inscrite par erreur"})
    assert not queries.aid_of(version.achievement_id)
    assert "Inscrite par erreur" in read(client, at("consortium:aid", organization_id=network.id))


@pytest.mark.req("R-286")
@LANGUAGES
def test_the_list_is_by_year_and_institution(language: str) -> None:
    _network, by = operator()
    one, other = factories.recognised_college("un"), factories.recognised_college("deux")
    this, last = clock.today().year, clock.today().year - 1
    for where, title, year in [(one, "Alpha", this), (other, "Beta", this), (one, "Gamma", last)]:
        version = factories.published_version(where, title=both(title, title))
        actions.record_aid(
            achievement_id=version.achievement_id, year=year, decided_on=clock.today(), source="List", by=by
        )
    address = at("public:aid_list", language)
    for query, titles in [
        ("", {"Alpha", "Beta"}),
        (f"?year={last}", {"Gamma"}),
        (f"?year={this}&institution=un", {"Alpha"}),
        ("?year=nonsense&institution=nobody", {"Alpha", "Beta"}),
        (f"?year={'9' * 5000}", {"Alpha", "Beta"}),
    ]:
        page = read(Client(), address + query)
        assert {title for title in ("Alpha", "Beta", "Gamma") if f">{title}<" in page} == titles


@pytest.mark.req("R-286")
@LANGUAGES
def test_the_list_of_centennial_is_that_of_the_documents_and_counts_as_over(language: str) -> None:
    centennial = factories.college("centennial")
    for example in [each for each in EXAMPLES if each.organization == "centennial"]:
        listed_example = actions.list_example(
            organization_id=centennial.id,
            code=example.code,
            kind=example.kind,
            content=example.content,
            source_note="example",
            by=COMMAND,
        )
        actions.list_aid_example(achievement_id=listed_example, year=2021, source="001", by=COMMAND)
        assert not queries.aid_in_force([listed_example])
    page = read(Client(), at("public:aid_list", language) + "?year=2021&institution=centennial")
    titles = (
        "Advanced Manufacturing and Automation – Pre-Training",
        "Automation and Industry 4.0",
        "Culinary – Back to Basics",
        "Manufacturing and Production",
    )
    assert all(title in page for title in titles)
    assert page.count('<th scope="row"') == len(titles)
    assert 'data-tone="verified"' not in page


@pytest.mark.req("R-287")
@LANGUAGES
def test_a_page_explains_the_aid_with_the_day_of_the_rules_and_leads_to_the_application(language: str) -> None:
    page = read(Client(), at("public:aid", language))
    assert "https://www.ontario.ca/page/micro-credentials-ontarios-postsecondary-schools" in page
    assert 'datetime="2026-11-22"' in page
    assert 'datetime="2023-07-31"' in page, "each rule tells its days"
    assert "https://forms.carleton.ca/future-edge/full-application-for-micro-credential" in page


@pytest.mark.req("R-289")
def test_no_answer_of_the_helper_has_a_name_or_a_form_that_could_send_it() -> None:
    page = read(Client(), at("public:aid"))
    helper = page.partition("data-aid data-aid-rules")[2].partition('id="rules"')[0]
    assert helper.count("data-aid-answer") == 10
    assert " name=" not in helper
    assert "<form" not in helper


@action
def occupation() -> None:
    """One occupation of the NOC."""
    noc = Framework.objects.create(
        key="noc",
        version="2021 1.0",
        publisher="StatCan",
        name=both("CNP", "NOC"),
        licence="Open",
        loaded_at=clock.now(),
    )
    Skill.objects.create(
        framework=noc, uri="https://noc.example/21220", code="21220", labels=both("Métier", "Job"), kind="occupation"
    )


@pytest.mark.req("R-290")
def test_the_submission_holds_what_is_in_range_and_says_what_is_not() -> None:
    where = factories.recognised_college()
    occupation()
    good: dict[str, Any] = {
        "weeks": 8,
        "field_of_study": "11",
        "occupations": (Occupation("21220"),),
        "description": both("=Décrit", "Described"),
    }
    factories.published_version(where, code="A-1", **good)
    factories.published_version(where, code="A-2", **good | {"weeks": 12})
    factories.published_version(
        where,
        code="A-3",
        **good | {"hours_typical": Decimal(301), "hours_max": Decimal(301), "hours_reason": "A long one."},
    )
    factories.published_version(where, code="A-4", **good | {"field_of_study": ""})
    client = member(where)
    page = read(client, at("issuer:aid_export", "en", organization_id=where.id))
    for told in ("12 weeks: the guideline asks for fewer than 12.", "301 hours: the guideline asks for 5 to 300."):
        assert told in page
    lines = client.get(at("issuer:aid_export_file", organization_id=where.id)).content.decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(lines)))
    assert [(row["code"], row["hours"], row["weeks"], row["description_fr"]) for row in rows] == [
        ("A-1", "25", "8", "'=Décrit")
    ]
