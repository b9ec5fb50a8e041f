"""The review of a definition through its pages: SM-1 by every role, and what each page shows and keeps to itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from acquis.audit import queries as audit
from acquis.catalogue import queries as catalogue
from acquis.catalogue import wording as states
from acquis.catalogue.queries import VersionFacts
from acquis.organizations import actions as organizations
from acquis.organizations.access import ROLES
from acquis.platform import clock
from acquis.platform.translatable import Text
from acquis.quality import actions, queries
from acquis.quality.reviewing import LineInput
from acquis.verification import queries as verification
from tests.acquis import factories
from tests.acquis.factories import College
from tests.acquis.issuance.factories import offered
from tests.acquis.quality import factories as frameworks
from tests.acquis.quality import reviewing
from tests.acquis.quality.reviewing import again, step
from tests.acquis.web.editor import Fields, address, signed_in

pytestmark = pytest.mark.django_db
S = states.State
SECRET = "Une raison que personne d’autre ne lit."


def _approval() -> dict[str, str]:
    return {"decision": "approve", "reason": SECRET, "review_on": (clock.today() + timedelta(days=99)).isoformat()}


@pytest.fixture
def college() -> College:
    return reviewing.college(roles=tuple(ROLES))


# verb → the page, what is posted, and who may
PAGES: dict[str, tuple[str, Callable[[], Mapping[str, str]], str]] = {
    "submit": ("submit/", dict, "author"),
    "request_changes": ("review/changes/", lambda: {"reason": "R2 est vague."}, "reviewer"),
    "reject": ("review/decision/", lambda: {"decision": "reject", "reason": SECRET}, "approver"),
    "approve": ("review/decision/", _approval, "approver"),
    "publish": ("publish/", dict, "registrar"),
    "suspend": ("suspend/", lambda: {"reason": "La loi change."}, "registrar"),
    "resume": ("resume/", dict, "registrar"),
    "retire": ("retire/", dict, "registrar"),
}
MAY: dict[str, frozenset[str]] = {
    "submit": frozenset({"author"}),
    "request_changes": frozenset({"reviewer", "industry_reviewer", "approver"}),
    **dict.fromkeys(("reject", "approve"), frozenset({"approver"})),
    **dict.fromkeys(("publish", "suspend", "resume", "retire"), frozenset({"approver", "registrar"})),
}
ALL = (S.DRAFT, S.IN_REVIEW, S.CHANGES_REQUESTED, S.REJECTED, S.APPROVED, S.PUBLISHED, S.SUSPENDED, S.RETIRED)
LEGAL = [(state, verb) for verb in PAGES for state in sorted(states.MOVES[verb][0])]


def ready(where: College, state: str) -> VersionFacts:
    """A version in this state; in review, with both opinions, so that only the move itself can be refused."""
    made = reviewing.version_in(where, state)
    if state == S.IN_REVIEW:
        reviewing.opinions(where, made)
    return made


def move(where: College, version: VersionFacts, verb: str, role: str = "") -> Any:
    page, data, who = PAGES[verb]
    told = {"read": again(version).digest, **data()}
    return signed_in(where, role or who).post(address(where, version, page), told)


@pytest.mark.req("R-084")
@pytest.mark.parametrize(("state", "verb"), LEGAL)
def test_each_move_of_sm1_happens_through_its_page(college: College, state: str, verb: str) -> None:
    version = ready(college, state)
    assert move(college, version, verb).status_code == 302
    assert again(version).state == states.MOVES[verb][1]


@pytest.mark.req("R-084")
@pytest.mark.parametrize("state", ALL)
def test_every_other_move_is_answered_with_409_changes_nothing_and_is_recorded(college: College, state: str) -> None:
    version = ready(college, state)
    for verb in PAGES:
        if state in states.MOVES[verb][0]:
            continue
        assert move(college, version, verb).status_code == 409, verb
        assert again(version).state == state
        last = audit.history(subject_type="achievement_version", subject_id=version.id)[-1]
        assert last.verb.endswith(f"{verb}_refused"), verb


@pytest.mark.req("R-084")
@pytest.mark.parametrize("verb", PAGES)
def test_each_move_is_for_its_roles_and_for_no_other(college: College, verb: str) -> None:
    state = next(iter(sorted(states.MOVES[verb][0])))
    version = ready(college, state)
    for role in sorted(set(ROLES) - MAY[verb]):
        assert move(college, version, verb, role).status_code == 403, role
        assert again(version).state == state
    for role in sorted(MAY[verb]):
        assert move(college, version, verb, role).status_code == 302, role
        assert again(version).state == states.MOVES[verb][1]
        version = ready(college, state)


@pytest.mark.req("R-025", "R-026")
def test_the_author_answers_every_line_and_what_blocks_is_named_with_its_place(college: College) -> None:
    version = factories.draft(college)
    client = signed_in(college, "author")
    gate = client.get(address(college, version, "submit/")).content.decode()
    assert "11 things prevent publication" in gate
    page = client.get(address(college, version, "answers/")).content.decode()
    fields = Fields(page)
    rows = {row.line.code: row.line for sheet in queries.sheets(version) for row in sheet.rows}
    typed: dict[str, str] = {}
    for line in rows.values():
        assert f'/answers/#line-{line.id}"' in gate
        assert f"line-{line.id}" in fields.ids
        typed |= {f"line-{line.id}-status": "met", f"line-{line.id}-shown_by_fr": "Voir la définition."}
    typed[f"line-{rows['partner-endorsement'].id}-status"] = "not_met"
    typed[f"line-{rows['issuing-body'].id}-status"] = "partly"
    typed[f"line-{rows['outcomes'].id}-proof"] = "https://college.example/preuve"
    assert client.post(address(college, version, "answers/"), typed).status_code == 302
    gate = client.get(address(college, version, "submit/")).content.decode()
    assert "2 things prevent publication" in gate
    assert "“Issuing Body” must be met" in gate
    assert "“Partner Endorsement” is not fully met: give the reason" in gate
    refused = client.post(address(college, version, "submit/"))
    assert refused.status_code == 422
    assert "“Issuing Body” must be met" in refused.content.decode()
    typed[f"line-{rows['issuing-body'].id}-status"] = "met"
    typed[f"line-{rows['partner-endorsement'].id}-reason_en"] = "Nobody was asked yet."
    assert client.post(address(college, version, "answers/"), typed).status_code == 302
    assert client.post(address(college, version, "submit/")).status_code == 302
    assert again(version).state == S.IN_REVIEW
    kept = {one.code: one for one in reviewing.review(version).answers}
    assert kept["outcomes"].proof == "https://college.example/preuve"
    shown = client.get(address(college, version, "review/")).content.decode()
    assert str(kept["outcomes"].framework_name["en"]) in shown
    assert f"{kept['outcomes'].framework_key} {kept['outcomes'].framework_label}" not in shown, "names, not keys"


def test_an_address_that_is_none_is_refused_beside_its_field_and_nothing_typed_is_lost(college: College) -> None:
    version = factories.draft(college)
    line = queries.sheets(version)[0].rows[0].line
    typed = {f"line-{line.id}-proof": "no address", f"line-{line.id}-shown_by_en": "Typed with care."}
    answer = signed_in(college, "author").post(address(college, version, "answers/"), typed)
    assert answer.status_code == 422
    assert "Typed with care." in answer.content.decode()
    assert f'href="#id_line-{line.id}-proof"' in answer.content.decode()


@pytest.mark.req("R-078", "R-079")
def test_five_people_bring_a_definition_to_the_public_through_the_pages(college: College) -> None:
    version = reviewing.answered(college, factories.draft(college))
    assert move(college, version, "submit").status_code == 302
    early = move(college, version, "approve")
    assert early.status_code == 422
    assert "before every opinion is there" in early.content.decode()
    assert SECRET in early.content.decode()
    peer, industry = step(version, "peer").id, step(version, "industry").id
    opinion = {"stance": "support", "comment": "Claire.", "speaks_for": "Chambre de commerce"}
    for role, page in (("reviewer", f"{peer}/peer-opinion/"), ("industry_reviewer", f"{industry}/industry-opinion/")):
        client, there = signed_in(college, role), address(college, version, f"review/{page}")
        assert client.get(there).status_code == 200
        assert client.post(there, opinion | {"comment": " "}).status_code == 422
        assert client.post(there, opinion).status_code == 302
        assert client.post(there, opinion).status_code == 409
    assert move(college, version, "approve").status_code == 302
    assert move(college, version, "publish").status_code == 302
    page = Client().get(f"/en/microcredentials/{version.achievement_id}/").content.decode()
    assert "Approval and review" in page


@pytest.mark.req("R-079")
def test_the_opinion_of_industry_may_be_out_of_reach_with_a_reason(college: College) -> None:
    version = reviewing.submitted(college)
    peer, industry = step(version, "peer").id, step(version, "industry").id
    client = signed_in(college, "approver")
    there = address(college, version, f"review/{industry}/impossible/")
    assert client.post(there, {"reason": ""}).status_code == 422
    assert client.post(there, {"reason": "Trois employeurs, aucune réponse."}).status_code == 302
    assert client.post(address(college, version, f"review/{peer}/impossible/"), {"reason": "x"}).status_code == 404
    signed_in(college, "reviewer").post(
        address(college, version, f"review/{peer}/peer-opinion/"), {"stance": "oppose", "comment": "Trop large."}
    )
    assert move(college, version, "approve").status_code == 302


@pytest.mark.req("R-081")
def test_nobody_approves_what_they_wrote_reviewed_or_endorsed(
    college: College, monkeypatch: pytest.MonkeyPatch
) -> None:
    for role in ("author", "reviewer", "endorser"):
        person = college.people[role].id
        organizations.admit(
            organization_id=college.id, person_id=person, roles=[role, "approver"], by=factories.COMMAND
        )
    version = ready(college, S.IN_REVIEW)
    endorser = college.people["endorser"].id
    monkeypatch.setattr(catalogue, "endorsement_signers", lambda version_id: frozenset({endorser}))
    for role, code in (
        ("author", "author_may_not_approve"),
        ("reviewer", "reviewer_may_not_approve"),
        ("endorser", "endorser_may_not_approve"),
    ):
        answer = move(college, version, "approve", role)
        assert answer.status_code == 403
        assert SECRET in answer.content.decode()
        last = audit.history(subject_type="achievement_version", subject_id=version.id)[-1]
        assert (last.verb, last.facts) == ("quality.approve_refused", {"code": code})
    assert again(version).state == S.IN_REVIEW


@pytest.mark.req("R-082")
def test_the_approval_file_is_complete_and_in_order(college: College) -> None:
    version = reviewing.submitted(college)
    client = signed_in(college, "author")
    client.post(address(college, version, "review/comment/"), {"text": "Une question de l’autrice."})
    move(college, version, "request_changes")
    move(college, version, "submit")
    reviewing.opinions(college, version)
    move(college, version, "approve")
    move(college, version, "publish")
    told = json.loads(client.get(address(college, version, "review/file.json")).content)
    happened = [event["what"] for event in told["events"]]
    assert happened == [
        *("begun", "submitted", "comment", "decided", "submitted", "opinion", "opinion", "decided", "published"),
    ]
    assert [event["at"] for event in told["events"]] == sorted(event["at"] for event in told["events"])
    first, second = told["reviews"]
    assert (first["state"], first["reason"], len(first["answers"])) == ("changes_requested", "R2 est vague.", 11)
    assert first["content"]["title"]["fr"] == "Cybersécurité au quotidien"
    assert {one["comment"] for step_ in second["steps"] for one in step_["opinions"]} == {
        "Clear and complete.",
        "We hire for this.",
    }
    assert {one["key"] for one in second["frameworks"]} == {frameworks.PRINCIPLES, frameworks.ELEMENTS}
    assert told["comments"][0]["text"] == "Une question de l’autrice."
    assert "quality.approve" in {entry["verb"] for entry in told["audit"]}
    page = client.get(address(college, version, "review/file/")).content.decode()
    for words in ("R2 est vague.", "We hire for this.", SECRET, "Une question de l’autrice."):
        assert words in page, words


@pytest.mark.req("R-027")
def test_a_new_framework_opens_a_list_and_the_page_still_says_approved_under_the_old_one(college: College) -> None:
    version = reviewing.published(college)
    old = next(one for one in reviewing.review(version).frameworks if one.kind == "elements")
    whole = queries.version(old.id)
    assert whole is not None
    changed = {"introduction": {"fr": "Revu.", "en": "Revised."}}
    frameworks.successor(whole, on=clock.today() + timedelta(days=1), version="2027", **changed)
    there = f"/en/org/{college.id}/reviews/?list=frameworks"
    client = signed_in(college, "approver")
    assert "approved under version 2020" not in client.get(there).content.decode()
    assert "It was approved under" not in client.get(address(college, version, "review-again/")).content.decode()
    with clock.at(clock.now() + timedelta(days=2)):
        told = f"approved under version 2020 of “{old.name['en']}”; version 2027 is in force"
        assert told in client.get(there).content.decode()
        beside = client.get(address(college, version, "review-again/")).content.decode()
        assert "It was " + told in beside
        assert f"/en/framework/{old.key}/{old.number + 1}/changes/" in beside, "what changed, one click away"
        page = Client().get(f"/en/microcredentials/{version.achievement_id}/").content.decode()
        assert "2020</a>" in page
        assert "(2027 is in force now; this approval stands)" in page
        assert again(version).is_awardable


@pytest.mark.req("R-025")
def test_an_open_draft_keeps_its_answers_as_proposals_when_a_framework_is_renewed(college: College) -> None:
    told = Text(fr="La page du registre.", en="The page of the register.")
    version = reviewing.answered(college, factories.draft(college), **{"issuing-body": LineInput("met", told)})
    old = next(one for one in queries.in_force(clock.today()) if one.key == frameworks.ELEMENTS)
    changed = {"introduction": {"fr": "Revu.", "en": "Revised."}}
    frameworks.successor(old, on=clock.today() + timedelta(days=1), version="2027", **changed)
    client, there = signed_in(college, "author"), address(college, version, "answers/")
    assert "What was answered before" not in client.get(there).content.decode()
    with clock.at(clock.now() + timedelta(days=2)):
        page = client.get(there).content.decode()
        assert "What was answered before" in page
        assert len(queries.line_blockers(version)) == len(old.every_line), "proposed, not yet answered"
        typed = {name: values[-1] for name, values in Fields(page).values.items()}
        assert client.post(there, typed).status_code == 302
        assert queries.line_blockers(version) == []
        rows = {row.line.code: row.answer for sheet in queries.sheets(version) for row in sheet.rows}
        assert rows["issuing-body"] == LineInput("met", told)
        assert "What was answered before" not in client.get(there).content.decode()


def test_whoever_must_change_a_version_reads_first_what_was_asked(college: College) -> None:
    version = reviewing.version_in(college, S.CHANGES_REQUESTED)
    client = signed_in(college, "author")
    for page in ("", "edit/", "submit/"):
        shown = client.get(address(college, version, page)).content.decode()
        asked = shown.index("R2 is vague.")
        assert "asked for changes on" in shown[:asked], page
        assert asked < shown.index('class="columns"'), page
    actions.submit(version_id=version.id, by=college.actor("author"))
    assert "asked for changes on" not in client.get(address(college, version)).content.decode()


def test_conditions_that_everybody_reads_are_asked_for_in_both_languages(college: College) -> None:
    version = reviewing.submitted(college)
    reviewing.opinions(college, version)
    client, there = signed_in(college, "approver"), address(college, version, "review/decision/")
    told = {**_approval(), "read": version.digest, "conditions_en": "Find a second employer.", "is_public": "on"}
    refused = client.post(there, told)
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["conditions_fr"]
    assert "Find a second employer." in refused.content.decode(), "nothing typed is lost"
    assert client.post(there, {**told, "conditions_fr": "Trouver un deuxième employeur."}).status_code == 302
    public = {"fr": "Trouver un deuxième employeur.", "en": "Find a second employer."}
    assert reviewing.review(version).conditions == Text(public)


@pytest.mark.req("R-086")
def test_what_waits_after_a_decision_is_as_old_as_the_decision(college: College) -> None:
    with clock.at(clock.now() - timedelta(days=40)):
        written = factories.draft(college), factories.draft(college)
        for version in written:
            actions.submit(version_id=reviewing.answered(college, version).id, by=college.actor("author"))
    with clock.at(clock.now() - timedelta(days=6)):
        by = college.actor("approver")
        reviewing.opinions(college, again(written[0]))
        day = clock.today() + timedelta(days=99)
        actions.approve(version_id=written[0].id, reason="Read.", review_on=day, by=by)
        actions.request_changes(version_id=written[1].id, reason="R2 is vague.", by=by)
    for role, page in (("approver", ""), ("approver", "reviews/?list=publish"), ("author", "")):
        shown = signed_in(college, role).get(f"/en/org/{college.id}/{page}").content.decode()
        assert "6 days ago" in shown, (role, page)
        assert "40 days ago" not in shown, (role, page)
        assert "month ago" not in shown, (role, page)


def test_from_the_page_of_a_published_version_one_reaches_its_public_page(college: College) -> None:
    version = reviewing.published(college)
    public = f"/en/microcredentials/{version.achievement_id}/"
    assert f'href="{public}"' in signed_in(college, "author").get(address(college, version)).content.decode()
    draft = factories.draft(college)
    unseen = signed_in(college, "author").get(address(college, draft)).content.decode()
    assert f"/en/microcredentials/{draft.achievement_id}/" not in unseen


@pytest.mark.req("R-039", "R-085")
def test_what_falls_due_is_listed_and_a_look_at_it_sets_the_next_day(college: College) -> None:
    version = reviewing.published(college)
    client = signed_in(college, "approver")
    due = f"/en/org/{college.id}/reviews/?list=due"
    assert version.code not in client.get(due).content.decode()
    with clock.at(clock.now() + timedelta(days=262)):
        listed = client.get(due).content.decode()
        assert version.code in listed
        assert "No more awards" in listed
        assert not again(version).is_awardable
        held = {"outcome": "continue", "reason": SECRET, "next_on": (clock.today() + timedelta(days=365)).isoformat()}
        there = address(college, version, "review-again/")
        assert client.post(there, held | {"reason": ""}).status_code == 422
        assert client.post(there, held).status_code == 302
        assert again(version).is_awardable
        page = Client().get(f"/en/microcredentials/{version.achievement_id}/").content.decode()
        assert "Last reviewed" in page
        assert clock.today().isoformat() in page
        assert SECRET not in page


@pytest.mark.req("R-086")
def test_work_on_the_desk_has_an_age_an_owner_and_is_late_after_its_limit(college: College) -> None:
    version = reviewing.submitted(college)
    asked = step(version, "peer")
    client, desk = signed_in(college, "reviewer"), f"/en/org/{college.id}/"
    assert "data-late" not in client.get(desk).content.decode()
    assert client.post(address(college, version, f"review/{asked.id}/take/")).status_code == 302
    with clock.at(clock.now() + timedelta(days=asked.days + 1)):
        page = client.get(desk).content.decode()
        assert "data-late" in page
        assert college.people["reviewer"].name in page
    other = signed_in(college, "industry_reviewer")
    assert other.post(address(college, version, f"review/{asked.id}/take/")).status_code == 403
    assert client.post(address(college, version, f"review/{asked.id}/give-back/")).status_code == 302
    assert step(version, "peer").owner_id is None


@pytest.mark.req("R-078")
def test_an_administrator_says_how_the_organization_reviews(college: College) -> None:
    client, there = signed_in(college, "administrator"), f"/en/org/{college.id}/review-process/"
    own = {
        "step-0-voice": "peer",
        "step-0-name_fr": "Sénat",
        "step-0-name_en": "Senate",
        "step-0-days": "30",
        "authority_days": "7",
        "review_months": "24",
    }
    refused = client.post(there, own)
    assert refused.status_code == 422
    assert "ask peers at least once, and industry at least once" in refused.content.decode()
    assert Fields(refused.content.decode()).values["step-0-name_fr"] == ["Sénat"]
    assert client.post(there, own | {"step-1-voice": "industry", "step-1-days": "20"}).status_code == 302
    version = reviewing.submitted(college)
    assert str(reviewing.review(version).steps[0].title) in {"Sénat", "Senate"}


@pytest.mark.req("R-065")
def test_a_near_copy_is_shown_to_its_reviewer_with_what_they_have_in_common(college: College) -> None:
    other = reviewing.college()
    theirs = factories.published_version(other)
    version = reviewing.submitted(college)
    page = signed_in(college, "reviewer").get(address(college, version, "review/")).content.decode()
    assert theirs.code in page
    assert "Words of the title in common: 100 percent." in page
    assert "Competencies in common: 100 percent" in page


@pytest.mark.req("R-069")
def test_a_definition_of_the_size_of_a_diploma_is_noted_for_its_reviewers(college: College) -> None:
    long: dict[str, Any] = {
        "hours_min": 600,
        "hours_typical": 600,
        "hours_max": 600,
        "hours_reason": "Un métier entier.",
    }
    version = reviewing.answered(college, factories.draft(college, **long))
    assert move(college, version, "submit").status_code == 302
    page = signed_in(college, "reviewer").get(address(college, version, "review/")).content.decode()
    assert "Worth a second look" in page
    assert "600" in page


def test_private_reasons_and_opinions_are_read_by_members_only(college: College) -> None:
    why = Text(fr="Personne n’a été sollicité.", en="Nobody was asked.")
    version = reviewing.submitted(college, partner_endorsement=LineInput("not_met", reason=why))
    reviewing.opinions(college, version)
    private = {"conditions_en": "Find a second employer."}
    client = signed_in(college, "approver")
    client.post(address(college, version, "review/decision/"), _approval() | private | {"read": again(version).digest})
    move(college, version, "publish")
    inside = client.get(address(college, version, "review/")).content.decode()
    outside = Client().get(f"/en/microcredentials/{version.achievement_id}/").content.decode()
    for words in (SECRET, "We hire for this.", "Find a second employer.", college.people["approver"].name):
        assert words in inside, words
        assert words not in outside, words
    assert "Nobody was asked." in outside
    stranger = signed_in(reviewing.college(), "approver")
    assert stranger.get(address(college, version, "review/file.json")).status_code == 404


@pytest.mark.req("R-039")
def test_awards_stop_sixty_days_after_the_day_and_what_was_issued_stays_valid(college: College) -> None:
    version = reviewing.published(college)
    earlier = offered(college, version)
    waiting = factories.passed_candidacy(college, version, email="passed@people.example")
    client, there = signed_in(college, "registrar"), f"/en/org/{college.id}/awards/ready/{waiting}/"
    for days, stopped in ((260, False), (262, True)):
        with clock.at(clock.now() + timedelta(days=days)):
            assert ("Nobody has confirmed in time" in client.get(there).content.decode()) is stopped
            assert verification.report(earlier.credential.document).deciding == ""
            if stopped:
                told = {"awarded_on": clock.today().isoformat(), "language": "en"}
                assert client.post(there, told).status_code == 422
