"""The register: who could issue what, at any moment, for people and for machines."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache

from acquis.platform import clock
from acquis.platform.engine import engine
from acquis.platform.faults import Refused
from acquis.registry import queries
from acquis.signing import actions as signing_actions
from acquis.signing import queries as signing
from sceau.did import document as did_documents
from sceau.encoding import strict_json
from sceau.proofs.verification import verify_proof
from sceau.verifying.register import Register
from tests.acquis.organizations import factories
from tests.acquis.organizations.factories import COMMAND
from tests.acquis.registry.factories import decision, recognized

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def college(frozen: datetime) -> UUID:
    """Recognized at `frozen`, suspended on day 10, recognized again on day 20, withdrawn on day 30."""
    made = recognized()
    for day, outcome in ((10, "suspended"), (20, "recognized"), (30, "withdrawn")):
        with clock.at(frozen + day * DAY):
            decision(made, outcome=outcome, reason=f"jour {day}")
    return made


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (-1, "not_recognized"),
        (0, ""),
        (9, ""),
        (10, "recognition_suspended"),
        (19, "recognition_suspended"),
        (20, ""),
        (30, "recognition_withdrawn"),
        (3000, "recognition_withdrawn"),
    ],
)
def test_the_standing_on_a_day_never_changes(college: UUID, frozen: datetime, day: int, reason: str) -> None:
    found = queries.standing(college, frozen + day * DAY)
    assert found.reason_code == reason
    assert found.recognized is (reason == "")
    assert found.scope == (("microcredential",) if found.recognized else ())


def test_a_recognition_ends_on_its_own_day_without_a_job(frozen: datetime) -> None:
    made = factories.organization()
    decision(made, valid_until=frozen + 5 * DAY)
    assert queries.standing(made, frozen + 5 * DAY - timedelta(seconds=1)).recognized
    ended = queries.standing(made, frozen + 5 * DAY)
    assert (ended.reason_code, ended.since) == ("recognition_ended", frozen + 5 * DAY)


def test_renewing_the_same_scope_is_one_period(frozen: datetime) -> None:
    made = recognized()
    for day in (100, 200):
        with clock.at(frozen + day * DAY):
            decision(made)
    (period,) = queries.periods(made)
    assert (period.since, period.until) == (frozen, None)


def test_a_wider_scope_begins_a_period(frozen: datetime) -> None:
    made = recognized()
    with clock.at(frozen + DAY):
        decision(made, scope=["badge", "microcredential"])
    assert [period.scope for period in queries.periods(made)] == [
        ("microcredential",),
        ("badge", "microcredential"),
    ]
    assert [reason.code for reason in queries.may_issue(made, "badge", frozen)] == ["kind_out_of_scope"]
    assert queries.may_issue(made, "badge", frozen + DAY) == []


def test_an_unknown_organization_may_not_issue(frozen: datetime) -> None:
    codes = {reason.code for reason in queries.may_issue(UUID(int=1), "badge", frozen)}
    assert codes == {"organization_unknown", "not_recognized", "agreement_missing"}


def test_the_machine_register_tells_each_period_of_each_issuer(college: UUID, frozen: datetime) -> None:
    factories.operator()
    recognized("Atelier", "Workshop", scope=("badge",))
    with clock.at(frozen + 31 * DAY):
        document: Any = queries.register_document(now=clock.now())
    did = signing.did_of(college)
    entries = [entry for entry in document["issuers"] if entry["id"] == did]
    assert [entry["status"] for entry in entries] == ["recognized", "suspended", "recognized", "withdrawn"]
    first = entries[0]
    assert first["name"] == {"fr": "Collège du Test", "en": "Test College"}
    assert first["recognizedFor"] == ["MicroCredential"]
    assert (first["from"], first["until"]) == ("2026-03-02T15:30:00Z", "2026-03-12T15:30:00Z")
    assert len(document["issuers"]) == 5
    assert document["updated"] == "2026-04-01T15:30:00Z"


@pytest.mark.parametrize("day", [-1, 0, 9, 10, 19, 20, 29, 30, 39, 40, 4000])
def test_a_verifier_reads_in_the_register_what_the_network_says(college: UUID, frozen: datetime, day: int) -> None:
    signing_actions.establish(organization_id=factories.operator(), by=COMMAND)
    with clock.at(frozen + 40 * DAY):
        decision(college)
        register = Register.parse(queries.register_document(now=clock.now()))
    did, at = signing.did_of(college), frozen + day * DAY
    assert did is not None
    standing, _entry = register.standing(did, at, "MicroCredential")
    assert (standing == "recognized") is queries.standing(college, at).recognized
    assert (standing == "suspended") is (queries.standing(college, at).reason_code == "recognition_suspended")


def test_the_signed_register_verifies_with_the_operators_key_and_stays_the_same(frozen: datetime) -> None:
    cache.clear()
    operator = factories.operator()
    signing_actions.establish(organization_id=operator, by=COMMAND)
    recognized()
    with clock.at(frozen + DAY):
        body = queries.signed_register(clock.now())
    assert queries.signed_register(frozen + 2 * DAY) == body
    document: Any = strict_json.loads(body)
    (proof,) = document["proof"]
    assert proof["cryptosuite"] == "eddsa-jcs-2022"
    assert document["publisher"] == signing.did_of(operator)
    raw = signing.did_document(document["publisher"].rpartition(":")[2])
    assert raw is not None
    key = did_documents.parse(raw).find(proof["verificationMethod"]).public_key
    verify_proof(document, proof, public_key=key, contexts=engine().contexts)


def test_a_decision_changes_the_signed_register_at_once(frozen: datetime) -> None:
    operator = factories.operator()
    signing_actions.establish(organization_id=operator, by=COMMAND)
    made = recognized()
    before = queries.signed_register(frozen)
    with clock.at(frozen + DAY):
        decision(made, outcome="suspended")
        assert b'"suspended"' in queries.signed_register(clock.now())
    assert b'"suspended"' not in before


def test_a_network_without_an_operator_signs_no_register(frozen: datetime) -> None:
    with pytest.raises(Refused) as refused:
        queries.signed_register(frozen)
    assert refused.value.code == "operator_missing"


def test_the_public_register_shows_todays_standing(college: UUID, frozen: datetime) -> None:
    recognized("Atelier", "Workshop")
    factories.organization("Jamais", "Never")
    assert [(str(row.name), row.state) for row in queries.public_register()] == [
        ("Atelier", "recognized"),
        ("Collège du Test", "recognized"),
    ]
    with clock.at(frozen + 31 * DAY):
        assert {row.state for row in queries.public_register()} == {"recognized", "withdrawn"}


def test_a_recognition_waits_for_its_review_when_the_day_comes(frozen: datetime) -> None:
    made = recognized()
    assert queries.queue() == []
    with clock.at(frozen + 366 * DAY):
        (row,) = queries.queue()
    assert (row.organization.id, row.what) == (made, "review")


def test_several_standings_take_as_many_queries_as_one(frozen: datetime, django_assert_num_queries: Any) -> None:
    several = {recognized() for _ in range(3)}
    with django_assert_num_queries(2):
        assert all(one.recognized for one in queries.standings(several, frozen).values())
