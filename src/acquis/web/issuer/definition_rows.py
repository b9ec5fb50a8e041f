"""The rows of the achievement editor between their forms and what a version says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from acquis.catalogue import wording
from acquis.catalogue.content import (
    Alignment,
    Assessment,
    Module,
    NeedProof,
    Occupation,
    Outcome,
    Prerequisite,
    Standard,
    Underpinning,
)
from acquis.platform.translatable import LANGUAGES, Text, read_pair
from acquis.web.issuer import forms_definition_rows as shapes

# — from what is stored to the forms —


def pair_initial(name: str, text: Text) -> dict[str, str]:
    """Both languages of a text, for a pair of fields."""
    return {f"{name}_{language}": text.get(language, "") for language in LANGUAGES}


def short(hours: Decimal | None) -> Decimal | None:
    """25 rather than 25.00."""
    return hours.quantize(Decimal(1)) if hours is not None and hours == hours.to_integral() else hours


def alignment_initial(item: Alignment) -> dict[str, Any]:
    """A targeted competency, for its form."""
    return {
        "relation": item.relation,
        "skill_id": item.skill_id,
        "transversal": item.transversal,
        "reason": item.reason,
        **pair_initial("free_text", item.free_text),
    }


def outcome_initial(item: Outcome) -> dict[str, Any]:
    """An outcome, for its form: what it rests on becomes lines."""
    found: dict[str, Any] = {
        "code": item.code,
        "required": item.required,
        **pair_initial("statement", item.statement),
    }
    for kind in wording.UnderpinningKind:
        texts = item.of(kind)
        for language in LANGUAGES:
            lines = "\n".join(text.get(language, "") for text in texts)
            found[f"{kind.value}_{language}"] = lines if lines.strip() else ""
    return found


def assessment_initial(item: Assessment) -> dict[str, Any]:
    """An assessment, for its form."""
    found: dict[str, Any] = {
        "method": item.method,
        "mode": item.mode,
        "supervision": item.supervision,
        "outcomes": list(item.outcomes),
    }
    for name in shapes.ASSESSMENT_PAIRS:
        found |= pair_initial(name, getattr(item, name))
    return found


def module_initial(item: Module) -> dict[str, Any]:
    """A module, for its form."""
    return {
        "hours": short(item.hours),
        "price_cents": item.price_cents,
        "required": item.required,
        **pair_initial("title", item.title),
    }


def prerequisite_initial(item: Prerequisite) -> dict[str, Any]:
    """Something asked for beforehand, for its form."""
    return {
        "strength": item.strength,
        "kind": item.kind,
        "regulator": item.regulator,
        **pair_initial("text", item.text),
    }


def standard_initial(item: Standard) -> dict[str, Any]:
    """A standard, for its form."""
    return {"clause": item.clause, "url": item.url, **pair_initial("name", item.name)}


def need_initial(item: NeedProof) -> dict[str, Any]:
    """What confirms the need, for its form."""
    return {
        "kind": item.kind,
        "held_with": item.held_with,
        "held_on": item.held_on,
        "url": item.url,
        **pair_initial("confirmed", item.confirmed),
    }


def occupation_initial(item: Occupation) -> dict[str, Any]:
    """An occupation, for its form."""
    return {"code": item.code, **pair_initial("title", item.title)}


# — from the forms to what is stored —


def kept(rows: shapes.Rows) -> list[Mapping[str, Any]]:
    """What was typed into the rows that were not taken away."""
    return [form.cleaned_data for form in rows.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]


def read_outcomes(rows: list[Mapping[str, Any]]) -> tuple[Outcome, ...]:
    """The outcomes that say something; a new one gets the first free code."""
    found: list[Outcome] = []
    taken = {str(row["code"]) for row in rows if row["code"]}
    for row in rows:
        statement, under = read_pair(row, "statement"), tuple(_read_underpinnings(row))
        if not statement and not under:
            continue
        code = row["code"] or next(f"R{n}" for n in range(1, 1000) if f"R{n}" not in taken)
        taken.add(code)
        found.append(Outcome(code, statement, under, row["required"]))
    return tuple(found)


def _read_underpinnings(row: Mapping[str, Any]) -> Iterable[Underpinning]:
    for kind in wording.UnderpinningKind:
        sides = [str(row[f"{kind.value}_{language}"]).splitlines() for language in LANGUAGES]
        for lines in zip_longest(*sides, fillvalue=""):
            text = Text(dict(zip(LANGUAGES, lines, strict=True)))
            if text:
                yield Underpinning(kind.value, text)


def read_assessments(rows: list[Mapping[str, Any]], known: set[str]) -> Iterable[Assessment]:
    """The assessments that say something."""
    for row in rows:
        texts: dict[str, Any] = {name: read_pair(row, name) for name in shapes.ASSESSMENT_PAIRS}
        covered = tuple(code for code in row["outcomes"] if code in known)
        if covered or any(texts.values()):
            yield Assessment(
                **texts,
                method=row["method"],
                mode=row["mode"],
                supervision=row["supervision"],
                outcomes=covered,
            )


def read_modules(rows: list[Mapping[str, Any]]) -> Iterable[Module]:
    """The modules that say something."""
    for row in rows:
        title = read_pair(row, "title")
        if title or row["hours"] is not None or row["price_cents"] is not None:
            yield Module(title, row["hours"], row["price_cents"], row["required"])


def read_prerequisites(rows: list[Mapping[str, Any]]) -> Iterable[Prerequisite]:
    """What is asked for beforehand, where something was written."""
    for row in rows:
        text = read_pair(row, "text")
        if text or row["regulator"]:
            yield Prerequisite(text, row["strength"], row["kind"], row["regulator"])


def read_standards(rows: list[Mapping[str, Any]]) -> Iterable[Standard]:
    """The standards that say something."""
    for row in rows:
        name = read_pair(row, "name")
        if name or row["clause"] or row["url"]:
            yield Standard(name, row["clause"], row["url"])


def read_needs(rows: list[Mapping[str, Any]]) -> Iterable[NeedProof]:
    """The confirmations of the need that say something."""
    for row in rows:
        confirmed = read_pair(row, "confirmed")
        if confirmed or row["held_with"] or row["held_on"] or row["url"]:
            yield NeedProof(row["kind"], row["held_with"], row["held_on"], confirmed, row["url"])


def read_occupations(rows: list[Mapping[str, Any]]) -> Iterable[Occupation]:
    """The occupations that have a code, each once."""
    found = {row["code"]: Occupation(row["code"], read_pair(row, "title")) for row in reversed(rows) if row["code"]}
    yield from reversed(found.values())
