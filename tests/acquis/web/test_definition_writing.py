"""The editor beside its fields: progress, copies, what was put away, differences; and the public page's answers."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client

from acquis.catalogue import actions as catalogue
from acquis.catalogue import queries
from acquis.catalogue.content import Approval, Content, Module, NeedProof, Prerequisite
from acquis.catalogue.models import AchievementVersion
from acquis.catalogue.queries import VersionFacts
from acquis.platform.translatable import Text
from tests.acquis import factories
from tests.acquis.factories import College, both
from tests.acquis.web.editor import Fields, address, form_of, signed_in, stored

pytestmark = pytest.mark.django_db


def plain(answer: Any) -> str:
    """The page's text, without tags, entities and special spaces."""
    text = unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


def public(version: VersionFacts, language: str = "en", what: str = "") -> str:
    return f"/{language}/microcredentials/{version.achievement_id}/{what}"


def second_version(college: College, **changes: object) -> VersionFacts:
    """A published version 2 that says something else than version 1."""
    first = factories.published_version(college, title=both("Trier les déchets", "Sort the waste"))
    made = catalogue.open_new_version(achievement_id=first.achievement_id, by=college.actor("author"))
    told = factories.content(**{"title": both("Trier les matières", "Sort the waste"), **changes})
    catalogue.revise(version_id=made, content=told, by=college.actor("author"))
    found = queries.version(made)
    assert found is not None
    return found


# — rows without scripts —


@pytest.mark.req("R-038", "R-050")
def test_each_kind_of_row_is_added_and_taken_away_without_scripts() -> None:
    college = factories.college()
    version = factories.draft(college, prerequisites=())
    client = signed_in(college, "author")
    page = address(college, version, "edit/")
    typed = form_of(client, college, version) | {
        "do": "prerequisite",
        "prerequisites-0-text_en": "Two years of work",
        "prerequisites-0-kind": "experience",
        "needs-1-held_with": "Sawmill",
        "standards-0-name_en": "A standard",
    }
    answer = client.post(page, typed)
    assert answer["Location"].endswith("?new=prerequisite#prerequisites-rows")
    content = stored(version).content
    assert [(asked.kind, asked.strength) for asked in content.prerequisites] == [("experience", "recommended")]
    assert [need.held_with for need in content.needs] == ["Chambre de commerce Exemple", "Sawmill"]
    assert [one.name["en"] for one in content.standards] == ["A standard"]
    gone = {f"{row}-DELETE": "on" for row in ("prerequisites-0", "needs-1", "standards-0")}
    client.post(page, form_of(client, college, version) | gone)
    after = stored(version).content
    assert (after.prerequisites, len(after.needs), after.standards) == ((), 1, ())


def test_a_link_that_is_not_one_is_named_and_what_was_typed_stays() -> None:
    college = factories.college()
    version = factories.draft(college)
    client = signed_in(college, "author")
    typed = form_of(client, college, version) | {"needs-1-url": "javascript:alert(1)", "needs-1-held_with": "Mill"}
    answer = client.post(address(college, version, "edit/"), typed)
    assert answer.status_code == 422
    kept = Fields(answer.content.decode()).values
    assert (kept["needs-1-url"], kept["needs-1-held_with"]) == (["javascript:alert(1)"], ["Mill"])
    assert len(stored(version).content.needs) == 1


# — progress —


@pytest.mark.req("R-080")
def test_every_place_that_a_blocker_names_exists_in_the_editor() -> None:
    college = factories.college()
    version = factories.draft(
        college,
        purpose=Text(),
        needs=(NeedProof("consultation"),),
        prerequisites=(Prerequisite(Text(), kind="licence"),),
        accountable_role=Text(),
        outcomes=(),
        assessments=(),
        alignments=(),
        validity_kind="fixed",
        modules=(Module(both("M", "M"), None, 5),),
        price_cents=5,
        qa_kind="",
        languages=(),
    )
    # As drafts from before the ministry's decisions were kept apart.
    AchievementVersion.objects.filter(pk=version.id).update(aid_status="approved")
    page = signed_in(college, "author").get(address(college, version, "edit/")).content.decode()
    places = re.findall(r'/edit/#([^"]+)"', page)
    assert len(places) > 15
    assert set(places) <= Fields(page).ids


