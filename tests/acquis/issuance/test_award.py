"""Deciding, signing and offering: what I-01 refuses, and what is signed."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

import pytest
from django.core import mail

from acquis.assessment import actions as assessment
from acquis.catalogue import actions as catalogue
from acquis.issuance import actions, queries
from acquis.issuance.models import Award, Credential
from acquis.organizations import actions as organizations
from acquis.platform import clock, jobs
from acquis.platform.faults import Blocked, Forbidden, Refused
from acquis.platform.models import Job
from acquis.platform.writes import WrittenOutsideAction, action
from acquis.signing import actions as signing
from sceau.encoding import strict_json
from sceau.openbadges.reading import summary
from tests.acquis import factories
from tests.acquis.issuance.factories import awarded, offered

pytestmark = pytest.mark.django_db


def codes(blocked: pytest.ExceptionInfo[Blocked]) -> set[str]:
    return {reason.code for reason in blocked.value.reasons}


@pytest.mark.req("R-113", "R-132")
def test_an_award_needs_a_passing_result_for_every_required_outcome() -> None:
    where = factories.recognised_college()
    version = factories.published_version(where)
    candidate = factories.candidacy(where, version)
    assessment.record(candidacy_id=candidate, results=factories.results(version)[:1], by=where.actor("assessor"))
    with pytest.raises(Blocked) as blocked:
        actions.award(candidacy_id=candidate, by=where.actor("registrar"))
    assert codes(blocked) == {"outcomes_missing"}
    assert "R2" in str(blocked.value.reasons[0].sentence)
    assert "R1" not in str(blocked.value.reasons[0].sentence)
    assert not Award.objects.exists()


def test_an_award_needs_a_conclusion() -> None:
    where = factories.recognised_college()
    version = factories.published_version(where)
    candidate = factories.candidacy(where, version)
    assessment.record(candidacy_id=candidate, results=factories.results(version), by=where.actor("assessor"))
    with pytest.raises(Blocked) as blocked:
        actions.award(candidacy_id=candidate, by=where.actor("registrar"))
    assert codes(blocked) == {"candidacy_not_passed"}


@pytest.mark.req("R-012", "R-131")
def test_an_issuer_that_is_not_recognised_awards_nothing() -> None:
    where = factories.recognised_college()
    candidate = factories.passed_candidacy(where, factories.published_version(where))
    organizations.set_state(organization_id=where.id, state="suspended", by=factories.COMMAND)
    with pytest.raises(Blocked) as blocked:
        actions.award(candidacy_id=candidate, by=where.actor("registrar"))
    assert codes(blocked) == {"organization_not_active"}


def test_an_issuer_without_a_key_awards_nothing() -> None:
    where = factories.recognised_college()
    candidate = factories.passed_candidacy(where, factories.published_version(where))
    signing.retire(organization_id=where.id, by=where.actor("administrator"))
    with pytest.raises(Blocked) as blocked:
        actions.award(candidacy_id=candidate, by=where.actor("registrar"))
    assert codes(blocked) == {"key_missing"}


def test_a_retired_version_is_not_awarded() -> None:
    where = factories.recognised_college()
    version = factories.published_version(where)
    candidate = factories.passed_candidacy(where, version)
    catalogue.retire(version_id=version.id, by=where.actor("approver"))
    with pytest.raises(Blocked) as blocked:
        actions.award(candidacy_id=candidate, by=where.actor("registrar"))
    assert codes(blocked) == {"version_not_published"}


@pytest.mark.req("R-136")
def test_a_candidacy_leads_to_one_award() -> None:
    where, award_id = awarded()
    candidacy_id = Award.objects.get(pk=award_id).candidacy_id
    with pytest.raises(Blocked) as blocked:
        actions.award(candidacy_id=candidacy_id, by=where.actor("registrar"))
    assert codes(blocked) == {"already_awarded"}
    assert queries.live_award_of(candidacy_id) == award_id


@pytest.mark.parametrize("role", ["author", "approver", "assessor", "administrator", "reader"])
def test_only_a_registrar_awards(role: str) -> None:
    where = factories.recognised_college()
    candidate = factories.passed_candidacy(where, factories.published_version(where))
    with pytest.raises(Forbidden):
        actions.award(candidacy_id=candidate, by=where.actor(role))


def test_another_organization_does_not_see_the_candidacy() -> None:
    where, other = factories.recognised_college(), factories.recognised_college()
    candidate = factories.passed_candidacy(where, factories.published_version(where))
    with pytest.raises(Refused, match="candidacy_unknown"):
        actions.award(candidacy_id=candidate, by=other.actor("registrar"))


@pytest.mark.req("R-201")
@pytest.mark.parametrize("days", [-1, 1])
def test_an_award_is_neither_before_its_assessment_nor_in_the_future(days: int) -> None:
    where = factories.recognised_college()
    candidate = factories.passed_candidacy(where, factories.published_version(where))
    with pytest.raises(Refused, match="award_day_wrong"):
        actions.award(
            candidacy_id=candidate, by=where.actor("registrar"), awarded_on=clock.today() + timedelta(days=days)
        )


@pytest.mark.req("R-129")
def test_the_credential_is_signed_once_and_its_digest_kept() -> None:
    made = offered()
    actions.sign(award_id=made.id, by=factories.COMMAND)
    jobs.run_due()
    kept = Credential.objects.get(award_id=made.id)
    document = strict_json.loads_object(kept.document)
    assert document["id"] == f"urn:uuid:{kept.pk}"
    assert kept.digest == sha256(kept.document.encode()).hexdigest()
    proof = document["proof"]
    assert isinstance(proof, list)
    assert isinstance(proof[0], dict)
    assert proof[0]["cryptosuite"] == "eddsa-rdfc-2022"
    assert made.facts.state == "offered"
    assert len([message for message in mail.outbox if message.to == ["maika@people.example"]]) == 1


@pytest.mark.req("R-137")
def test_the_credential_holds_no_address_and_its_subject_is_fresh() -> None:
    where = factories.recognised_college()
    version = factories.published_version(where)
    one, two = offered(where, version), offered(where, version)
    texts = [each.credential.document.decode() for each in (one, two)]
    subjects = [strict_json.loads_object(text)["credentialSubject"] for text in texts]
    assert all("maika@people.example" not in text for text in texts)
    assert all(isinstance(subject, dict) and str(subject["id"]).startswith("urn:uuid:") for subject in subjects)
    ids = {str(subject["id"]) for subject in subjects if isinstance(subject, dict)}
    hashes = {str(subject["identifier"]) for subject in subjects if isinstance(subject, dict)}
    assert len(ids) == len(hashes) == 2
    for word in ("birth", "gender", "studentId", "postal"):
        assert all(word not in text for text in texts)


@pytest.mark.req("R-138")
def test_both_languages_are_signed() -> None:
    document = strict_json.loads_object(offered().credential.document)
    french, english = summary(document, "fr"), summary(document, "en")
    assert (french.title.text, english.title.text) == ("Cybersécurité au quotidien", "Everyday Cybersecurity")
    assert not english.title.fallback
    assert "Four steps of five." in english.criteria.text
    assert "Quatre gestes sur cinq." in french.criteria.text
    assert {skill.name.text for skill in english.skills if skill.kind == "CFItem"} == {
        "Recognize a phishing attempt",
        "Protect one’s data",
    }


@pytest.mark.req("R-139")
def test_what_was_attested_survives_a_later_version() -> None:
    made = offered()
    before = made.credential.document
    version = made.facts.version_id
    facts = queries.award(made.id, made.where.id)
    assert facts is not None
    catalogue.retire(version_id=version, by=made.where.actor("approver"))
    assert made.credential.document == before
    assert "Réussir les deux évaluations." in before.decode()


def test_the_document_of_a_credential_never_changes() -> None:
    kept = Credential.objects.get(award_id=offered().id)
    with pytest.raises(WrittenOutsideAction):
        kept.save()
    kept.document += " "
    with pytest.raises(ValueError, match="never changes"):
        action(kept.save)()


@pytest.mark.req("R-372")
def test_the_message_names_the_institution_and_not_the_credential() -> None:
    made = offered()
    message = mail.outbox[-1]
    assert message.subject == f"{made.where.facts.name['en']} awards you a credential"
    assert made.token in message.body
    for told in ("Cybersecurity", "Maïka"):
        assert told not in message.body
    assert "&" not in message.subject


@pytest.mark.req("R-175")
def test_the_secret_of_the_link_is_kept_nowhere() -> None:
    made = offered()
    assert all(made.token not in str(job.payload) for job in Job.objects.all())
    assert made.token not in made.credential.document.decode()


@pytest.mark.req("R-056", "R-193")
def test_the_end_of_validity_is_signed_and_expiry_is_computed() -> None:
    where = factories.recognised_college()
    version = factories.published_version(where, validity_kind="duration", validity_months=24)
    made = offered(where, version)
    ends = made.credential.valid_until
    assert ends is not None
    assert "validUntil" in strict_json.loads_object(made.credential.document)
    assert made.credential.state == "active"
    with clock.at(ends + timedelta(seconds=1)):
        assert made.credential.state == "expired"
    with clock.at(ends - timedelta(seconds=1)):
        assert made.credential.state == "active"


def test_the_same_person_and_day_may_be_awarded_again_after_a_withdrawal() -> None:
    made = offered()
    registrar = made.where.actor("registrar")
    actions.withdraw(award_id=made.id, by=registrar)
    again = actions.award(candidacy_id=made.facts.candidacy_id, by=registrar)
    assert again != made.id
