"""Cases of trust: proofs, keys, time, status, recognition, evidence."""

from __future__ import annotations

import base64
import gzip
from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta
from typing import Any

from sceau.encoding.strict_json import dumps
from sceau.errors import ResolutionError
from sceau.openbadges.achievement import Profile
from sceau.status import bitstring
from sceau.verifying.register import Register
from tests.sceau.openbadges import examples
from tests.sceau.verifying import world as worlds
from tests.sceau.verifying.world import COLLEGE, INDEX, NOW, PUBLISHER, SIGNED, STRANGER, World
from tests.vectors.negative.case import Case, Tweak, achievement, altered, signed_after

LIST = examples.STATUS_LIST
OTHER_LIST = "https://college.example/status/8"
STATUS = "/credentialStatus"
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


def listed(name: str, what: str, code: str, document: Callable[[], dict[str, Any] | bytes] | None) -> Case:
    """The list at the address of the entry is ``document``; None takes it away."""

    def tweak(world: World) -> None:
        if document is None:
            del world.pages[LIST]
        else:
            world.publish(LIST, document())

    return Case(name, what, GENUINE, "check", "status", "inconclusive", code, STATUS, world=tweak)


def entered(name: str, what: str, code: str, entry: dict[str, Any], pointer: str = STATUS) -> Case:
    return Case(name, what, dumps(worlds.genuine(status=[entry])), "check", "status", "inconclusive", code, pointer)


def flagged(name: str, what: str, purpose: str, verdict: str, code: str) -> Case:
    entry = bitstring.entry(LIST, INDEX, purpose=purpose)

    def tweak(world: World) -> None:
        world.publish(LIST, worlds.status_list(INDEX, purposes=[purpose]))

    return Case(
        name, what, dumps(worlds.genuine(status=[entry])), verdict, "status", "failed", code, STATUS, world=tweak
    )


def _with_bits(raw: bytes) -> dict[str, Any]:
    unsigned: dict[str, Any] = bitstring.credential(
        url=LIST, issuer=COLLEGE, bits=bitstring.BitString(), valid_from=SIGNED
    )
    packed = base64.urlsafe_b64encode(gzip.compress(raw, mtime=0)).rstrip(b"=").decode()
    unsigned["credentialSubject"]["encodedList"] = f"u{packed}"
    return worlds.sign(unsigned)


def _tampered_list() -> dict[str, Any]:
    document = worlds.status_list(INDEX)
    document["credentialSubject"]["encodedList"] = bitstring.BitString().encode()
    return document


