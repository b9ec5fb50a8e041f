"""eddsa-rdfc-2022 (VC Data Integrity EdDSA 1.0 §3.2): the signature covers RDF, whatever its JSON spelling."""

from __future__ import annotations

from sceau.proofs.whole import EDDSA, WholeSuite

SUITE = WholeSuite("eddsa-rdfc-2022", EDDSA, covers_statements=True)
