"""Reading frameworks: each version, and what its licence wants said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from acquis.platform.translatable import Text
from acquis.skills.layouts.shape import Told
from acquis.skills.models import Framework, Skill

# What an import tells of a framework as a whole, beside its details.
FACTS = ("key", "version", "publisher", "name", "licence", "attribution", "source_url", "identifier")


@dataclass(frozen=True, slots=True)
class FrameworkFacts:
    """One version of a framework, with what its licence wants said."""

    id: UUID
    key: str
    version: str
    publisher: str
    name: Text
    licence: str
    attribution: Text
    source_url: str
    size: int
    layout: str
    loaded_at: datetime


def frameworks() -> list[FrameworkFacts]:
    """Every version of every framework here, with the number of its current entries."""
    counted = Framework.objects.annotate(size=Count("skills", filter=Q(skills__state=Skill.State.CURRENT)))
    return [facts_of(one, one.size) for one in counted.defer("details").order_by("key", "version")]


def framework(framework_id: UUID) -> FrameworkFacts | None:
    """One version of a framework, None when unknown."""
    one = Framework.objects.defer("details").filter(pk=framework_id).first()
    return facts_of(one, one.skills.filter(state=Skill.State.CURRENT).count()) if one else None


def framework_of(key: str, version: str) -> FrameworkFacts | None:
    """A version of a framework by its names."""
    one = Framework.objects.defer("details").filter(key=key, version=version).first()
    return facts_of(one, 0) if one else None


def newest(*keys: str) -> FrameworkFacts | None:
    """The latest version of the first of these frameworks that is here, in one query."""
    rows = Framework.objects.defer("details").filter(key__in=keys).order_by("loaded_at")
    found = {one.key: one for one in rows}
    return next((facts_of(found[key], 0) for key in keys if key in found), None)


def former(key: str) -> Told:
    """What was said of the latest version of a framework, without its number; nothing when there is none."""
    one = Framework.objects.filter(key=key).order_by("-loaded_at").first()
    if one is None:
        return Told()
    return Told(**{name: getattr(one, name) for name in FACTS if name not in {"version", "identifier"}})


def facts_of(one: Framework, size: int) -> FrameworkFacts:
    """The value of a row; ``size`` counts its current entries."""
    return FrameworkFacts(
        one.pk,
        one.key,
        one.version,
        one.publisher,
        one.name,
        one.licence,
        one.attribution,
        one.source_url,
        size,
        one.layout,
        one.loaded_at,
    )
