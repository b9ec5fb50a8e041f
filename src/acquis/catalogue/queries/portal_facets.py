"""The facets of an answer with the names of their values, in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from acquis.catalogue import classifications
from acquis.catalogue.search.asking import Answer, Question
from acquis.catalogue.search.facets import FACETS, Facet
from acquis.organizations import queries as organizations
from acquis.platform.translatable import Text
from acquis.skills import queries as skills

SHOWN, MOST = 6, 200
ALWAYS_OPEN = frozenset({"start", "price", "delivery", "language", "sector", "occupation"})


@dataclass(frozen=True, slots=True)
class Value:
    """One value: how many listings have it, and whether it is chosen.

    Attributes:
        mark: the code by which the classification of occupations is known, "" for every other facet.
    """

    code: str
    label: str
    count: int
    is_chosen: bool
    mark: str = ""


@dataclass(frozen=True, slots=True)
class ShownFacet:
    """One facet as a page shows it.

    Attributes:
        more: how many values are left out.
    """

    name: str
    label: str
    values: tuple[Value, ...]
    more: int = 0

    @property
    def is_open(self) -> bool:
        """Whether its values are seen at once."""
        return self.name in ALWAYS_OPEN or any(value.is_chosen for value in self.values)

    @property
    def chosen(self) -> tuple[Value, ...]:
        """The chosen values."""
        return tuple(value for value in self.values if value.is_chosen)


def shown(answer: Answer, question: Question, *, whole: str = "") -> list[ShownFacet]:
    """Every facet that has a value to choose; at most three queries.

    Args:
        answer: with the counts.
        question: with what is chosen.
        whole: the name of a facet of which all values are wanted.
    """
    picked = {facet.name: _picked(facet, answer, question, whole == facet.name) for facet in FACETS}
    names = _names({name: codes for name, (codes, _) in picked.items()}, answer.names)
    found = []
    for facet in FACETS:
        codes, more = picked[facet.name]
        if codes:
            counts, chosen = answer.counts[facet.name], question.chosen.get(facet.name, ())
            found.append(
                ShownFacet(
                    facet.name,
                    str(facet.label),
                    tuple(
                        _value(facet.name, code, names[facet.name], counts.get(code, 0), code in chosen)
                        for code in codes
                    ),
                    more,
                )
            )
    return found


def _value(facet: str, code: str, names: Mapping[str, str], count: int, is_chosen: bool) -> Value:
    mark = code if facet == "occupation" and code in names else ""
    return Value(code, names.get(code, code), count, is_chosen, mark)


def _picked(facet: Facet, answer: Answer, question: Question, whole: bool) -> tuple[list[str], int]:
    """The codes to show, and how many are left out."""
    counts, chosen = answer.counts[facet.name], question.chosen.get(facet.name, ())
    if facet.values is not None:
        known = [code for code in facet.values.values if code in counts or code in chosen]
        return known + sorted(set(counts) - set(known)), 0
    ordered = sorted({*counts, *chosen}, key=lambda code: (code not in chosen, -counts.get(code, 0), code))
    most = MOST if whole else max(SHOWN, len(chosen))
    return ordered[:most], max(len(ordered) - most, 0)


def _names(codes: dict[str, list[str]], listed: Mapping[str, Text]) -> dict[str, dict[str, str]]:
    """Facet → code → its words; of occupations those of the classification, else those of whoever lists them."""
    named = {facet.name: {code: str(label) for code, label in facet.values.choices} for facet in FACETS if facet.values}
    named["type"] = {code: str(label) for code, label in organizations.KINDS}
    named["sector"] = {code: str(text) for code, text in classifications.sectors().entries.items()}
    named["occupation"], named["institution"], named["skill"] = {}, {}, {}
    if codes["occupation"]:
        words = {code: listed[code] for code in codes["occupation"] if code in listed}
        words |= {code: one.labels for code, one in classifications.occupations(codes["occupation"]).items()}
        named["occupation"] = {code: str(text) for code, text in words.items()}
    if ids := _ids(codes["institution"]):
        named["institution"] = {str(one.id): str(one.name) for one in organizations.organizations(ids).values()}
    if ids := _ids(codes["skill"]):
        named["skill"] = {str(one.id): str(one.labels) for one in skills.skills(ids).values()}
    return named


def _ids(codes: list[str]) -> set[UUID]:
    found = set()
    for code in codes:
        try:
            found.add(UUID(code))
        except ValueError:
            continue  # somebody wrote the address by hand
    return found
