"""What the tests of the verifier share: a question, and what it answered."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from sceau.encoding.strict_json import dumps
from sceau.verifying.report import Report
from tests.sceau.openbadges import examples
from tests.sceau.verifying import world as worlds
from tests.sceau.verifying.world import INDEX, NOW, World

GENUINE = dumps(worlds.genuine())
REVOKED_LIST = worlds.status_list(INDEX)


def verify(data: bytes | dict[str, Any], world: World | None = None) -> Report:
    body = data if isinstance(data, bytes) else dumps(data)
    return (world or World.usual()).verifier().verify(body, now=NOW)


def outcomes(report: Report) -> dict[str, str]:
    return {result.check: str(result.outcome) for result in report.checks}


def resigned(change: Any, **signing: Any) -> dict[str, Any]:
    document: dict[str, Any] = deepcopy(examples.credential())
    change(document)
    return worlds.sign(document, **signing)
