"""ecdsa-jcs-2019 (VC Data Integrity ECDSA 1.0 §3.3): P-256 or P-384 over the JSON values themselves."""

from __future__ import annotations

from sceau.proofs.whole import ECDSA, WholeSuite

SUITE = WholeSuite("ecdsa-jcs-2019", ECDSA, covers_statements=False)
