"""Learner records: signed credentials of one learner in one signed document."""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sceau.errors import UsageError
from sceau.linked_data.canonical import to_nquads
from sceau.linked_data.contexts import Contexts
from sceau.openbadges import clr
from sceau.openbadges.clr import Association, Learner
from sceau.openbadges.profile import Identity
from sceau.openbadges.reading import summary
from sceau.openbadges.vocabulary import AssociationType
from sceau.proofs import chain, verify_proof
from tests.sceau.openbadges import everything, examples, records


def test_the_contexts_are_the_three_and_in_order() -> None:
    assert records.unsigned()["@context"] == [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]


def test_the_record_says_what_it_was_given() -> None:
    document = records.unsigned(
        learner=Learner("", [Identity.name("Marie Tremblay")], {"extra": 1}),
        description="Tout",
        image="https://college.example/r.png",
        image_caption="Un relevé",
        valid_until=datetime(2030, 1, 1, tzinfo=UTC),
        endorsements=[],
    )
    assert document["type"] == ["VerifiableCredential", "ClrCredential"]
    assert document["partial"] is True
    assert document["image"] == {"id": "https://college.example/r.png", "type": "Image", "caption": "Un relevé"}
    subject = document["credentialSubject"]
    assert "id" not in subject
    assert (subject["type"], subject["extra"]) == (["ClrSubject"], 1)
    assert subject["verifiableCredential"] == list(records.badges())
    assert subject["association"] == [
        {
            "type": "Association",
            "associationType": "isChildOf",
            "sourceId": examples.PLACE,
            "targetId": records.SECOND,
        }
    ]
    assert "endorsement" not in document


def test_silence_about_completeness_is_not_a_no() -> None:
    assert "partial" not in records.unsigned(partial=None)
    assert records.unsigned(partial=False)["partial"] is False


def test_an_achievement_of_the_record_itself_can_be_associated() -> None:
    programme = examples.achievement(id="https://college.example/id/programmes/1", translations=[])
    association = Association(AssociationType.IS_PART_OF, records.SECOND, programme.id)
    document = records.unsigned(achievements=[programme], associations=[association])
    assert clr.associations(document) == [association]
    assert clr.achievement_ids(document) == {examples.PLACE, records.SECOND, programme.id}


def _bare() -> Any:
    return {name: value for name, value in records.badges()[0].items() if name != "proof"}


@pytest.mark.parametrize(
    "changes",
    [
        {"credentials": [], "associations": []},
        {"credentials": [_bare(), records.badges()[1]]},
        {"credentials": [*records.badges(), records.badges()[0]]},
        {"associations": [Association(AssociationType.PRECEDES, examples.PLACE, "https://a.example/none")]},
        {"learner": Learner("")},
        {"valid_until": everything.NOW},
    ],
)
def test_what_makes_no_record_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        records.unsigned(**changes)


def test_an_enveloped_credential_needs_no_proof_of_its_own() -> None:
    enveloped = {
        "@context": "https://www.w3.org/ns/credentials/v2",
        "type": "EnvelopedVerifiableCredential",
        "id": "data:application/vc+jwt,a.b.c",
    }
    document = records.unsigned(credentials=[*records.badges(), enveloped])
    assert list(clr.members(document))[2] == ("/credentialSubject/verifiableCredential/2", enveloped)


def test_every_member_reaches_the_signature() -> None:
    quads = to_nquads(records.unsigned(), Contexts.bundled())
    for text in ("isChildOf", "partial", "Relevé de Marie", "Reconnu par la profession."):
        assert text in quads


def test_the_proof_of_the_record_and_those_inside_hold_each_by_itself() -> None:
    document = records.record()
    for each in (document, *(content for _, content in clr.members(document))):
        assert isinstance(each, dict)
        (proof,) = chain.listed(each)
        verify_proof(each, proof, public_key=everything.ISSUER.public, contexts=Contexts.bundled())


def test_members_are_found_with_their_places() -> None:
    document: Any = copy.deepcopy(records.record())
    place = "/credentialSubject/verifiableCredential"
    assert [pointer for pointer, _ in clr.members(document)] == [f"{place}/0", f"{place}/1"]
    document["credentialSubject"]["verifiableCredential"] = "a.b.c"
    assert list(clr.members(document)) == [(place, "a.b.c")]
    document["credentialSubject"] = [document["credentialSubject"], 7]
    assert list(clr.members(document)) == [("/credentialSubject/0/verifiableCredential", "a.b.c")]


def test_associations_of_unknown_kinds_are_left_out() -> None:
    document: Any = copy.deepcopy(records.record())
    document["credentialSubject"]["association"].append({"type": "Association", "associationType": "isUncleOf"})
    assert clr.associations(document) == [Association(AssociationType.IS_CHILD_OF, examples.PLACE, records.SECOND)]


def test_a_record_is_read_by_its_own_name() -> None:
    told = summary(records.record(), "en")
    assert (told.document_kind, told.title.text, told.achievement_id) == ("clr", "Relevé de Marie", "")
    assert [each.about_id for each in told.endorsements] == [records.RECORD]


json_values = st.recursive(
    st.none() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["verifiableCredential", "achievement", "association", "id"]), inner)
    ),
)


@given(st.dictionaries(st.just("credentialSubject"), json_values))
def test_no_shape_makes_it_raise(document: dict[str, Any]) -> None:
    assert clr.associations(document) == []
    assert all(pointer.startswith("/credentialSubject") for pointer, _ in clr.members(document))
    assert all(clr.achievement_ids(document))
