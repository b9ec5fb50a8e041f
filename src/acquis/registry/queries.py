"""Reading the register: who may issue what, at any moment (I-12)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db.models import Q

from acquis.organizations import queries as organizations
from acquis.organizations.queries import OrganizationFacts
from acquis.platform import clock
from acquis.platform.engine import engine
from acquis.platform.faults import Refused
from acquis.platform.translatable import Text
from acquis.registry.access import FROM, KINDS
from acquis.registry.models import Application, Participation, Recognition
from acquis.registry.wording import REASONS
from acquis.signing import queries as signing
from sceau.encoding import strict_json
from sceau.encoding.datetimes import text as datetime_text
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.proofs.signing import add_proof

REGISTER_SUITE = "eddsa-jcs-2022"
CACHED_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether an organization was a recognized issuer at a moment, and if not, why.

    Attributes:
        recognized: the answer.
        reason_code: "" when recognized, else a key of `acquis.registry.wording.REASONS`.
        since: when this standing began, None when nothing was ever decided.
        scope: the kinds of achievement it was recognized for; empty when it was not.
        agreement_signed: whether a participation agreement was in force.
    """

    recognized: bool
    reason_code: str
    since: datetime | None
    scope: tuple[str, ...]
    agreement_signed: bool


@dataclass(frozen=True, slots=True)
class Period:
    """One stretch of an organization's standing; ``until`` is None while it lasts."""

    outcome: str
    scope: tuple[str, ...]
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A line of the public register; ``state`` is "recognized", "suspended" or "withdrawn"."""

    organization_id: UUID
    name: Text
    kind_label: str
    did: str
    scope: tuple[str, ...]
    state: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """One decision as the operator's page shows it."""

    id: UUID
    outcome: str
    outcome_label: str
    scope: tuple[str, ...]
    reason: str
    proof_examined: str
    decided_by_id: UUID | None
    decided_at: datetime
    valid_until: datetime | None
    review_on: date | None


@dataclass(frozen=True, slots=True)
class ApplicationFacts:
    """An open application."""

    id: UUID
    scope: tuple[str, ...]
    statement: str
    applied_at: datetime


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """A participation agreement that was signed (R-014)."""

    version: str
    signatory_role: str
    signed_at: datetime
    valid_until: datetime | None


@dataclass(frozen=True, slots=True)
class QueueRow:
    """Something that waits for the operator.

    Attributes:
        organization: whom it is about.
        what: "application", or "review" when the review day has come.
        since: when it began to wait.
    """

    organization: OrganizationFacts
    what: str
    since: datetime


def periods(organization_id: UUID) -> list[Period]:
    """The organization's standing from the first decision to today, without gaps but those that ended by date."""
    return _periods(_decisions(Q(organization_id=organization_id)))


def standing(organization_id: UUID, at: datetime) -> Standing:
    """The standing at the moment ``at``: decisions are never changed, so the past keeps its answer."""
    return standings({organization_id}, at)[organization_id]


def standings(organization_ids: set[UUID], at: datetime) -> dict[UUID, Standing]:
    """Several standings at one moment, in two queries."""
    decided = _by_organization(_decisions(Q(organization_id__in=organization_ids)))
    signed = _signatories(organization_ids, at)
    return {one: _standing(_periods(decided.get(one, [])), at, signed=one in signed) for one in organization_ids}


def may_issue(organization_id: UUID, kind: str, at: datetime) -> list[Refused]:
    """Everything of the register that stands in the way of issuing this kind at this moment; empty = nothing (I-01)."""
    codes = []
    organization = organizations.organization(organization_id)
    if organization is None:
        codes.append("organization_unknown")
    elif organization.state != "active":
        codes.append("organization_not_active")
    current = standing(organization_id, at)
    if not current.recognized:
        codes.append(current.reason_code)
    elif kind not in current.scope:
        codes.append("kind_out_of_scope")
    if not current.agreement_signed:
        codes.append("agreement_missing")
    return [Refused(code, REASONS[code]) for code in codes]


