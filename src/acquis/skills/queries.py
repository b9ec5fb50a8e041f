"""Reading frameworks, and finding entries by words of either language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, Min, Q, QuerySet, When
from django.db.models import Value as Constant

from acquis.platform.translatable import Text
from acquis.skills import exports, folding, wording
from acquis.skills.indexing import UNFINISHED
from acquis.skills.layouts.shape import Package, Told
from acquis.skills.models import Framework, Import, Relation, Skill, SkillWord

CANDIDATES = 200
COMPETENCIES = (Skill.Kind.KNOWLEDGE, Skill.Kind.SKILL, Skill.Kind.ATTITUDE)
KINDS = Skill.Kind.choices
REUSES = Skill.Reuse.choices
# What an import tells of a framework as a whole, beside its details.
FACTS = ("key", "version", "publisher", "name", "licence", "attribution", "source_url", "identifier")
COUNTS = ("added", "changed", "withdrawn", "relations_written", "relations_removed")
ENDED = (Import.State.DONE, Import.State.STOPPED)
fold = folding.fold  # other contexts compare their own words alike
_LAST = "\U0010ffff"


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
class Stored:
    """What an import needs of an entry that is here."""

    pk: UUID
    digest: str
    is_obsolete: bool


# — finding —


def search(
    typed: str,
    language: str,
    limit: int = 20,
    *,
    framework_id: UUID | None = None,
    kinds: Iterable[str] = COMPETENCIES,
    reuse: str = "",
) -> list[SkillFacts]:
    """Current entries named by every word, in either language and by any of their names; best first.

    Words may come in any order, in the singular or the plural, with or without accents; their ends may be missing.

    Args:
        typed: what was typed; words of one letter count for nothing.
        language: "fr" or "en": a label of this language that begins with what was typed comes first.
        limit: at most this many, and never more than `CANDIDATES`.
        framework_id: only in this version of a framework; by default in the latest version of each.
        kinds: only these; competencies by default. An empty one means every kind.
        reuse: only this reuse.
    """
    if not (sought := folding.wanted(typed)):
        return []
    chosen = {"kind__in": list(kinds), "skill__framework_id": framework_id, "skill__reuse": reuse}
    filters = {name: value for name, value in chosen.items() if value}
    # The longest word is the rarest one: it leads, the others only sift.
    found = SkillWord.objects.filter(_begins(sought[0]), **filters)
    if framework_id is None and (older := _older()):
        found = found.exclude(skill__framework_id__in=older)
    for other in sought[1:]:
        found = found.filter(skill_id__in=SkillWord.objects.filter(_begins(other)).values("skill_id"))
    rank = Case(When(word=sought[0], then=F("rank")), default=F("rank") + Constant(UNFINISHED))
    best = found.values("skill_id").annotate(best=Min(rank)).order_by("best", "skill_id")[:CANDIDATES]
    ranks = {row["skill_id"]: row["best"] for row in best}
    plain = fold(typed)
    labels = dict(Skill.objects.filter(pk__in=ranks).values_list("pk", "labels"))
    ordered = sorted(labels, key=lambda pk: _rank(labels[pk], plain, language, ranks[pk]))[:limit]
    known = skills(ordered)
    return [known[pk] for pk in ordered]


def _older() -> list[UUID]:
    """The versions of frameworks that a later one follows."""
    rows = list(Framework.objects.order_by("loaded_at").values_list("key", "pk"))
    latest = dict(rows)
    return [pk for key, pk in rows if latest[key] != pk]


def _begins(word: str) -> Q:
    return Q(word__gte=word, word__lt=word + _LAST)


def _rank(labels: Text, plain: str, language: str, rank: int) -> tuple[bool, bool, bool, int, int, str]:
    label = fold(labels.get(language, ""))
    return (label != plain, not label.startswith(plain), plain not in label, rank, len(label), label)


# — entries —

_HEAVY = ("details", "descriptions", "alternatives", "framework__details")


def skill(skill_id: UUID) -> SkillFacts | None:
    """One entry, None when unknown."""
    return skills([skill_id]).get(skill_id)


def skills(skill_ids: Iterable[UUID]) -> dict[UUID, SkillFacts]:
    """Several at once, in one query; obsolete ones too."""
    found = Skill.objects.select_related("framework").defer(*_HEAVY).filter(pk__in=set(skill_ids))
    return {one.pk: _facts(one) for one in found}


def by_uri(uri: str) -> SkillFacts | None:
    """The entry with this address, in the latest version of its framework."""
    found = Skill.objects.select_related("framework").filter(uri=uri).order_by("-framework__loaded_at").first()
    return _facts(found) if found else None


def by_codes(key: str, codes: Iterable[str]) -> dict[str, SkillFacts]:
    """Entries by their codes, in the latest version of one framework that has each; in one query."""
    found = Skill.objects.select_related("framework").filter(framework__key=key, code__in=set(codes))
    return {one.code: _facts(one) for one in found.order_by("framework__loaded_at")}


def entry(skill_id: UUID) -> EntryFacts | None:
    """One entry with its relations and the same address in other versions; None when unknown."""
    one = Skill.objects.select_related("framework").filter(pk=skill_id).first()
    if one is None:
        return None
    relations = _relations(one)
    others = Skill.objects.select_related("framework").defer(*_HEAVY).filter(uri=one.uri).exclude(pk=one.pk)
    return EntryFacts(
        skill=_facts(one),
        framework=_framework(one.framework, 0),
        alternatives=one.alternatives,
        descriptions=one.descriptions,
        teer=str(one.details.get("teer", "")),
        changed_at=one.changed_at,
        relations=relations,
        is_cut=any(len(several) >= SHOWN_RELATIONS for several in relations.values()),
        elsewhere=[_facts(other) for other in others.order_by("-framework__loaded_at")[:20]],
    )


SHOWN_RELATIONS = 200


def _relations(one: Skill) -> dict[str, list[RelationFacts]]:
    """What the entry says and what is said of it, by heading; the most a page shows."""
    said = list(one.says.select_related("target__framework").order_by("-position", "pk")[:SHOWN_RELATIONS])
    told = list(one.told.select_related("source__framework").order_by("-position", "pk")[:SHOWN_RELATIONS])
    # Of a target in another framework only the address is kept.
    missing = {relation.target_uri for relation in said if relation.target_id is None}
    abroad = Skill.objects.select_related("framework").filter(uri__in=missing) if missing else []
    known = {other.uri: _facts(other) for other in abroad}
    found: dict[str, list[RelationFacts]] = {}
    for kind, heading in wording.SAYS.items():
        several = [relation for relation in said if relation.kind == kind]
        others = [_facts(one.target) if one.target else known.get(one.target_uri) for one in several]
        _add(found, str(heading), several, others)
    for kind, heading in wording.TOLD.items():
        several = [relation for relation in told if relation.kind == kind]
        _add(found, str(heading), several, [_facts(relation.source) for relation in several])
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


def _facts(one: Skill) -> SkillFacts:
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


# — frameworks —


def frameworks() -> list[FrameworkFacts]:
    """Every version of every framework here, with the number of its current entries."""
    counted = Framework.objects.annotate(size=Count("skills", filter=Q(skills__state=Skill.State.CURRENT)))
    return [_framework(one, one.size) for one in counted.defer("details").order_by("key", "version")]


def framework(framework_id: UUID) -> FrameworkFacts | None:
    """One version of a framework, None when unknown."""
    one = Framework.objects.defer("details").filter(pk=framework_id).first()
    return _framework(one, one.skills.filter(state=Skill.State.CURRENT).count()) if one else None


def framework_of(key: str, version: str) -> FrameworkFacts | None:
    """A version of a framework by its names."""
    one = Framework.objects.defer("details").filter(key=key, version=version).first()
    return _framework(one, 0) if one else None


def newest(*keys: str) -> FrameworkFacts | None:
    """The latest version of the first of these frameworks that is here, in one query."""
    rows = Framework.objects.defer("details").filter(key__in=keys).order_by("loaded_at")
    found = {one.key: one for one in rows}
    return next((_framework(found[key], 0) for key in keys if key in found), None)


def former(key: str) -> Told:
    """What was said of the latest version of a framework, without its number; nothing when there is none."""
    one = Framework.objects.filter(key=key).order_by("-loaded_at").first()
    if one is None:
        return Told()
    return Told(**{name: getattr(one, name) for name in FACTS if name not in {"version", "identifier"}})


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


def skill_facts(found: Skill) -> SkillFacts:
    """The value of a row of `entries`."""
    return _facts(found)


def counts(framework_id: UUID) -> dict[str, int]:
    """How many current entries of each kind, and how many are ``obsolete``."""
    rows = Skill.objects.filter(framework_id=framework_id).values("kind", "state").annotate(number=Count("pk"))
    found: dict[str, int] = {}
    for row in rows.order_by("kind"):
        name = row["kind"] if row["state"] == Skill.State.CURRENT else Skill.State.OBSOLETE.value
        found[name] = found.get(name, 0) + row["number"]
    return found


def _framework(one: Framework, size: int) -> FrameworkFacts:
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


# — exports —


def case_package(framework_id: UUID, language: str) -> Iterator[bytes]:
    """The framework as a package of CASE 1.1, piece by piece (R-076)."""
    one = Framework.objects.get(pk=framework_id)
    return exports.case_package(one, *_whole(framework_id), language)


def ctdl_asn(framework_id: UUID) -> Iterator[bytes]:
    """The framework as a graph of CTDL-ASN, piece by piece (R-076)."""
    one = Framework.objects.get(pk=framework_id)
    return exports.ctdl_asn(one, *_whole(framework_id))


def _whole(framework_id: UUID) -> tuple[Iterator[Skill], Iterator[Relation]]:
    rows = Skill.objects.filter(framework_id=framework_id).order_by("pk")
    said = Relation.objects.filter(framework_id=framework_id).select_related("source", "target").order_by("pk")
    return rows.iterator(chunk_size=500), said.iterator(chunk_size=500)


# — imports —


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
