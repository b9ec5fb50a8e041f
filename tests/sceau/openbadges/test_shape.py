"""Where a document strays from Open Badges 3.0 or CLR 2.0, said with a code and a place."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sceau.linked_data.contexts import CREDENTIALS_V1, CREDENTIALS_V2, OPEN_BADGES_V3
from sceau.openbadges.clr import CLR_V2
from sceau.openbadges.shape import MOST_PROBLEMS, problems
from tests.sceau.openbadges import everything, examples, records

DESCRIPTIONS = "/credentialSubject/achievement/resultDescription"


def found(document: Any) -> list[tuple[str, str]]:
    return [(problem.code, problem.pointer) for problem in problems(document)]


@pytest.fixture
def badge() -> Any:
    return copy.deepcopy(everything.credential())


@pytest.fixture
def record() -> Any:
    return copy.deepcopy(records.record())


def test_what_is_built_here_is_in_order(badge: Any, record: Any) -> None:
    assert found(badge) == found(record) == found(everything.endorsement(examples.PLACE)) == []


@pytest.mark.parametrize(
    "types", [["VerifiableCredential"], ["VerifiableCredential", "OpenBadgeCredential", "ClrCredential"], [], None]
)
def test_another_kind_of_document_is_said_to_be_one(types: Any) -> None:
    assert found({"type": types}) == [("member_malformed", "/type")]


@pytest.mark.parametrize(
    ("contexts", "expected"),
    [
        ([OPEN_BADGES_V3, CREDENTIALS_V2], ["/@context/0", "/@context/1"]),
        ([CREDENTIALS_V2], ["/@context"]),
        ([CREDENTIALS_V2, "https://a.example/", OPEN_BADGES_V3], ["/@context/1"]),
        ([CREDENTIALS_V2, "https://purl.imsglobal.org/spec/ob/v3p0/context.json"], []),
        ([CREDENTIALS_V2, OPEN_BADGES_V3, "https://a.example/", {}], []),
    ],
)
def test_contexts_have_their_places(badge: Any, contexts: Any, expected: list[str]) -> None:
    assert found(badge | {"@context": contexts}) == [("context_misplaced", place) for place in expected]


def test_a_record_has_its_own_context_in_between(record: Any) -> None:
    swapped = [CREDENTIALS_V2, OPEN_BADGES_V3, CLR_V2]
    assert found(record | {"@context": swapped}) == [
        ("context_misplaced", "/@context/1"),
        ("context_misplaced", "/@context/2"),
    ]


def test_a_badge_of_the_former_data_model_is_in_order(badge: Any) -> None:
    badge["@context"][0] = CREDENTIALS_V1
    assert ("member_missing", "/issuanceDate") in found(badge)
    badge["issuanceDate"], badge["expirationDate"] = badge.pop("validFrom"), badge.pop("validUntil")
    assert found(badge) == []


@pytest.mark.parametrize(
    ("member", "value", "code"),
    [
        ("achievementType", "Microcredential", "term_not_in_vocabulary"),
        ("achievementType", "ext:", "term_not_in_vocabulary"),
        ("achievementType", "ext:two words", "term_not_in_vocabulary"),
        ("inLanguage", "français", "member_malformed"),
        ("id", "101", "member_malformed"),
        ("creditsAvailable", "3", "member_malformed"),
        ("creditsAvailable", True, "member_malformed"),
        ("tag", "IA", "member_malformed"),
    ],
)
def test_members_of_an_achievement_are_looked_at(badge: Any, member: str, value: Any, code: str) -> None:
    badge["credentialSubject"]["achievement"][member] = value
    assert found(badge) == [(code, f"/credentialSubject/achievement/{member}")]


def test_a_term_of_somebodys_own_is_fine(badge: Any) -> None:
    badge["credentialSubject"]["achievement"]["achievementType"] = "ext:Micro-stage_2.0"
    assert found(badge) == []


@pytest.mark.parametrize(
    ("place", "value", "code", "pointer"),
    [
        ("result", [{"type": ["Result"], "resultDescription": "urn:x:1"}], "reference_broken", "0/resultDescription"),
        ("result", [{"type": ["Result"], "achievedLevel": "urn:x:1"}], "reference_broken", "0/achievedLevel"),
        (
            "result",
            [{"type": ["Result"], "resultDescription": everything.RUBRIC, "achievedLevel": "urn:x:1"}],
            "reference_broken",
            "0/achievedLevel",
        ),
        (
            "result",
            [{"type": ["Result"], "resultDescription": f"{examples.PLACE}#r1"}],
            "member_missing",
            "0/status",
        ),
        (
            "result",
            [{"type": ["Result"], "resultDescription": everything.GRADE, "value": "101"}],
            "result_out_of_scale",
            "0/value",
        ),
        (
            "result",
            [{"type": ["Result"], "resultDescription": everything.RUBRIC, "value": "parfait"}],
            "result_out_of_scale",
            "0/value",
        ),
        ("result", [{"type": ["Result"], "status": "Passed"}], "term_not_in_vocabulary", "0/status"),
        ("result", [{"type": ["Result"], "status": "ext:Passed"}], "term_not_in_vocabulary", "0/status"),
    ],
)
def test_results_fit_what_was_assessed(badge: Any, place: str, value: Any, code: str, pointer: str) -> None:
    badge["credentialSubject"][place] = value
    assert found(badge) == [(code, f"/credentialSubject/{place}/{pointer}")]


@pytest.mark.parametrize("value", ["0", "60", "100", "100.0", "60 %", "A"])
def test_marks_on_the_scale_are_fine(badge: Any, value: str) -> None:
    badge["credentialSubject"]["result"] = [{"type": ["Result"], "resultDescription": everything.GRADE, "value": value}]
    assert found(badge) == []


def test_descriptions_fit_themselves(badge: Any) -> None:
    described = badge["credentialSubject"]["achievement"]["resultDescription"]
    described[1]["requiredValue"] = "-1"
    described[2]["requiredLevel"] = f"{everything.RUBRIC}-3"
    described[2]["id"] = described[1]["id"]
    badge["credentialSubject"]["result"] = []
    assert found(badge) == [
        ("result_out_of_scale", f"{DESCRIPTIONS}/1/requiredValue"),
        ("reference_broken", f"{DESCRIPTIONS}/2/id"),
        ("reference_broken", f"{DESCRIPTIONS}/2/requiredLevel"),
    ]


def test_an_earner_is_named_somehow(badge: Any) -> None:
    del badge["credentialSubject"]["id"]
    assert found(badge) == [("member_missing", "/credentialSubject/id")]
    badge["credentialSubject"]["identifier"] = [examples.credential()["credentialSubject"]["identifier"][0]]
    assert found(badge) == []


def test_endorsements_inside_are_looked_at(badge: Any) -> None:
    inside = badge["credentialSubject"]["achievement"]["endorsement"][0]
    del inside["name"], inside["credentialSubject"]["id"], inside["validFrom"]
    place = "/credentialSubject/achievement/endorsement/0"
    assert sorted(found(badge)) == [
        ("member_missing", f"{place}/credentialSubject/id"),
        ("member_missing", f"{place}/name"),
        ("member_missing", f"{place}/validFrom"),
    ]


@pytest.mark.parametrize(
    ("member", "value", "code"),
    [
        ("associationType", "isUncleOf", "term_not_in_vocabulary"),
        ("targetId", "https://college.example/id/achievements/none", "reference_broken"),
        ("type", ["Association"], "member_malformed"),
        ("note", "x", "member_malformed"),
    ],
)
def test_associations_lead_to_achievements_of_the_record(record: Any, member: str, value: Any, code: str) -> None:
    record["credentialSubject"]["association"][0][member] = value
    assert found(record) == [(code, f"/credentialSubject/association/0/{member}")]


def test_a_record_may_name_a_single_type_without_array(record: Any) -> None:
    record["credentialSubject"]["type"] = "ClrSubject"
    assert found(record) == []
    record["credentialSubject"]["type"] = "AchievementSubject"
    assert found(record) == [("member_malformed", "/credentialSubject/type")]


def test_problems_have_an_end(badge: Any) -> None:
    badge["evidence"] = [7] * 10_000
    assert len(problems(badge)) == MOST_PROBLEMS


def test_depth_is_no_trap(badge: Any) -> None:
    for _ in range(5_000):
        badge["issuer"] = {"id": "did:web:a.example", "type": ["Profile"], "parentOrg": badge["issuer"]}
    assert found(badge) == [("json_too_deep", "")]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
names = ["@context", "type", "credentialSubject", "issuer", "achievement", "result", "resultDescription", "association"]


@given(
    st.sampled_from(["OpenBadgeCredential", "EndorsementCredential", "ClrCredential"]),
    st.dictionaries(st.sampled_from(names), json_values | st.dictionaries(st.sampled_from(names), json_values)),
)
def test_no_shape_makes_it_raise(kind: str, document: dict[str, Any]) -> None:
    assert problems({**document, "type": ["VerifiableCredential", kind]})
