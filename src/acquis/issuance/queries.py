"""Reading awards and credentials."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Prefetch, Q, QuerySet

from acquis.assessment import queries as assessment
from acquis.assessment.queries import CandidacyFacts, CandidacyRow
from acquis.catalogue import queries as catalogue
from acquis.issuance import wording
from acquis.issuance.document import award_instant, build, end_of_validity, evidence_identifier
from acquis.issuance.models import Award, Credential, StatusEvent
from acquis.platform import capabilities, clock
from acquis.platform.faults import Refused
from acquis.platform.translatable import Text
from acquis.registry import queries as registry
from acquis.signing import queries as signing
from sceau.encoding import strict_json
from sceau.encoding.strict_json import JsonObject

CLAIM = "award.claim"

_URN = re.compile(r"urn:uuid:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")


@dataclass(frozen=True, slots=True)
class CredentialFacts:
    """A signed document and what is said of it.

    Attributes:
        document: the exact signed bytes, UTF-8 JSON.
        digest: SHA-256 of ``document``, hexadecimal.
        state: active | suspended | revoked | superseded | expired (computed, I-11).
        reason: code of the last status change, "" when there was none; see `wording.reasons`.
        seal: digest of the achievement version, the seed of its seal.
        superseded_by: the credential that takes its place.
    """

    id: UUID
    organization_id: UUID
    award_id: UUID
    document: bytes
    digest: str
    state: str
    reason: str
    since: datetime
    issued_at: datetime
    valid_from: datetime
    valid_until: datetime | None
    verification_method: str
    title: Text
    kind: str
    issuer: Text
    colours: tuple[str, ...]
    seal: str
    version_id: UUID
    recipient_name: str
    awarded_on: date
    superseded_by: UUID | None

    @property
    def urn(self) -> str:
        """The ``id`` inside the document."""
        return f"urn:uuid:{self.id}"


@dataclass(frozen=True, slots=True)
class AwardFacts:
    """An award as its organization sees it; ``credential`` is the latest one signed for it, None before signing."""

    id: UUID
    organization_id: UUID
    candidacy_id: UUID
    version_id: UUID
    title: Text
    kind: str
    issuer: Text
    colours: tuple[str, ...]
    seal: str
    recipient_email: str
    recipient_name: str
    language: str
    state: str
    state_since: datetime
    awarded_on: date
    valid_until: datetime | None
    decided_by: str
    decided_at: datetime
    offered_at: datetime | None
    accepted_at: datetime | None
    accepted_by_id: UUID | None
    declined_reason: str
    credential: CredentialFacts | None


@dataclass(frozen=True, slots=True)
class StatusChange:
    """One line of a credential's status history; ``by`` is "" for the system."""

    before: str
    after: str
    reason: str
    note: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class OwnFacts:
    """What this network knows of one of its own credentials, beside the engine's report.

    ``reason`` is a code worded by `acquis.issuance.wording`; private notes stay with the issuer.
    """

    credential_id: UUID
    organization_id: UUID
    state: str
    reason: str
    since: datetime
    superseded_by: UUID | None


@dataclass(frozen=True, slots=True)
class EvidencePlace:
    """A piece of evidence signed into a credential: its ``identifier`` there and where its bytes are."""

    id: UUID
    identifier: str
    title: Text
    description: Text
    text_alternative: Text
    file_id: UUID | None
    url: str


def _awards() -> QuerySet[Award]:
    latest = Credential.objects.order_by("-issued_at")
    return Award.objects.select_related("version__achievement", "organization", "decided_by").prefetch_related(
        Prefetch("credentials", queryset=latest)
    )


def _credentials() -> QuerySet[Credential]:
    return Credential.objects.select_related("award__version__achievement", "organization")


def award(award_id: UUID, organization_id: UUID) -> AwardFacts | None:
    """One award of an organization; None for another organization's."""
    found = _awards().filter(pk=award_id, organization_id=organization_id).first()
    return award_facts(found) if found else None


def awards_of(organization_id: UUID, state: str = "", search: str = "") -> QuerySet[Award]:
    """The awards of an organization, latest first, to be paged; give each row to `award_facts`.

    Args:
        organization_id: whose awards.
        state: an award state, "" for all.
        search: part of the recipient's name or address.
    """
    found = _awards().filter(organization_id=organization_id).order_by("-decided_at", "pk")
    if state:
        found = found.filter(state=state)
    if search:
        found = found.filter(Q(recipient_name__icontains=search) | Q(recipient_email__icontains=search))
    return found


