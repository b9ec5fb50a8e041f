"""The lives of an award and of a credential, through the actions: legal moves, refused ones, and their traces."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail

from acquis.audit import queries as audit
from acquis.issuance import actions, queries
from acquis.issuance.models import Award, StatusEvent
from acquis.passport import actions as passport
from acquis.platform import clock, jobs
from acquis.platform.actor import Actor
from acquis.platform.faults import Forbidden, Refused
from acquis.platform.models import NewsItem
from acquis.signing import queries as signing
from sceau.encoding import strict_json
from sceau.status.bitstring import BitString
from tests.acquis import factories
from tests.acquis.issuance.factories import Offered, awarded, last_token, offered

pytestmark = pytest.mark.django_db

VISITOR = Actor(None, None, "web", "test")


def accepted() -> Offered:
    made = offered(email="holder@people.example")
    holder = factories.person("Maïka Fictive", email="holder@people.example")
    passport.accept_award(token=made.token, by=Actor.person(holder.id))
    return made


def revocation_bit(made: Offered) -> bool:
    entry = strict_json.loads_object(made.credential.document)["credentialStatus"]
    assert isinstance(entry, dict)
    own = signing.own_document(str(entry["statusListCredential"]).removeprefix("http://localhost:8000"))
    assert own is not None
    subject = strict_json.loads_object(own.body)["credentialSubject"]
    assert isinstance(subject, dict)
    return BitString.decode(str(subject["encodedList"]))[int(str(entry["statusListIndex"]))]


@pytest.mark.req("R-195")
def test_revoking_sets_the_bit_the_record_and_the_news() -> None:
    made = accepted()
    assert not revocation_bit(made)
    actions.revoke(
        credential_id=made.credential.id, reason_code="error", note="Wrong person", by=made.where.actor("registrar")
    )
    assert revocation_bit(made)
    assert made.credential.state == "revoked"
    change = queries.history(made.credential.id, made.where.id)[-1]
    assert (change.before, change.after, change.reason, change.note) == ("active", "revoked", "error", "Wrong person")
    assert NewsItem.objects.filter(kind="issuance.credential_status_changed").count() == 1
    verbs = [entry.verb for entry in audit.history(subject_type="credential", subject_id=made.credential.id)]
    assert "issuance.revoked" in verbs


@pytest.mark.req("R-198")
def test_the_holder_is_told_without_naming_the_credential() -> None:
    made = accepted()
    actions.revoke(credential_id=made.credential.id, reason_code="fraud", by=made.where.actor("registrar"))
    jobs.run_due()
    message = mail.outbox[-1]
    assert message.to == ["holder@people.example"]
    assert message.subject == "The status of one of your credentials has changed"
    assert "Cybersecurity" not in message.body


def test_revoked_is_final() -> None:
    made = accepted()
    registrar = made.where.actor("registrar")
    actions.revoke(credential_id=made.credential.id, reason_code="error", by=registrar)
    with pytest.raises(Refused, match="state_refuses"):
        actions.revoke(credential_id=made.credential.id, reason_code="fraud", by=registrar)
    with pytest.raises(Refused, match="state_refuses"):
        actions.suspend(credential_id=made.credential.id, reason_code="under_review", by=registrar)
    with pytest.raises(Refused, match="state_refuses"):
        actions.reinstate(credential_id=made.credential.id, by=registrar)
    assert made.credential.reason == "error"
    assert StatusEvent.objects.count() == 1


@pytest.mark.req("R-196")
def test_a_suspension_is_reversible_and_dated() -> None:
    made = accepted()
    registrar = made.where.actor("registrar")
    actions.suspend(credential_id=made.credential.id, reason_code="under_review", by=registrar)
    assert (made.credential.state, made.credential.reason) == ("suspended", "under_review")
    actions.reinstate(credential_id=made.credential.id, by=registrar)
    assert (made.credential.state, made.credential.reason) == ("active", "")
    assert not revocation_bit(made)
    with pytest.raises(Refused, match="state_refuses"):
        actions.reinstate(credential_id=made.credential.id, by=registrar)
    actions.suspend(credential_id=made.credential.id, reason_code="under_review", by=registrar)
    actions.revoke(credential_id=made.credential.id, reason_code="fraud", by=registrar)
    assert revocation_bit(made)


@pytest.mark.parametrize("code", ["", "because", "under_review"])
def test_a_revocation_gives_a_reason_of_the_list(code: str) -> None:
    made = accepted()
    with pytest.raises(Refused, match="reason_unknown"):
        actions.revoke(credential_id=made.credential.id, reason_code=code, by=made.where.actor("registrar"))
    assert made.credential.state == "active"


def test_others_cannot_change_a_status() -> None:
    made, other = accepted(), factories.recognised_college()
    with pytest.raises(Refused, match="credential_unknown"):
        actions.revoke(credential_id=made.credential.id, reason_code="error", by=other.actor("registrar"))
    with pytest.raises(Forbidden):
        actions.revoke(credential_id=made.credential.id, reason_code="error", by=made.where.actor("assessor"))
    assert made.credential.state == "active"


def test_what_is_not_accepted_is_withdrawn_not_revoked() -> None:
    made = offered()
    registrar = made.where.actor("registrar")
    with pytest.raises(Refused, match="not_accepted"):
        actions.revoke(credential_id=made.credential.id, reason_code="error", by=registrar)
    actions.withdraw(award_id=made.id, by=registrar)
    assert (made.facts.state, made.credential.state) == ("withdrawn", "revoked")
    assert revocation_bit(made)
    assert queries.offer_behind(made.token) is None


def test_an_award_is_withdrawn_before_it_is_signed() -> None:
    where, award_id = awarded()
    actions.withdraw(award_id=award_id, by=where.actor("registrar"))
    sent = len(mail.outbox)
    jobs.run_due()
    found = queries.award(award_id, where.id)
    assert found is not None
    assert (found.state, found.credential, len(mail.outbox)) == ("withdrawn", None, sent)


def test_what_is_accepted_is_not_withdrawn_nor_sent_again() -> None:
    made = accepted()
    registrar = made.where.actor("registrar")
    with pytest.raises(Refused, match="state_refuses"):
        actions.withdraw(award_id=made.id, by=registrar)
    with pytest.raises(Refused, match="state_refuses"):
        actions.resend(award_id=made.id, by=registrar)
    with pytest.raises(Refused, match="state_refuses"):
        actions.resend(award_id=made.id, email="other@people.example", by=registrar)
    with pytest.raises(Refused, match="not_offered"):
        actions.accept(award_id=made.id, token=made.token, person_id=uuid4(), by=VISITOR)


def test_declining_ends_the_link_and_revokes() -> None:
    made = offered()
    actions.decline(token=made.token, reason="Not me", by=VISITOR)
    assert (made.facts.state, made.facts.declined_reason) == ("declined", "Not me")
    assert (made.credential.state, made.credential.reason) == ("revoked", "holder_request")
    with pytest.raises(Refused, match="link_ended"):
        actions.decline(token=made.token, reason="", by=VISITOR)


@pytest.mark.req("R-135")
def test_an_offer_lapses_after_ninety_days_and_can_be_sent_again() -> None:
    made = offered()
    with clock.at(clock.now() + timedelta(days=89)):
        jobs.run_due()
        assert queries.offer_behind(made.token) is not None
    with clock.at(clock.now() + timedelta(days=91)):
        assert queries.offer_behind(made.token) is None
        jobs.run_due()
        assert made.facts.state == "lapsed"
        actions.resend(award_id=made.id, by=made.where.actor("registrar"))
        jobs.run_due()
        again = last_token()
        assert again != made.token
        assert queries.offer_behind(again) is not None
        assert made.facts.state == "offered"


def test_a_lapse_of_a_former_offer_changes_nothing() -> None:
    made = offered()
    actions.resend(award_id=made.id, by=made.where.actor("registrar"))
    actions.lapse(award_id=made.id, offer=1, by=Actor.system("issuance.lapse"))
    assert made.facts.state == "offered"


def test_sending_again_replaces_the_link() -> None:
    made = offered()
    actions.resend(award_id=made.id, by=made.where.actor("registrar"))
    jobs.run_due()
    assert queries.offer_behind(made.token) is None
    assert queries.offer_behind(last_token()) is not None


def test_a_corrected_address_is_signed_anew() -> None:
    made = offered()
    first = made.credential
    actions.resend(award_id=made.id, email="Right@People.example", by=made.where.actor("registrar"))
    assert made.facts.state == "ready"
    jobs.run_due()
    assert mail.outbox[-1].to == ["right@people.example"]
    assert made.credential.id != first.id
    assert made.credential.state == "active"
    former = queries.credential(first.id)
    assert former is not None
    assert (former.state, former.reason) == ("revoked", "error")


def test_a_wrong_address_is_refused_and_nothing_is_lost() -> None:
    made = offered()
    with pytest.raises(Refused, match="email_invalid"):
        actions.resend(award_id=made.id, email="nobody", by=made.where.actor("registrar"))
    assert queries.offer_behind(made.token) is not None


def test_a_link_that_was_replaced_while_somebody_answers_gives_nothing() -> None:
    """The former address held a live link a moment ago; meanwhile the offer went to the corrected one."""
    made = offered()
    former = made.token
    actions.resend(award_id=made.id, email="right@people.example", by=made.where.actor("registrar"))
    jobs.run_due()
    assert made.facts.state == "offered"
    with pytest.raises(Refused, match="not_offered"):
        actions.accept(award_id=made.id, token=former, person_id=uuid4(), by=VISITOR)
    assert made.facts.state == "offered"


def test_own_facts_need_the_identifier_and_the_organization_that_signed() -> None:
    made = accepted()
    known = made.credential
    signed = known.urn, made.where.id
    strange = {
        (f"urn:uuid:{uuid4()}", made.where.id),
        ("urn:uuid:" + "-" * 36, made.where.id),
        (known.urn, factories.recognised_college().id),
    }
    found = queries.own_facts({signed} | strange)
    assert set(found) == {signed}
    assert found[signed].credential_id == known.id


def test_the_queue_holds_the_passed_without_an_award() -> None:
    where = factories.recognised_college()
    version = factories.published_version(where)
    factories.candidacy(where, version, email="open@people.example")
    waiting = factories.passed_candidacy(where, version, email="passed@people.example")
    assert [row.id for row in queries.ready_to_award(where.id, None).object_list] == [waiting]
    actions.award(candidacy_id=waiting, by=where.actor("registrar"))
    assert not queries.ready_to_award(where.id, None).object_list
    assert Award.objects.get().state == "ready"
