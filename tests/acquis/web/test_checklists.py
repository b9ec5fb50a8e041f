"""The panel of checklists beside the editor: the counts of the validators, and a link to each thing that is missing."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from acquis.catalogue import actions as catalogue
from acquis.catalogue.content import Assessment
from acquis.catalogue.queries import VersionFacts
from acquis.platform.faults import Blocked
from acquis.platform.translatable import Text
from acquis.quality import actions as quality
from acquis.quality import queries
from acquis.quality.facts import completeness
from acquis.quality.reviewing import LineInput
from tests.acquis import factories
from tests.acquis.factories import College, both
from tests.acquis.quality import factories as frameworks
from tests.acquis.quality import reviewing
from tests.acquis.web.editor import Fields, address, form_of, signed_in

pytestmark = pytest.mark.django_db
COUNT = re.compile(r'/framework/([\w-]+)/".*?(\d+) (?:of|sur) (\d+)', re.DOTALL)


@pytest.fixture
def college() -> College:
    made = reviewing.college()
    frameworks.bundled()
    return made


def panel(client: Client, where: College, version: VersionFacts, what: str = "edit/", language: str = "en") -> str:
    page = client.get(address(where, version, what, language)).content.decode()
    return page.partition('aria-labelledby="checklists"')[2].partition("</section>")[0]


def counts(shown: str) -> dict[str, tuple[int, int]]:
    """Framework → lines complete, lines asked."""
    return {key: (int(complete), int(asked)) for key, complete, asked in COUNT.findall(shown)}


def links(shown: str, page: str) -> set[str]:
    return set(re.findall(rf'/{page}/#([^"]+)"', shown))


def blockers(where: College, version: VersionFacts) -> list[str]:
    """Where the submission itself says that something is missing."""
    try:
        quality.submit(version_id=version.id, by=where.actor("author"))
    except Blocked as blocked:
        return [reason.where for reason in blocked.reasons]
    return []


@pytest.mark.req("R-068")
@pytest.mark.parametrize(
    "answered",
    [
        {},
        {"outcomes": None, "issuing_body": LineInput("not_met"), "partner_endorsement": LineInput("partly")},
        {"relevance": LineInput("met"), "extensibility": LineInput("not_met", reason=both("Non", "No"))},
    ],
)
def test_what_the_panel_counts_is_what_the_submission_refuses(
    college: College, answered: dict[str, LineInput | None]
) -> None:
    version = factories.draft(college)
    if answered:
        version = reviewing.answered(college, version, **answered)
    shown = panel(signed_in(college, "author"), college, version)
    refused = [where for where in blockers(college, version) if where.startswith("line-")]
    required = [sheet.framework.key for sheet in queries.sheets(version)]
    told = counts(shown)
    assert sum(asked - complete for complete, asked in (told[key] for key in required)) == len(refused)
    assert links(shown, "answers") == set(refused)
    assert list(told)[: len(required)] == required, "what the review asks for comes first"


@pytest.mark.req("R-068")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_further_checklist_counts_what_the_definition_says_and_names_the_rest(
    college: College, language: str
) -> None:
    version = factories.draft(college, qa_kind="", stackability=Text(), assessments=(Assessment(both("É", "A")),))
    told = panel(signed_in(college, "author"), college, version, language=language)
    seen = counts(told)
    for key in ("cican-principles", "eu-standard-elements"):
        framework = frameworks.in_force(key)
        found = completeness(version, framework)
        assert seen[key] == (found.said, found.asked)
        for line in (*found.unsaid, *found.unmeasured):
            assert line.title[language] in unescape(told)
    assert {"id_qa_kind", "id_stackability_fr"} <= links(told, "edit")


@pytest.mark.req("R-068")
def test_every_link_of_the_panel_leads_to_something(college: College) -> None:
    made = catalogue.begin(
        organization_id=college.id,
        code="E-1",
        title=Text(fr="Vide"),
        kind="microcredential",
        by=college.actor("author"),
    )
    version = reviewing.catalogue.latest(made)
    assert version is not None
    client = signed_in(college, "author")
    shown = panel(client, college, version)
    editor = Fields(client.get(address(college, version, "edit/")).content.decode())
    answers = Fields(client.get(address(college, version, "answers/")).content.decode())
    assert len(links(shown, "edit")) > 8
    assert links(shown, "edit") <= editor.ids
    assert links(shown, "answers") <= answers.ids
    half = factories.draft(college, assessments=(Assessment(both("É", "A"), criteria=Text()),))
    found = panel(client, college, half)
    assert "id_assessments-0-criteria_fr" in links(found, "edit")
    assert links(found, "edit") <= Fields(client.get(address(college, half, "edit/")).content.decode()).ids


def test_saving_while_typing_counts_anew_and_a_reader_gets_the_names_without_links(college: College) -> None:
    version = factories.draft(college, qa_kind="")
    client = signed_in(college, "author")
    before = counts(panel(client, college, version))["cican-principles"]
    typed = form_of(client, college, version) | {"qa_kind": "institution"}
    saved = client.post(address(college, version, "autosave/"), typed).content.decode()
    assert counts(saved)["cican-principles"] == (before[0] + 1, before[1])
    read = panel(signed_in(college, "reader"), college, version, "")
    assert counts(read)["cican-principles"] == (before[0] + 1, before[1])
    assert "/edit/#" not in read
    assert "/answers/#" not in read
    assert "Partner Endorsement" in read


def test_a_badge_is_asked_for_nothing_by_the_review_and_a_submitted_version_has_no_panel(college: College) -> None:
    made = catalogue.begin(
        organization_id=college.id, code="B-1", title=both("Insigne", "Badge"), kind="badge", by=college.actor("author")
    )
    badge = reviewing.catalogue.latest(made)
    assert badge is not None
    client = signed_in(college, "author")
    told = counts(panel(client, college, badge))
    assert "cican-principles" in told
    assert not {sheet.framework.key for sheet in queries.sheets(badge)} & set(told)
    assert panel(client, college, reviewing.submitted(college), "") == ""


def test_without_a_framework_there_is_no_panel_and_it_costs_no_query_for_each() -> None:
    where = factories.college()
    version = factories.draft(where)
    client = signed_in(where, "author")
    assert panel(client, where, version) == ""
    costs = []
    for keys in ((frameworks.ELEMENTS,), ()):
        frameworks.bundled(*keys)
        client.get(address(where, version, "edit/"))
        with CaptureQueriesContext(connection) as done:
            client.get(address(where, version, "edit/"))
        costs.append(len(done))
    assert costs[0] == costs[1]
