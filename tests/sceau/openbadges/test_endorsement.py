"""Endorsements: built, found inside other documents, read."""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sceau.encoding import base64url
from sceau.encoding.strict_json import dumps
from sceau.errors import UsageError
from sceau.linked_data.canonical import to_nquads
from sceau.linked_data.contexts import Contexts
from sceau.openbadges.endorsement import claims, embedded, endorsement_credential, may_be_about, says_nothing_else
from sceau.openbadges.envelope import CONTEXTS, Envelope, TermsOfUse
from sceau.openbadges.profile import Profile
from sceau.proofs import chain, verify_proof
from sceau.status import bitstring
from tests.sceau.openbadges import everything, examples, records


def built(**changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "id": "urn:uuid:7c5cbd8e-6d1d-4d1a-9a3e-000000000001",
        "issuer": Profile("did:web:order.example", "Ordre"),
        "endorsed": examples.PLACE,
        "comment": "Reconnu.",
        "name": "Appui",
        "valid_from": datetime(2026, 3, 1, tzinfo=UTC),
    }
    return endorsement_credential(**values | changes)


def test_the_least_endorsement() -> None:
    assert built() == {
        "@context": list(CONTEXTS),
        "id": "urn:uuid:7c5cbd8e-6d1d-4d1a-9a3e-000000000001",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Appui",
        "issuer": {"id": "did:web:order.example", "type": ["Profile"], "name": "Ordre"},
        "validFrom": "2026-03-01T00:00:00Z",
        "credentialSubject": {
            "id": examples.PLACE,
            "type": ["EndorsementSubject"],
            "endorsementComment": "Reconnu.",
        },
    }


def test_the_whole_endorsement_is_signed_member_for_member() -> None:
    document = built(
        valid_until=datetime(2030, 1, 1, tzinfo=UTC),
        awarded_at=datetime(2026, 2, 1, tzinfo=UTC),
        description="Un appui",
        status=[bitstring.entry(examples.STATUS_LIST, 7)],
        envelope=Envelope(schemas=["https://a.example/schema"], refresh="https://a.example/refresh"),
    )
    assert document["@context"][2:] == ["https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"]
    quads = to_nquads(document, Contexts.bundled())
    for text in ("Un appui", "2030-01-01", "2026-02-01", '"7"', "1EdTechCredentialRefresh"):
        assert text in quads


def test_terms_of_use_keep_their_members() -> None:
    terms = TermsOfUse("ext", "https://a.example/terms", {"prohibition": "copying"})
    document = built(envelope=Envelope(terms_of_use=[terms], contexts=["https://a.example/context"], extra={"x": 1}))
    assert document["termsOfUse"] == [{"id": "https://a.example/terms", "type": "ext", "prohibition": "copying"}]
    assert document["@context"] == [*CONTEXTS, "https://a.example/context"]
    assert document["x"] == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"endorsed": ""},
        {"name": ""},
        {"endorsed": "did:web:order.example"},
        {"valid_until": datetime(2020, 1, 1, tzinfo=UTC)},
        {"valid_from": datetime(2026, 1, 1)},  # noqa: DTZ001 — the point
        {"subject_extra": {"endorsementComment": "x"}},
        {"envelope": Envelope(extra={"issuer": "did:web:b"})},
    ],
)
def test_what_makes_no_endorsement_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        built(**changes)


def test_endorsements_are_found_where_they_stand() -> None:
    document = copy.deepcopy(everything.credential())
    document["endorsementJwt"] = ["a.b.c"]
    document["credentialSubject"]["source"]["endorsement"] = everything.endorsement("did:web:school.example", 9)
    document["credentialSubject"]["achievement"]["creator"]["endorsementJwt"] = ["d.e.f", 7]
    found = dict(embedded(document))
    assert list(found) == [
        "/issuer/endorsement/0",
        "/credentialSubject/achievement/creator/endorsementJwt/0",
        "/credentialSubject/achievement/endorsement/0",
        "/credentialSubject/source/endorsement",
        "/endorsement/0",
        "/endorsementJwt/0",
    ]
    assert found["/endorsementJwt/0"] == "a.b.c"


