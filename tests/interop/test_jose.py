"""Signed texts between this engine and other people's: joserfc, jose, did-jwt-vc, openvc."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa as openssl

from sceau.encoding import strict_json
from sceau.errors import InputError
from sceau.issuing.enveloping import issue_jwt
from sceau.keys import ecdsa, jwk, rsa
from sceau.keys.ed25519 import PrivateKey
from sceau.keys.local import LocalSigner, Private
from sceau.linked_data.contexts import Contexts
from sceau.proofs.jose import compact, envelope
from tests.interop import node

pytestmark = [pytest.mark.node, pytest.mark.slow]

PAYLOAD = '{"name":"Zoé"}'
DID = "did:web:college.example"
KID = f"{DID}#key-1"
KEYS: dict[str, Private] = {
    "EdDSA": PrivateKey.from_seed(bytes(range(32))),
    "ES256": ecdsa.PrivateKey.from_secret("P-256", bytes(31) + b"\7"),
    "ES384": ecdsa.PrivateKey.from_secret("P-384", bytes(47) + b"\7"),
    "ES512": ecdsa.PrivateKey.from_secret("P-521", bytes(65) + b"\7"),
    "RS256": rsa.PrivateKey(openssl.generate_private_key(65_537, 2_048)),
}
KEYS["PS256"] = KEYS["RS256"]
CREDENTIAL: dict[str, Any] = {
    "@context": ["https://www.w3.org/2018/credentials/v1"],
    "id": "urn:uuid:1",
    "type": ["VerifiableCredential"],
    "issuer": DID,
    "issuanceDate": "2026-03-01T14:05:00Z",
    "credentialSubject": {"id": "did:example:learner", "https://schema.org/name": "Zoé"},
}


def signed(algorithm: str) -> str:
    return compact.sign({"kid": KID}, PAYLOAD.encode(), LocalSigner(KEYS[algorithm], KID))


def flipped(text: str) -> str:
    return ("B" if text[-20] == "A" else "A").join([text[:-20], text[-19:]])


def document(algorithm: str) -> dict[str, Any]:
    """A DID document in the words that did-jwt knows."""
    method = {
        "id": KID,
        "type": "JsonWebKey2020",
        "controller": DID,
        "publicKeyJwk": jwk.from_public_key(KEYS[algorithm].public),
    }
    return {
        "@context": "https://www.w3.org/ns/did/v1",
        "id": DID,
        "verificationMethod": [method],
        "assertionMethod": [KID],
        "authentication": [KID],
    }


@pytest.mark.filterwarnings("ignore:EdDSA is deprecated via RFC 9864")
@pytest.mark.parametrize("algorithm", KEYS)
def test_joserfc_both_ways(algorithm: str) -> None:
    from joserfc import jws
    from joserfc.errors import BadSignatureError
    from joserfc.jwk import import_key

    registry = jws.JWSRegistry(algorithms=[algorithm])
    private = import_key(jwk.from_private(KEYS[algorithm]))
    public = import_key(jwk.from_public_key(KEYS[algorithm].public))
    theirs = jws.serialize_compact({"alg": algorithm}, PAYLOAD, private, registry=registry)
    read = compact.parse(theirs)
    assert read.payload.decode() == PAYLOAD
    assert compact.verify(read, KEYS[algorithm].public)
    assert not compact.verify(compact.parse(flipped(theirs)), KEYS[algorithm].public)
    if algorithm != "PS256":  # a signer has one algorithm, and of the two for RSA it is RS256
        ours = signed(algorithm)
        assert jws.deserialize_compact(ours, public, registry=registry).payload.decode() == PAYLOAD
        with pytest.raises(BadSignatureError):
            jws.deserialize_compact(flipped(ours), public, registry=registry)


def test_npm_jose_both_ways() -> None:
    ours = [name for name in KEYS if name != "PS256"]
    tasks: list[dict[str, Any]] = [
        {
            "act": "jwsSign",
            "alg": name,
            "jwk": jwk.from_private(KEYS[name]),
            "header": {"kid": KID},
            "payload": PAYLOAD,
        }
        for name in KEYS
    ]
    for change in (str, flipped):
        tasks += [
            {
                "act": "jwsVerify",
                "alg": name,
                "jwk": jwk.from_public_key(KEYS[name].public),
                "text": change(signed(name)),
            }
            for name in ours
        ]
    answers = node.run("jose.mjs", tasks)
    for name, text in zip(KEYS, answers, strict=False):
        assert compact.parse(text).payload.decode() == PAYLOAD
        assert compact.verify(compact.parse(text), KEYS[name].public), name
        assert not compact.verify(compact.parse(flipped(text)), KEYS[name].public), name
    good, bad = answers[len(KEYS) : len(KEYS) + len(ours)], answers[len(KEYS) + len(ours) :]
    assert [(answer["verified"], answer.get("document")) for answer in good] == [(True, PAYLOAD)] * len(ours)
    assert [answer["verified"] for answer in bad] == [False] * len(ours)


@pytest.mark.parametrize("algorithm", ["EdDSA", "ES256"])
def test_did_jwt_vc_both_ways(algorithm: str, now: datetime) -> None:
    signer = LocalSigner(KEYS[algorithm], KID)
    ours = issue_jwt(CREDENTIAL, signer=signer, now=now, contexts=Contexts.bundled(), form="vc-jwt-1.1")
    theirs, good, bad = node.run(
        "jose.mjs",
        [
            {
                "act": "vcIssue",
                "payload": CREDENTIAL,
                "did": DID,
                "kid": KID,
                "jwk": jwk.from_private(KEYS[algorithm]),
                "alg": algorithm,
            },
            {"act": "vcVerify", "text": ours, "document": document(algorithm)},
            {"act": "vcVerify", "text": flipped(ours), "document": document(algorithm)},
        ],
    )
    assert good["verified"], good
    assert good["document"]["issuer"] == {"id": DID}
    assert good["document"]["issuanceDate"] == "2026-03-01T14:05:00.000Z"
    assert not bad["verified"]
    read = envelope.read(theirs)
    assert (read.form, read.signer_id, read.key_id) == ("vc-jwt-1.1", DID, KID)
    # their encoder takes out of the credential what the claims say; the dates come back to the second
    assert read.document == CREDENTIAL
    assert compact.verify(read.jws, KEYS[algorithm].public)
    assert not compact.verify(envelope.read(flipped(theirs)).jws, KEYS[algorithm].public)


def test_openvc_both_ways(now: datetime) -> None:
    from openvc.keys import P256SigningKey
    from openvc.proof.errors import ProofError
    from openvc.proof.vc_jwt import VcJwtProofSuite
    from openvc.proof.vp_jwt import VpJwtProofSuite

    pair = KEYS["ES256"]
    public: Any = jwk.from_public_key(pair.public)
    suite = VcJwtProofSuite()
    ours = issue_jwt(CREDENTIAL, signer=LocalSigner(pair, KID), now=now, contexts=Contexts.bundled(), form="vc-jwt-1.1")
    assert suite.verify(ours, public_key_jwk=public).credential == CREDENTIAL
    with pytest.raises(ProofError):
        suite.verify(flipped(ours), public_key_jwk=public)
    key = P256SigningKey.from_jwk(jwk.from_private(pair), KID)
    # their `nbf` is the moment of signing, whatever the credential says: a contradiction, which is refused here
    with pytest.raises(InputError) as caught:
        envelope.read(suite.sign(CREDENTIAL, signing_key=key))
    assert (caught.value.code, caught.value.pointer) == ("jwt_claims_disagree", "/nbf")
    undated = {name: value for name, value in CREDENTIAL.items() if name != "issuanceDate"}
    theirs = envelope.read(suite.sign(undated, signing_key=key))
    assert {name: theirs.document[name] for name in undated} == undated
    assert compact.verify(theirs.jws, pair.public)
    presented = envelope.read(
        VpJwtProofSuite().sign([theirs.jws.text], holder_key=key, audience="https://v.example", nonce="n-1")
    )
    assert (presented.form, presented.signer_id, presented.audience) == ("vp-jwt-1.1", DID, ("https://v.example",))
    assert presented.document["verifiableCredential"] == [theirs.jws.text]
    assert compact.verify(presented.jws, pair.public)


def test_openvc_and_this_engine_refuse_the_same(now: datetime) -> None:
    from openvc.errors import OpenvcError
    from openvc.proof.vc_jwt import VcJwtProofSuite

    pair = KEYS["EdDSA"]
    payload: dict[str, Any] = {
        "iss": DID,
        "jti": "urn:uuid:1",
        "sub": "did:example:learner",
        "nbf": 1_772_373_900,
        "vc": CREDENTIAL,
    }
    changes: list[tuple[dict[str, Any], dict[str, Any]]] = [
        ({"iss": "did:web:other.example"}, {}),
        ({"jti": "urn:uuid:2"}, {}),
        ({"sub": "did:example:other"}, {}),
        ({"nbf": "then"}, {}),
        ({"vc": None}, {}),
        ({}, {"crit": ["exp"]}),
    ]
    for claims, header in changes:
        text = compact.sign({"typ": "JWT"} | header, strict_json.dumps(payload | claims), LocalSigner(pair, KID))
        with pytest.raises(InputError):
            envelope.read(text)
        with pytest.raises(OpenvcError):
            VcJwtProofSuite().verify(text, public_key_jwk=jwk.from_public_key(pair.public))
