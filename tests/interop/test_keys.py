"""Keys and their signatures between this engine and other people's packages, and the documents that did:key implies."""

from __future__ import annotations

from typing import Any

import pytest

from sceau.did.document import parse
from sceau.did.methods import key
from sceau.encoding import base64url
from sceau.keys import jwk, signature
from tests.interop import node
from tests.sceau.keys.pairs import BLS_PRIVATE, MULTIKEYS

pytestmark = [pytest.mark.node, pytest.mark.slow]

MESSAGE = "Collège de l’Érablière".encode()
USES = ("authentication", "assertionMethod", "capabilityInvocation", "capabilityDelegation")


@pytest.fixture(scope="module")
def answers() -> dict[str, Any]:
    asked = []
    for pair in MULTIKEYS:
        did = key.of(pair.public)
        asked.append(
            {
                "kind": pair.public.kind,
                "multikey": {
                    "@context": "https://w3id.org/security/multikey/v1",
                    "id": key.method_of(pair.public),
                    "type": "Multikey",
                    "controller": did,
                    "publicKeyMultibase": pair.public_multibase,
                    "secretKeyMultibase": pair.secret_multibase,
                },
                "message": base64url.encode(MESSAGE),
                "signature": None if pair is BLS_PRIVATE else base64url.encode(pair.sign(MESSAGE)),
                "did": None if pair.public.kind == "P-521" else did,  # their driver knows no header of it
            }
        )
    return {each["kind"]: answer for each, answer in zip(asked, node.run("keys.mjs", asked), strict=True)}


@pytest.mark.parametrize(
    "pair", [each for each in MULTIKEYS if each is not BLS_PRIVATE], ids=lambda pair: pair.public.kind
)
def test_signatures_both_ways(pair: Any, answers: dict[str, Any]) -> None:
    answer = answers[pair.public.kind]
    assert answer["verified"] is True
    assert signature.verify(pair.public, MESSAGE, base64url.decode(answer["signature"]))
    secret = jwk.from_private(pair)
    assert {name: answer["jwk"][name] for name in secret} == secret


@pytest.mark.parametrize(
    "pair", [each for each in MULTIKEYS if each.public.kind != "P-521"], ids=lambda pair: pair.public.kind
)
def test_did_key_implies_the_same_document(pair: Any, answers: dict[str, Any]) -> None:
    did = key.of(pair.public)
    ours, theirs = key.resolve(did), parse(answers[pair.public.kind]["document"])
    assert theirs.find(key.method_of(pair.public)).public_key == pair.public
    for use in USES:
        assert ours.raw[use] == theirs.raw[use], use
