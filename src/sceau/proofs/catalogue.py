"""The cryptosuites that this engine knows."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TypeGuard, cast

from sceau.errors import UsageError
from sceau.proofs.suite import Cryptosuite, SelectiveCryptosuite

DATA_INTEGRITY = "DataIntegrityProof"

_NAMES = (
    *("eddsa-rdfc-2022", "eddsa-jcs-2022", "ecdsa-rdfc-2019"),
    *("ecdsa-jcs-2019", "ecdsa-sd-2023", "bbs-2023"),
)
_OLDER = "Ed25519Signature2020"


def find(proof_type: object, cryptosuite: object) -> Cryptosuite | None:
    """The suite of a proof with these `type` and `cryptosuite` values (of whatever kind), or None."""
    if proof_type == DATA_INTEGRITY and isinstance(cryptosuite, str):
        return _suite(cryptosuite.replace("-", "_")) if cryptosuite in _NAMES else None
    return _suite("ed25519_signature_2020") if proof_type == _OLDER and cryptosuite is None else None


@cache
def _suite(module: str) -> Cryptosuite:
    # Imported when a proof asks for it: most proofs are of one suite, and some suites are slow to import.
    return cast("Cryptosuite", import_module(f"sceau.proofs.data_integrity.{module}").SUITE)


def is_selective(suite: Cryptosuite) -> TypeGuard[SelectiveCryptosuite]:
    """Whether the holder of what the suite signed can show part of it."""
    return hasattr(suite, "sign_base")  # to ask a protocol takes longer than to sign


def names() -> list[str]:
    """Every `cryptosuite` value that `find` knows, which is what `add_proof` can be asked for."""
    return sorted(_NAMES)


def usual(key_kind: str) -> str:
    """The suite that a key of ``key_kind`` signs with unless another is asked for.

    Raises:
        UsageError: ``usage_wrong`` for a kind that no suite signs with.
    """
    for suite in map(_suite, (name.replace("-", "_") for name in _NAMES)):
        if suite.covers_statements and key_kind in suite.key_kinds:
            return suite.name
    raise UsageError("usage_wrong", detail=f"no suite for a {key_kind} key")
