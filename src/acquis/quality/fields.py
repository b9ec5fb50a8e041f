"""The names by which a line of a checklist points at what a definition says, so that a file needs no code (R-032).

A name is a field of `acquis.catalogue.content.Content` (``title``), of its rows (``assessments.supervision``), of the
organization that offers it (``organization.region``), or a fact of every credential given under it (``award.holder``).
New fields of a definition can be named without a change here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

from acquis.catalogue.content import Content
from acquis.catalogue.queries import VersionFacts

# What a definition says without a field of its own.
COMPUTED = ("prerequisite_kind",)
ORGANIZATION = ("name", "region", "website", "contact_email")
# What every credential of this network says of itself, whatever its definition.
AWARD = ("holder", "issuer", "issued_on", "status", "proof")
_INTERNAL = {"id", "skill", "skill_id"}
_UNSAID: tuple[Any, ...] = (None, "", "not_stated")


@cache
def known() -> frozenset[str]:
    """Every name that may be used."""
    return frozenset(
        {
            *_names(Content),
            *COMPUTED,
            *(f"organization.{name}" for name in ORGANIZATION),
            *(f"award.{name}" for name in AWARD),
        }
    )


def is_said(of: VersionFacts, name: str) -> bool:
    """Whether a definition says this; of rows, whether there is one and each of them does."""
    top, _, rest = name.partition(".")
    if top == "award":
        return True
    if top == "organization":
        return _is_said(of.organization, rest)
    return _is_said(of.content, name)


def unsaid(of: VersionFacts, names: Iterable[str]) -> str:
    """Where the first of these that is not said would be told, as in ``assessments.0.criteria``; "" when all are."""
    return next((_place(of, name) for name in names if name in known() and not is_said(of, name)), "")


def _place(of: VersionFacts, name: str) -> str:
    """The first row that lacks it; the part itself where there is no row."""
    part, _, rest = name.partition(".")
    rows = getattr(of.content, part, None)
    if not rest or not isinstance(rows, tuple):
        return name
    return next((f"{part}.{index}.{rest}" for index, row in enumerate(rows) if not _is_said(row, rest)), part)


def _names(kind: Any, prefix: str = "") -> Iterator[str]:
    hints = get_type_hints(kind)
    for one in fields(kind):
        if one.name in _INTERNAL:
            continue
        yield prefix + one.name
        row = next((inner for inner in get_args(hints[one.name]) if is_dataclass(inner)), None)
        if row is not None:
            yield from _names(row, f"{prefix}{one.name}.")


def _is_said(value: Any, path: str) -> bool:
    if isinstance(value, tuple) and path:
        return bool(value) and all(_is_said(row, path) for row in value)
    if path:
        name, _, rest = path.partition(".")
        return _is_said(getattr(value, name), rest)
    if isinstance(value, (tuple, dict)):
        return bool(value)
    return value not in _UNSAID
