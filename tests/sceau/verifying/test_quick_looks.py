"""Where a quick look spares a close one, it changes no answer."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sceau.linked_data.contexts import Contexts
from sceau.openbadges import endorsement
from sceau.verifying import spelling
from tests.sceau.linked_data import hostile

NEGATIVE = Path(__file__).parents[2] / "vectors" / "negative"

seeds = st.integers(0, 2**32)


def corpus() -> list[Path]:
    return sorted((*NEGATIVE.glob("good/*.json"), *NEGATIVE.glob("cases/*.json")))


def compare(document: dict[str, Any]) -> None:
    contexts = Contexts.bundled()
    spelled = list(spelling.problems(document, contexts))
    endorsed = list(endorsement.embedded(document))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spelling, "_is_usual", lambda *_: False)
        patch.setattr(endorsement, "bears_any", lambda _: True)
        assert spelled == list(spelling.problems(document, contexts))
        assert endorsed == list(endorsement.embedded(document))


@pytest.mark.parametrize("path", corpus(), ids=lambda path: path.stem)
def test_the_negative_corpus(path: Path) -> None:
    try:
        document = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        document = {}
    compare(document if isinstance(document, dict) else {"items": document})


@given(seeds)
def test_documents_at_random(seed: int) -> None:
    random = Random(seed)
    document = hostile.mutated(random, hostile.usual(random))
    compare(document)
    odd = copy.deepcopy(document)
    places = hostile.places(odd)
    holder, name = random.choice(places)
    holder[name] = random.choice(
        (
            {"id": odd.get("id"), "name": "x"},
            {"id": "_:b"},
            {"type": "urn:T"},
            {"endorsement": [{"id": "urn:e"}], "@context": []},
            {"endorsementJwt": "e.e.e"},
            [[{"id": "urn:x"}]],
            {"https://x.example/issuer": "x"},
            {"proof": {"@id": "x"}},
        )
    )
    compare(odd)