def register_document(*, now: datetime) -> JsonObject:
    """The register, unsigned: one entry for each period of each issuer that has a DID.

    ``updated`` is the moment of the last decision, so the same register is the same document whenever it is asked for.
    """
    operator = organizations.operator()
    decisions = _by_organization(_decisions(Q(valid_from__lte=now)))
    known = organizations.organizations(set(decisions))
    dids = signing.dids_of(set(decisions))
    entries: list[JsonValue] = [
        _entry(dids[organization_id], known[organization_id], period)
        for organization_id in sorted(decisions, key=lambda found: known[found].key)
        if organization_id in dids
        for period in _periods(decisions[organization_id])
        # A withdrawal that ended is told by the gap: with an end, readers take "withdrawn" for the period before it.
        if period.outcome != Recognition.Outcome.WITHDRAWN or period.until is None
    ]
    moments = [decision.decided_at for several in decisions.values() for decision in several]
    return {
        "type": "IssuerRegister",
        "publisher": (signing.did_of(operator.id) if operator else None) or "",
        "updated": datetime_text(max(moments, default=now)),
        "issuers": entries,
    }


def signed_register(now: datetime) -> bytes:
    """The register with the operator's `eddsa-jcs-2022` proof; kept in the cache until its content changes.

    Raises:
        Refused: ``operator_missing``, ``key_missing``: there is nobody to sign it.
    """
    operator = organizations.operator()
    if operator is None:
        raise Refused("operator_missing", REASONS["operator_missing"])
    signer = signing.signer(operator.id)
    document = register_document(now=now)
    name = sha256(strict_json.dumps(document) + signer.verification_method.encode()).hexdigest()
    kept: bytes | None = cache.get(f"register:{name}")
    if kept is None:
        signed = add_proof(document, signer=signer, cryptosuite=REGISTER_SUITE, created=now, contexts=engine().contexts)
        kept = strict_json.dumps(signed)
        cache.set(f"register:{name}", kept, CACHED_SECONDS)
    return kept


def public_register() -> list[RegisterRow]:
    """The issuers of the network with their standing today, by name in the page's language; page them."""
    return sorted(_rows(Q()), key=lambda row: str(row.name).casefold())


def registered(*, after: UUID | None = None, limit: int) -> tuple[list[RegisterRow], UUID | None]:
    """The same by identifier, after this one; and where to go on, None at the end."""
    found = Recognition.objects.filter(valid_from__lte=clock.now())
    if after is not None:
        found = found.filter(organization_id__gt=after)
    ids = list(found.order_by("organization_id").values_list("organization_id", flat=True).distinct()[:limit])
    rows = _rows(Q(organization_id__in=ids))
    return sorted(rows, key=lambda row: row.organization_id.hex), ids[-1] if len(ids) == limit else None


def in_register(organization_id: UUID) -> RegisterRow | None:
    """One organization's line of the register, None for everybody else."""
    return next(iter(_rows(Q(organization_id=organization_id))), None)


def _rows(condition: Q) -> list[RegisterRow]:
    decided = _by_organization(_decisions(condition & Q(valid_from__lte=clock.now())))
    known = organizations.organizations(set(decided))
    dids = signing.dids_of(set(decided))
    rows = []
    for organization_id in dids:
        organization, period = known[organization_id], _periods(decided[organization_id])[-1]
        ended = period.until is not None and period.until <= clock.now()
        rows.append(
            RegisterRow(
                organization_id,
                organization.name,
                organization.kind_label,
                dids[organization_id],
                period.scope,
                "withdrawn" if ended else period.outcome,
                period.since,
                period.until,
            )
        )
    return rows


def queue() -> list[QueueRow]:
    """What waits for the operator, oldest first: open applications, and recognitions whose review day has come."""
    applied = dict(Application.objects.filter(closed_at=None).values_list("organization_id", "applied_at"))
    due = _reviews_due()
    known = organizations.organizations({*applied, *due})
    rows = [
        *(QueueRow(known[found], "application", since) for found, since in applied.items()),
        *(QueueRow(known[found], "review", since) for found, since in due.items() if found not in applied),
    ]
    return sorted(rows, key=lambda row: row.since)


def possible_outcomes(organization_id: UUID) -> tuple[str, ...]:
    """What may be decided from the present standing; refusing needs an application."""
    known = periods(organization_id)
    before = known[-1].outcome if known else ""
    waits = application(organization_id) is not None
    return tuple(outcome for outcome, starts in FROM.items() if before in starts and (waits or outcome != "refused"))


