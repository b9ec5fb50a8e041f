"""A negative case: a genuine credential, or the world around it, with one thing changed."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from sceau.encoding.strict_json import dumps
from sceau.problems import CATALOGUE
from sceau.verifying.policy import PROOF_ONLY
from tests.sceau.openbadges import examples
from tests.sceau.verifying import world as worlds
from tests.sceau.verifying.world import World

Tweak = Callable[[World], object]
_OF_THE_ANSWER = frozenset(
    {
        *("proof_challenge_differs", "proof_domain_differs", "proof_missing"),
        *("sd_jwt_key_binding_missing", "sd_jwt_key_binding_stale"),
    }
)


@dataclass(frozen=True)
class Case:
    """One thing is wrong.

    Attributes:
        name: of the file, without suffix.
        what: what was changed.
        data: what the verifier receives.
        verdict: expected under the policy *strict*.
        check: the question that notices it there.
        outcome: its answer.
        code: the problem's code.
        pointer: the problem's place; None where it depends on the reader.
        suffix: of the file.
        world: changes the world around it; None leaves it as usual.
        origin: name of the good document that it was made of.
        proof_only: verdict expected under *proof-only*; None for the one that follows from check and outcome.
        challenge: that the verifier had given; such a case cannot be shown by its file alone.
        domain: for which the verifier wants it.
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
    origin: str = "credential"
    proof_only: str | None = None
    challenge: str | None = None
    domain: str | None = None

    @property
    def file(self) -> str:
        return f"{self.name}.{self.suffix}"

    @property
    def is_answer(self) -> bool:
        """Whether the verifier had asked for something before."""
        return self.challenge is not None or self.domain is not None

    @property
    def is_wrong_answer(self) -> bool:
        """Whether nothing is wrong for somebody who asked for nothing."""
        return self.is_answer and self.code in _OF_THE_ANSWER

    @property
    def verdict_of_proof_only(self) -> str:
        """What *proof-only* makes of it: it asks nothing about the issuer, the time, the status, the register."""
        if self.proof_only is not None:
            return self.proof_only
        if self.check not in PROOF_ONLY.checks:
            return "verified"
        return "rejected" if self.outcome == "failed" else "check"

    def to_json(self) -> dict[str, Any]:
        """The line in the manifest; `world` says that the file alone does not show the fault."""
        strict = {"verdict": self.verdict, "check": self.check, "outcome": self.outcome}
        found: dict[str, Any] = {
            "file": self.file,
            "from": self.origin,
            "what": self.what,
            "clause": CATALOGUE[self.code],
            "world": self.world is not None,
            "expected": {
                "strict": strict | {"code": self.code, "pointer": self.pointer},
                "proof-only": {"verdict": self.verdict_of_proof_only},
            },
        }
        if self.is_answer:
            found["asked"] = {"challenge": self.challenge, "domain": self.domain}
        return found


@dataclass(frozen=True)
class Good:
    """A document that is verified: what cases are made of.

    Attributes:
        name: of the file, without suffix.
        what: what it is.
        data: what the verifier receives.
        suffix: of the file.
        world: publishes what it needs beside the usual.
        challenge, domain: that it answers.
    """

    name: str
    what: str
    data: bytes
    suffix: str = "json"
    world: Tweak | None = None
    challenge: str | None = None
    domain: str | None = None

    @property
    def file(self) -> str:
        return f"{self.name}.{self.suffix}"

    def to_json(self) -> dict[str, Any]:
        """The line in the manifest."""
        return {"file": self.file, "what": self.what, "world": self.world is not None}


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