def test_what_belongs_to_a_credential_inside_is_left_to_it() -> None:
    assert [pointer for pointer, _ in embedded(records.record())] == ["/endorsement/0"]
    endorsed = {**everything.endorsement(examples.PLACE), "endorsement": [everything.endorsement("urn:x:y", 2)]}
    assert [pointer for pointer, _ in embedded({"endorsement": [endorsed]})] == ["/endorsement/0"]


def test_each_proof_holds_by_itself_and_for_what_it_stands_in() -> None:
    document = everything.signed(everything.credential())
    inside = [content for _, content in embedded(document)]
    for each, public in [(document, everything.ISSUER.public), *((one, everything.ENDORSER.public) for one in inside)]:
        assert isinstance(each, dict)
        (proof,) = chain.listed(each)
        verify_proof(each, proof, public_key=public, contexts=Contexts.bundled())
    assert len(inside) == 3


def test_an_endorsement_may_speak_of_what_holds_it() -> None:
    document = everything.credential()
    assert may_be_about(document, "/issuer/endorsement/0") == {everything.ISSUER_DID}
    assert may_be_about(document, "/credentialSubject/achievement/endorsementJwt/0") == {examples.PLACE}
    assert may_be_about(document, "/endorsement/0") == {
        *(everything.BADGE, everything.ISSUER_DID, examples.PLACE),
        *("did:web:maker.example", "did:web:school.example"),
    }
    for pointer, content in embedded(document):
        assert isinstance(content, dict)
        subject: Any = content["credentialSubject"]
        assert subject["id"] in may_be_about(document, pointer)


def test_an_endorsement_elsewhere_speaks_of_nothing_here() -> None:
    document = examples.credential() | {"id": None, "issuer": "did:web:a.example"}
    assert may_be_about(document, "/endorsement/0") == {"did:web:a.example", examples.PLACE}
    assert may_be_about(document, "/endorsement") == may_be_about(document, "/endorsement/0")
    for pointer in ("", "/issuer", "/evidence/9/endorsement/0", "/evidence/x/endorsement", "/none/endorsement"):
        assert may_be_about(document, pointer) == set()
    assert may_be_about(document, "/evidence/0/endorsement/0") == {examples.PORTFOLIO_URL}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, True),
        ({"endorsementComment": ""}, True),
        ({"type": "EndorsementSubject"}, True),
        ({"credentialStatus": {}}, False),
        ({"type": ["EndorsementSubject", "VerifiableCredential"]}, False),
        ({"type": []}, False),
    ],
)
def test_the_subject_of_an_endorsement_has_no_room_for_more(changes: dict[str, Any], expected: bool) -> None:
    assert says_nothing_else(built()["credentialSubject"] | changes) is expected


def jws(payload: Any) -> str:
    return ".".join(base64url.encode(part) for part in (b"{}", dumps(payload), b"s"))


def test_what_a_jws_says_is_read_in_both_forms() -> None:
    said = {"issuer": "did:web:a.example"}
    assert claims(jws(said)) == claims(jws({"iss": "x", "vc": said})) == claims(dict(said)) == said


@pytest.mark.parametrize("text", ["", "a.b", "a.b.c", "a.!.c", jws([1]), f"{jws({})}.x"])
def test_an_unreadable_jws_says_nothing(text: str) -> None:
    assert claims(text) == {}


json_values = st.recursive(
    st.none() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["endorsement", "type", "x"]), inner),
)


@given(st.dictionaries(st.sampled_from(["endorsement", "endorsementJwt", "issuer"]), json_values))
def test_no_shape_makes_it_raise(document: dict[str, Any]) -> None:
    assert all(isinstance(claims(content), dict) for _, content in embedded(document))


def test_depth_is_no_trap() -> None:
    nested: Any = {"endorsement": ["a.b.c"]}
    for _ in range(10_000):
        nested = {"x": nested}
    assert list(embedded(nested)) == []
