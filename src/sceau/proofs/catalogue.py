"""The cryptosuites that this engine knows."""

from __future__ import annotations

from sceau.errors import UsageError
from sceau.proofs.data_integrity import (
    bbs_2023,
    ecdsa_jcs_2019,
    ecdsa_rdfc_2019,
    ecdsa_sd_2023,
    ed25519_signature_2020,
    eddsa_jcs_2022,
    eddsa_rdfc_2022,
)
from sceau.proofs.suite import Cryptosuite, SelectiveCryptosuite

DATA_INTEGRITY = "DataIntegrityProof"

_SUITES: dict[str, Cryptosuite] = {
    module.SUITE.name: module.SUITE
    for module in (eddsa_rdfc_2022, eddsa_jcs_2022, ecdsa_rdfc_2019, ecdsa_jcs_2019, ecdsa_sd_2023, bbs_2023)
}


def find(proof_type: object, cryptosuite: object) -> Cryptosuite | None:
    """The suite of a proof with these `type` and `cryptosuite` values (of whatever kind), or None."""
    if proof_type == DATA_INTEGRITY and isinstance(cryptosuite, str):
        return _SUITES.get(cryptosuite)
    if proof_type == ed25519_signature_2020.PROOF_TYPE and cryptosuite is None:
        return ed25519_signature_2020.SUITE
    return None


def is_selective(suite: Cryptosuite) -> bool:
    """Whether the holder of what the suite signed can show part of it."""
    return isinstance(suite, SelectiveCryptosuite)


def names() -> list[str]:
    """Every `cryptosuite` value that `find` knows, which is what `add_proof` can be asked for."""
    return sorted(_SUITES)


def usual(key_kind: str) -> str:
    """The suite that a key of ``key_kind`` signs with unless another is asked for.

    Raises:
        UsageError: ``usage_wrong`` for a kind that no suite signs with.
    """
    for suite in _SUITES.values():
        if suite.covers_statements and key_kind in suite.key_kinds:
            return suite.name
    raise UsageError("usage_wrong", detail=f"no suite for a {key_kind} key")