def test_each_section_says_how_it_stands_and_saving_while_typing_tells_anew() -> None:
    college = factories.college()
    version = factories.draft(college, needs=())
    client = signed_in(college, "author")
    page = client.get(address(college, version, "edit/")).content.decode()
    told = dict(re.findall(r'<li><a href="#(\w+)">[^<]+</a>\s*<span[^>]*>(.*?)</span></li>', page, re.DOTALL))
    assert "1 thing to settle" in told["need"]
    assert "settled" in told["outcomes"]
    need = {"needs-0-kind": "consultation", "needs-0-held_with": "Mill", "needs-0-held_on": "2026-01-05"}
    typed = form_of(client, college, version) | need | {"needs-0-confirmed_fr": "Oui", "needs-0-confirmed_en": "Yes"}
    panel = client.post(address(college, version, "autosave/"), typed)
    assert panel.status_code == 200
    assert "Nothing prevents publication." in plain(panel)
    assert stored(version).content.needs[0].held_on == date(2026, 1, 5)


def test_what_somebody_else_saved_meanwhile_is_not_replaced_unread() -> None:
    college = factories.college()
    version = factories.draft(college)
    client = signed_in(college, "author")
    typed = form_of(client, college, version) | {"weeks": "7"}
    catalogue.revise(version_id=version.id, content=factories.content(weeks=3), by=college.actor("author"))

    assert client.post(address(college, version, "autosave/"), typed).status_code == 422
    answer = client.post(address(college, version, "edit/"), typed)
    assert answer.status_code == 422
    assert "This draft was saved elsewhere after you opened this page" in plain(answer)
    assert stored(version).content.weeks == 3
    again = dict(Fields(answer.content.decode()).values)
    assert again["weeks"] == ["7"]
    assert client.post(address(college, version, "edit/"), again).status_code == 302
    assert stored(version).content.weeks == 7


def test_a_page_that_saves_while_one_types_goes_on_saving() -> None:
    college = factories.college()
    version = factories.draft(college)
    client = signed_in(college, "author")
    typed = form_of(client, college, version) | {
        "needs-1-held_with": "Mill",
        "outcomes-2-statement_en": "Carry",
        "modules-4-title_en": "Workshop",
        "assessments-1-title_en": "Test",
        "prerequisites-0-text_en": "Be 18",
        "standards-0-clause": "4.2",
    }
    for weeks in ("2", "3"):
        answer = client.post(address(college, version, "autosave/"), typed | {"weeks": weeks})
        assert answer.status_code == 200
        typed["read"] = answer["X-Draft"]
    content = stored(version).content
    assert content.weeks == 3
    rows = (content.needs, content.outcomes, content.modules, content.assessments, content.prerequisites)
    assert [len(part) for part in (*rows, content.standards)] == [2, 3, 5, 2, 1, 1]


# — copies, and what was put away —


def test_a_copy_has_a_code_of_its_own_and_says_the_same() -> None:
    college = factories.college()
    version = factories.published_version(college, code="CYB-1")
    client = signed_in(college, "author")
    taken = client.post(address(college, version, "copy/"), {"code": "cyb-1"})
    assert taken.status_code == 422
    assert "already uses this code" in plain(taken)
    client.post(address(college, version, "copy/"), {"code": "CYB-2"})
    made = queries.by_code(college.id, "CYB-2")
    assert made is not None
    assert (made.state, made.number, made.title) == ("draft", 1, version.title)
    assert made.achievement_id != version.achievement_id
    assert [one.statement for one in made.content.outcomes] == [one.statement for one in version.content.outcomes]


