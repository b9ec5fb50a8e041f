"""Finding entries by words of either language."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Case, F, Min, Q, When
from django.db.models import Value as Constant

from acquis.platform.translatable import Text
from acquis.skills import folding
from acquis.skills.indexing import UNFINISHED
from acquis.skills.models import Framework, Skill, SkillWord
from acquis.skills.queries.entry_facts import SkillFacts, skills

CANDIDATES = 200
COMPETENCIES = (Skill.Kind.KNOWLEDGE, Skill.Kind.SKILL, Skill.Kind.ATTITUDE)
_LAST = "\U0010ffff"


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
    plain = folding.fold(typed)
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
    label = folding.fold(labels.get(language, ""))
    return (label != plain, not label.startswith(plain), plain not in label, rank, len(label), label)
