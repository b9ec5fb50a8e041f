"""What an organization found while it tried a framework, as its pages."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client

from acquis.platform import clock
from acquis.quality import queries
from tests.acquis import factories as shared
from tests.acquis.quality import factories
from tests.acquis.quality.factories import ELEMENTS, PRINCIPLES
from tests.acquis.web.framework_pages import page, signed_in_as
from tests.acquis.web.world import signed_in

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])


@pytest.mark.req("R-029")
@LANGUAGES
def test_a_finding_has_its_author_its_day_its_project_its_tags_and_a_page_for_everybody(language: str) -> None:
    framework = factories.in_force()
    where = shared.college()
    author = signed_in(where.people["author"])
    told = {
        "title_fr": "Un constat <i>",
        "title_en": "A finding <i>",
        "text_fr": "Ce que nous avons vu.",
        "text_en": "What we saw.",
        "project_fr": "Projet en entreposage",
        "project_en": "Warehousing project",
        "lines": [f"{framework.id}/evidence", f"{framework.id}/outcomes"],
    }
    answer = author.post(f"/{language}/org/{where.id}/findings/", told)
    assert answer.status_code == 302
    shown = Client().get(answer.headers["Location"]).content.decode()
    expected = {
        "fr": [
            "Un constat &lt;i&gt;",
            "Ce que nous avons vu.",
            "Projet en entreposage",
            "Données probantes",
            "Résultats",
        ],
        "en": ["A finding &lt;i&gt;", "What we saw.", "Warehousing project", "Evidence", "Outcomes"],
    }[language]
    assert [one for one in [*expected, clock.today().isoformat()] if one not in shown] == []
    assert str(where.facts.name.shown(language).text) in unescape(shown)
    for path in ("findings/", f"findings/?framework={ELEMENTS}&line=evidence", f"{ELEMENTS}/", ""):
        assert answer.headers["Location"] in page(path, language)
    assert answer.headers["Location"] not in page(f"findings/?framework={ELEMENTS}&line=transcripts", language)


@pytest.mark.req("R-029")
def test_nobody_but_its_own_organization_touches_a_finding() -> None:
    where, framework = shared.college(), factories.in_force()
    made = factories.finding(where, framework)
    (by,) = factories.operators(1)
    operator, other = signed_in_as(by.person_id), signed_in(shared.college().people["author"])
    for client in (operator, other):
        for organization in (where.id, by.organization_id):
            answer = client.post(f"/fr/org/{organization}/findings/{made}/withdraw/")
            assert answer.status_code in {403, 404}
    found = queries.finding(made)
    assert found is not None
    assert not found.is_withdrawn
    own = signed_in(where.people["approver"])
    assert own.post(f"/fr/org/{where.id}/findings/{made}/withdraw/").status_code == 302
    gone = page(f"findings/{made}/")
    assert "Ce que nous avons vu." not in gone
    assert "a retiré" in gone
    assert str(made) not in page("findings/")
    assert own.post(f"/fr/org/{where.id}/findings/{made}/withdraw/").status_code == 422


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title_fr": ""}, "title_fr"),
        ({"text_fr": ""}, "text_fr"),
        ({"lines": []}, "lines"),
        ({"lines": ["two"]}, "lines"),
    ],
)
def test_an_incomplete_finding_loses_nothing_of_what_was_typed(changes: dict[str, object], field: str) -> None:
    known = factories.bundled(PRINCIPLES, ELEMENTS)
    where = shared.college()
    lines = [f"{known[ELEMENTS].id}/evidence"]
    told = {"title_fr": "Titre", "text_fr": "Texte", "lines": lines, **changes}
    if told["lines"] == ["two"]:
        told["lines"] = [*lines, f"{known[PRINCIPLES].id}/ownership"]
    answer = signed_in(where.people["author"]).post(f"/fr/org/{where.id}/findings/", told)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not queries.findings().exists()
    for name in {"title_fr", "text_fr"} - set(changes):
        assert answer.context["form"][name].value() == told[name]
