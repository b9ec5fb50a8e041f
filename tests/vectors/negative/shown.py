"""Cases of presentations: who shows it, to whom, and what is inside."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from sceau.did.methods import key as did_key
from sceau.encoding import base64url
from sceau.encoding.strict_json import dumps
from sceau.keys.local import LocalSigner
from sceau.proofs import add_proof
from sceau.proofs.jose import compact
from tests.sceau.openbadges import examples
from tests.sceau.verifying import world as worlds
from tests.sceau.verifying.world import INDEX, KEYS, NOW, STRANGER, World
from tests.vectors.negative import good
from tests.vectors.negative.case import Case

Change = Callable[[dict[str, Any]], object]
ASKED: dict[str, Any] = {"origin": "presentation", "challenge": good.CHALLENGE, "domain": good.DOMAIN}
FIRST = "/verifiableCredential/0"
VALUE = "/proof/0/proofValue"


def altered(change: Change) -> bytes:
    """The presentation, changed after the holder signed it."""
    document = deepcopy(good.presentation())
    change(document)
    return dumps(document)


def holding(*credentials: Any) -> bytes:
    """A sound presentation of these."""
    return dumps(good.presentation(*credentials))


def resigned(change: Change, **signing: Any) -> bytes:
    """The presentation, changed and then signed by the holder."""
    document = deepcopy(good.presentation())
    del document["proof"]
    change(document)
    arguments: dict[str, Any] = {
        "signer": good.holder(),
        "created": NOW,
        "purpose": "authentication",
        "cryptosuite": "eddsa-rdfc-2022",
        "challenge": good.CHALLENGE,
        "domain": good.DOMAIN,
    } | signing
    return dumps(add_proof(document, contexts=worlds.CONTEXTS, **arguments))


def broken(name: str, what: str, data: bytes, code: str, pointer: str, *, check: str = "proof") -> Case:
    return Case(name, what, data, "rejected", check, "failed", code, pointer, **ASKED)


def _spoilt() -> dict[str, Any]:
    document = deepcopy(good.given_to(good.HOLDER_DID))
    document["credentialSubject"]["achievement"]["name"] = "Littératie de l’IB"
    return document


def _revoked(world: World) -> None:
    world.publish(examples.STATUS_LIST, worlds.status_list(INDEX))


def _expired() -> bytes:
    """The JWT of a presentation whose time is over."""
    return good.presentation_jwt(expires=NOW.replace(day=1, hour=1)).encode()


def _another_nonce() -> bytes:
    """The JWT with the nonce of today, put in by somebody who does not have the holder's key."""
    head, payload, signature = good.presentation_jwt(nonce="what-was-asked-last-week").split(".")
    claims = compact.parse(".".join([head, payload, signature])).claims() | {"nonce": good.CHALLENGE}
    return f"{head}.{base64url.encode(dumps(claims))}.{signature}".encode()


EMBEDDED = [
    broken("shown-again", "a recording of an answer to an earlier question",
           dumps(good.presentation(challenge="what-was-asked-last-week")), "proof_challenge_differs",
           "/proof/0/challenge"),
    broken("shown-to-another", "made for another verifier", dumps(good.presentation(domain="https://other.example")),
           "proof_domain_differs", "/proof/0/domain"),
    broken("shown-without-challenge", "no challenge was signed", dumps(good.presentation(challenge=None)),
           "proof_challenge_differs", "/proof/0/challenge"),
    broken("shown-challenge-put-in", "the challenge of today is put into the proof of last week",
           altered(lambda d: d["proof"][0].update(created="2026-03-01T14:04:00Z")), "proof_signature_invalid", VALUE),
    broken("shown-purpose", "signed as if the holder had issued it",
           resigned(lambda d: None, purpose="assertionMethod"), "proof_purpose_wrong", "/proof/0/proofPurpose"),
    broken("shown-credential-added", "a credential more than the holder signed for",
           altered(lambda d: d["verifiableCredential"].append(worlds.genuine())), "proof_signature_invalid", VALUE),
    broken("shown-credential-removed", "the holder signed for a credential that is gone",
           altered(lambda d: d.pop("verifiableCredential")), "proof_signature_invalid", VALUE),
    Case("shown-by-another", "the stranger signs, and names the holder", resigned(
             lambda d: None, signer=LocalSigner(KEYS[STRANGER], did_key.method_of(KEYS[STRANGER].public))),
         "rejected", "holder", "failed", "holder_key_not_controlled", "/holder", **ASKED),
    Case("shown-credential-of-another", "somebody shows, in his own name, what was given to the holder", dumps(
             good.presentation(holder_signer=LocalSigner(KEYS[STRANGER], did_key.method_of(KEYS[STRANGER].public)))),
         "check", "holder", "inconclusive", "holder_not_subject", FIRST, proof_only="verified", **ASKED),
    broken("shown-credential-altered", "one letter of the credential inside", holding(_spoilt()), "member_rejected",
           FIRST, check="credentials"),
    Case("shown-credential-revoked", "the credential inside is revoked", holding(good.given_to(good.HOLDER_DID)),
         "rejected", "credentials", "failed", "member_rejected", FIRST, world=_revoked, proof_only="verified",
         **ASKED),
    broken("shown-credential-unsigned", "the credential inside is signed by nobody", holding(examples.credential()),
           "member_rejected", FIRST, check="credentials"),
    broken("shown-sentence", "an address stands where a credential should",
           altered(lambda d: d.update(verifiableCredential=["https://college.example/credential"])),
           "term_undefined", "", check="context"),
    Case("shown-alone", "the holder's proof is gone, although a challenge was given",
         altered(lambda d: d.pop("proof")), "rejected", "proof", "failed", "proof_missing", "", **ASKED),
]  # fmt: skip

TEXTS = [
    Case("shown-jwt-again", "a recording of an answer to an earlier question",
         good.presentation_jwt(nonce="what-was-asked-last-week").encode(), "rejected", "proof", "failed",
         "proof_challenge_differs", "/nonce", "jwt", **ASKED | {"origin": "presentation-jwt"}),
    Case("shown-jwt-to-another", "made for another verifier",
         good.presentation_jwt(audience="https://other.example").encode(), "rejected", "proof", "failed",
         "proof_domain_differs", "/aud", "jwt", **ASKED | {"origin": "presentation-jwt"}),
    Case("shown-jwt-expired", "it was meant to count until this morning", _expired(), "check", "proof", "failed",
         "proof_expired", "/exp", "jwt", **ASKED | {"origin": "presentation-jwt"}),
    Case("shown-jwt-nonce-put-in", "the nonce of today is put into the text of last week", _another_nonce(),
         "rejected", "proof", "failed", "jws_signature_invalid", "", "jwt", **ASKED | {"origin": "presentation-jwt"}),
]  # fmt: skip

CASES = [*EMBEDDED, *TEXTS]
