"""Presentations between this engine and another: made here and checked there, and the reverse."""

from __future__ import annotations

import random as chance
from datetime import datetime
from typing import Any

import pytest

from sceau.did.methods import key
from sceau.encoding.strict_json import JsonObject
from sceau.errors import InputError
from sceau.issuing import issue
from sceau.keys.ecdsa import PrivateKey as EcdsaKey
from sceau.keys.ed25519 import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.keys.multikey import P256
from sceau.linked_data.contexts import Contexts
from sceau.presenting import derive, present
from sceau.proofs import add_proof, chain, verify_proof
from tests.interop import node
from tests.sceau.documents import badge

pytestmark = [pytest.mark.node, pytest.mark.slow]

ISSUER = PrivateKey.from_seed(bytes(range(32)))
HOLDER = PrivateKey.from_seed(bytes([9] * 32))
ASKED = {"challenge": "5a3a2a0e", "domain": "verifier.example"}


@pytest.fixture
def credentials(now: datetime, contexts: Contexts) -> list[JsonObject]:
    """One whole badge, and part of another."""
    signer = LocalSigner(ISSUER, key.method_of(ISSUER.public))
    other = EcdsaKey.from_secret(P256, bytes(range(1, 33)))
    unsigned: dict[str, Any] = badge(ISSUER)
    unsigned["issuer"]["id"] = key.of(other.public)
    base = add_proof(
        unsigned,
        signer=LocalSigner(other, key.method_of(other.public)),
        cryptosuite="ecdsa-sd-2023",
        created=now,
        contexts=contexts,
        mandatory_pointers=["/issuer", "/validFrom"],
        random=chance.Random(1).randbytes,
    )
    part = derive(
        base,
        selective_pointers=["/credentialSubject/achievement/name"],
        contexts=contexts,
        random=chance.Random(2).randbytes,
        public_key=other.public,
    )
    return [issue(badge(ISSUER), signer=signer, now=now, contexts=contexts), part]


@pytest.fixture
def contexts() -> Contexts:
    return Contexts.bundled()


def there(*jobs: dict[str, Any]) -> list[Any]:
    answers: list[Any] = node.run("presentations.mjs", {"jobs": list(jobs)})
    return answers


def test_made_here_verifies_there(credentials: list[JsonObject], now: datetime, contexts: Contexts) -> None:
    signer = LocalSigner(HOLDER, key.method_of(HOLDER.public))
    shown = present(credentials, holder_signer=signer, now=now, contexts=contexts, **ASKED)
    job = {"act": "verify", "presentation": shown, **ASKED}
    spoiled = {**shown, "verifiableCredential": credentials[:1]}
    good, *bad = there(
        job, job | {"challenge": "other"}, job | {"domain": "other.example"}, job | {"presentation": spoiled}
    )
    assert good == {"verified": True, "errors": []}
    assert [answer["verified"] for answer in bad] == [False, False, False]


def test_made_there_verifies_here(credentials: list[JsonObject], contexts: Contexts) -> None:
    pair = {
        "@context": "https://w3id.org/security/multikey/v1",
        "type": "Multikey",
        "id": key.method_of(HOLDER.public),
        "controller": key.of(HOLDER.public),
        "publicKeyMultibase": HOLDER.public_multibase,
        "secretKeyMultibase": HOLDER.secret_multibase,
    }
    (shown,) = there({"act": "present", "credentials": credentials, "key": pair, **ASKED})
    (proof,) = chain.listed(shown)
    verify_proof(shown, proof, public_key=HOLDER.public, contexts=contexts)
    assert {name: proof[name] for name in ASKED} == ASKED
    with pytest.raises(InputError, match="proof_signature_invalid"):
        verify_proof(
            {**shown, "verifiableCredential": credentials[1:]}, proof, public_key=HOLDER.public, contexts=contexts
        )