def live_award_of(candidacy_id: UUID) -> UUID | None:
    """The award that this candidacy already led to, None when there is none or it came to nothing."""
    ended = (Award.State.DECLINED, Award.State.WITHDRAWN)
    return Award.objects.filter(candidacy_id=candidacy_id).exclude(state__in=ended).values_list("pk", flat=True).first()


def ready_to_award(organization_id: UUID, page: str | None) -> Page[CandidacyRow]:
    """The passed candidacies of an organization that led to no award yet, oldest first."""
    live = Award.objects.filter(organization_id=organization_id).exclude(
        state__in=(Award.State.DECLINED, Award.State.WITHDRAWN)
    )
    waiting = assessment.passed_of(organization_id).exclude(pk__in=live.values("candidacy_id"))
    return assessment.rows_of(waiting, page)


def signing_obstacles(organization_id: UUID, kind: str) -> list[Refused]:
    """What prevents the organization from signing a credential of this kind now: the register, and its key."""
    reasons = registry.may_issue(organization_id, kind, clock.now())
    if not signing.has_active_key(organization_id):
        reasons.append(Refused("key_missing", wording.OBSTACLES["key_missing"]))
    return reasons


def obstacles(found: CandidacyFacts, awarded_on: date) -> list[Refused]:
    """Everything that stands in the way of awarding this candidacy on that day; empty = nothing (I-01)."""
    version = found.version
    reasons = signing_obstacles(found.organization_id, version.kind)
    codes = []
    if version.is_lapsed:
        codes.append("relevance_lapsed")
    elif not version.is_awardable:
        codes.append("version_not_published")
    if not found.name.strip():
        codes.append("name_missing")
    end = end_of_validity(version.content, awarded_on)
    if end is not None and end <= clock.now():
        codes.append("validity_over")
    if live_award_of(found.id) is not None:
        codes.append("already_awarded")
    missing = assessment.missing_outcomes(found)
    if missing:
        told = wording.OUTCOMES_MISSING % {"codes": ", ".join(outcome.code for outcome in missing)}
        reasons.append(Refused("outcomes_missing", told))
    elif found.state != "passed":
        codes.append("candidacy_not_passed")
    return reasons + [Refused(code, wording.OBSTACLES[code]) for code in codes]


def preview(found: CandidacyFacts, awarded_on: date) -> JsonObject:
    """The document that an award would sign, without status, proof or real identifiers: it never verifies (R-142)."""
    now = clock.now()
    return build(
        credential_id=UUID(int=0),
        subject_id=UUID(int=0),
        did=signing.did_of(found.organization_id) or "did:example:preview",
        version=found.version,
        results=found.results,
        evidence=found.evidence,
        name=found.name,
        email=found.email,
        salt="preview",
        awarded_at=award_instant(awarded_on, now),
        valid_from=now,
        valid_until=end_of_validity(found.version.content, awarded_on),
        status=(),
        endorsements=endorsements(found.version.id),
    )


def endorsements(version_id: UUID) -> list[JsonObject]:
    """The signed endorsements that go into a credential of this version today."""
    return [strict_json.loads_object(one.document) for one in catalogue.standing_endorsements(version_id)]


def counts(organization_id: UUID) -> dict[str, int]:
    """How many awards of an organization stand in each state."""
    states = Award.objects.filter(organization_id=organization_id).values_list("state", flat=True)
    found: dict[str, int] = {}
    for state in states:
        found[state] = found.get(state, 0) + 1
    return found


def offer_behind(token: str) -> AwardFacts | None:
    """The offered award that a claim link opens; None for an unknown, ended, answered or replaced link."""
    award_id = capabilities.find(purpose=CLAIM, token=token)
    if award_id is None:
        return None
    found = _awards().filter(pk=award_id, state=Award.State.OFFERED).first()
    return award_facts(found) if found else None


def credential(credential_id: UUID) -> CredentialFacts | None:
    """One credential, None when unknown; the caller decides who may see it."""
    found = _credentials().filter(pk=credential_id).first()
    return credential_facts(found) if found else None


def credentials(credential_ids: set[UUID]) -> dict[UUID, CredentialFacts]:
    """Several credentials in one query."""
    return {found.pk: credential_facts(found) for found in _credentials().filter(pk__in=credential_ids)}


