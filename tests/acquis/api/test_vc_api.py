"""The VC API: a thin adapter for conformance suites. What it signs and refuses, it has from the engine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client, override_settings
from django.urls import clear_url_caches, resolve
from django.urls.exceptions import Resolver404
from hypothesis import given
from hypothesis import strategies as st

from acquis.api.vc_api import issuers
from sceau.keys.multikey import BLS12381_G2, ED25519, P256, P384
from sceau.status.bitstring import BitString

V1 = "https://www.w3.org/2018/credentials/v1"
V2 = "https://www.w3.org/ns/credentials/v2"
EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
WHOLE = [
    ("eddsa-rdfc-2022", ED25519),
    ("eddsa-jcs-2022", ED25519),
    ("ecdsa-rdfc-2019", P256),
    ("ecdsa-rdfc-2019", P384),
    ("ecdsa-jcs-2019", P256),
    ("ecdsa-jcs-2019", P384),
]
SELECTIVE = [("ecdsa-sd-2023", P256), ("bbs-2023", BLS12381_G2)]
MEMBERS = ["issuer", "type", "@context", "credentialSubject", "credentialStatus", "proof", "id", "relatedResource"]
WORDS = ["@context", "id", "type", "issuer", "proof", "proofValue", "cryptosuite", "verificationMethod", "@value", "x"]
HEADERS = {ED25519: "z6Mk", P256: "zDna", P384: "z82L", BLS12381_G2: "zUC7"}


def post(path: str, body: object, **more: Any) -> tuple[int, Any]:
    """The status and the JSON of an answer."""
    answer = Client(enforce_csrf_checks=True).post(path, json.dumps(body), content_type="application/json", **more)
    return answer.status_code, json.loads(answer.content)


def credential(issuer: str, /, **changes: object) -> dict[str, Any]:
    """An unsigned credential of the data model 2.0."""
    return {
        "@context": [V2, EXAMPLES],
        "id": f"urn:uuid:{uuid4()}",
        "type": ["VerifiableCredential"],
        "issuer": issuer,
        "credentialSubject": {"id": "did:example:alice", "alumniOf": "Collège", "level": "high"},
        **changes,
    }


def did(kind: str) -> str:
    """Who issues with that kind of key."""
    return next(one.did for one in issuers.every().values() if one.key_type == kind)


def issued(suite: str, kind: str, *, options: Mapping[str, object] | None = None, **changes: object) -> dict[str, Any]:
    """A signed credential."""
    body = {"credential": credential(did(kind), **changes), "options": options or {}}
    status, answer = post(f"/vc-api/{suite}/{kind}/credentials/issue", body)
    assert status == 201, answer
    return dict(answer["verifiableCredential"])


def verified(document: object, **options: object) -> tuple[int, Any]:
    """What the verifier says."""
    return post("/vc-api/credentials/verify", {"verifiableCredential": document, "options": options})


def codes(answer: Any) -> set[str]:
    return {one["code"] for one in answer["errors"]}


@pytest.mark.parametrize(("suite", "kind"), WHOLE)
def test_each_suite_and_curve_issues_what_the_verifier_accepts(suite: str, kind: str) -> None:
    signed = issued(suite, kind)
    assert signed["issuer"].removeprefix("did:key:").startswith(HEADERS[kind])
    assert signed["proof"]["cryptosuite"] == suite
    assert verified(signed)[0] == 200
    signed["credentialSubject"]["level"] = "low"
    status, answer = verified(signed)
    assert (status, answer["verified"]) == (400, False)
    assert codes(answer) == {"proof_signature_invalid"}
    assert answer["errors"][0]["pointer"] == "/proof/proofValue"
    assert answer["errors"][0]["clause"]


@pytest.mark.parametrize(("suite", "kind"), SELECTIVE)
def test_a_base_proof_is_no_proof_until_its_holder_derives(suite: str, kind: str) -> None:
    base = issued(suite, kind, options={"mandatoryPointers": ["/issuer"]})
    status, answer = verified(base)
    assert (status, codes(answer)) == (400, {"proof_base_needed"})
    body = {"verifiableCredential": base, "options": {"selectivePointers": ["/credentialSubject/alumniOf"]}}
    status, answer = post("/vc-api/credentials/derive", body)
    assert status == 201
    shown = answer["verifiableCredential"]
    assert shown["credentialSubject"] == {"id": "did:example:alice", "alumniOf": "Collège"}
    assert shown["issuer"] == base["issuer"]
    assert verified(shown)[0] == 200


@pytest.mark.parametrize(("suite", "kind"), SELECTIVE)
def test_a_pointer_that_leads_nowhere_is_refused(suite: str, kind: str) -> None:
    body = {"credential": credential(did(kind)), "options": {"mandatoryPointers": ["/nothing"]}}
    status, answer = post(f"/vc-api/{suite}/{kind}/credentials/issue", body)
    assert (status, codes(answer)) == (400, {"pointer_unmatched"})


def test_a_credential_of_the_former_data_model_gets_the_context_of_its_proof() -> None:
    changes = {"@context": [V1], "issuanceDate": "2020-03-10T04:24:12.164Z", "credentialSubject": {"id": "did:ex:a"}}
    signed = issued("eddsa-rdfc-2022", ED25519, **changes)
    assert signed["@context"] == [V1, "https://w3id.org/security/data-integrity/v2"]
    assert verified(signed)[0] == 200


def test_a_context_written_inside_is_accepted_here_and_here_alone() -> None:
    inside = {"level": "https://example.org/level", "alumniOf": "https://example.org/alumniOf"}
    assert verified(issued("eddsa-rdfc-2022", ED25519, **{"@context": [V2, inside]}))[0] == 200


def test_a_signed_text_is_issued_and_verified_in_its_envelope() -> None:
    body = {"credential": credential(did(P256))}
    status, answer = post("/vc-api/vc+jwt/P-256/credentials/issue", body)
    assert status == 201
    enveloped = answer["verifiableCredential"]
    assert enveloped["type"] == ["EnvelopedVerifiableCredential"]
    assert verified(enveloped)[0] == 200
    enveloped["id"] = enveloped["id"][:-8] + "AAAAAAAA"
    assert verified(enveloped)[0] == 400


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"type": ["VerifiableCredential", "relative/type"], "@context": [V2]}, "term_undefined"),
        ({"@context": [V2]}, "term_undefined"),
        ({"@context": [V2, "https://example.org/unknown"]}, "context_unknown"),
        ({"validFrom": "yesterday"}, "date_malformed"),
        ({"issuer": "did:example:another"}, "issuer_key_not_controlled"),
        ({"credentialSubject": None}, "member_malformed"),
        (
            {"relatedResource": {"id": V2, "digestMultibase": "uM4RgWQc3RUDtjJCSgTJtTfvpZ7SPEg_LNO0ESlovQC0"}},
            "evidence_altered",
        ),
    ],
)
def test_what_cannot_be_signed_is_refused_with_its_place(changes: dict[str, object], code: str) -> None:
    body = {"credential": credential(did(ED25519), **changes)}
    status, answer = post("/vc-api/eddsa-rdfc-2022/Ed25519/credentials/issue", body)
    assert (status, codes(answer)) == (400, {code})


@pytest.mark.parametrize("name", ["issue", "verify", "derive", "status"])
@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("{}", "member_missing"),
        ("[]", "json_malformed"),
        ("{", "json_malformed"),
        ('{"a":1,"a":2}', "json_duplicate_key"),
    ],
)
def test_a_request_that_cannot_be_read_is_told_why(name: str, body: str, code: str) -> None:
    prefix = "/vc-api/eddsa-rdfc-2022/Ed25519" if name == "issue" else "/vc-api"
    answer = Client().post(f"{prefix}/credentials/{name}", body, content_type="application/json")
    assert (answer.status_code, codes(json.loads(answer.content))) == (400, {code})


def test_only_json_of_a_bounded_size_is_read() -> None:
    answer = Client().post("/vc-api/credentials/verify", {"verifiableCredential": "x"})
    assert answer.status_code == 415
    for size in (2_000_001, 12_000_001):
        answer = Client().post("/vc-api/credentials/verify", " " * size, content_type="application/json")
        assert (answer.status_code, codes(json.loads(answer.content))) == (413, {"json_too_large"})


@pytest.mark.parametrize("path", ["eddsa-rdfc-2022/P-256", "no-suite/Ed25519", "vc+jwt/BLS12-381-G2"])
def test_an_issuer_that_does_not_exist_is_not_found(path: str) -> None:
    answer = Client().post(f"/vc-api/{path}/credentials/issue", "{}", content_type="application/json")
    assert answer.status_code == 404


@pytest.mark.parametrize("value", ["a text", ["an array"], None, 4])
def test_what_is_no_document_is_not_verified(value: object) -> None:
    status, answer = verified(value)
    assert (status, codes(answer)) == (400, {"member_malformed"})


def shown(**options: str) -> dict[str, Any]:
    """A presentation, signed by its holder."""
    presentation = {
        "@context": [V2],
        "type": ["VerifiablePresentation"],
        "holder": did(P256),
        "verifiableCredential": [issued("eddsa-rdfc-2022", ED25519)],
    }
    body = {"presentation": presentation, "options": options}
    status, answer = post("/vc-api/ecdsa-rdfc-2019/P-256/presentations/prove", body)
    assert status == 201, answer
    return dict(answer["verifiablePresentation"])


def looked_at(presentation: object, **options: str) -> tuple[int, Any]:
    body = {"verifiablePresentation": presentation, "options": options}
    return post("/vc-api/presentations/verify", body)


def test_a_presentation_answers_one_challenge_at_one_place() -> None:
    presentation = shown(challenge="n-1", domain="verifier.example")
    assert looked_at(presentation, challenge="n-1", domain="verifier.example")[0] == 200
    status, answer = looked_at(presentation, challenge="n-2", domain="verifier.example")
    assert (status, codes(answer)) == (400, {"proof_challenge_differs"})
    status, answer = looked_at(presentation, challenge="n-1", domain="elsewhere.example")
    assert (status, codes(answer)) == (400, {"proof_domain_differs"})


def test_what_a_presentation_holds_is_verified_too() -> None:
    presentation = shown()
    del presentation["proof"]
    assert looked_at(presentation)[0] == 200
    presentation["verifiableCredential"][0]["credentialSubject"]["level"] = "low"
    status, answer = looked_at(presentation)
    assert status == 400
    assert "/verifiableCredential/0/proof/proofValue" in {one["pointer"] for one in answer["errors"]}


def test_a_status_is_changed_and_found_in_the_list() -> None:
    body = {"credential": credential(did(P384))}
    status, answer = post("/vc-api/ecdsa-rdfc-2019/P-384/revocable/credentials/issue", body)
    assert status == 201
    signed = answer["verifiableCredential"]
    revocation, suspension = signed["credentialStatus"]
    assert (revocation["statusPurpose"], suspension["statusPurpose"]) == ("revocation", "suspension")
    answer = Client().get(revocation["statusListCredential"].removeprefix("http://localhost:8000"))
    assert answer.headers["Content-Type"] == "application/vc"
    assert json.loads(answer.content)["id"] == revocation["statusListCredential"]
    assert verified(signed, checks=["proof", "credentialStatus"])[0] == 200
    for purpose, code in (("suspension", "credential_suspended"), ("revocation", "credential_revoked")):
        change = {"credentialId": signed["id"], "credentialStatus": {"statusPurpose": purpose}}
        assert post("/vc-api/credentials/status", change)[0] == 200
        status, answer = verified(signed, checks=["proof", "credentialStatus"])
        assert status == 400
        assert code in codes(answer)
        change["credentialStatus"] = {"statusPurpose": purpose, "status": False}
        assert post("/vc-api/credentials/status", change)[0] == 200
    assert verified(signed, checks=["proof", "credentialStatus"])[0] == 200


def test_a_status_can_say_more_than_yes_and_no() -> None:
    body = {"credential": credential(did(ED25519)), "options": {"statusPurposes": ["message"]}}
    status, answer = post("/vc-api/eddsa-rdfc-2022/Ed25519/revocable/credentials/issue", body)
    assert status == 201
    signed = answer["verifiableCredential"]
    (entry,) = signed["credentialStatus"]
    assert (entry["statusSize"], len(entry["statusMessage"])) == (2, 4)
    for value in ("0x4", "much", None, [1]):
        change = {"credentialId": signed["id"], "credentialStatus": {"statusPurpose": "message", "status": value}}
        assert post("/vc-api/credentials/status", change)[0] == 400
    change["credentialStatus"]["status"] = "0x2"
    assert post("/vc-api/credentials/status", change)[0] == 200
    answer = Client().get(entry["statusListCredential"].removeprefix("http://localhost:8000"))
    bits = BitString.decode(json.loads(answer.content)["credentialSubject"]["encodedList"], size=2)
    assert bits.value(int(entry["statusListIndex"]), 2) == 2
    body["options"] = {"statusPurposes": ["gossip"]}
    assert post("/vc-api/eddsa-rdfc-2022/Ed25519/revocable/credentials/issue", body)[0] == 400


def test_a_status_nobody_gave_out_cannot_be_changed() -> None:
    body = {"credentialId": "urn:uuid:unknown", "credentialStatus": {"statusPurpose": "revocation"}}
    assert post("/vc-api/credentials/status", body)[0] == 404


def test_nothing_is_fetched_for_anybody() -> None:
    signed = issued(
        "eddsa-rdfc-2022",
        ED25519,
        credentialStatus={
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": "7",
            "statusListCredential": "https://lists.example/1",
        },
    )
    assert verified(signed)[0] == 200
    status, answer = verified(signed, checks=["credentialStatus"])
    assert (status, codes(answer)) == (400, {"status_list_unreachable"})
    answer = Client().get("/1.0/identifiers/did:web:issuer.example")
    assert answer.status_code >= 400


def test_a_did_is_resolved() -> None:
    answer = Client().get(f"/1.0/identifiers/{did(P256)}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == 'application/ld+json;profile="https://w3id.org/did-resolution"'
    assert json.loads(answer.content)["didDocument"]["id"] == did(P256)
    answer = Client().get("/1.0/identifiers/did:key:@")
    assert answer.status_code >= 400
    assert json.loads(answer.content)["didResolutionMetadata"]["error"] == "invalidDid"


def test_the_overview_names_every_issuer_and_address() -> None:
    overview = json.loads(Client().get("/vc-api/").content)
    named = {(one["suite"], one["keyType"]) for one in overview["issuers"]}
    assert named >= {*WHOLE, *SELECTIVE, ("vc+jwt", P256)}
    for one in overview["issuers"]:
        path = one["issue"].removeprefix("http://localhost:8000")
        assert resolve(path).namespace == "vc_api", path


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from(["", V2, "did:key:z6Mk", "urn:x", "/issuer", "é"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=5),
    max_leaves=12,
)
CALLS = [
    "credentials/verify",
    "credentials/derive",
    "credentials/status",
    "presentations/verify",
    "ecdsa-sd-2023/P-256/credentials/issue",
    "eddsa-jcs-2022/Ed25519/revocable/credentials/issue",
    "vc+jwt/P-384/credentials/issue",
    "eddsa-rdfc-2022/Ed25519/presentations/prove",
]


@pytest.mark.parametrize("call", CALLS)
@given(first=JSON, second=JSON)
def test_no_request_makes_it_stumble(call: str, first: object, second: object) -> None:
    name = "presentation" if call.startswith("pres") or "prove" in call else "credential"
    names = {name, f"verifiable{name.capitalize()}", "credentialId"}
    body = dict.fromkeys(names, first) | {"credentialStatus": first, "options": second}
    assert post(f"/vc-api/{call}", body)[0] in {200, 201, 400, 404}


@pytest.mark.parametrize("call", CALLS)
@given(
    place=st.sampled_from(["issuer", "type", "@context", "credentialSubject", "proof", "id", "relatedResource"]),
    value=JSON,
)
def test_no_credential_makes_it_stumble(call: str, place: str, value: object) -> None:
    kind = next((kind for kind in HEADERS if f"/{kind}/" in call), ED25519)
    document = credential(did(kind)) | {place: value}
    body = {"credential": document, "verifiableCredential": document, "presentation": document}
    assert post(f"/vc-api/{call}", body)[0] in {200, 201, 400, 404}


def test_it_is_off_unless_a_setting_asks_for_it() -> None:
    from importlib import reload

    from acquis.config import urls
    from acquis.config.settings import base

    assert base.ACQUIS_VC_API is False
    try:
        with override_settings(ACQUIS_VC_API=False):
            reload(urls)
            clear_url_caches()
            for path in ("/vc-api/", "/vc-api/credentials/verify", "/1.0/identifiers/did:key:z6Mk"):
                with pytest.raises(Resolver404):
                    resolve(path)
    finally:
        reload(urls)
        clear_url_caches()
    assert resolve("/vc-api/").namespace == "vc_api"
