"""Every code that the engine raises is in the catalogue; the product words them from there."""

from __future__ import annotations

import re
from pathlib import Path

import sceau
from sceau.problems import CATALOGUE

_RAISED = re.compile(r"\b(?:InputError|ResolutionError|UsageError|LostError|_Fault|Problem)\(\s*\"(\w+)\"")


def test_raised_codes_are_in_the_catalogue() -> None:
    (package,) = sceau.__path__
    raised = {code for path in Path(package).rglob("*.py") for code in _RAISED.findall(path.read_text())}
    assert raised
    assert sorted(raised - CATALOGUE.keys()) == []
