"""What every side of a measurement is given: the same keys, contexts, moment and choices."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import Any

from benchmarks import documents
from sceau.did.methods import key
from sceau.did.resolver import Resolver
from sceau.encoding.strict_json import dumps
from sceau.errors import ResolutionError
from sceau.issuing import issue
from sceau.issuing.issuer import ALWAYS_SHOWN
from sceau.keys import bls12381, ecdsa, ed25519, jwk
from sceau.keys.local import LocalSigner
from sceau.keys.multikey import BLS12381_G2, ED25519, P256
from sceau.keys.private import MultikeyPrivate
from sceau.linked_data.contexts import DID_V1, MULTIKEY_V1, Contexts
from sceau.ports import Fetched
from sceau.proofs import add_proof
from sceau.status import bitstring
from sceau.status.bitstring import BitString
from sceau.verifying.memory import Memory
from sceau.verifying.policy import Policy
from sceau.verifying.register import Register
from sceau.verifying.verifier import Verifier

NOW = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)
CONTEXTS = Contexts.bundled()
_SECRET = bytes(range(1, 33))
_LISTED = 20
"""Issuers in the register."""


def private(kind: str) -> MultikeyPrivate:
    """The issuer's key of a kind; always the same."""
    if kind == ED25519:
        return ed25519.PrivateKey.from_seed(_SECRET)
    if kind == BLS12381_G2:
        return bls12381.PrivateKey.from_secret(_SECRET)
    return ecdsa.PrivateKey.from_secret(kind, _SECRET)


def signer(kind: str) -> LocalSigner:
    """Of the did:key of that kind."""
    pair = private(kind)
    return LocalSigner(pair, key.method_of(pair.public))


def issuer(kind: str = ED25519) -> str:
    """The issuer's did:key of that kind."""
    return key.of(private(kind).public)


def setup() -> dict[str, Any]:
    """What a side is told before it is asked for anything; JSON."""
    names = (documents.CREDENTIALS, documents.OPEN_BADGES, DID_V1, MULTIKEY_V1)
    return {
        "now": documents.NOW,
        "contexts": {name: CONTEXTS.document(name) for name in names},
        "keys": {kind: _key(kind) for kind in (ED25519, P256, BLS12381_G2)},
        "mandatory": [f"/{name}" for name in ALWAYS_SHOWN if name in documents.badge(0, "")],
        "shown": documents.SHOWN,
        "disclosable": list(documents.DISCLOSABLE),
    }


def _key(kind: str) -> dict[str, Any]:
    pair = private(kind)
    return {
        "did": key.of(pair.public),
        "method": key.method_of(pair.public),
        "publicKeyMultibase": pair.public_multibase,
        "secretKeyMultibase": pair.secret_multibase,
        "jwk": None if kind == BLS12381_G2 else jwk.from_private(pair),
    }


class Pages:
    """The status list of the college: the only thing on this internet."""

    def __init__(self) -> None:
        listed = bitstring.credential(
            url=documents.STATUS_LIST, issuer=issuer(), bits=BitString(), valid_from=datetime(2026, 1, 1, tzinfo=UTC)
        )
        self._body = dumps(issue(listed, signer=signer(ED25519), now=NOW, contexts=CONTEXTS))

    def __call__(self, url: str, *, accept: str = "*/*", max_bytes: int = 2_000_000, redirects: int = 3) -> Fetched:
        if url != documents.STATUS_LIST:
            raise ResolutionError("fetch_failed", detail=url)
        return Fetched(url, self._body, "application/vc", NOW)


def register() -> Register:
    """A signed register in which the issuer is recognised, among others."""
    others = [ed25519.PrivateKey.from_seed(bytes([number]) * 32) for number in range(1, _LISTED)]
    entries: list[Any] = [
        {
            "id": did,
            "name": {"fr": "Un collège", "en": "A college"},
            "recognizedFor": ["MicroCredential"],
            "from": "2025-01-01T00:00:00Z",
            "until": None,
            "status": "recognized",
        }
        for did in (issuer(), *(key.of(each.public) for each in others))
    ]
    document: Any = {
        "type": "IssuerRegister",
        "publisher": issuer(),
        "updated": "2026-02-01T00:00:00Z",
        "issuers": entries,
    }
    signed = add_proof(
        document,
        signer=signer(ED25519),
        cryptosuite="eddsa-jcs-2022",
        created=NOW,
        contexts=CONTEXTS,
        random=os.urandom,
    )
    return Register.parse(dumps(signed))


def verifier(policy: Policy, *, full: bool = False) -> Verifier:
    """One that a service would keep.

    Args:
        policy: which questions.
        full: with the register at hand.
    """
    pages = Pages()
    return Verifier(
        resolver=Resolver(pages),
        fetch=pages,
        contexts=CONTEXTS,
        policy=policy,
        register=register() if full else None,
        memory=Memory(),
    )
