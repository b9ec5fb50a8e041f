"""What may follow what: the lives of an award (SM-3) and of a credential's status (SM-4). Pure."""

from __future__ import annotations

from typing import Final

# A new address before acceptance means a new signature: the award goes back to `ready`.
AWARD_MOVES: Final[dict[str, frozenset[str]]] = {
    "ready": frozenset({"offered", "withdrawn"}),
    "offered": frozenset({"accepted", "declined", "lapsed", "withdrawn", "ready"}),
    "lapsed": frozenset({"offered", "withdrawn", "ready"}),
    "accepted": frozenset(),
    "declined": frozenset(),
    "withdrawn": frozenset(),
}

CREDENTIAL_MOVES: Final[dict[str, frozenset[str]]] = {
    "active": frozenset({"suspended", "revoked", "superseded"}),
    "suspended": frozenset({"active", "revoked"}),
    "superseded": frozenset({"revoked"}),
    "revoked": frozenset(),
}

REVOCATION_REASONS: Final = ("error", "fraud", "issuer_withdrawn", "holder_request", "superseded")
SUSPENSION_REASONS: Final = ("under_review", "requirement_pending", "holder_request")


def award_may_become(state: str, wanted: str) -> bool:
    """Whether an award in ``state`` may go to ``wanted``."""
    return wanted in AWARD_MOVES[state]


def credential_may_become(state: str, wanted: str) -> bool:
    """Whether a credential in ``state`` may go to ``wanted``; revoked is final (I-11)."""
    return wanted in CREDENTIAL_MOVES[state]
