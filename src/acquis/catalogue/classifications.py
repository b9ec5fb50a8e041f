"""The classifications that a definition refers to: sectors (NAICS), fields of study (CIP), occupations (NOC) (R-060).

Sectors and fields of study are bundled; occupations are those of the frameworks that were loaded.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from acquis.platform.translatable import Text
from acquis.skills import queries as skills
from sceau.encoding import strict_json

OCCUPATIONS = "noc"
"""The key of the framework whose codes name occupations."""
MOST_OCCUPATIONS = 3


@dataclass(frozen=True, slots=True)
class Classification:
    """One bundled table: what it is called, its edition, and its codes with their official words."""

    name: Text
    version: str
    source: str
    attribution: Text
    entries: dict[str, Text]

    def label(self, code: str) -> str:
        """The code with its words in the language of the page; the code alone when the table lacks it."""
        return f"{code} – {self.entries[code]}" if code in self.entries else code

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Every code with its words in the language of the page, for a form."""
        return [(code, self.label(code)) for code in self.entries]


@cache
def _bundled() -> dict[str, Classification]:
    stored: Any = strict_json.loads(files("acquis.catalogue").joinpath("data/classifications.json").read_bytes())
    return {
        name: Classification(
            Text(told["name"]),
            told["version"],
            told["source"],
            Text(told["attribution"]),
            {code: Text(words) for code, words in told["entries"].items()},
        )
        for name, told in stored.items()
    }


def sectors() -> Classification:
    """NAICS Canada, its sectors of two digits."""
    return _bundled()["sectors"]


def fields_of_study() -> Classification:
    """CIP Canada, its series of two digits."""
    return _bundled()["fields_of_study"]


def unknown_occupations(codes: Iterable[str]) -> list[str]:
    """Those of the codes that no loaded classification of occupations has."""
    wanted = list(codes)
    known = skills.by_codes(OCCUPATIONS, wanted) if wanted else {}
    return [code for code in wanted if code not in known]


def occupation_labels(codes: Iterable[str]) -> list[str]:
    """Each code with its words in the language of the page, and the edition they come from."""
    wanted = list(codes)
    known = skills.by_codes(OCCUPATIONS, wanted) if wanted else {}
    return [
        f"{code} – {known[code].labels} ({known[code].framework_name} {known[code].framework_version})"
        if code in known
        else code
        for code in wanted
    ]
