"""Reading endorsements: who was asked for which version, and what became of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import QuerySet

from acquis.catalogue import endorsing, models
from acquis.catalogue.queries.endorsement_facts import PATH, EndorsementFacts, facts_of
from acquis.platform import capabilities, clock, links
from acquis.platform.pagination import page_of

ANSWER, HOLD = "endorsement.answer", "endorsement.hold"


def endorsement(endorsement_id: UUID) -> EndorsementFacts | None:
    """One request, whatever its state; the caller checks who asks."""
    return next(iter(facts_of(models.Endorsement.objects.filter(pk=endorsement_id))), None)


def endorsement_of(organization_id: UUID, endorsement_id: UUID) -> EndorsementFacts | None:
    """One request of this issuer; None for another's."""
    return next(
        iter(facts_of(models.Endorsement.objects.filter(pk=endorsement_id, organization_id=organization_id))), None
    )


def endorsement_to(partner_id: UUID, endorsement_id: UUID) -> EndorsementFacts | None:
    """One request to this partner; None for another's."""
    return next(iter(facts_of(models.Endorsement.objects.filter(pk=endorsement_id, partner_id=partner_id))), None)


def endorsement_behind(token: str) -> EndorsementFacts | None:
    """What a link opens: a request to answer, or what was signed; None for an unknown, ended or replaced link."""
    for purpose in (ANSWER, HOLD):
        found = capabilities.find(purpose=purpose, token=token)
        if found is not None:
            return endorsement(found)
    return None


def published_endorsement(endorsement_id: UUID) -> EndorsementFacts | None:
    """A signed document that everybody may read: of a public version. It stays when it is withdrawn."""
    found = endorsement(endorsement_id)
    return found if found is not None and found.document and found.is_public else None


def endorsements_asked_by(organization_id: UUID, *, page: str | None = None) -> Page[EndorsementFacts]:
    """What an issuer asked for, latest first."""
    return _page(models.Endorsement.objects.filter(organization_id=organization_id), page)


def endorsements_asked_of(
    partner_id: UUID, *, page: str | None = None, waiting: bool = False
) -> Page[EndorsementFacts]:
    """What a partner was asked, latest first; ``waiting`` for an answer, oldest first."""
    rows = models.Endorsement.objects.filter(partner_id=partner_id)
    if waiting:
        still = rows.filter(state__in=endorsing.OPEN, answer_by__gt=clock.now())
        return _page(still, page, "requested_at")
    return _page(rows, page)


def endorsements_about(achievement_id: UUID) -> list[EndorsementFacts]:
    """Every request about any version of an achievement, latest first; for its issuer."""
    rows = models.Endorsement.objects.filter(version__achievement_id=achievement_id)
    return facts_of(rows.order_by("-requested_at")[:100])


def endorsement_signers(version_id: UUID) -> frozenset[UUID]:
    """The people who signed an endorsement of a microcredential with an account: none of them may approve a version.

    Of any of its versions: an endorsement of an earlier one stands beside the next.
    """
    rows = models.Endorsement.objects.filter(
        version__achievement__versions__id=version_id, signed_at__isnull=False
    ).distinct()
    return frozenset(person for person in rows.values_list("answered_by_id", flat=True) if person)


def own_endorsements(signed: set[tuple[str, UUID]]) -> dict[tuple[str, UUID], EndorsementFacts]:
    """What we know of endorsements that a partner's own key was found to have signed, in one query.

    Args:
        signed: ``id`` of each document, and whose key signed it.
    """
    base = links.machine(PATH)
    pairs = {pair: text for pair in signed if (text := pair[0].removeprefix(base)) != pair[0]}
    wanted = {}
    for pair, text in pairs.items():
        try:
            wanted[pair] = UUID(text)
        except ValueError:
            continue
    if not wanted:
        return {}
    rows = models.Endorsement.objects.filter(pk__in=set(wanted.values()), signed_at__isnull=False)
    known = {one.id: one for one in facts_of(rows)}
    return {
        pair: one
        for pair, found in wanted.items()
        if (one := known.get(found)) and one.partner and one.partner.id == pair[1]
    }


def _page(rows: QuerySet[Any], page: str | None, order: str = "-requested_at") -> Page[EndorsementFacts]:
    found = page_of(rows.order_by(order, "pk"), page)
    found.object_list = facts_of(found.object_list)
    return found
