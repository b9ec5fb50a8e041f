"""The cryptosuites that this engine knows."""

from __future__ import annotations

from sceau.proofs.data_integrity import ecdsa_jcs_2019, ecdsa_rdfc_2019, eddsa_jcs_2022, eddsa_rdfc_2022
from sceau.proofs.suite import Cryptosuite

DATA_INTEGRITY = "DataIntegrityProof"

_SUITES: dict[str, Cryptosuite] = {
    module.SUITE.name: module.SUITE for module in (eddsa_rdfc_2022, eddsa_jcs_2022, ecdsa_rdfc_2019, ecdsa_jcs_2019)
}


def find(proof_type: object, cryptosuite: object) -> Cryptosuite | None:
    """The suite of a proof with these `type` and `cryptosuite` values (of whatever kind), or None."""
    if proof_type == DATA_INTEGRITY and isinstance(cryptosuite, str):
        return _SUITES.get(cryptosuite)
    return None


def names() -> list[str]:
    """Every `cryptosuite` value that `find` knows."""
    return sorted(_SUITES)
