"""What a partner sees and does: by a link without any account, and signed in for its organization."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from acquis.catalogue import actions, endorsing, queries
from acquis.catalogue.endorsing import State
from acquis.platform import clock, jobs
from tests.acquis import factories
from tests.acquis.catalogue import endorsements as made
from tests.acquis.catalogue.endorsements import VISITOR, Asked
from tests.acquis.web.reader import english_in, said
from tests.acquis.web.test_costs import _grows
from tests.acquis.web.world import address, signed_in

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])


def page_of(one: Asked, token: str = "", language: str = "en") -> str:
    return f"/{language}/e/{token or one.token}/"


def told(one: Asked, **changes: Any) -> dict[str, Any]:
    """The whole form, as a partner fills it in."""
    return {
        "do": "answer",
        "read": one.version.digest,
        "in_demand": "on",
        "in_demand_comment": "We hire four a year.",
        "reflects": "on",
        "reflects_comment": "The tasks are ours.",
        "scope": "whole",
        "signatory_role": "Head of operations",
        "signatory_name": "Sacha Testeur",
        "language": "en",
        "valid_until": endorsing.usual_end().isoformat(),
        "confirm": "on",
        **changes,
    }


@pytest.mark.req("R-087", "R-088", "R-089")
@LANGUAGES
def test_without_an_account_a_partner_reads_everything_answers_both_questions_and_signs(language: str) -> None:
    one, visitor = made.asked(), Client()
    first = visitor.get(page_of(one, language=language))
    page = first.content.decode()
    assert first.status_code == 200
    assert first["X-Robots-Tag"].startswith("noindex")
    assert all(str(outcome.statement) in unescape(page) for outcome in one.version.content.outcomes)
    assert "As we discussed." in page
    assert one.facts.state == State.REQUESTED
    assert visitor.post(page_of(one), {"do": "open"}).status_code == 302
    assert 'name="in_demand_comment"' in visitor.get(page_of(one)).content.decode()
    answer = visitor.post(page_of(one), told(one))
    assert answer.status_code == 302
    assert one.facts.stands
    after = visitor.get(answer["Location"]).content.decode()
    assert "Head of operations" in after
    assert "withdraw" in after
    letters = {message.to[0]: message.body for message in _letters()}
    assert answer["Location"].split("/e/")[1] in letters[one.partner.facts.contact_email]
    assert str(one.id) in letters[one.college.people["author"].email]


@pytest.mark.req("R-043")
@LANGUAGES
def test_the_second_question_points_at_what_the_definition_says_of_real_work(language: str) -> None:
    one = made.opened()
    (assessment,) = one.version.content.assessments
    page = unescape(Client().get(page_of(one, language=language)).content.decode())
    question = page[page.index('href="#authenticity-1"') :]
    assert assessment.authenticity[language] in question[: question.index('name="reflects"')]
    target = page[page.index('id="authenticity-1"') :]
    assert assessment.authenticity[language] in target[:600]


@pytest.mark.req("R-088")
def test_one_box_only_is_kept_and_not_shown_as_an_endorsement() -> None:
    one = made.opened()
    answer = Client().post(page_of(one), told(one, reflects="", reflects_comment=""))
    assert answer.status_code == 200
    assert "not an endorsement" in answer.content.decode()
    assert one.facts.state == State.PARTIAL
    public = Client().get(f"/en/microcredentials/{one.version.achievement_id}/").content.decode()
    assert str(one.partner.facts.name) not in unescape(public)
    assert said("Without endorsement", public)


@pytest.mark.req("R-087", "R-090")
@LANGUAGES
def test_a_declined_request_leaves_no_public_trace_but_without_endorsement(language: str) -> None:
    one = made.opened()
    answer = Client().post(page_of(one), {"do": "decline", "decline-reason": "Not our field."})
    assert answer.status_code == 200
    assert one.facts.state == State.DECLINED
    public = Client().get(f"/{language}/microcredentials/{one.version.achievement_id}/").content.decode()
    with translation.override(language):
        assert said(translation.gettext("Without endorsement: no partner vouches for it today."), public)
    assert "Not our field" not in public
    assert str(one.partner.facts.name) not in unescape(public)


def test_a_guessed_an_altered_a_replaced_and_a_used_link_open_the_same_empty_page() -> None:
    one, other = made.asked(), made.asked()
    actions.remind_endorser(endorsement_id=one.id, by=one.college.actor("author"))
    fresh = made.last_token(one.partner.facts.contact_email)
    actions.open_endorsement(endorsement_id=other.id, by=VISITOR, token=other.token)
    Client().post(page_of(other), told(other))
    bad = ["A" * 22, fresh[:-1] + ("A" if fresh[-1] != "A" else "B"), one.token, other.token, fresh + "x"]
    cache.clear()
    pages = {(answer := Client().get(page_of(one, token))).status_code: answer.content for token in bad}
    assert list(pages) == [404]
    bodies = {re.sub(rb"/e/[^/]+/", b"", Client().get(page_of(one, token)).content) for token in bad}
    assert len({re.sub(rb"nonce=\S+|value=\S+", b"", body) for body in bodies}) == 1
    assert Client().post(page_of(other), told(other)).status_code == 404
    assert Client().get(page_of(one, fresh)).status_code == 200
    cache.clear()


def test_the_link_of_one_request_does_nothing_to_another() -> None:
    one, other = made.opened(), made.opened()
    for act in (actions.open_endorsement, actions.decline_endorsement):
        with pytest.raises(Exception, match="link_ended"):
            act(endorsement_id=one.id, by=VISITOR, token=other.token)
    held = made.signed()
    with pytest.raises(Exception, match="link_ended"):
        actions.withdraw_endorsement(endorsement_id=held.id, reason="x", by=VISITOR, token=other.token)


def test_the_link_to_withdraw_does_not_answer_and_the_link_to_answer_does_not_withdraw() -> None:
    one, signed = made.opened(), made.signed()
    assert Client().post(page_of(one), {"do": "withdraw", "withdraw-reason": "x"}).status_code == 403
    assert Client().post(page_of(signed), told(signed)).status_code == 403
    assert one.facts.state == State.UNDER_STUDY
    assert signed.facts.stands


def test_guessing_links_is_slowed_down() -> None:
    cache.clear()
    client = Client()
    answers = [client.get(f"/en/e/{number:022d}/").status_code for number in range(22)]
    assert answers[0] == 404
    assert answers[-1] == 429
    cache.clear()


def test_a_move_that_is_not_legal_is_409_and_reading_moves_nothing() -> None:
    one = made.asked()
    Client().get(page_of(one))
    Client().head(page_of(one))
    assert one.facts.state == State.REQUESTED
    assert Client().post(page_of(one), told(one)).status_code == 409
    assert Client().post(page_of(one), {"do": "decline"}).status_code == 409
    assert Client().post(page_of(one), {"do": "dance"}).status_code == 422
    assert Client().post(page_of(one), {"do": "open"}).status_code == 302
    assert Client().post(page_of(one), {"do": "open"}).status_code == 409


@LANGUAGES
def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(language: str) -> None:
    one = made.opened()
    for changes, field in (
        ({"in_demand_comment": ""}, "in_demand_comment"),
        ({"scope": "some"}, "about"),
        ({"signatory_role": ""}, "signatory_role"),
        ({"confirm": ""}, "confirm"),
        ({"valid_until": clock.today().isoformat()}, "valid_until"),
        ({"in_demand": "", "reflects": ""}, "in_demand"),
    ):
        answer = Client().post(page_of(one, language=language), told(one, **changes))
        assert (answer.status_code, list(answer.context["answer"].errors)) == (422, [field])
        assert "The tasks are ours." in answer.content.decode()
    assert one.facts.state == State.UNDER_STUDY


def test_words_that_changed_meanwhile_are_read_again() -> None:
    one = made.opened()
    answer = Client().post(page_of(one), told(one, read="0" * 64))
    assert answer.status_code == 422
    assert said("The definition changed after you opened the page.", answer.content.decode())
    assert "The tasks are ours." in answer.content.decode()


def test_a_member_of_the_partner_finds_the_request_and_signs_with_the_account() -> None:
    one = made.asked()
    client = signed_in(one.partner.people["endorser"])
    named = {"organization_id": one.partner.id}
    assert str(one.version.title) in unescape(client.get(address("partner:requests", **named)).content.decode())
    here = address("partner:request", **named, endorsement_id=one.id)
    assert client.post(here, {"do": "open"}).status_code == 302
    assert client.post(here, told(one, scope="some", about=["R1"])).status_code == 302
    assert [str(name) for name in one.facts.about] == ["Reconnaître une tentative d’hameçonnage"]
    assert client.post(here, {"do": "withdraw", "withdraw-reason": "x"}).status_code == 302
    assert one.facts.state == State.WITHDRAWN


@pytest.mark.req("R-092")
def test_a_partner_without_an_account_withdraws_by_its_own_link_once() -> None:
    one = made.signed()
    assert Client().post(page_of(one), {"do": "withdraw"}).status_code == 422
    answer = Client().post(page_of(one), {"do": "withdraw", "withdraw-reason": "The work changed."})
    assert (answer.status_code, one.facts.state) == (200, State.WITHDRAWN)
    assert Client().get(page_of(one)).status_code == 404


@pytest.mark.req("R-091", "R-092")
@LANGUAGES
def test_the_public_page_shows_both_confirmations_and_after_a_change_that_they_are_for_an_earlier_version(
    language: str,
) -> None:
    one = made.signed()
    here = f"/{language}/microcredentials/{one.version.achievement_id}/"
    page = Client().get(here).content.decode()
    with translation.override(language):
        assert all(said(str(words), page) for words in endorsing.STATEMENTS.values())
        assert str(one.partner.facts.name) in unescape(page)
    assert "Sacha" not in page
    new = actions.open_new_version(achievement_id=one.version.achievement_id, by=one.college.actor("author"))
    factories_publish(one, new)
    with translation.override(language):
        note = translation.gettext("Given for an earlier version (%(number)s).") % {"number": 1}
        assert said(note, Client().get(here).content.decode())
        assert not said(note, Client().get(f"{here}1/").content.decode())


def factories_publish(one: Asked, version_id: Any) -> None:
    from acquis.catalogue.content import Approval

    approver = one.college.actor("approver")
    assert approver.person_id is not None
    actions.submit(version_id=version_id, by=one.college.actor("author"))
    actions.approve(version_id=version_id, approval=Approval(approver.person_id, "Read."), by=approver)
    actions.publish(version_id=version_id, by=approver)


@pytest.mark.req("R-094")
def test_the_public_page_names_partners_as_stated_by_the_issuer() -> None:
    college = factories.recognised_college()
    version = factories.published_version(college)
    client = signed_in(college.people["author"])
    page = address("issuer:partner_add", organization_id=college.id, version_id=version.id)
    posted = {"relation": "acceptance", "name": "Atelier Neuf", "words_en": "For entry positions."}
    assert client.post(page, posted | {"words_en": ""}).status_code == 422
    assert client.post(page, posted).status_code == 302
    public = Client().get(f"/en/microcredentials/{version.achievement_id}/").content.decode()
    wanted = ("Commits to accept it", "Atelier Neuf", "As stated by the issuer")
    assert [words for words in wanted if not said(words, public)] == []


@pytest.mark.req("R-091")
def test_the_preview_of_an_award_shows_the_same_endorsers() -> None:
    one = made.signed()
    candidate = factories.passed_candidacy(one.college, one.version)
    page = (
        signed_in(one.college.people["registrar"])
        .get(address("issuer:award_new", organization_id=one.college.id, candidacy_id=candidate))
        .content.decode()
    )
    assert all(said(str(words), page) for words in endorsing.STATEMENTS.values())
    assert "We hire four a year." in page


def test_the_issuer_asks_reminds_and_reads_the_answer() -> None:
    college, employer = factories.recognised_college(), made.partner()
    version, client = factories.published_version(college), signed_in(college.people["author"])
    ask = address("issuer:endorsement_ask", organization_id=college.id, version_id=version.id)
    posted = {"partner": str(employer.id), "language": "fr"}
    assert client.post(ask, {"language": "fr"}).status_code == 422
    assert client.post(ask, posted).status_code == 302
    assert client.post(ask, posted).status_code == 422
    found = queries.endorsements_about(version.achievement_id)[0]
    named = {"organization_id": college.id, "endorsement_id": found.id}
    assert client.post(address("issuer:endorsement_remind", **named)).status_code == 302
    token = made.last_token(employer.facts.contact_email)
    actions.open_endorsement(endorsement_id=found.id, by=VISITOR, token=token)
    actions.decline_endorsement(endorsement_id=found.id, by=VISITOR, token=token, reason="Not our field.")
    assert "Not our field." in client.get(address("issuer:endorsement", **named)).content.decode()
    assert client.post(address("issuer:endorsement_remind", **named)).status_code == 302
    assert found.id in {one.id for one in queries.endorsements_asked_by(college.id).object_list}


@pytest.mark.parametrize("where", ["issuer", "partner", "version", "public"])
def test_lists_cost_the_same_however_long(where: str) -> None:
    college, employer = factories.recognised_college(), made.partner()
    version = factories.published_version(college)
    client, page = {
        "issuer": (college.people["author"], address("issuer:endorsements", organization_id=college.id)),
        "partner": (employer.people["endorser"], address("partner:requests", organization_id=employer.id)),
        "version": (
            college.people["author"],
            address("issuer:endorsement_version", organization_id=college.id, version_id=version.id),
        ),
        "public": (college.people["author"], address("public:achievement", achievement_id=version.achievement_id)),
    }[where]

    def more() -> None:
        if where == "partner":
            made.signed(college, factories.published_version(college), employer)
        else:
            made.signed(college, version)

    assert _grows(signed_in(client), page, more) == 0


def test_no_english_stands_on_the_french_pages() -> None:
    one = made.asked()
    pages = [Client().get(page_of(one, language="fr")).content.decode()]
    Client().post(page_of(one), {"do": "open"})
    pages.append(Client().get(page_of(one, language="fr")).content.decode())
    assert [english_in(page) for page in pages] == [[], []]


def _letters() -> list[Any]:
    jobs.run_due()
    return list(mail.outbox)


def test_a_request_lapses_on_its_day() -> None:
    one = made.asked()
    with clock.at(clock.now() + timedelta(days=endorsing.ANSWER_DAYS + 1)):
        assert Client().get(page_of(one)).status_code == 404
