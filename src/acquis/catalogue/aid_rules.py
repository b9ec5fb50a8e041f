"""The rules of student aid for microcredentials, as dated data with their sources (R-288).

They inform and decide nothing: no answer is ever "yes", and nothing that somebody answers reaches the server (R-289).
`frontend/aid.js` judges the answers in the page, with what `AidRule.told` gives it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from acquis.platform.translatable import Text
from sceau.encoding import strict_json

SAYS = ("maybe", "no", "check")
KINDS = ("choice", "number", "limit")


@dataclass(frozen=True, slots=True)
class AidAnswer:
    """One answer to choose, and what it lets one say: a value of `SAYS`."""

    code: str
    label: Text
    says: str


@dataclass(frozen=True, slots=True)
class AidRule:
    """One condition, as its sources state it.

    Attributes:
        kind: "choice" among ``answers``; "number" within ``bounds``; "limit", a number that is at most the bound named
            by the answer to the rule ``of``.
        rule: the condition in words, for the reader without scripts.
        valid_from, valid_until: the days between which the sources give it; None where they state no end. Out of these
            days a "no" is told as "check".
        bounds: "least", "most" and "under" of a number; by answer for a limit.
    """

    id: str
    kind: str
    rule: Text
    question: Text
    sources: tuple[str, ...]
    valid_from: date
    valid_until: date | None
    answers: tuple[AidAnswer, ...]
    bounds: dict[str, int]
    of: str
    unit: Text

    def in_force(self, day: date) -> bool:
        """Whether the sources give it for this day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def told(self, day: date) -> dict[str, Any]:
        """What the page's script needs to judge an answer."""
        return {
            "id": self.id,
            "kind": self.kind,
            "in_force": self.in_force(day),
            "answers": {answer.code: answer.says for answer in self.answers},
            "bounds": self.bounds,
            "of": self.of,
        }


@dataclass(frozen=True, slots=True)
class AidRules:
    """All rules, the day on which the sources were read, and where one applies."""

    rules: tuple[AidRule, ...]
    seen_on: date
    official: str


@cache
def aid_rules() -> AidRules:
    """The bundled rules."""
    stored: Any = strict_json.loads(files("acquis.catalogue").joinpath("data/aid_rules.json").read_bytes())
    return AidRules(
        tuple(_rule(told) for told in stored["rules"]), date.fromisoformat(stored["seen_on"]), stored["official"]
    )


def _rule(told: dict[str, Any]) -> AidRule:
    bounds = told.get("limits") or {name: told[name] for name in ("least", "most", "under") if name in told}
    return AidRule(
        id=told["id"],
        kind=told["kind"],
        rule=Text(told["rule"]),
        question=Text(told["question"]),
        sources=tuple(told["sources"]),
        valid_from=date.fromisoformat(told["valid_from"]),
        valid_until=date.fromisoformat(told["valid_until"]) if told["valid_until"] else None,
        answers=tuple(AidAnswer(each["code"], Text(each["label"]), each["says"]) for each in told.get("answers", ())),
        bounds=bounds,
        of=told.get("of", ""),
        unit=Text(told.get("unit")),
    )
