"""What is measured: each piece of work, who does it, and on which documents."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks import documents, world
from sceau.keys.multikey import BLS12381_G2, ED25519, P256

KNOWN = 100
"""Documents of one shape."""

RDFC, JCS, SD, BBS = "eddsa-rdfc-2022", "eddsa-jcs-2022", "ecdsa-sd-2023", "bbs-2023"
JWT, SD_JWT = "vc-jwt", "sd-jwt"
STRICT, FIRST, FALLBACK, RAW = "strict", "first", "fallback", "raw"


@dataclass(frozen=True, slots=True)
class Task:
    """One piece of work.

    Attributes:
        name: of the work, such as "eddsa-rdfc-2022".
        what: "issue", "derive" or "verify".
        ours, theirs: the act on either side, `ours` for both unless given.
        against: the peers whose rates the goals speak of.
        beside: further peers.
        slow: one operation takes a second there.
    """

    name: str
    what: str
    ours: str
    theirs: str = ""
    against: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    slow: bool = False

    @property
    def key(self) -> str:
        """The work and what is done."""
        return f"{self.name} {self.what}"

    def act(self, side: str) -> str:
        """What ``side`` is asked for."""
        return self.theirs or self.ours if side != "sceau" else self.ours


def _both(name: str, against: tuple[str, ...], beside: tuple[str, ...] = ()) -> list[Task]:
    return [Task(name, what, f"{name} {what}", against=against, beside=beside) for what in ("issue", "verify")]


_PYTHON_JWT = ("openbadgeslib", "joserfc", "PyJWT", "openvc-core")
TASKS = [
    *_both(RDFC, ("digitalbazaar",), ("pyld", "openvc-core", "openbadgeslib")),
    Task(STRICT, "verify", "strict verify"),
    Task(RAW, "sign", "raw sign"),
    Task(RAW, "verify", "raw verify"),
    *(Task(FIRST, what, f"{RDFC} {what}", against=("digitalbazaar",)) for what in ("issue", "verify")),
    *(Task(FALLBACK, what, f"{RDFC} {what}", against=("pyld",)) for what in ("issue", "verify")),
    *_both(JCS, ("digitalbazaar",), ("openvc-core",)),
    *_both(JWT, _PYTHON_JWT, ("jose", "did-jwt-vc")),
    *_both(SD_JWT, ("openvc-core",), ("sd-jwt", "@sd-jwt")),
    *(Task(SD, what, f"{SD} {what}", against=("digitalbazaar",)) for what in ("issue", "derive", "verify")),
    *(
        Task(BBS, what, f"{BBS} {what}", against=("digitalbazaar",), slow=True)
        for what in ("issue", "derive", "verify")
    ),
]

_KINDS = {SD: P256, BBS: BLS12381_G2, SD_JWT: P256}


def unsigned(name: str, several: int) -> list[str]:
    """What is to be issued for the work ``name``."""
    if name == SD_JWT:
        return [text(documents.claims(number)) for number in range(several)]
    make: Callable[[int, str], documents.Document] = documents.tied if name == FALLBACK else documents.badge
    issuer = world.issuer(_KINDS.get(name, ED25519))
    return [text(make(number, issuer)) for number in range(several)]


def of_new_shapes(first: int, several: int) -> list[str]:
    """Unsigned badges, each of a shape of its own; none comes twice for different ``first``."""
    issuer = world.issuer()
    return [text(documents.varied(number, issuer, number)) for number in range(first, first + several)]


def text(document: documents.Document) -> str:
    """As it is handed to a side."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
