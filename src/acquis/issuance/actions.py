"""Writes on awards and credentials: deciding, signing, offering, answering, and changing a status."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from acquis.assessment import queries as assessment
from acquis.audit import actions as audit
from acquis.issuance import access, document, queries, wording
from acquis.issuance.models import Award, Credential, StatusEvent
from acquis.issuance.queries import CLAIM
from acquis.organizations import actions as organizations
from acquis.people import queries as people
from acquis.platform import capabilities, clock, formats, jobs, links, mail, news
from acquis.platform.actor import Actor
from acquis.platform.engine import engine
from acquis.platform.faults import Blocked, Refused
from acquis.platform.writes import action
from acquis.signing import actions as signing
from acquis.signing import queries as keys
from sceau.encoding import strict_json
from sceau.issuing import issue
from sceau.status import bitstring

# The Open Badges 3.0 schema allows one `credentialStatus`, as an object; revocation is the one every verifier knows.
SIGNED_PURPOSES = ("revocation",)
SALT_BYTES = 16


@action
def award(*, candidacy_id: UUID, by: Actor, awarded_on: date | None = None, language: str = "") -> UUID:
    """Decide that a candidate has earned the achievement; the award's id. A job signs and offers it.

    Args:
        candidacy_id: a passed candidacy of the organization acted for.
        by: a registrar of the organization.
        awarded_on: the day of the award, from the last assessment to today; today by default.
        language: of the mail; the account's, else French, by default.

    Raises:
        Forbidden: ``not_permitted``.
        Blocked: ``award_blocked`` with every reason of I-01.
        Refused: ``candidacy_unknown``, ``award_day_wrong``.
    """
    found = assessment.candidacy(candidacy_id, organization_id=by.organization_id)
    if found is None or by.organization_id is None or by.person_id is None:
        raise Refused("candidacy_unknown", wording.OBSTACLES["candidacy_unknown"])
    organizations.require(by, "award.issue", found.organization_id)
    day = awarded_on or clock.today()
    if reasons := queries.obstacles(found, day):
        raise Blocked("award_blocked", wording.BLOCKED, reasons)
    last = max(result.assessed_on for result in found.results)
    if not last <= day <= clock.today():
        raise Refused("award_day_wrong", _("Choose a day between the last assessment and today."), "awarded_on")
    known = people.by_email(found.email)
    try:
        with transaction.atomic():
            made = Award.objects.create(
                organization_id=found.organization_id,
                version_id=found.version.id,
                candidacy_id=found.id,
                recipient_email=found.email,
                recipient_name=found.name.strip(),
                language=language or (known.language if known else "fr"),
                state_since=clock.now(),
                awarded_on=day,
                valid_until=document.end_of_validity(found.version.content, day),
                decided_by_id=by.person_id,
                decided_at=clock.now(),
            )
    except IntegrityError:
        raise Refused("already_awarded", wording.OBSTACLES["already_awarded"]) from None
    jobs.enqueue("issuance.sign", {"award_id": str(made.pk)})
    _told(by, "issuance.award", "award", made.pk, {"awarded_on": day.isoformat()})
    return made.pk


@action
def sign(*, award_id: UUID, by: Actor) -> None:
    """Sign the credential of an award that is ready, and offer it; once, however often it is asked.

    Raises:
        Blocked: ``award_blocked`` when the organization may no longer issue, or cannot sign.
    """
    found = Award.objects.select_for_update().get(pk=award_id)
    if found.state != Award.State.READY:
        return
    acting = by.within(found.organization_id)
    if not found.credentials.filter(state=Credential.State.ACTIVE).exists():
        _sign(found, acting)
    _offer(found, acting)


def _sign(found: Award, by: Actor) -> None:
    candidate = assessment.candidacy(found.candidacy_id)
    did = keys.did_of(found.organization_id)
    assert candidate is not None
    reasons = queries.signing_obstacles(found.organization_id, candidate.version.kind)
    if reasons or did is None:
        raise Blocked("award_blocked", wording.BLOCKED, reasons)
    now, random = clock.now(), engine().random
    credential_id, salt = UUID(bytes=random(16), version=4), random(SALT_BYTES).hex()
    places = signing.allocate(organization_id=found.organization_id, subject_id=credential_id, by=by)
    unsigned = document.build(
        credential_id=credential_id,
        subject_id=UUID(bytes=random(16), version=4),
        did=did,
        version=candidate.version,
        results=candidate.results,
        evidence=candidate.evidence,
        name=found.recipient_name,
        email=found.recipient_email,
        salt=salt,
        awarded_at=document.award_instant(found.awarded_on, now),
        valid_from=now,
        valid_until=found.valid_until,
        status=[
            bitstring.entry(place.list_url, place.index, purpose=place.purpose)
            for place in places
            if place.purpose in SIGNED_PURPOSES
        ],
        endorsements=queries.endorsements(candidate.version.id),
    )
    signer = keys.signer(found.organization_id)
    text = strict_json.dumps(issue(unsigned, signer=signer, now=now, contexts=engine().contexts)).decode()
    Credential.objects.create(
        id=credential_id,
        organization_id=found.organization_id,
        award=found,
        document=text,
        digest=sha256(text.encode()).hexdigest(),
        issued_at=now,
        valid_from=now,
        valid_until=found.valid_until,
        verification_method=signer.verification_method,
        salt=salt,
        state_since=now,
    )
    _told(by, "issuance.sign", "credential", credential_id, {"award": str(found.pk)})


def _offer(found: Award, by: Actor) -> None:
    """Mail a fresh claim link; links sent before end."""
    now = clock.now()
    ends = now + timedelta(days=settings.ACQUIS_OFFER_DAYS)
    capabilities.withdraw(purpose=CLAIM, subject_id=found.pk)
    token = capabilities.mint(purpose=CLAIM, subject_id=found.pk, expires_at=ends)
    _become(found, Award.State.OFFERED, offers=found.offers + 1, offered_at=now)
    jobs.enqueue(
        "issuance.lapse",
        {"award_id": str(found.pk), "offer": found.offers},
        delay=timedelta(days=settings.ACQUIS_OFFER_DAYS),
    )
    issuer = found.organization.name.shown(found.language).text
    mail.send(
        "offer",
        to=found.recipient_email,
        language=found.language,
        context={
            "issuer": issuer,
            "link": links.absolute("learner:claim", language=found.language, token=token),
            "last_day": formats.day(ends, found.language),
        },
        sender_name=issuer,
    )
    _told(by, "issuance.offer", "award", found.pk, {"offer": found.offers})


@action
def resend(*, award_id: UUID, by: Actor, email: str = "") -> None:
    """Send the offer again, with a new link; to a corrected address when one is given (R-135).

    The credential names its recipient by a hash of the address: a corrected one is signed anew, the former revoked.

    Raises:
        Refused: ``award_unknown``, ``state_refuses``, ``email_invalid``.
    """
    found = _own_award(award_id, by)
    address = email.strip().lower()
    if not address or address == found.recipient_email:
        if found.state not in {Award.State.OFFERED, Award.State.LAPSED}:
            raise Refused("state_refuses", wording.STATE_REFUSES)
        _offer(found, by)
        return
    try:
        validate_email(address)
    except ValidationError:
        raise Refused("email_invalid", _("Write a full e-mail address, like name@college.example."), "email") from None
    capabilities.withdraw(purpose=CLAIM, subject_id=found.pk)
    _become(found, Award.State.READY, recipient_email=address)
    for credential in found.credentials.filter(state=Credential.State.ACTIVE):
        _change(credential, Credential.State.REVOKED, "error", "", by)
    jobs.enqueue("issuance.sign", {"award_id": str(found.pk)})
    _told(by, "issuance.correct_address", "award", found.pk)


@action
def accept(*, award_id: UUID, token: str, person_id: UUID, by: Actor) -> UUID:
    """Note that the learner accepted; the credential's id. Nothing is signed again. `passport` calls this.

    The link is looked at again under the lock: the offer may have gone to a corrected address in between.

    Raises:
        Refused: ``not_offered``.
    """
    found = Award.objects.select_for_update().get(pk=award_id)
    if found.state != Award.State.OFFERED or capabilities.find(purpose=CLAIM, token=token) != found.pk:
        raise Refused("not_offered", wording.NOT_OFFERED)
    _become(found, Award.State.ACCEPTED, accepted_by_id=person_id, accepted_at=clock.now())
    capabilities.withdraw(purpose=CLAIM, subject_id=found.pk)
    _told(by, "issuance.accept", "award", found.pk)
    return found.credentials.get(state__in=[Credential.State.ACTIVE, Credential.State.SUSPENDED]).pk


@action
def decline(*, token: str, reason: str, by: Actor) -> None:
    """The learner does not want the award; whoever holds the claim link may say so. The credential is revoked.

    Raises:
        Refused: ``link_ended``.
    """
    award_id = capabilities.find(purpose=CLAIM, token=token)
    found = _locked(award_id) if award_id else None
    still = found is not None and capabilities.find(purpose=CLAIM, token=token) == found.pk  # now under the lock
    if found is None or not still or found.state != Award.State.OFFERED:
        raise Refused("link_ended", wording.NOT_OFFERED)
    _end(found, Award.State.DECLINED, "holder_request", declined_reason=reason.strip()[:600])
    _told(by, "issuance.decline", "award", found.pk)


@action
def withdraw(*, award_id: UUID, by: Actor, reason: str = "issuer_withdrawn") -> None:
    """Take an award back before it is accepted; a credential already signed is revoked.

    Raises:
        Refused: ``award_unknown``, ``state_refuses``, ``reason_unknown``.
    """
    found = _own_award(award_id, by)
    if reason not in access.REVOCATION_REASONS:
        raise Refused("reason_unknown", _("Choose a reason from the list."), "reason")
    _end(found, Award.State.WITHDRAWN, reason)
    _told(by, "issuance.withdraw", "award", found.pk, {"reason": reason})


def _end(found: Award, state: str, reason: str, **changes: Any) -> None:
    """Close an award that nobody accepted: its links end and what was signed is revoked, by the system."""
    _become(found, state, **changes)
    capabilities.withdraw(purpose=CLAIM, subject_id=found.pk)
    system = Actor.system(f"issuance.{state}").within(found.organization_id)
    for credential in found.credentials.exclude(state=Credential.State.REVOKED):
        _change(credential, Credential.State.REVOKED, reason, "", system)


@action
def lapse(*, award_id: UUID, offer: int, by: Actor) -> None:
    """Note that the time to accept is over, unless the offer was answered or sent again meanwhile."""
    found = Award.objects.select_for_update().get(pk=award_id)
    if found.state == Award.State.OFFERED and found.offers == offer:
        _become(found, Award.State.LAPSED)
        _told(by.within(found.organization_id), "issuance.lapse", "award", found.pk)


@action
def revoke(*, credential_id: UUID, reason_code: str, by: Actor, note: str = "") -> None:
    """End a credential for good: the bit, the list, the record and the news in one transaction (R-195).

    Args:
        credential_id: of the organization acted for.
        reason_code: one of `access.REVOCATION_REASONS`; public, in general terms.
        by: a registrar of the organization.
        note: private to the issuer.

    Raises:
        Refused: ``credential_unknown``, ``reason_unknown``, ``state_refuses``, ``not_accepted``.
    """
    found = _own_credential(credential_id, by)
    _refuse_reason(reason_code, access.REVOCATION_REASONS)
    _change(found, Credential.State.REVOKED, reason_code, note, by)


@action
def suspend(*, credential_id: UUID, reason_code: str, by: Actor, note: str = "") -> None:
    """Hold a credential for a time (R-196); arguments and refusals as for `revoke`."""
    found = _own_credential(credential_id, by)
    _refuse_reason(reason_code, access.SUSPENSION_REASONS)
    _change(found, Credential.State.SUSPENDED, reason_code, note, by)


@action
def reinstate(*, credential_id: UUID, by: Actor, note: str = "") -> None:
    """Give a suspended credential its force back; refusals as for `revoke`."""
    _change(_own_credential(credential_id, by), Credential.State.ACTIVE, "", note, by)


def _refuse_reason(code: str, allowed: tuple[str, ...]) -> None:
    if code not in allowed:
        raise Refused("reason_unknown", _("Choose a reason from the list."), "reason")


def _locked(award_id: UUID) -> Award | None:
    """The row, held until the commit: two answers to one offer follow one another."""
    return Award.objects.select_for_update().filter(pk=award_id).first()


def _own_award(award_id: UUID, by: Actor) -> Award:
    found = _locked(award_id)
    if found is None or found.organization_id != by.organization_id:
        raise Refused("award_unknown", _("This organization has no such award."))
    organizations.require(by, "award.issue", found.organization_id)
    return found


def _own_credential(credential_id: UUID, by: Actor) -> Credential:
    found = Credential.objects.select_for_update().filter(pk=credential_id).first()
    if found is None or found.organization_id != by.organization_id:
        raise Refused("credential_unknown", _("This organization has no such credential."))
    organizations.require(by, "credential.revoke", found.organization_id)
    if found.award.state != Award.State.ACCEPTED:
        raise Refused("not_accepted", _("This award is not accepted yet: withdraw the award instead."))
    return found


def _become(found: Award, state: str, **changes: Any) -> None:
    """Move an award along SM-3, or refuse; sending an open offer again is no move."""
    again = found.state == state == Award.State.OFFERED
    if not again and not access.award_may_become(found.state, state):
        raise Refused("state_refuses", wording.STATE_REFUSES)
    for name, value in changes.items():
        setattr(found, name, value)
    found.state, found.state_since = state, clock.now()
    found.save()


def _change(found: Credential, state: str, reason: str, note: str, by: Actor) -> None:
    """Move a credential along SM-4, or refuse: bits, history, audit and news stand or fall together."""
    if not access.credential_may_become(found.state, state):
        raise Refused("state_refuses", wording.STATE_REFUSES)
    before, now = found.state, clock.now()
    for purpose, wanted in (("revocation", Credential.State.REVOKED), ("suspension", Credential.State.SUSPENDED)):
        if wanted in {before, state}:
            signing.set_status(subject_id=found.pk, purpose=purpose, value=state == wanted, by=by)
    found.state, found.state_reason, found.state_note, found.state_since = state, reason, note.strip()[:600], now
    found.save()
    StatusEvent.objects.create(
        credential=found,
        organization_id=found.organization_id,
        before=before,
        after=state,
        reason=reason,
        note=found.state_note,
        at=now,
        by_id=by.person_id,
    )
    _told(by, f"issuance.{state}", "credential", found.pk, {"before": before, "reason": reason})
    news.publish("issuance.credential_status_changed", {"credential_id": str(found.pk), "state": state})


def _told(by: Actor, verb: str, kind: str, subject_id: UUID, facts: Mapping[str, Any] | None = None) -> None:
    audit.record(by=by, verb=verb, subject_type=kind, subject_id=subject_id, facts=facts)