def application(organization_id: UUID) -> ApplicationFacts | None:
    """The organization's open application."""
    found = Application.objects.filter(organization_id=organization_id, closed_at=None).first()
    return ApplicationFacts(found.pk, tuple(found.scope), found.statement, found.applied_at) if found else None


def decisions(organization_id: UUID) -> list[DecisionFacts]:
    """Every decision on an organization, newest first (R-013)."""
    found = Recognition.objects.filter(organization_id=organization_id).order_by("-number")
    return [
        DecisionFacts(
            one.pk,
            one.outcome,
            one.get_outcome_display(),
            tuple(one.scope),
            one.reason,
            one.proof_examined,
            one.decided_by_id,
            one.decided_at,
            one.valid_until,
            one.review_on,
        )
        for one in found
    ]


def agreements(organization_id: UUID) -> list[AgreementFacts]:
    """The participation agreements that an organization signed, latest first."""
    return [
        AgreementFacts(one.version, one.signatory_role, one.signed_at, one.valid_until)
        for one in Participation.objects.filter(organization_id=organization_id).order_by("-signed_at")
    ]


def _signatories(organization_ids: set[UUID], at: datetime) -> set[UUID]:
    """Those of the organizations whose participation agreement is in force."""
    return set(
        Participation.objects.filter(organization_id__in=organization_ids, signed_at__lte=at)
        .filter(Q(valid_until=None) | Q(valid_until__gt=at))
        .values_list("organization_id", flat=True)
    )


def _standing(known: list[Period], at: datetime, *, signed: bool) -> Standing:
    begun = [period for period in known if period.since <= at]
    if not begun:
        return Standing(False, "not_recognized", None, (), signed)
    last = begun[-1]
    if last.until is not None and last.until <= at:
        return Standing(False, "recognition_ended", last.until, (), signed)
    if last.outcome == Recognition.Outcome.RECOGNIZED:
        return Standing(True, "", last.since, last.scope, signed)
    return Standing(False, f"recognition_{last.outcome}", last.since, (), signed)


def _decisions(condition: Q) -> list[Recognition]:
    """Decisions that make a standing, in the order in which they took effect."""
    return list(
        Recognition.objects.filter(condition)
        .exclude(outcome=Recognition.Outcome.REFUSED)
        .order_by("valid_from", "number")
    )


def _by_organization(found: Iterable[Recognition]) -> dict[UUID, list[Recognition]]:
    grouped: dict[UUID, list[Recognition]] = {}
    for decision in found:
        grouped.setdefault(decision.organization_id, []).append(decision)
    return grouped


def _periods(decided: Sequence[Recognition]) -> list[Period]:
    found: list[Period] = []
    for decision, later in zip(decided, [*decided[1:], None], strict=False):
        ends = [moment for moment in (decision.valid_until, later.valid_from if later else None) if moment]
        period = Period(decision.outcome, tuple(sorted(decision.scope)), decision.valid_from, min(ends, default=None))
        if period.until is not None and period.until <= period.since:
            continue
        before = found[-1] if found else None
        if before and (before.outcome, before.scope, before.until) == (period.outcome, period.scope, period.since):
            found[-1] = Period(before.outcome, before.scope, before.since, period.until)
        else:
            found.append(period)
    assert all(one.since < two.since for one, two in pairwise(found))
    return found


def _entry(did: str, organization: OrganizationFacts, period: Period) -> JsonObject:
    return {
        "id": did,
        "name": dict[str, Any](organization.name),
        "recognizedFor": [KINDS[kind] for kind in period.scope],
        "from": datetime_text(period.since),
        "until": datetime_text(period.until) if period.until else None,
        "status": period.outcome,
    }


def _reviews_due() -> dict[UUID, datetime]:
    today, due = clock.today(), {}
    for organization_id, found in _by_organization(_decisions(Q())).items():
        last = found[-1]
        if last.outcome == Recognition.Outcome.RECOGNIZED and last.review_on and last.review_on <= today:
            due[organization_id] = datetime.combine(last.review_on, datetime.min.time(), clock.EASTERN)
    return due
