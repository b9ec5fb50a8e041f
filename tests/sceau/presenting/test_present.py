from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from sceau.did.methods import key
from sceau.errors import InputError, UsageError
from sceau.issuing import issue
from sceau.keys.ecdsa import PrivateKey as EcdsaKey
from sceau.keys.ed25519 import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.keys.multikey import P256
from sceau.linked_data.contexts import CREDENTIALS_V2, Contexts
from sceau.presenting import present
from sceau.proofs import verify_proof
from tests.sceau.documents import badge
from tests.sceau.proofs.jose.texts import jwt

HOLDER = PrivateKey.from_seed(bytes([9] * 32))


def shown(credentials: Any, now: datetime, contexts: Contexts, **options: Any) -> dict[str, Any]:
    given = {"holder_signer": LocalSigner(HOLDER, key.method_of(HOLDER.public))}
    return present(credentials, now=now, contexts=contexts, **(given | options))


def check(presentation: dict[str, Any], contexts: Contexts, public_key: Any = HOLDER.public) -> None:
    verify_proof(presentation, presentation["proof"][0], public_key=public_key, contexts=contexts, pointer="/proof/0")


@pytest.fixture
def credential(private_key: PrivateKey, signer: LocalSigner, now: datetime, contexts: Contexts) -> dict[str, Any]:
    return issue(badge(private_key), signer=signer, now=now, contexts=contexts)


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_documents_and_texts_together(credential: Any, now: datetime, contexts: Contexts, suite: str) -> None:
    texts = [jwt({}, {"typ": "vc+jwt"}), jwt({}, {"typ": "vc+sd-jwt"}) + "~WyJz~"]
    options = {"challenge": "42", "domain": "verifier.example", "presentation_id": "urn:uuid:1", "cryptosuite": suite}
    presentation = shown([credential, *texts], now, contexts, **options)
    check(presentation, contexts)
    proof = presentation.pop("proof")[0]
    assert {name: proof[name] for name in ("proofPurpose", "challenge", "domain", "created")} == {
        "proofPurpose": "authentication",
        "challenge": "42",
        "domain": "verifier.example",
        "created": "2026-03-01T14:05:00Z",
    }
    assert presentation == {
        "@context": [CREDENTIALS_V2],
        "type": ["VerifiablePresentation"],
        "holder": key.of(HOLDER.public),
        "id": "urn:uuid:1",
        "verifiableCredential": [
            credential,
            *(
                {
                    "@context": [CREDENTIALS_V2],
                    "id": f"data:application/vc+{kind},{text}",
                    "type": ["EnvelopedVerifiableCredential"],
                }
                for kind, text in zip(("jwt", "sd-jwt"), texts, strict=True)
            ),
        ],
    }


def test_the_same_arguments_give_the_same_bytes(credential: Any, now: datetime, contexts: Contexts) -> None:
    assert shown([credential], now, contexts) == shown([credential], now, contexts)


@pytest.mark.parametrize("change", ["challenge", "domain", "holder", "verifiableCredential", "member"])
def test_everything_is_signed(credential: Any, now: datetime, contexts: Contexts, change: str) -> None:
    presentation = shown([credential], now, contexts, challenge="42", domain="verifier.example")
    if change in ("challenge", "domain"):
        presentation["proof"][0][change] = "other"
    elif change == "holder":
        presentation["holder"] = "did:example:other"
    elif change == "member":
        presentation["verifiableCredential"] = [{**credential, "name": "Other"}]
    else:
        presentation["verifiableCredential"] = []
    with pytest.raises(InputError, match="proof_signature_invalid"):
        check(presentation, contexts)


def test_no_credential_at_all_is_an_authentication(now: datetime, contexts: Contexts) -> None:
    presentation = shown([], now, contexts, challenge="42", holder=key.of(HOLDER.public))
    assert "verifiableCredential" not in presentation
    check(presentation, contexts)


def test_another_curve(credential: Any, now: datetime, contexts: Contexts) -> None:
    private = EcdsaKey.from_secret(P256, bytes([9] * 32))
    signer = LocalSigner(private, key.method_of(private.public))
    options = {"holder_signer": signer, "cryptosuite": "ecdsa-rdfc-2019"}
    check(shown([credential], now, contexts, **options), contexts, private.public)


def test_wrong_uses(credential: Any, now: datetime, contexts: Contexts) -> None:
    with pytest.raises(UsageError, match="holder_key_not_controlled: /holder"):
        shown([credential], now, contexts, holder="did:example:other")
    with pytest.raises(UsageError, match="usage_wrong"):
        shown([credential], now, contexts, cryptosuite="ecdsa-rdfc-2019")
    with pytest.raises(InputError, match="member_malformed: /verifiableCredential"):
        shown([{}], now, contexts)
