"""SD-JWTs that tests start from, and a tool to make crooked ones."""

from __future__ import annotations

import itertools
from typing import Any

from sceau.encoding import base64url, strict_json
from sceau.keys.ed25519 import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.ports import RandomBytes
from sceau.proofs.jose import compact
from sceau.proofs.sd_jwt.disclosure import digest

ISSUER = "https://college.example/tenant/7"
PRIVATE = PrivateKey.from_seed(bytes(range(32)))
SIGNER = LocalSigner(PRIVATE, f"{ISSUER}#key-1")
HOLDER = PrivateKey.from_seed(bytes(range(1, 33)))
HOLDER_SIGNER = LocalSigner(HOLDER, "")
VCT = "https://college.example/types/attestation"


def counting() -> RandomBytes:
    """Bytes that are never the same twice, and always the same in the next test."""
    numbers = itertools.count(1)
    return lambda size: next(numbers).to_bytes(size)


def disclosure(*content: Any) -> str:
    """The text of a disclosure with any content at all."""
    return base64url.encode(strict_json.dumps(list(content)))


def sd_jwt(payload: Any, *disclosures: str, kind: str = "dc+sd-jwt", tail: str = "") -> str:
    """``payload`` signed, with ``disclosures`` and whatever follows the last `~`."""
    signed = compact.sign({"typ": kind}, strict_json.dumps(payload), SIGNER)
    return "~".join([signed, *disclosures, tail])


def digests(*disclosures: str) -> list[Any]:
    """What an object holds in their place."""
    return [digest(each) for each in disclosures]
