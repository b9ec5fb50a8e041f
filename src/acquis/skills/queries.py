"""Reading frameworks, and finding skills by words of either language."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from acquis.platform.translatable import Text
from acquis.skills.models import Framework, Skill

CANDIDATES = 300
SHORTEST = 2
_SPELLINGS = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "’": "'", "\x00": " "})


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


@dataclass(frozen=True, slots=True)
class SkillFacts:
    """An entry: enough for a page and for an Open Badges alignment."""

    id: UUID
    uri: str
    code: str
    labels: Text
    kind: str
    kind_label: str
    reuse: str
    reuse_label: str
    framework_key: str
    framework_name: Text
    framework_version: str


def fold(text: str) -> str:
    """Letters without accents, case or typographic variants: what search compares."""
    plain = unicodedata.normalize("NFKD", text.translate(_SPELLINGS))
    return " ".join("".join(mark for mark in plain if not unicodedata.combining(mark)).casefold().split())


def search(words: str, language: str, limit: int = 20) -> list[SkillFacts]:
    """Skills that contain every word, in either language and among the other names; best first.

    Args:
        words: what was typed; fewer than two letters find nothing.
        language: "fr" or "en": a label of this language that begins with the words comes first.
        limit: at most this many.
    """
    wanted = fold(words)
    if len(wanted) < SHORTEST:
        return []
    condition = Q()
    for word in wanted.split():
        condition &= Q(folded__contains=word)
    found = Skill.objects.select_related("framework").filter(condition).order_by("pk")[:CANDIDATES]
    return [_facts(skill) for skill in sorted(found, key=lambda skill: _rank(skill, wanted, language))[:limit]]


def skill(skill_id: UUID) -> SkillFacts | None:
    """One skill, None when unknown."""
    return skills([skill_id]).get(skill_id)


def skills(skill_ids: Iterable[UUID]) -> dict[UUID, SkillFacts]:
    """Several at once, in one query."""
    found = Skill.objects.select_related("framework").filter(pk__in=set(skill_ids))
    return {one.pk: _facts(one) for one in found}


def by_uri(uri: str) -> SkillFacts | None:
    """The skill with this address, in the latest version of its framework."""
    found = Skill.objects.select_related("framework").filter(uri=uri).order_by("-framework__loaded_at").first()
    return _facts(found) if found else None


def frameworks() -> list[FrameworkFacts]:
    """Every framework here, with the number of its entries."""
    return [
        FrameworkFacts(
            one.pk,
            one.key,
            one.version,
            one.publisher,
            one.name,
            one.licence,
            one.attribution,
            one.source_url,
            one.skills.count(),
        )
        for one in Framework.objects.order_by("key", "version")
    ]


def _rank(one: Skill, wanted: str, language: str) -> tuple[bool, bool, bool, int, str]:
    label = fold(one.labels.get(language, ""))
    return (label != wanted, not label.startswith(wanted), wanted not in label, len(label), label)


def _facts(one: Skill) -> SkillFacts:
    return SkillFacts(
        one.pk,
        one.uri,
        one.code,
        one.labels,
        one.kind,
        one.get_kind_display(),
        one.reuse,
        one.get_reuse_display(),
        one.framework.key,
        one.framework.name,
        one.framework.version,
    )
