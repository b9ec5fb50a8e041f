"""What a stored version says, built from its rows."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any
from uuid import UUID

from acquis.catalogue import content as written
from acquis.catalogue import models
from acquis.catalogue.content import Content
from acquis.skills import queries as skills
from sceau.encoding import jcs


def content_of(row: models.AchievementVersion) -> Content:
    """What a stored version says, read in at most ten queries whatever its size."""
    parts = _settled_parts(row.pk, row.published_at) if row.published_at else _parts(row.pk)
    return Content(**written.of_columns(row), **parts, alignments=_alignments(row.pk))


def digest_of(achievement_id: UUID, number: int, content: Content) -> str:
    """SHA-256 over the canonical JSON (RFC 8785) of what a version says, in hexadecimal."""
    told = {"achievement": str(achievement_id), "version": number, "content": written.plain(content)}
    return sha256(jcs.canonicalize(told)).hexdigest()


@lru_cache(maxsize=500)
def _settled_parts(version_id: UUID, _published_at: datetime) -> dict[str, Any]:
    """The parts of a published version, which never change (I-02); the moment tells a publication from one undone."""
    return _parts(version_id)


def _parts(version_id: UUID) -> dict[str, Any]:
    outcomes = _outcomes(version_id)
    return {
        "outcomes": outcomes,
        "assessments": _assessments(version_id, {outcome.id: outcome.code for outcome in outcomes}),
        "modules": _rows(models.Module, written.Module, version_id),
        "prerequisites": _rows(models.Prerequisite, written.Prerequisite, version_id),
        "standards": _rows(models.Standard, written.Standard, version_id),
        "needs": _rows(models.NeedProof, written.NeedProof, version_id),
    }


def _rows(part: Any, shape: type[Any], version_id: UUID) -> tuple[Any, ...]:
    names = [field.name for field in fields(shape)]
    return tuple(
        shape(**{name: getattr(row, name) for name in names}) for row in part.objects.filter(version_id=version_id)
    )


def _outcomes(version_id: UUID) -> tuple[written.Outcome, ...]:
    under: dict[UUID, list[written.Underpinning]] = {}
    for item in models.Underpinning.objects.filter(version_id=version_id):
        under.setdefault(item.outcome_id, []).append(written.Underpinning(item.kind, item.text))
    return tuple(
        written.Outcome(row.code, row.statement, tuple(under.get(row.pk, ())), row.required, row.pk)
        for row in models.Outcome.objects.filter(version_id=version_id)
    )


def _assessments(version_id: UUID, codes: dict[UUID | None, str]) -> tuple[written.Assessment, ...]:
    covered: dict[UUID, list[str]] = {}
    for link in models.Coverage.objects.filter(version_id=version_id):
        covered.setdefault(link.assessment_id, []).append(codes[link.outcome_id])
    return tuple(
        written.Assessment(
            title=row.title,
            method=row.method,
            description=row.description,
            criteria=row.criteria,
            pass_rule=row.pass_rule,
            authenticity=row.authenticity,
            mode=row.mode,
            supervision=row.supervision,
            outcomes=tuple(covered.get(row.pk, ())),
            id=row.pk,
        )
        for row in models.Assessment.objects.filter(version_id=version_id)
    )


def _alignments(version_id: UUID) -> tuple[written.Alignment, ...]:
    rows = list(models.Alignment.objects.filter(version_id=version_id))
    known = skills.skills(row.skill_id for row in rows if row.skill_id)
    return tuple(
        written.Alignment(
            row.skill_id,
            row.free_text,
            row.reason,
            row.transversal,
            row.relation,
            row.decided_by,
            row.decided_at,
            known.get(row.skill_id) if row.skill_id else None,
        )
        for row in rows
    )
