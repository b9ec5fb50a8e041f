"""ecdsa-rdfc-2019 (VC Data Integrity ECDSA 1.0 §3.2): P-256 or P-384 over RDF."""

from __future__ import annotations

from sceau.proofs.whole import ECDSA, WholeSuite

SUITE = WholeSuite("ecdsa-rdfc-2019", ECDSA, covers_statements=True)