STATUSES = [
    flagged("revoked", "its bit of revocation is set", "revocation", "rejected", "credential_revoked"),
    flagged("suspended", "its bit of suspension is set", "suspension", "check", "credential_suspended"),
    flagged("superseded", "its bit of refresh is set", "refresh", "check", "credential_superseded"),
    listed("list-unreachable", "the list does not answer", "status_list_unreachable", None),
    listed("list-html", "the list is a page of HTML", "status_list_malformed", lambda: b"<html>"),
    listed("list-tampered", "a bit was taken back after signing", "status_list_proof_invalid", _tampered_list),
    listed(
        "list-unsigned",
        "the list has no proof",
        "status_list_proof_invalid",
        lambda: {name: value for name, value in worlds.status_list(INDEX).items() if name != "proof"},
    ),
    listed(
        "list-signed-by-another",
        "a stranger signs the list in the college's name",
        "status_list_proof_invalid",
        lambda: worlds.status_list(by=STRANGER),
    ),
    listed(
        "list-of-another",
        "a stranger's own list",
        "status_list_issuer_differs",
        lambda: worlds.status_list(by=STRANGER, issuer=STRANGER),
    ),
    listed(
        "list-swapped",
        "another list of the same issuer, where nothing is revoked",
        "status_list_id_differs",
        lambda: worlds.status_list(url=OTHER_LIST),
    ),
    listed(
        "list-of-another-purpose",
        "the list is about suspension",
        "status_list_purpose_differs",
        lambda: worlds.status_list(INDEX, purposes=["suspension"]),
    ),
    listed(
        "list-out-of-date",
        "the list ended yesterday: an old copy could hide a revocation",
        "status_list_out_of_date",
        lambda: worlds.status_list(valid_until=NOW - timedelta(days=1)),
    ),
    listed("list-too-short", "100 entries", "status_list_too_short", lambda: _with_bits(bytes(100 // 8))),
    listed("list-bomb", "9 MB of bits", "status_list_too_large", lambda: _with_bits(bytes(9_000_000))),
    listed("list-credential", "the list is an ordinary credential", "status_list_malformed", worlds.genuine),
    entered(
        "index-out-of-range", "an index behind the end", "status_index_out_of_range", bitstring.entry(LIST, 131_072)
    ),
    entered(
        "index-not-a-number",
        "an index of letters",
        "status_entry_malformed",
        bitstring.entry(LIST, 0) | {"statusListIndex": "٣"},
        f"{STATUS}/statusListIndex",
    ),
    entered(
        "status-type",
        "a status type unknown here",
        "status_type_unsupported",
        {"id": "https://college.example/revoked", "type": "BitstringStatusList"},
    ),
]


def registered(name: str, what: str, code: str, outcome: str, source: Callable[[], Register]) -> Case:
    def tweak(world: World) -> None:
        world.register = source

    pointer = "/issuer" if outcome == "failed" else ""
    return Case(name, what, GENUINE, "check", "recognition", outcome, code, pointer, world=tweak)


def _entry(**changes: Any) -> Callable[[], Register]:
    return lambda: Register.parse(worlds.register(**changes))


def _silent() -> Register:
    raise ResolutionError("fetch_timeout")


def _unpublished(world: World) -> None:
    del world.pages[worlds.did_url(PUBLISHER)]


RECOGNITION = [
    registered("issuer-unknown", "not in the register", "issuer_unknown", "failed", _entry(id="did:web:other.example")),
    registered(
        "issuer-suspended", "suspended there", "issuer_recognition_suspended", "failed", _entry(status="suspended")
    ),
    registered(
        "issuer-ended",
        "its recognition ended before the award",
        "issuer_recognition_ended",
        "failed",
        _entry(until="2026-01-01T00:00:00Z"),
    ),
    registered(
        "issuer-later",
        "its recognition began after the award",
        "issuer_unknown",
        "failed",
        _entry(**{"from": "2026-02-01T00:00:00Z"}),
    ),
    registered(
        "issuer-other-kind",
        "recognised for diplomas alone",
        "issuer_kind_not_recognized",
        "failed",
        _entry(recognizedFor=["Diploma"]),
    ),
    registered("register-silent", "the register does not answer", "register_unreachable", "inconclusive", _silent),
    registered(
        "register-malformed",
        "the register is something else",
        "register_malformed",
        "inconclusive",
        lambda: Register.parse(b"{}"),
    ),
    registered(
        "register-forged",
        "a stranger signs the register in its publisher's name",
        "register_proof_invalid",
        "inconclusive",
        lambda: Register.parse(worlds.register(by=STRANGER)),
    ),
    Case(
        "register-publisher-silent", "its publisher's DID document does not answer",
        GENUINE, "check", "recognition", "inconclusive", "register_proof_invalid", world=_unpublished,
    ),
]  # fmt: skip


def _other_file(world: World) -> None:
    world.resources = {examples.PORTFOLIO_URL: examples.PORTFOLIO + b" and more"}


EVIDENCE = [
    Case(
        "evidence-altered", "one file of evidence has more bytes than the signed one",
        GENUINE, "check", "evidence", "failed", "evidence_altered", "/relatedResource/0", world=_other_file,
    ),
    Case(
        "evidence-digest", "the digest of a file is not one",
        signed_after(lambda d: d["relatedResource"][0].update(digestSRI="sha257-AAAA")),
        "check", "evidence", "inconclusive", "evidence_digest_malformed", "/relatedResource/0",
    ),
]  # fmt: skip

FORGED_ISSUER = Case(
    "issuer-renamed",
    "a stranger signs a credential whose issuer bears the college's name, under the stranger's own DID",
    dumps(worlds.sign(examples.credential(issuer=Profile(STRANGER, "Collège Boréalis")), by=STRANGER)),
    "check", "recognition", "failed", "issuer_unknown", "/issuer",
)  # fmt: skip

CASES = [*PROOFS, *KEYS, *TIME, *STATUSES, *RECOGNITION, *EVIDENCE, FORGED_ISSUER]
