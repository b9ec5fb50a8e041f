"""eddsa-jcs-2022 (VC Data Integrity EdDSA 1.0 §3.3): the signature covers the JSON values themselves."""

from __future__ import annotations

from sceau.proofs.whole import EDDSA, WholeSuite

SUITE = WholeSuite("eddsa-jcs-2022", EDDSA, covers_statements=False)
