"""Ed25519Signature2020 (W3C CCG Data Integrity Cryptosuite "Ed25519 Signature 2020" §4): read, never written.

Older badges carry it. It signs the same bytes as eddsa-rdfc-2022 does, but is told by the `type` of the proof, whose
terms come from `https://w3id.org/security/suites/ed25519-2020/v1`.
"""

from __future__ import annotations

from typing import NoReturn

from sceau.errors import UsageError
from sceau.ports import Signer
from sceau.proofs.suite import Covered
from sceau.proofs.whole import EDDSA, WholeSuite

PROOF_TYPE = "Ed25519Signature2020"


class _ReadOnlySuite(WholeSuite):
    __slots__ = ()

    def sign(self, covered: Covered, signer: Signer) -> NoReturn:
        """Refuse: new proofs are made by the suites that replaced this one.

        Raises:
            UsageError: ``usage_wrong``, always.
        """
        raise UsageError("usage_wrong", detail=f"{PROOF_TYPE} is verified, never issued")


SUITE = _ReadOnlySuite(PROOF_TYPE, EDDSA, covers_statements=True)