def test_what_is_put_away_leaves_the_list_and_comes_back() -> None:
    college = factories.college()
    version = factories.draft(college, code="OLD-1")
    client = signed_in(college, "author")
    listed = f"/en/org/{college.id}/achievements/"
    client.post(address(college, version, "put-away/"))
    assert "OLD-1" not in plain(client.get(listed))
    assert "OLD-1" in plain(client.get(listed + "?state=put_away"))
    assert "It was put away" in plain(client.get(address(college, version)))
    client.post(address(college, version, "bring-back/"))
    assert "OLD-1" in plain(client.get(listed))


def test_what_is_published_cannot_be_put_away() -> None:
    college = factories.college()
    version = factories.published_version(college)
    client = signed_in(college, "author")
    assert "Put away" not in plain(client.get(address(college, version)))
    answer = client.post(address(college, version, "put-away/"), follow=True)
    assert "It is published or being decided" in plain(answer)
    assert not stored(version).is_put_away


# — differences —


@pytest.mark.req("R-057")
def test_members_read_what_changed_before_it_is_public_and_everybody_afterwards() -> None:
    college = factories.college()
    draft = second_version(college, weeks=9)
    member = signed_in(college, "reader")
    page = member.get(address(college, draft, "differences/"))
    assert "What changed from version 1 to version 2" in plain(page)
    assert re.search(r"<del><span[^>]*>\[removed: </span>déchets<", page.content.decode())
    assert re.search(r"<ins><span[^>]*>\[added: </span>matières<", page.content.decode())
    assert Client().get(public(draft, what="2/changes/")).status_code == 404

    catalogue.submit(version_id=draft.id, by=college.actor("author"))
    approver = college.actor("approver")
    assert approver.person_id is not None
    approval = Approval(approver.person_id, "Read.")
    catalogue.approve(version_id=draft.id, approval=approval, by=approver)
    catalogue.publish(version_id=draft.id, by=approver)
    for language in ("fr", "en"):
        answer = Client().get(public(draft, language, "2/changes/"))
        assert answer.status_code == 200
        assert "matières" in plain(answer)
    assert "/2/changes/" in Client().get(public(draft)).content.decode()
    assert Client().get(public(draft, what="1/changes/?from=2")).status_code == 200


def test_a_draft_never_shows_through_the_public_differences() -> None:
    college = factories.college()
    draft = second_version(college)
    page = plain(Client().get(public(draft, what="1/changes/?from=2")))
    assert "matières" not in page
    assert "There is no other version to compare with yet." in page


# — the public page —


ANSWERS = ("able", "assessed", "long", "cost", "when", "where", "before", "recognized", "leads", "kept")


def blocks(page: str) -> dict[str, str]:
    """Each answered block of the page by its id."""
    found = re.findall(r'<section id="(\w+)"><h2>[^<]+</h2>(.*?)</section>', page, re.DOTALL)
    return {name: unescape(re.sub(r"<[^>]+>", " ", body)).replace("\u00a0", " ") for name, body in found}


@pytest.mark.req("R-101")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_ten_questions_have_ten_answers(language: str) -> None:
    college = factories.college()
    version = factories.published_version(college)
    told = blocks(Client().get(public(version, language)).content.decode())
    assert tuple(told) == ANSWERS
    assert all(body.strip() for body in told.values())


@pytest.mark.req("R-101")
def test_what_an_example_does_not_state_is_said_to_be_not_stated() -> None:
    college = factories.college()
    made = catalogue.list_example(
        organization_id=college.id,
        code="EX-1",
        kind="microcredential",
        content=Content(title=Text(en="Footcare")),
        source_note="001",
        by=factories.COMMAND,
    )
    told = blocks(Client().get(f"/en/microcredentials/{made}/").content.decode())
    assert tuple(told) == ANSWERS
    for name in ("able", "assessed", "long", "when", "where", "before", "leads", "kept"):
        assert "not stated" in told[name], name
    assert "Not stated" in told["cost"] or "not stated" in told["cost"]


