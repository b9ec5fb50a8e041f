"""A negative case: a genuine credential, or the world around it, with one thing changed."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from sceau.encoding.strict_json import dumps
from tests.sceau.openbadges import examples
from tests.sceau.verifying import world as worlds
from tests.sceau.verifying.world import World

Tweak = Callable[[World], object]


@dataclass(frozen=True)
class Case:
    """One thing is wrong.

    Attributes:
        name: of the file, without suffix.
        what: what was changed.
        data: what the verifier receives.
        verdict: expected.
        check: the question that notices it.
        outcome: its answer.
        code: the problem's code.
        pointer: the problem's place; None where it depends on the reader.
        suffix: of the file.
        world: changes the world around it; None leaves it as usual.
    """

    name: str
    what: str
    data: bytes
    verdict: str
    check: str
    outcome: str
    code: str
    pointer: str | None = ""
    suffix: str = "json"
    world: Tweak | None = None

    @property
    def file(self) -> str:
        return f"{self.name}.{self.suffix}"

    def to_json(self) -> dict[str, str | bool | None]:
        """The line in the manifest; `world` says that the file alone does not show the fault."""
        return {
            "file": self.file,
            "what": self.what,
            "verdict": self.verdict,
            "check": self.check,
            "outcome": self.outcome,
            "code": self.code,
            "pointer": self.pointer,
            "world": self.world is not None,
        }


def altered(change: Callable[[dict[str, Any]], object], **building: Any) -> bytes:
    """The genuine credential, changed after it was signed."""
    document: dict[str, Any] = deepcopy(worlds.genuine(**building))
    change(document)
    return dumps(document)


def signed_after(change: Callable[[dict[str, Any]], object], **signing: Any) -> bytes:
    """The credential, changed and then signed: the seal itself is sound."""
    document: dict[str, Any] = deepcopy(examples.credential())
    change(document)
    return dumps(worlds.sign(document, **signing))


def achievement(document: dict[str, Any]) -> dict[str, Any]:
    found = document["credentialSubject"]["achievement"]
    assert isinstance(found, dict)
    return found
