"""Listing what helps to prepare, and linking it to what it prepares for (R-111, R-112)."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import fields
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from acquis.audit import actions as audit
from acquis.catalogue import models, offering, queries, wording
from acquis.catalogue.actions.offers import require_address
from acquis.catalogue.offering import Preparation
from acquis.organizations.actions import require
from acquis.platform import clock
from acquis.platform.actor import Actor
from acquis.platform.faults import Refused
from acquis.platform.translatable import cleaned
from acquis.platform.writes import action


@action
def list_preparation(*, organization_id: UUID, said: Preparation, by: Actor) -> UUID:
    """List a resource; its id.

    Raises:
        Forbidden: without ``offer.write``.
        Refused: ``title_missing``, ``provider_missing``, ``code_unknown``, ``url_invalid``, ``url_missing``,
            ``accepted_by_missing``.
    """
    require(by, "offer.write", organization_id)
    now = clock.now()
    made = models.PreparationResource(organization_id=organization_id, created_at=now)
    _write(made, said)
    _record(by, "list_preparation", made.pk)
    return made.pk


@action
def revise_preparation(*, resource_id: UUID, said: Preparation, by: Actor, listed: bool = True) -> None:
    """Replace what is said of a resource, or take it off the list.

    Raises:
        Forbidden: without ``offer.write``.
        Refused: as `list_preparation`, and ``resource_unknown``.
    """
    found = models.PreparationResource.objects.select_for_update().filter(pk=resource_id).first()
    if found is None:
        raise Refused("resource_unknown", _("There is no such resource here."))
    require(by, "offer.write", found.organization_id)
    found.listed = listed
    _write(found, said)
    _record(by, "revise_preparation", found.pk, listed=listed)


@action
def choose_preparation(
    *, achievement_id: UUID, resource_ids: set[UUID], by: Actor, equivalent_ids: Set[UUID] = frozenset()
) -> None:
    """Say which resources prepare for an achievement, its own organization's and others'.

    Args:
        equivalent_ids: those that teach the same free of charge (R-298); they prepare for it too.

    Raises:
        Forbidden: without ``offer.write`` in the achievement's organization.
        Refused: ``achievement_unknown``, ``resource_unknown``, ``equivalent_not_free``.
    """
    achievement = models.Achievement.objects.select_for_update().filter(pk=achievement_id).first()
    if achievement is None:
        raise Refused("achievement_unknown", _("There is no such microcredential here."))
    require(by, "offer.write", achievement.organization_id)
    wanted = resource_ids | equivalent_ids
    former, same = queries.preparation_linked(achievement_id), queries.preparation_equivalent(achievement_id)
    added, dropped = wanted - former, former - wanted
    _require_listed(added)
    _require_free(set(equivalent_ids) - same)
    links = models.PreparationLink.objects.filter(achievement_id=achievement_id)
    links.filter(resource_id__in=dropped).delete()
    models.PreparationLink.objects.bulk_create(
        models.PreparationLink(
            organization_id=achievement.organization_id, achievement_id=achievement_id, resource_id=resource_id
        )
        for resource_id in sorted(added)
    )
    if equivalent_ids != same:
        links.filter(resource_id__in=same - equivalent_ids).update(is_equivalent=False)
        links.filter(resource_id__in=equivalent_ids).update(is_equivalent=True)
    if added or dropped or equivalent_ids != same:
        audit.record(
            by=by,
            verb="catalogue.choose_preparation",
            subject_type="achievement",
            subject_id=achievement_id,
            facts={
                "added": sorted(map(str, added)),
                "dropped": sorted(map(str, dropped)),
                "equivalent": sorted(map(str, equivalent_ids)),
            },
        )


def _require_listed(resource_ids: set[UUID]) -> None:
    if models.PreparationResource.objects.filter(pk__in=resource_ids, listed=True).count() != len(resource_ids):
        raise Refused("resource_unknown", _("One of the resources is no longer listed."), "resources")


def _require_free(resource_ids: set[UUID]) -> None:
    if models.PreparationResource.objects.filter(pk__in=resource_ids, cost_cents=0).count() != len(resource_ids):
        raise Refused(
            "equivalent_not_free",
            _("Only a resource whose cost is known to be nothing can be called already offered free of charge."),
            "equivalents",
        )


def _write(row: models.PreparationResource, said: Preparation) -> None:
    _check(said)
    for field in fields(said):
        value = getattr(said, field.name)
        setattr(row, field.name, list(value) if isinstance(value, tuple) else value)
    row.changed_at = clock.now()
    row.save()


def _check(said: Preparation) -> None:
    if not said.title:
        raise Refused("title_missing", _("Give a title in at least one language."), "title_fr")
    if not cleaned(said.provider):
        raise Refused("provider_missing", _("Say who offers it."), "provider")
    if not said.url:
        raise Refused("url_missing", _("Give the address where it is found."), "url")
    require_address(said.url, "url")
    if said.kind not in offering.PreparationKind.values:
        raise Refused("code_unknown", _("Choose one of the values of the list."), "kind")
    if said.acceptance not in offering.Acceptance.values:
        raise Refused("code_unknown", _("Choose one of the values of the list."), "acceptance")
    if not set(said.languages) <= set(wording.Language.values):
        raise Refused("code_unknown", _("Choose one of the values of the list."), "languages")
    if not set(said.literacy_paths) <= set(wording.LiteracyPath.values):
        raise Refused("code_unknown", _("Choose one of the values of the list."), "literacy_paths")
    if not cleaned(said.accepted_by):
        raise Refused(
            "accepted_by_missing",
            _("Say by whom it is recognized, by whom it is not, or on whom it depends."),
            "accepted_by",
        )


def _record(by: Actor, verb: str, subject_id: UUID, **facts: Any) -> None:
    audit.record(
        by=by, verb=f"catalogue.{verb}", subject_type="preparation_resource", subject_id=subject_id, facts=facts
    )
