"""The key pairs of the W3C vectors: both halves read, and belonging to each other."""

from __future__ import annotations

from typing import Any

import pytest

from sceau.keys import multikey, private, signature
from tests.sceau.vectors import folder, read_json

PAIRS = [
    (folder("vc-di-ecdsa") / "p256KeyPair.json", []),
    (folder("vc-di-ecdsa") / "p384KeyPair.json", []),
    (folder("vc-di-ecdsa") / "ecdsa-sd-2023" / "SDKeyMaterial.json", ["baseKeyPair"]),
    (folder("vc-di-ecdsa") / "ecdsa-sd-2023" / "SDKeyMaterial.json", ["proofKeyPair"]),
    (folder("vc-di-eddsa") / "keyPair.json", []),
]


@pytest.mark.parametrize(("place", "members"), PAIRS)
def test_the_halves_of_a_pair(place: Any, members: list[str]) -> None:
    pair = read_json(place)
    for member in members:
        pair = pair[member]
    made = private.from_multibase(pair.get("secretKeyMultibase") or pair["privateKeyMultibase"])
    assert made.public_multibase == pair["publicKeyMultibase"]
    key = multikey.decode(pair["publicKeyMultibase"])
    assert signature.verify(key, b"message", made.sign(b"message"))
