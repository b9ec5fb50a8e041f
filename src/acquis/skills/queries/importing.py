"""Reading imports, and what is here as far as an import compares it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from acquis.platform.translatable import Text
from acquis.skills import wording
from acquis.skills.layouts.shape import Package, Told
from acquis.skills.models import Import, Relation, Skill
from acquis.skills.queries.framework_facts import FACTS, framework_of

COUNTS = ("added", "changed", "withdrawn", "relations_written", "relations_removed")
ENDED = (Import.State.DONE, Import.State.STOPPED)


@dataclass(frozen=True, slots=True)
class Stored:
    """What an import needs of an entry that is here."""

    pk: UUID
    digest: str
    is_obsolete: bool


def imports() -> QuerySet[Import]:
    """Every import, the last one first; page them."""
    return Import.objects.select_related("framework").order_by("-created_at")


def import_facts(import_id: UUID) -> Import | None:
    """One import, None when unknown."""
    return imports().filter(pk=import_id).first()


def told_of(one: Import) -> Told:
    """What was said of the framework when its files were examined."""
    facts: dict[str, Any] = {name: one.told[name] for name in FACTS}
    return Told(**facts | {name: Text(facts[name]) for name in ("name", "attribution")})


def stored(framework_id: UUID) -> dict[str, Stored]:
    """Every entry of a framework by its address, as far as an import compares it."""
    rows = Skill.objects.filter(framework_id=framework_id).values_list("uri", "pk", "digest", "state")
    return {uri: Stored(pk, digest, state == Skill.State.OBSOLETE) for uri, pk, digest, state in rows.iterator()}


def stored_links(framework_id: UUID) -> dict[str, tuple[UUID, str]]:
    """Every relation of a framework: key → source and digest."""
    rows = Relation.objects.filter(framework_id=framework_id).values_list("key", "source_id", "digest")
    return {key: (source, digest) for key, source, digest in rows.iterator()}


def ids_of(framework_id: UUID, uris: set[str]) -> dict[str, UUID]:
    """Addresses → ids, within a framework."""
    return dict(Skill.objects.filter(framework_id=framework_id, uri__in=uris).values_list("uri", "pk"))


def expected(package: Package) -> dict[str, int]:
    """What an import of these files would do: added, changed, withdrawn, unchanged entries; relations told."""
    one = framework_of(package.told.key, package.told.version)
    known = stored(one.id) if one else {}
    found = dict.fromkeys(("added", "changed", "withdrawn", "unchanged"), 0)
    for uri, told in package.entries.items():
        row = known.get(uri)
        found["added" if row is None else "unchanged" if row.digest == told.digest() else "changed"] += 1
    found["withdrawn"] = sum(not row.is_obsolete for uri, row in known.items() if uri not in package.entries)
    return found | {"relations": len(package.links)}


def differs(package: Package) -> bool:
    """Whether the files say anything of an entry that is not here in the same words."""
    told = expected(package)
    return bool(told["added"] or told["changed"])


def has_running(key: str) -> bool:
    """Whether an import of this framework is on its way."""
    return Import.objects.filter(key=key, state__in=[Import.State.WAITING, Import.State.RUNNING]).exists()


def problems(one: Import) -> list[dict[str, Any]]:
    """What is wrong in the files of an import, in sentences."""
    return [told | {"sentence": wording.PROBLEMS[told["code"]]} for told in one.problems]