@pytest.mark.req("R-047", "R-048")
def test_four_modules_at_98_dollars_are_392_dollars_in_public_never_about_400() -> None:
    college = factories.college()
    version = factories.published_version(college)
    french, english = (plain(Client().get(public(version, language))) for language in ("fr", "en"))
    assert french.count("98,00 $") == english.count("$98.00") == 4
    assert "392,00 $" in french
    assert "$392.00" in english
    assert "400" not in blocks(Client().get(public(version)).content.decode())["cost"]


@pytest.mark.req("R-048")
@pytest.mark.parametrize(("cents", "said"), [(0, "Free"), (None, "Not stated")])
def test_free_is_not_unknown(cents: int | None, said: str) -> None:
    college = factories.college()
    version = factories.published_version(college, modules=(), price_cents=cents)
    told = blocks(Client().get(public(version)).content.decode())["cost"]
    assert said.casefold() in told.casefold()


@pytest.mark.req("R-041", "R-053", "R-058", "R-059")
def test_the_page_says_what_it_prepares_for_and_that_it_does_not_grant_it() -> None:
    college = factories.college()
    (chosen,) = factories.content().alignments
    version = factories.published_version(
        college,
        prepares_for=both("Examen de Transports Canada", "Transport Canada examination"),
        prerequisites=(Prerequisite(both("Être IA", "Be an RN"), "required", "licence", "Ordre Exemple"),),
        alignments=(replace(chosen, transversal=True),),
    )
    told = blocks(Client().get(public(version)).content.decode())
    assert "Transport Canada examination" in told["leads"]
    assert "It does not grant it." in told["leads"]
    for words in ("Be an RN", "Required", "Licence or membership of a regulated profession", "Ordre Exemple"):
        assert words in told["before"]
    assert "transversal" in told["able"]
    for group in ("Knowledge", "Attitudes", "Skills"):
        assert group in told["able"]


@pytest.mark.req("R-050")
def test_without_prerequisites_the_page_says_none() -> None:
    version = factories.published_version(factories.college())
    assert "No prerequisite." in blocks(Client().get(public(version)).content.decode())["before"]


@pytest.mark.req("R-036", "R-066")
def test_a_retired_or_suspended_definition_stays_readable_and_says_so() -> None:
    college = factories.college()
    heir = factories.published_version(college, title=both("La suite", "The sequel"))
    version = factories.published_version(college)
    by = college.actor("registrar")
    catalogue.suspend(version_id=version.id, reason="The task is out of date.", by=by)
    page = Client().get(public(version))
    assert page.status_code == 200
    assert "Suspended since" in plain(page)
    assert "The task is out of date." in plain(page)
    catalogue.retire(version_id=version.id, successor_id=heir.achievement_id, by=by)
    page = Client().get(public(version))
    assert page.status_code == 200
    assert "Retired since" in plain(page)
    assert "It is replaced by The sequel" in plain(page)


@pytest.mark.req("R-054")
@pytest.mark.parametrize(
    ("language", "said"), [("fr", "Badge (reconnaissance informelle)"), ("en", "Badge (informal recognition)")]
)
def test_a_badge_needs_no_assessment_and_says_that_it_is_informal(language: str, said: str) -> None:
    college = factories.recognised_college()
    begun = catalogue.begin(
        organization_id=college.id, code="B-1", title=both("Badge", "Badge"), kind="badge", by=college.actor("author")
    )
    draft = queries.latest(begun)
    assert draft is not None
    content = Content(title=both("Entraide", "Mutual aid"), purpose=both("Aider", "Help"))
    catalogue.revise(version_id=draft.id, content=content, by=college.actor("author"))
    approver = college.actor("approver")
    assert approver.person_id is not None
    catalogue.publish_badge(version_id=draft.id, approval=Approval(approver.person_id, "Kind."), by=approver)
    assert said in plain(Client().get(public(draft, language)))


@pytest.mark.req("R-002")
def test_what_is_missing_in_french_is_shown_in_english_and_marked() -> None:
    version = factories.published_version(factories.college(), title=Text(en="Only English"))
    page = Client().get(public(version, "fr")).content.decode()
    assert re.search(r'<h1><span lang="en-CA">Only English</span>', page)
