"""Reading entries: one with its relations, several at once, those of a framework."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from acquis.platform.translatable import Text
from acquis.skills import wording
from acquis.skills.models import Relation, Skill
from acquis.skills.queries.framework_facts import FrameworkFacts, facts_of

KINDS = Skill.Kind.choices
REUSES = Skill.Reuse.choices
SHOWN_RELATIONS = 200
_HEAVY = ("details", "descriptions", "alternatives", "framework__details")


@dataclass(frozen=True, slots=True)
class SkillFacts:
    """An entry: enough for a page and for an Open Badges alignment.

    Attributes:
        uri: its ``targetUrl``; ``code`` its ``targetCode``.
        is_obsolete: its publisher no longer has it; `queries.entry` says what replaces it.
    """

    id: UUID
    uri: str
    code: str
    labels: Text
    kind: str
    kind_label: str
    reuse: str
    reuse_label: str
    framework_id: UUID
    framework_key: str
    framework_name: Text
    framework_version: str
    is_obsolete: bool = False

    @property
    def target_type(self) -> str:
        """The ``targetType`` of an Open Badges 3.0 alignment (AlignmentTargetType)."""
        return "ext:Occupation" if self.kind == Skill.Kind.OCCUPATION else "ceasn:Competency"

    def target_framework(self, language: str) -> str:
        """The ``targetFramework``: name and version, in one language."""
        return f"{self.framework_name.shown(language).text} {self.framework_version}".strip()


@dataclass(frozen=True, slots=True)
class RelationFacts:
    """What an entry says of another one, or another one of it.

    Attributes:
        heading: what the related entries are to this one.
        skill: the other entry, None when it is not here; then ``uri`` is all there is.
        level: a rating from 1 to 5, 0 for none.
    """

    heading: str
    skill: SkillFacts | None
    uri: str
    level: int


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """Everything about one entry; ``is_cut`` when it has more relations than are told."""

    skill: SkillFacts
    framework: FrameworkFacts
    alternatives: dict[str, list[str]]
    descriptions: Text
    teer: str
    changed_at: datetime | None
    relations: dict[str, list[RelationFacts]]
    is_cut: bool
    elsewhere: list[SkillFacts]


@dataclass(frozen=True, slots=True)
class AskedSkill:
    """A competency that an occupation asks for.

    Attributes:
        how: "essential", "optional", or "rated" with ``level`` from 1 to 5.
    """

    skill: SkillFacts
    how: str
    level: int


def skill(skill_id: UUID) -> SkillFacts | None:
    """One entry, None when unknown."""
    return skills([skill_id]).get(skill_id)


def skills(skill_ids: Iterable[UUID]) -> dict[UUID, SkillFacts]:
    """Several at once, in one query; obsolete ones too."""
    found = Skill.objects.select_related("framework").defer(*_HEAVY).filter(pk__in=set(skill_ids))
    return {one.pk: skill_facts(one) for one in found}


def by_uri(uri: str) -> SkillFacts | None:
    """The entry with this address, in the latest version of its framework."""
    found = Skill.objects.select_related("framework").filter(uri=uri).order_by("-framework__loaded_at").first()
    return skill_facts(found) if found else None


def by_codes(key: str, codes: Iterable[str]) -> dict[str, SkillFacts]:
    """Entries by their codes, in the latest version of one framework that has each; in one query."""
    found = Skill.objects.select_related("framework").filter(framework__key=key, code__in=set(codes))
    return {one.code: skill_facts(one) for one in found.order_by("framework__loaded_at")}


def entries(framework_id: UUID, language: str, *, kind: str = "", state: str = "") -> QuerySet[Skill]:
    """The entries of a framework by their label; page them, then `skill_facts`. With no filter: those on top."""
    found = Skill.objects.select_related("framework").defer(*_HEAVY).filter(framework_id=framework_id)
    if state == Skill.State.OBSOLETE:
        found = found.filter(state=Skill.State.OBSOLETE)
    elif kind:
        found = found.filter(state=Skill.State.CURRENT, kind=kind)
    else:
        below = Relation.objects.filter(framework_id=framework_id, kind=Relation.Kind.BROADER).exclude(target=None)
        found = found.filter(state=Skill.State.CURRENT).exclude(pk__in=below.values("source_id"))
    return found.order_by("sorted_en" if language == "en" else "sorted_fr", "pk")


def counts(framework_id: UUID) -> dict[str, int]:
    """How many current entries of each kind, and how many are ``obsolete``."""
    rows = Skill.objects.filter(framework_id=framework_id).values("kind", "state").annotate(number=Count("pk"))
    found: dict[str, int] = {}
    for row in rows.order_by("kind"):
        name = row["kind"] if row["state"] == Skill.State.CURRENT else Skill.State.OBSOLETE.value
        found[name] = found.get(name, 0) + row["number"]
    return found


def skill_facts(one: Skill) -> SkillFacts:
    """The value of a row of `entries`."""
    return SkillFacts(
        one.pk,
        one.uri,
        one.code,
        one.labels,
        one.kind,
        one.get_kind_display(),
        one.reuse,
        one.get_reuse_display() if one.reuse else "",
        one.framework_id,
        one.framework.key,
        one.framework.name,
        one.framework.version,
        one.state == Skill.State.OBSOLETE,
    )


def entry(skill_id: UUID) -> EntryFacts | None:
    """One entry with its relations and the same address in other versions; None when unknown."""
    one = Skill.objects.select_related("framework").filter(pk=skill_id).first()
    if one is None:
        return None
    relations = _relations(one)
    others = Skill.objects.select_related("framework").defer(*_HEAVY).filter(uri=one.uri).exclude(pk=one.pk)
    return EntryFacts(
        skill=skill_facts(one),
        framework=facts_of(one.framework, 0),
        alternatives=one.alternatives,
        descriptions=one.descriptions,
        teer=str(one.details.get("teer", "")),
        changed_at=one.changed_at,
        relations=relations,
        is_cut=any(len(several) >= SHOWN_RELATIONS for several in relations.values()),
        elsewhere=[skill_facts(other) for other in others.order_by("-framework__loaded_at")[:20]],
    )


def asked_by(occupation_id: UUID) -> list[AskedSkill]:
    """What an occupation asks for: what is essential, then what is rated, the highest first, then what is optional.

    At most `SHOWN_RELATIONS`; of a competency in another framework only its address is kept, by which it is found.
    """
    ways = (Relation.Kind.ESSENTIAL, Relation.Kind.RATED, Relation.Kind.OPTIONAL)
    rows = Relation.objects.filter(source_id=occupation_id, kind__in=ways).select_related("target__framework")
    said = sorted(
        rows.order_by("-position", "pk")[:SHOWN_RELATIONS], key=lambda row: ways.index(Relation.Kind(row.kind))
    )
    known = _abroad(said)
    found: dict[UUID, AskedSkill] = {}
    for row in said:
        one = skill_facts(row.target) if row.target else known.get(row.target_uri)
        if one is not None:
            level = row.position if row.kind == Relation.Kind.RATED else 0
            found.setdefault(one.id, AskedSkill(one, row.kind, level))
    return list(found.values())


def _abroad(said: Iterable[Relation]) -> dict[str, SkillFacts]:
    """By address, the targets that are in another framework; one query."""
    missing = {relation.target_uri for relation in said if relation.target_id is None}
    rows = Skill.objects.select_related("framework").filter(uri__in=missing) if missing else []
    return {other.uri: skill_facts(other) for other in rows}


def _relations(one: Skill) -> dict[str, list[RelationFacts]]:
    """What the entry says and what is said of it, by heading; the most a page shows."""
    said = list(one.says.select_related("target__framework").order_by("-position", "pk")[:SHOWN_RELATIONS])
    told = list(one.told.select_related("source__framework").order_by("-position", "pk")[:SHOWN_RELATIONS])
    known = _abroad(said)
    found: dict[str, list[RelationFacts]] = {}
    for kind, heading in wording.SAYS.items():
        several = [relation for relation in said if relation.kind == kind]
        others = [skill_facts(one.target) if one.target else known.get(one.target_uri) for one in several]
        _add(found, str(heading), several, others)
    for kind, heading in wording.TOLD.items():
        several = [relation for relation in told if relation.kind == kind]
        _add(found, str(heading), several, [skill_facts(relation.source) for relation in several])
    return found


def _add(
    found: dict[str, list[RelationFacts]],
    heading: str,
    relations: list[Relation],
    others: Sequence[SkillFacts | None],
) -> None:
    for relation, other in zip(relations, others, strict=True):
        level = relation.position if relation.kind == Relation.Kind.RATED else 0
        uri = other.uri if other else relation.target_uri
        found.setdefault(heading, []).append(RelationFacts(heading, other, uri, level))
