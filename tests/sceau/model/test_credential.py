from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sceau.errors import InputError
from sceau.linked_data.contexts import CREDENTIALS_V1, CREDENTIALS_V2
from sceau.model.credential import Credential
from sceau.model.shape import are_addresses, is_address, shape_problems
from tests.sceau.documents import minimal

V1 = {"@context": [CREDENTIALS_V1], "issuanceDate": "2026-03-01T14:05:00"}
SRI = {"digestSRI": "sha384-x"}


def test_a_view_of_the_whole() -> None:
    document: dict[str, Any] = minimal() | {
        "id": "urn:uuid:1",
        "issuer": {"id": "did:web:college.example", "name": "x"},
        "validFrom": "2026-03-01T14:05:00Z",
        "credentialStatus": {"type": "BitstringStatusListEntry"},
        "relatedResource": [{"id": "https://a.example/1", **SRI}],
        "proof": {"type": "DataIntegrityProof"},
        "motto": "kept",
    }
    credential = Credential.parse(document)
    assert credential.raw is document
    assert credential.id == "urn:uuid:1"
    assert credential.issuer_id == "did:web:college.example"
    assert credential.contexts == (CREDENTIALS_V2,)
    assert credential.types == ("VerifiableCredential",)
    assert credential.valid_from == datetime(2026, 3, 1, 14, 5, tzinfo=UTC)
    assert credential.valid_until is None
    assert credential.subjects == ({"id": "did:example:learner"},)
    assert credential.status == ({"type": "BitstringStatusListEntry"},)
    assert credential.related_resources == ({"id": "https://a.example/1", **SRI},)
    assert credential.evidence == ()
    assert credential.proofs == ({"type": "DataIntegrityProof"},)


def test_version_1_is_read_as_it_was_written() -> None:
    credential = Credential.parse(minimal() | V1)  # type: ignore[operator]
    assert credential.valid_from == datetime(2026, 3, 1, 14, 5, tzinfo=UTC)
    assert [problem.pointer for problem in shape_problems(minimal() | {"@context": CREDENTIALS_V1})] == [
        "/issuanceDate"
    ]


@pytest.mark.parametrize(
    ("changes", "code", "pointer"),
    [
        ({"@context": None}, "context_missing", "/@context"),
        ({"@context": []}, "context_missing", "/@context"),
        ({"@context": ["https://a.example", CREDENTIALS_V2]}, "context_missing", "/@context"),
        ({"@context": [CREDENTIALS_V2, 7]}, "member_malformed", "/@context/1"),
        ({"type": "Diploma"}, "member_malformed", "/type"),
        ({"type": ["VerifiableCredential", 7]}, "member_malformed", "/type/1"),
        ({"id": "7"}, "member_malformed", "/id"),
        ({"id": None}, "member_malformed", "/id"),
        ({"issuer": "college"}, "member_malformed", "/issuer"),
        ({"issuer": ["did:web:a.example"]}, "member_malformed", "/issuer"),
        ({"issuer": {}}, "member_missing", "/issuer/id"),
        ({"issuer": {"id": 7}}, "member_malformed", "/issuer/id"),
        ({"credentialSubject": []}, "member_malformed", "/credentialSubject"),
        ({"credentialSubject": "x"}, "member_malformed", "/credentialSubject"),
        ({"credentialSubject": [{"id": "urn:x"}, {}]}, "member_malformed", "/credentialSubject/1"),
        ({"credentialSubject": {"id": "x"}}, "member_malformed", "/credentialSubject/id"),
        ({"validFrom": "2026-03-01"}, "date_malformed", "/validFrom"),
        ({"validFrom": "2026-03-01T14:05:00"}, "date_malformed", "/validFrom"),
        ({"validUntil": None}, "date_malformed", "/validUntil"),
        (
            {"validFrom": "2026-03-02T00:00:00Z", "validUntil": "2026-03-01T00:00:00Z"},
            "period_inverted",
            "/validUntil",
        ),
        ({"name": 7}, "member_malformed", "/name"),
        ({"description": {"@value": 7}}, "member_malformed", "/description"),
        ({"description": [{"@value": "x", "url": "y"}]}, "member_malformed", "/description/0"),
        ({"credentialStatus": {"id": "urn:x"}}, "member_missing", "/credentialStatus/type"),
        ({"credentialStatus": [{"id": "x", "type": "y"}]}, "member_malformed", "/credentialStatus/0/id"),
        ({"credentialStatus": "x"}, "member_malformed", "/credentialStatus"),
        ({"credentialSchema": {"type": "x"}}, "member_missing", "/credentialSchema/id"),
        ({"evidence": [{"id": "urn:x"}]}, "member_missing", "/evidence/0/type"),
        ({"relatedResource": ["x"]}, "member_malformed", "/relatedResource/0"),
        ({"relatedResource": {"id": "urn:x"}}, "member_missing", "/relatedResource/digestMultibase"),
        ({"relatedResource": [{"id": "urn:x", **SRI}] * 2}, "member_malformed", "/relatedResource/1/id"),
        ({"proof": "x"}, "member_malformed", "/proof"),
        ({"proof": [{}]}, "member_missing", "/proof/0/type"),
    ],
)
def test_shape_problems(changes: dict[str, Any], code: str, pointer: str) -> None:
    document = {**minimal(), **changes}
    assert (code, pointer) in [(problem.code, problem.pointer) for problem in shape_problems(document)]
    with pytest.raises(InputError):
        Credential.parse(document)


@pytest.mark.parametrize("name", ["type", "issuer", "credentialSubject"])
def test_missing_members(name: str) -> None:
    document = {member: value for member, value in minimal().items() if member != name}
    assert [(problem.code, problem.pointer) for problem in shape_problems(document)] == [("member_missing", f"/{name}")]


def test_texts_in_several_languages_are_well_shaped() -> None:
    names = [{"@value": "Été", "@language": "fr"}, {"@value": "Summer", "@language": "en", "@direction": "ltr"}]
    assert shape_problems({**minimal(), "name": names, "description": "x"}) == []  # type: ignore[dict-item]


@given(st.lists(st.text("a:\n /é<") | st.just("urn:x")))
def test_many_addresses_are_judged_as_each_of_them(texts: list[str]) -> None:
    assert are_addresses(texts) == all(map(is_address, texts))
    assert not are_addresses([*texts, "urn:a\nurn:b"])
