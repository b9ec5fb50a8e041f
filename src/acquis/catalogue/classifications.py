"""The classifications that a definition refers to: sectors (NAICS), fields of study (CIP), occupations (NOC) (R-060).

Sectors and fields of study are bundled; occupations are those of the frameworks that were loaded, and as long as none
is, codes in the form of the NOC with the words of their author.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.translation import gettext_lazy as _

from acquis.platform.translatable import Text
from acquis.skills import queries as skills
from acquis.skills.queries import FrameworkFacts, SkillFacts
from sceau.encoding import strict_json

NOC = "noc"
OCCUPATIONS = (NOC, "oasis")
"""The keys of the frameworks whose codes name occupations, the one that authors choose from first."""
NAMES = {
    NOC: _("National Occupational Classification (NOC)"),
    "oasis": _("Occupational and Skills Information System (OaSIS)"),
}
NOC_CODE = re.compile(r"[0-9]{5}")
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


def loaded_occupations() -> FrameworkFacts | None:
    """The classification that authors choose occupations from; None while the operator has loaded none."""
    return skills.newest(*OCCUPATIONS)


def occupations(codes: Iterable[str]) -> dict[str, SkillFacts]:
    """The occupations with these codes in the latest edition that has each; at most two queries."""
    wanted = set(codes)
    found: dict[str, SkillFacts] = {}
    for key, of_key in ((key, [code for code in wanted if ("." in code) is (key != NOC)]) for key in OCCUPATIONS):
        known = skills.by_codes(key, of_key) if of_key else {}
        found |= {code: one for code, one in known.items() if one.kind == "occupation"}
    return found


def unknown_occupations(codes: Iterable[str]) -> list[str]:
    """Those of the codes that are none: while no NOC is loaded, whatever has its five digits may be one."""
    wanted = list(codes)
    known = occupations(wanted)
    strange = [code for code in wanted if code not in known]
    if strange and skills.newest(NOC) is None:
        strange = [code for code in strange if not NOC_CODE.fullmatch(code)]
    return strange
