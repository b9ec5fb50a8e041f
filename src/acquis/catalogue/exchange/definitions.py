"""Definitions: from what a version says to JSON, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from django.utils.translation import gettext as _

from acquis.catalogue import content as written
from acquis.catalogue.content import Content
from acquis.catalogue.exchange import values
from acquis.catalogue.exchange.shape import DEFINITION
from acquis.catalogue.exchange.values import Finding
from acquis.skills.queries import SkillFacts

Known = Callable[[str], SkillFacts | None]
"""The entry of a framework with this address."""

_KINDS = {"knowledge": "knowledge", "attitudes": "attitude", "skills": "skill"}


def told_of(code: str, kind: str, content: Content) -> dict[str, Any]:
    """The JSON of a definition."""
    told: dict[str, Any] = {"code": code, "kind": kind}
    told |= {field.name: getattr(content, field.name) for field in fields(Content)}
    told["outcomes"] = [
        _row(each) | {name: each.of(kind) for name, kind in _KINDS.items()} for each in told["outcomes"]
    ]
    told["alignments"] = [_row(each) | {"skill": each.skill.uri if each.skill else ""} for each in told["alignments"]]
    told["occupations"] = tuple(each.code for each in content.occupations)
    for part in ("assessments", "modules", "prerequisites", "standards", "needs"):
        told[part] = [_row(each) for each in told[part]]
    return values.written(DEFINITION, told)


def _row(value: Any) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def content_of(told: Mapping[str, Any], known: Known) -> tuple[Content, list[Finding]]:
    """What a definition says, and everything that is wrong with how it was told; see `values.read`."""
    found, findings = values.read(DEFINITION, told)
    if not found["title"]:
        findings.append(Finding("title_missing", _("Give it a title, in one language at least."), "title"))
    codes = _outcome_codes(found["outcomes"], findings)
    once = {field.name: found[field.name] for field in DEFINITION.fields}
    once["occupations"] = tuple(map(written.Occupation, found["occupations"]))
    return (
        Content(
            **once,
            outcomes=tuple(_outcome(row) for row in found["outcomes"]),
            assessments=tuple(
                _assessment(index, row, codes, findings) for index, row in enumerate(found["assessments"])
            ),
            alignments=tuple(_alignments(found["alignments"], known, findings)),
            modules=tuple(written.Module(**row) for row in found["modules"]),
            prerequisites=tuple(written.Prerequisite(**row) for row in found["prerequisites"]),
            standards=tuple(written.Standard(**row) for row in found["standards"]),
            needs=tuple(written.NeedProof(**row) for row in found["needs"]),
        ),
        findings,
    )


def _outcome_codes(rows: list[dict[str, Any]], findings: list[Finding]) -> set[str]:
    """The codes of the outcomes; one without a code gets the first that is free."""
    taken = {row["code"] for row in rows if row["code"]}
    seen: set[str] = set()
    for index, row in enumerate(rows):
        if not row["code"]:
            row["code"] = next(f"R{number}" for number in range(1, 1000) if f"R{number}" not in taken)
            taken.add(row["code"])
        if row["code"] in seen:
            sentence = _("Two outcomes have the code %(code)s.") % {"code": row["code"]}
            findings.append(Finding("outcome_code_repeated", sentence, f"outcomes.{index}.code"))
        seen.add(row["code"])
    return seen


def _outcome(row: dict[str, Any]) -> written.Outcome:
    under = tuple(written.Underpinning(kind, text) for name, kind in _KINDS.items() for text in row[name])
    return written.Outcome(row["code"], row["statement"], under, row["required"])


def _assessment(index: int, row: dict[str, Any], codes: set[str], findings: list[Finding]) -> written.Assessment:
    strange = [code for code in row["outcomes"] if code not in codes]
    if strange:
        sentence = _("There is no outcome %(code)s.") % {"code": ", ".join(strange)[:60]}
        findings.append(Finding("outcome_unknown", sentence, f"assessments.{index}.outcomes"))
    return written.Assessment(**row | {"outcomes": tuple(code for code in row["outcomes"] if code in codes)})


def _alignments(rows: list[dict[str, Any]], known: Known, findings: list[Finding]) -> list[written.Alignment]:
    found = []
    for index, row in enumerate(rows):
        uri = row.pop("skill")
        skill = known(uri) if uri else None
        if uri and skill is None:
            findings.append(
                Finding(
                    "skill_unknown",
                    _("No framework of this network has an entry at the address %(address)s.") % {"address": uri[:200]},
                    f"alignments.{index}.skill",
                )
            )
            continue
        found.append(written.Alignment(skill_id=skill.id if skill else None, skill=skill, **row))
    return found
