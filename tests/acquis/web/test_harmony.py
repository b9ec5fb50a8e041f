"""How much of what each issuer publishes points into common frameworks: the operator's report, the issuer's figure."""

from __future__ import annotations

import csv
import re
from html import unescape
from io import StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from acquis.catalogue import actions as catalogue
from acquis.catalogue import queries as catalogue_queries
from acquis.catalogue.content import Alignment, Approval, Content
from acquis.organizations.models import Organization
from acquis.platform.translatable import Text
from acquis.platform.writes import action
from acquis.skills import actions as skills
from acquis.skills import queries as skill_queries
from tests.acquis import factories
from tests.acquis.factories import COMMAND, College, both
from tests.acquis.web.editor import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator() -> College:
    return factories.operator()


@action
def rename(where: College, name: Text) -> None:
    """Call an organization otherwise."""
    Organization.objects.filter(pk=where.id).update(name=name)


def own(number: int) -> tuple[Alignment, ...]:
    """Competencies in somebody's own words."""
    return tuple(
        Alignment(free_text=both(f"Savoir {each}", f"Skill {each}"), reason="None fits.") for each in range(number)
    )


def entries(number: int) -> tuple[Alignment, ...]:
    """Entries of the bundled framework."""
    skills.load_sample(COMMAND)
    (framework, *_others) = skill_queries.frameworks()
    return tuple(Alignment(one.pk) for one in skill_queries.entries(framework.id, "en", kind="skill")[:number])


def issuer(aligned: int, words: int) -> College:
    """A college with one published definition of so many entries, and so many competencies in its own words."""
    where = factories.recognised_college()
    factories.published_version(where, alignments=(*entries(aligned), *own(words)))
    return where


def badge(where: College) -> None:
    """A published badge that targets no competency."""
    by, approver = where.actor("author"), where.actor("approver")
    title = both("Entraide", "Mutual aid")
    made = catalogue.begin(organization_id=where.id, code="B-1", title=title, kind="badge", by=by)
    draft = catalogue_queries.latest(made)
    assert draft is not None
    assert approver.person_id is not None
    told = Content(title=title, purpose=both("Aider", "Help"))
    catalogue.revise(version_id=draft.id, content=told, by=by)
    catalogue.publish_badge(version_id=draft.id, approval=Approval(approver.person_id, "Kind."), by=approver)


def at(where: College, name: str, language: str = "en") -> str:
    with translation.override(language):
        return reverse(name, kwargs={"organization_id": where.id})


def rows(client: Client, address: str) -> list[list[str]]:
    """The cells of the report, row by row."""
    answer = client.get(address)
    assert answer.status_code == 200
    body = answer.content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in body.split("</tr>")[:-1]]
    return [[re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", " ", cell))).strip() for cell in row] for row in cells]


@pytest.mark.req("R-074")
@pytest.mark.parametrize(("language", "percent"), [("en", "percent"), ("fr", "pour cent")])
def test_the_operator_reads_the_share_of_each_issuer(operator: College, language: str, percent: str) -> None:
    issuer(1, 2)
    issuer(2, 0)
    factories.draft(factories.recognised_college())
    page = at(operator, "consortium:competencies_harmony", language)
    told = rows(signed_in(operator, "operator"), page)
    assert [row[1:4] for row in told] == [["1", "3", "1"], ["1", "2", "2"]], "a draft counts for nothing"
    assert [re.match(r"\d+", row[4])[0] for row in told] == ["33", "100"]  # type: ignore[index]
    assert percent in told[0][4]
    (framework, *_others) = skill_queries.frameworks()
    assert str(framework.name[language]) in told[0][5]
    assert told[1][5].endswith("2")


@pytest.mark.req("R-074")
def test_the_report_is_sorted_by_share_and_what_has_no_competency_comes_last(operator: College) -> None:
    issuer(1, 1)
    issuer(0, 2)
    badge(factories.recognised_college())
    client, page = signed_in(operator, "operator"), at(operator, "consortium:competencies_harmony")
    assert [row[4] for row in rows(client, page)] == ["0 percent", "50 percent", "—"]
    assert [row[4] for row in rows(client, f"{page}?sort=highest")] == ["50 percent", "0 percent", "—"]
    assert [row[4] for row in rows(client, f"{page}?sort=nothing")] == ["0 percent", "50 percent", "—"]


@pytest.mark.req("R-074")
def test_the_table_has_every_issuer_and_nothing_that_a_spreadsheet_computes(operator: College) -> None:
    where = issuer(1, 2)
    rename(where, Text(fr="=SOMME(A1)", en="=SUM(A1)"))
    answer = signed_in(operator, "operator").get(at(operator, "consortium:competencies_harmony_file"))
    assert answer["Content-Type"].startswith("text/csv")
    (line,) = csv.DictReader(StringIO(answer.content.decode("utf-8-sig")))
    assert (line["competencies"], line["harmonized"], line["percent"]) == ("3", "1", "33")
    assert (line["name_fr"], line["name_en"]) == ("'=SOMME(A1)", "'=SUM(A1)")
    (framework, *_others) = skill_queries.frameworks()
    assert line[f"{framework.key} {framework.version}"] == "1"


def test_the_report_costs_the_same_however_many_issuers(operator: College) -> None:
    client, page = signed_in(operator, "operator"), at(operator, "consortium:competencies_harmony")
    costs = []
    for _ in range(2):
        issuer(1, 1)
        client.get(page)
        with CaptureQueriesContext(connection) as done:
            client.get(page)
        costs.append(len(done))
    assert costs[0] == costs[1]


def test_with_nothing_published_the_report_says_so_and_for_others_it_does_not_exist(operator: College) -> None:
    client, page = signed_in(operator, "operator"), at(operator, "consortium:competencies_harmony")
    assert "Nothing is published yet" in client.get(page).content.decode()
    theirs = factories.college(roles=("operator",))
    for name in ("consortium:competencies_harmony", "consortium:competencies_harmony_file"):
        assert signed_in(theirs, "operator").get(at(theirs, name)).status_code == 404


@pytest.mark.req("R-074")
def test_an_issuer_reads_its_own_figure_beside_its_definitions() -> None:
    where = issuer(1, 2)
    issuer(2, 0)
    page = signed_in(where, "author").get(at(where, "issuer:achievements")).content.decode()
    assert "Entries of a common framework: 1 of 3 published competencies (33 percent)." in unescape(page)
    new = factories.college()
    assert (
        "Harmonized competencies" not in signed_in(new, "author").get(at(new, "issuer:achievements")).content.decode()
    )
