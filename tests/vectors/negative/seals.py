"""Cases of seals: proofs, keys, time."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta
from typing import Any

from sceau.encoding.strict_json import dumps
from tests.sceau.verifying import world as worlds
from tests.sceau.verifying.world import COLLEGE, NOW, SIGNED, STRANGER
from tests.vectors.negative.case import Case, Tweak, achievement, altered, signed_after

METHOD = "/proof/0/verificationMethod"
GENUINE = dumps(worlds.genuine())


def _proof(change: Callable[[dict[str, Any]], object]) -> bytes:
    return altered(lambda d: change(d["proof"][0]))


def broken(name: str, what: str, data: bytes, code: str, pointer: str) -> Case:
    return Case(name, what, data, "rejected", "proof", "failed", code, pointer)


def unjudged(name: str, what: str, data: bytes, code: str, pointer: str) -> Case:
    return Case(name, what, data, "check", "proof", "inconclusive", code, pointer)


def _add_stranger(document: dict[str, Any]) -> None:
    bare = {name: value for name, value in document.items() if name != "proof"}
    document["proof"] = worlds.sign(bare, by=STRANGER)["proof"]


def _related(document: dict[str, Any]) -> dict[str, Any]:
    found = achievement(document)["related"][0]
    assert isinstance(found, dict)
    return found


PROOFS = [
    broken("no-proof", "the proof is gone", altered(lambda d: d.pop("proof")), "proof_missing", ""),
    broken("no-proofs", "an empty array of proofs", altered(lambda d: d.update(proof=[])), "proof_missing", ""),
    broken(
        "altered-name",
        "one letter of the French title",
        altered(lambda d: achievement(d).update(name="Littératie de l’IB")),
        "proof_signature_invalid",
        "/proof/0/proofValue",
    ),
    broken(
        "altered-translation",
        "one word of the English title",
        altered(lambda d: achievement(d)["related"][0].update(name="AI mastery")),
        "proof_signature_invalid",
        "/proof/0/proofValue",
    ),
    broken(
        "altered-digest",
        "the digest of the evidence",
        altered(lambda d: d["relatedResource"][0].update(digestSRI="sha256-" + "A" * 43 + "=")),
        "proof_signature_invalid",
        "/proof/0/proofValue",
    ),
    broken(
        "status-removed",
        "without its status",
        altered(lambda d: d.pop("credentialStatus")),
        "proof_signature_invalid",
        "/proof/0/proofValue",
    ),
    broken(
        "languages-swapped",
        "French and English exchange their tags",
        altered(lambda d: (achievement(d).update(inLanguage="en-CA"), _related(d).update(inLanguage="fr-CA"))),
        "proof_signature_invalid",
        "/proof/0/proofValue",
    ),
    broken(
        "proof-of-another",
        "the proof of another credential of the same issuer",
        altered(lambda d: d.update(proof=worlds.genuine(id="urn:uuid:0d1f7d2c-1b4e-4c53-9d55-000000000009")["proof"])),
        "proof_signature_invalid",
        "/proof/0/proofValue",
    ),
    broken(
        "later-created",
        "the proof claims to be younger",
        _proof(lambda p: p.update(created="2026-02-01T00:00:00Z")),
        "proof_signature_invalid",
        "/proof/0/proofValue",
    ),
    broken(
        "proof-with-more",
        "a member inside the proof that no signature covers",
        _proof(lambda p: p.update(note="approved")),
        "term_undefined",
        "/proof/0/note",
    ),
    broken(
        "purpose",
        "a proof made for authentication",
        signed_after(lambda d: None, purpose="authentication"),
        "proof_purpose_wrong",
        "/proof/0/proofPurpose",
    ),
    broken(
        "no-value",
        "without proofValue",
        _proof(lambda p: p.pop("proofValue")),
        "proof_member_missing",
        "/proof/0/proofValue",
    ),
    broken(
        "value-base64",
        "proofValue in base64url",
        _proof(lambda p: p.update(proofValue="u" + "A" * 86)),
        "proof_value_malformed",
        "/proof/0/proofValue",
    ),
    broken(
        "created-malformed",
        "created is no moment",
        _proof(lambda p: p.update(created="yesterday")),
        "date_malformed",
        "/proof/0/created",
    ),
    broken(
        "chain-broken",
        "the proof refers to another one that is not there",
        _proof(lambda p: p.update(previousProof="urn:uuid:0d1f7d2c-1b4e-4c53-9d55-000000000008")),
        "proof_chain_broken",
        "/proof/0/previousProof",
    ),
    broken(
        "one-of-two-broken",
        "beside the issuer's proof a stranger's, which does not hold",
        altered(
            lambda d: d["proof"].append(worlds.sign({"type": "x"}, by=STRANGER, suite="eddsa-jcs-2022")["proof"][0])
        ),
        "proof_signature_invalid",
        "/proof/1/proofValue",
    ),
    Case(
        "proof-expired",
        "the proof was meant to count until yesterday",
        signed_after(lambda d: None, expires=NOW - timedelta(days=1)),
        "check",
        "proof",
        "failed",
        "proof_expired",
        "/proof/0/expires",
    ),
    unjudged(
        "suite-unknown",
        "a cryptosuite unknown here",
        _proof(lambda p: p.update(cryptosuite="bbs-2031")),
        "proof_type_unsupported",
        "/proof/0",
    ),
    unjudged(
        "type-unknown",
        "a proof type of former times",
        _proof(lambda p: (p.pop("cryptosuite"), p.update(type="Ed25519Signature2018"))),
        "proof_type_unsupported",
        "/proof/0",
    ),
    unjudged(
        "did-method",
        "a DID method unknown here",
        altered(
            lambda d: (d.update(issuer="did:example:1"), d["proof"][0].update(verificationMethod="did:example:1#a"))
        ),
        "did_method_unsupported",
        METHOD,
    ),
]


def signed_by_another(name: str, what: str, data: bytes, code: str, world: Tweak | None = None) -> Case:
    return Case(name, what, data, "rejected", "issuer", "failed", code, METHOD, world=world)


def publish(did: str, document: Callable[[], dict[str, Any]]) -> Tweak:
    return lambda world: world.publish(worlds.did_url(did), document())


def _stranger_claims_college() -> dict[str, Any]:
    document = deepcopy(worlds.published(STRANGER))
    for method in document["verificationMethod"]:
        method["controller"] = COLLEGE
    return document


def _college_lists_stranger() -> dict[str, Any]:
    document = worlds.published(COLLEGE)
    return document | {"assertionMethod": [*document["assertionMethod"], f"{STRANGER}#key-1"]}


KEYS = [
    signed_by_another(
        "forged", "a stranger signs in the college's name", signed_after(lambda d: None, by=STRANGER),
        "issuer_key_not_controlled",
    ),
    signed_by_another(
        "forged-with-controller",
        "the same, and the stranger's DID document names the college as controller",
        signed_after(lambda d: None, by=STRANGER),
        "issuer_key_not_controlled",
        publish(STRANGER, _stranger_claims_college),
    ),
    signed_by_another(
        "only-strangers",
        "the issuer's proof is replaced by a good one of a stranger",
        altered(_add_stranger),
        "issuer_key_not_controlled",
    ),
    signed_by_another(
        "key-not-for-credentials",
        "the issuer does not allow the key for assertions",
        GENUINE,
        "issuer_key_not_for_assertion",
        publish(COLLEGE, lambda: worlds.published(COLLEGE, for_assertion=False)),
    ),
    signed_by_another(
        "key-expired",
        "the key was out of use when it signed",
        GENUINE,
        "issuer_key_expired",
        publish(COLLEGE, lambda: worlds.published(COLLEGE, expires=SIGNED - timedelta(days=1))),
    ),
    signed_by_another(
        "key-revoked",
        "the key was revoked before it signed",
        GENUINE,
        "issuer_key_revoked",
        publish(COLLEGE, lambda: worlds.published(COLLEGE, revoked=SIGNED - timedelta(days=1))),
    ),
    Case(
        "key-compromised-later",
        "the key was revoked after the day that the signature claims",
        GENUINE, "check", "issuer", "inconclusive", "issuer_key_compromised", METHOD,
        world=publish(COLLEGE, lambda: worlds.published(COLLEGE, revoked=SIGNED + timedelta(days=1))),
    ),
    Case(
        "key-gone",
        "the issuer no longer publishes the key",
        GENUINE, "rejected", "issuer", "failed", "issuer_key_not_controlled", "/proof/0/verificationMethod",
        proof_only="check",
        world=publish(COLLEGE, lambda: worlds.published(COLLEGE) | {"verificationMethod": [], "assertionMethod": []}),
    ),
    Case(
        "did-unreachable",
        "the issuer's DID document does not answer",
        GENUINE, "check", "issuer", "inconclusive", "did_unreachable", METHOD,
        proof_only="check",
        world=lambda world: world.pages.pop(worlds.did_url(COLLEGE)),
    ),
    Case(
        "did-of-another",
        "under the issuer's address stands the document of another DID",
        GENUINE, "check", "issuer", "inconclusive", "did_document_invalid", METHOD,
        proof_only="check",
        world=publish(COLLEGE, lambda: worlds.published(STRANGER)),
    ),
]  # fmt: skip
TIME = [
    Case(
        "expired", "it ended yesterday",
        dumps(worlds.genuine(valid_until=NOW - timedelta(days=1))),
        "check", "validity", "failed", "credential_expired", "/validUntil",
    ),
    Case(
        "not-yet", "it begins tomorrow",
        dumps(worlds.genuine(valid_from=NOW + timedelta(days=1))),
        "check", "validity", "failed", "credential_not_yet_valid", "/validFrom",
    ),
]  # fmt: skip
CASES = [*PROOFS, *KEYS, *TIME]
