"""The JSON schema that 1EdTech publishes, as an oracle of what is built here."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from sceau.openbadges.achievement import Profile
from tests.sceau import vectors
from tests.sceau.openbadges import examples

FILE = "ob_v3p0_achievementcredential_schema.json"


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"evidence": [], "status": [], "results": [], "valid_until": None, "awarded_at": None},
        {"issuer": Profile("did:web:a.example", "A", image="https://a.example/logo", email="a@a.example")},
        {"achievement": examples.achievement(credits_available=1.5, criteria_url="https://a.example/criteria")},
    ],
)
def test_the_official_schema_accepts_it(changes: dict[str, Any]) -> None:
    schema = vectors.read_json(vectors.folder("openbadges") / FILE)
    jsonschema.Draft201909Validator(schema).validate(examples.credential(**changes))
