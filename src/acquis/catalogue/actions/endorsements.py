"""Writing endorsements: asking a partner, the partner's answer, and its withdrawal (SM-2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from acquis.audit import actions as audit
from acquis.catalogue import endorsing, models, wording
from acquis.catalogue.actions.endorsement_answers import ASKABLE, refuse_absent, sign, write_answer
from acquis.catalogue.actions.endorsement_letters import write_to_issuer, write_to_partner
from acquis.catalogue.actions.partnerships import refuse_co_developer
from acquis.catalogue.actions.showing import note_change
from acquis.catalogue.endorsing import Answer, State
from acquis.catalogue.queries.endorsements import ANSWER, HOLD
from acquis.organizations import actions as organizations
from acquis.organizations import queries as organization_queries
from acquis.organizations.queries import OrganizationFacts
from acquis.people import queries as people
from acquis.platform import capabilities, clock, jobs
from acquis.platform.actor import Actor
from acquis.platform.faults import Forbidden, Refused
from acquis.platform.translatable import LANGUAGES, cleaned
from acquis.platform.writes import action
from acquis.signing import actions as signing

_NOT_YOURS = _("Your role in this organization does not allow this.")
_Change = Callable[[models.Endorsement], None]


@dataclass(frozen=True, slots=True)
class _Hand:
    """Who acts for the partner: a member, or whoever holds the link that was minted for ``purpose``."""

    by: Actor
    token: str
    purpose: str = ANSWER


# — the issuer —


@action
def ask_endorsement(
    *,
    version_id: UUID,
    by: Actor,
    partner_id: UUID | None = None,
    name: str = "",
    kind: str = "",
    email: str = "",
    language: str = "fr",
    message: str = "",
) -> UUID:
    """Ask a partner to endorse a version; the request's id. A message with a one-time link leaves for the partner.

    A partner of the register is written to at its own address, which nobody can choose here. Another one is named,
    and enters the register (as proposed) when it signs.

    Raises:
        Forbidden: without ``achievement.write``.
        Refused: ``version_unknown``, ``words_not_settled``, ``own_organization``, ``co_developer``, ``own_address``,
            ``partner_absent``, ``partner_without_address``, ``name_missing``, ``organization_known``, ``kind_unknown``,
            ``email_invalid``, ``language_unknown``, ``asked_already``.
    """
    version = _version(version_id)
    organizations.require(by, "achievement.write", version.organization_id)
    if version.state not in ASKABLE:
        raise Refused(
            "words_not_settled",
            _("Submit this version first: a partner endorses words that no longer change."),
        )
    partner = organization_queries.organization(partner_id) if partner_id else None
    address = partner.contact_email.lower() if partner else email.strip().lower()
    _check_partner(version.organization_id, partner, name, kind, address)
    refuse_co_developer(version.achievement_id, partner.id if partner else None, str(partner.name) if partner else name)
    if language not in LANGUAGES:
        raise Refused("language_unknown", _("Choose a language of the list."), "language")
    now = clock.now()
    try:
        with transaction.atomic():
            made = models.Endorsement.objects.create(
                organization_id=version.organization_id,
                version=version,
                partner_id=partner.id if partner else None,
                partner_name=cleaned(partner.name.shown(language).text if partner else name),
                partner_kind=partner.kind if partner else kind,
                email=address,
                language=language,
                message=cleaned(message),
                state_since=now,
                requested_by_id=by.person_id,
                requested_at=now,
                answer_by=endorsing.answer_by(now),
            )
    except IntegrityError:
        raise Refused("asked_already", _("This partner was already asked, and has not answered yet.")) from None
    jobs.enqueue("catalogue.endorsement_lapse", {"endorsement_id": str(made.pk)}, delay=endorsing.answer_by(now) - now)
    write_to_partner(made)
    _record(by, "ask", made, number=version.number)
    return made.pk


@action
def remind_endorser(*, endorsement_id: UUID, by: Actor) -> None:
    """Send an open request again with a new link; the former one ends, the last day stays.

    Raises:
        Forbidden: without ``achievement.write``.
        Refused: ``request_unknown``, ``move_refused``.
    """
    found = _locked(endorsement_id)
    if found.organization_id != by.organization_id:
        raise Refused("request_unknown", _("There is no such request here."))
    organizations.require(by, "achievement.write", found.organization_id)
    if _standing(found) not in endorsing.OPEN:
        raise _refused(found)
    write_to_partner(found)
    _record(by, "remind", found)


# — the partner, signed in for its organization or by the link it was sent —


def open_endorsement(*, endorsement_id: UUID, by: Actor, token: str = "") -> None:
    """Take the request up: from here on it is being studied.

    Raises:
        Forbidden: ``not_permitted``, ``link_ended``, ``own_case``.
        Refused: ``request_unknown``, ``move_refused``.
    """

    def change(found: models.Endorsement) -> None:
        found.opened_at = clock.now()

    _move("open", endorsement_id, _Hand(by, token), change)


def answer_endorsement(*, endorsement_id: UUID, answer: Answer, by: Actor, token: str = "") -> str:
    """Confirm both statements, and sign; or one, which is kept and never shown as an endorsement (R-088).

    Returns:
        The secret of a link by which the partner can look at what it signed, and withdraw it; "" for a partial one.

    Raises:
        Forbidden: ``not_permitted``, ``link_ended``, ``own_case``.
        Refused: ``request_unknown``, ``move_refused``, ``nothing_confirmed``, ``comment_missing``, ``role_missing``,
            ``name_missing``, ``until_wrong``, ``about_unknown``, ``changed_since_read``, ``words_not_settled``,
            ``own_organization``, ``partner_absent``, ``co_developer``, ``language_unknown``.
    """
    held: list[str] = []

    def change(found: models.Endorsement) -> None:
        write_answer(found, answer, by)
        if set(answer.confirmed) == set(endorsing.STATEMENTS):
            held.append(sign(found))

    verb = "affirm" if set(answer.confirmed) == set(endorsing.STATEMENTS) else "affirm_in_part"
    _move(verb, endorsement_id, _Hand(by, token), change)
    return held[0] if held else ""


def decline_endorsement(*, endorsement_id: UUID, by: Actor, token: str = "", reason: str = "") -> None:
    """Do not endorse. The reason is for the issuer; nothing of it is public (R-087).

    Raises:
        Forbidden: ``not_permitted``, ``link_ended``, ``own_case``.
        Refused: ``request_unknown``, ``move_refused``.
    """

    def change(found: models.Endorsement) -> None:
        found.reason, found.answered_by_id = cleaned(reason)[:600], by.person_id

    _move("decline", endorsement_id, _Hand(by, token), change)


def withdraw_endorsement(*, endorsement_id: UUID, reason: str, by: Actor, token: str = "") -> None:
    """Take a signed endorsement back: its status is revoked and new credentials are issued without it (R-092).

    Raises:
        Forbidden: ``not_permitted``, ``link_ended``.
        Refused: ``request_unknown``, ``move_refused``, ``reason_missing``.
    """

    def change(found: models.Endorsement) -> None:
        if not cleaned(reason):
            raise Refused("reason_missing", _("Say why: the institution reads it."), "reason")
        found.reason = cleaned(reason)[:600]
        assert found.partner_id is not None, "whoever signed is in the register"
        system = Actor.system("catalogue.endorsement").within(found.partner_id)
        signing.set_status(subject_id=found.pk, purpose="revocation", value=True, by=system)

    _move("withdraw", endorsement_id, _Hand(by, token, HOLD), change)


@action
def lapse_endorsement(*, endorsement_id: UUID, by: Actor) -> None:
    """Note that nobody answered in time; nothing happens to a request that was answered."""
    if by.channel not in {"job", "command"}:
        raise Forbidden("not_permitted", _NOT_YOURS)
    found = _locked(endorsement_id)
    if found.state in endorsing.MOVES["lapse"][0] and clock.now() >= found.answer_by:
        _become(found, State.LAPSED)
        capabilities.withdraw(purpose=ANSWER, subject_id=found.pk)
        _record(by, "lapse", found)


# — steps —


def _move(verb: str, endorsement_id: UUID, hand: _Hand, change: _Change) -> None:
    try:
        _moved(verb, endorsement_id, hand, change)
    except Forbidden as refused:
        _record_refusal(endorsement_id=endorsement_id, verb=verb, code=refused.code, by=hand.by)
        raise
    except Refused as refused:
        if refused.code == "move_refused":
            _record_refusal(endorsement_id=endorsement_id, verb=verb, code=refused.code, by=hand.by)
        raise


@action
def _moved(verb: str, endorsement_id: UUID, hand: _Hand, change: _Change) -> None:
    found = _locked(endorsement_id)
    _require_partner(found, hand)
    allowed, after = endorsing.MOVES[verb]
    if found.state not in allowed or _standing(found) == State.LAPSED:
        raise _refused(found)
    change(found)
    _become(found, after)
    if after in {State.SIGNED, State.WITHDRAWN}:
        note_change(found.version.achievement_id)
    if found.state not in endorsing.OPEN:
        capabilities.withdraw(purpose=hand.purpose, subject_id=found.pk)
    _record(hand.by, verb, found)
    if verb != "open":
        write_to_issuer(found)


def _require_partner(found: models.Endorsement, hand: _Hand) -> None:
    """Whoever holds the link, looked at again under the lock; or somebody who signs for the partner."""
    if hand.token:
        if capabilities.find(purpose=hand.purpose, token=hand.token) != found.pk:
            raise Forbidden("link_ended", _("This link no longer works."))
    elif found.partner_id is None:
        raise Forbidden("not_permitted", _NOT_YOURS)
    else:
        organizations.require(hand.by, "endorsement.sign", found.partner_id)
    if organization_queries.permissions(hand.by.person_id, found.organization_id):
        raise Forbidden(
            "own_case", _("You belong to the organization that asks. An endorsement comes from outside it.")
        )


def _refused(found: models.Endorsement) -> Refused:
    return Refused("move_refused", wording.MOVE_REFUSED % {"state": endorsing.label_of(_standing(found))})


def _standing(found: models.Endorsement) -> str:
    return endorsing.standing_of(
        found.state,
        now=clock.now(),
        answer_by=found.answer_by,
        valid_until=None,
        same_words=True,
        newest=True,
    )


def _become(found: models.Endorsement, state: str) -> None:
    found.state, found.state_since = state, clock.now()
    found.save()


def _check_partner(owner_id: UUID, partner: OrganizationFacts | None, name: str, kind: str, address: str) -> None:
    if partner is not None and partner.id == owner_id:
        raise Refused("own_organization", _("Nobody endorses their own microcredential."), "partner")
    if partner is not None:
        refuse_absent(partner)
    if partner is not None and not address:
        raise Refused(
            "partner_without_address",
            _("The network knows no address of this organization. Ask the network operator to add one."),
            "partner",
        )
    if partner is None:
        _check_name(owner_id, name)
        if kind not in dict(organization_queries.KINDS):
            raise Refused("kind_unknown", _("Choose a kind of organization from the list."), "kind")
    try:
        validate_email(address)
    except ValidationError:
        raise Refused("email_invalid", _("Write a full e-mail address, like name@employer.example."), "email") from None
    _refuse_own_address(owner_id, address)


def _check_name(owner_id: UUID, name: str) -> None:
    if not cleaned(name):
        raise Refused("name_missing", _("Choose a partner from the list, or write its name."), "name")
    known = organization_queries.by_name(name)
    if known is not None and known.id == owner_id:
        raise Refused("own_organization", _("Nobody endorses their own microcredential."), "name")
    if known is not None:
        raise Refused(
            "organization_known", _("This organization is in the register already. Choose it from the list."), "name"
        )


def _refuse_own_address(owner_id: UUID, address: str) -> None:
    """No link goes to the issuer itself: neither to its domain nor to one of its members."""
    owner = organization_queries.organization(owner_id)
    assert owner is not None
    domain, person = address.rpartition("@")[2], people.by_email(address)
    own = f".{domain}".endswith(f".{owner.contact_email.lower().rpartition('@')[2]}")
    if own or (person is not None and organization_queries.permissions(person.id, owner_id)):
        raise Refused(
            "own_address",
            _("This address belongs to your own organization. An endorsement comes from outside."),
            "email",
        )


# — rows and records —


@action
def _record_refusal(*, endorsement_id: UUID, verb: str, code: str, by: Actor) -> None:
    _told(by, f"{verb}_refused", "endorsement", endorsement_id, code=code)


def _record(by: Actor, verb: str, found: models.Endorsement, **facts: Any) -> None:
    _told(by, verb, "endorsement", found.pk, version=str(found.version_id), **facts)


def _told(by: Actor, verb: str, subject: str, subject_id: UUID, **facts: Any) -> None:
    audit.record(by=by, verb=f"catalogue.endorsement_{verb}", subject_type=subject, subject_id=subject_id, facts=facts)


def _locked(endorsement_id: UUID) -> models.Endorsement:
    rows = models.Endorsement.objects.select_related("version").select_for_update(of=("self",))
    found: models.Endorsement | None = rows.filter(pk=endorsement_id).first()
    if found is None:
        raise Refused("request_unknown", _("There is no such request here."))
    return found


def _version(version_id: UUID) -> models.AchievementVersion:
    found: models.AchievementVersion | None = models.AchievementVersion.objects.filter(pk=version_id).first()
    if found is None:
        raise Refused("version_unknown", _("There is no such version here."))
    return found
