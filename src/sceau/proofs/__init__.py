"""Proofs over documents: which suites exist, how a proof is added, how one is checked."""

from sceau.proofs.catalogue import find
from sceau.proofs.signing import add_proof
from sceau.proofs.verification import verify_proof

__all__ = ["add_proof", "find", "verify_proof"]