def history(credential_id: UUID, organization_id: UUID) -> list[StatusChange]:
    """Every status change of a credential of the organization, oldest first."""
    events = (
        StatusEvent.objects.select_related("by")
        .filter(credential_id=credential_id, organization_id=organization_id)
        .order_by("at", "pk")
    )
    return [
        StatusChange(event.before, event.after, event.reason, event.note, event.at, str(event.by) if event.by else "")
        for event in events
    ]


def own_facts(signed: set[tuple[str, UUID]]) -> dict[tuple[str, UUID], OwnFacts]:
    """What we know of documents that an organization's own key was found to have signed, in one query.

    The signature covers statements, not bytes: its holder may write the same document in another order, and must not
    get rid of a suspension by doing so.

    Args:
        signed: ``id`` of each document, ``urn:uuid:…``, and whose key signed it.
    """
    matches = {pair: match for pair in signed if (match := _URN.fullmatch(pair[0]))}
    found = credentials({UUID(match[1]) for match in matches.values()}) if matches else {}
    return {
        pair: OwnFacts(known.id, known.organization_id, known.state, known.reason, known.since, known.superseded_by)
        for pair, match in matches.items()
        if (known := found.get(UUID(match[1]))) and known.organization_id == pair[1]
    }


def evidence_of(credential_id: UUID) -> tuple[EvidencePlace, ...]:
    """The evidence signed into a credential, in the order of its document."""
    candidacy_id = Credential.objects.filter(pk=credential_id).values_list("award__candidacy_id", flat=True).first()
    return tuple(
        EvidencePlace(
            piece.id,
            evidence_identifier(piece.id, piece.url),
            piece.title,
            piece.description,
            piece.text_alternative,
            piece.file.id if piece.file else None,
            piece.url,
        )
        for piece in (assessment.evidence_in(candidacy_id) if candidacy_id else ())
    )


def credentials_with(evidence_id: UUID) -> set[UUID]:
    """The credentials that a piece of evidence was signed into."""
    piece = assessment.evidence(evidence_id)
    if piece is None:
        return set()
    return set(Credential.objects.filter(award__candidacy_id=piece.candidacy_id).values_list("pk", flat=True))


def evidence_file(credential_id: UUID, evidence_id: UUID) -> UUID | None:
    """The private file behind a piece of evidence of this credential; the caller has checked who asks."""
    return next((piece.file_id for piece in evidence_of(credential_id) if piece.id == evidence_id), None)


def award_facts(found: Award) -> AwardFacts:
    """The value of a row from `awards_of`."""
    latest = next(iter(found.credentials.all()), None)
    if latest is not None:
        latest.award, latest.organization = found, found.organization
    return AwardFacts(
        id=found.pk,
        organization_id=found.organization_id,
        candidacy_id=found.candidacy_id,
        version_id=found.version_id,
        title=found.version.title,
        kind=found.version.achievement.kind,
        issuer=found.organization.name,
        colours=tuple(found.organization.colours),
        seal=found.version.content_digest,
        recipient_email=found.recipient_email,
        recipient_name=found.recipient_name,
        language=found.language,
        state=found.state,
        state_since=found.state_since,
        awarded_on=found.awarded_on,
        valid_until=found.valid_until,
        decided_by=str(found.decided_by),
        decided_at=found.decided_at,
        offered_at=found.offered_at,
        accepted_at=found.accepted_at,
        accepted_by_id=found.accepted_by_id,
        declined_reason=found.declined_reason,
        credential=credential_facts(latest) if latest else None,
    )


def credential_facts(found: Credential) -> CredentialFacts:
    """The value of a row, with *expired* computed from its dates."""
    made = found.award
    expired = found.valid_until is not None and found.valid_until <= clock.now()
    computed = "expired" if expired and found.state == Credential.State.ACTIVE else found.state
    return CredentialFacts(
        id=found.pk,
        organization_id=found.organization_id,
        award_id=found.award_id,
        document=found.document.encode(),
        digest=found.digest,
        state=computed,
        reason=found.state_reason,
        since=found.state_since,
        issued_at=found.issued_at,
        valid_from=found.valid_from,
        valid_until=found.valid_until,
        verification_method=found.verification_method,
        title=made.version.title,
        kind=made.version.achievement.kind,
        issuer=found.organization.name,
        colours=tuple(found.organization.colours),
        seal=made.version.content_digest,
        version_id=made.version_id,
        recipient_name=made.recipient_name,
        awarded_on=made.awarded_on,
        superseded_by=None,
    )
