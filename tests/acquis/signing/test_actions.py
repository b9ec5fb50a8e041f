"""Identities, keys and status lists."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from acquis.organizations import actions as organizations
from acquis.platform import clock
from acquis.platform.actor import Actor
from acquis.platform.engine import engine
from acquis.platform.faults import Forbidden, Refused
from acquis.platform.writes import action
from acquis.signing import actions, queries
from acquis.signing.keystore import MasterKeyWrong
from acquis.signing.models import Identity, Key, StatusEntry, StatusList
from sceau.did import document as did_documents
from sceau.encoding import strict_json
from sceau.keys import ed25519
from sceau.proofs.verification import verify_proof
from sceau.status.bitstring import BitString
from tests.acquis.organizations import factories
from tests.acquis.organizations.factories import COMMAND

pytestmark = pytest.mark.django_db
PURPOSES = ["revocation", "suspension", "refresh"]


@pytest.fixture
def college(frozen: datetime) -> UUID:
    """An organization with an identity."""
    made = factories.organization()
    actions.establish(organization_id=made, by=COMMAND)
    return made


def published(organization_id: UUID) -> did_documents.DidDocument:
    """The organization's DID document, read as a stranger reads it."""
    opaque = Identity.objects.get(organization_id=organization_id).opaque
    found = queries.own_document(f"/did/{opaque}/did.json")
    assert found is not None
    document = strict_json.loads(found.body)
    assert isinstance(document, dict)
    return did_documents.parse(document)


def published_list(url: str) -> Any:
    """A published status list."""
    found = queries.own_document("/status/" + url.rpartition("/")[2])
    assert found is not None
    assert found.media_type == "application/vc"
    return strict_json.loads(found.body)


def assert_signed(document: Any, organization_id: UUID) -> str:
    """The list's proof holds under a key of the organization's DID document; the key's DID URL."""
    (proof,) = document["proof"]
    method = published(organization_id).find(proof["verificationMethod"])
    verify_proof(document, proof, public_key=method.public_key, contexts=engine().contexts)
    return method.id


def bit(document: Any, index: int) -> bool:
    """One bit of a published list."""
    return BitString.decode(document["credentialSubject"]["encodedList"])[index]


def test_a_did_says_nothing_of_the_organization_and_encodes_the_port(college: UUID) -> None:
    did = queries.did_of(college)
    assert did is not None
    assert did.startswith("did:web:localhost%3A8000:did:")
    opaque = did.rpartition(":")[2]
    assert len(opaque) == 16
    assert set(opaque) <= set("abcdefghijklmnopqrstuvwxyz234567")
    assert queries.organizations_of({did, "did:web:elsewhere.example"}) == {did: college}
    assert published(college).id == did


def test_establishing_twice_changes_nothing(college: UUID) -> None:
    before = queries.keys(college)
    assert actions.establish(organization_id=college, by=COMMAND) == queries.did_of(college)
    assert queries.keys(college) == before
    assert StatusList.objects.filter(organization_id=college).count() == len(PURPOSES)


def test_the_signer_signs_with_the_published_key(college: UUID) -> None:
    signer = queries.signer(college)
    key = published(college).find(signer.verification_method).public_key
    assert ed25519.verify(key.raw, b"message", signer.sign(b"message"))


def test_an_organization_without_an_identity_cannot_sign() -> None:
    lonely = factories.organization()
    assert not queries.has_active_key(lonely)
    with pytest.raises(Refused) as refused:
        queries.signer(lonely)
    assert refused.value.code == "key_missing"
    with pytest.raises(Refused):
        actions.rotate(organization_id=lonely, by=COMMAND)


def test_another_master_key_signs_nothing_and_says_why(college: UUID, settings: Any) -> None:
    settings.ACQUIS_MASTER_KEY = "22" * 32
    before = published_list(queries.list_url(StatusList.objects.filter(organization_id=college)[0].pk))
    with pytest.raises(MasterKeyWrong, match="does not open under this ACQUIS_MASTER_KEY"):
        queries.signer(college).sign(b"message")
    subject = uuid4()
    actions.allocate(organization_id=college, subject_id=subject, by=COMMAND)
    with pytest.raises(MasterKeyWrong):
        actions.set_status(subject_id=subject, purpose="revocation", value=True, by=COMMAND)
    assert not bit(published_list(str(before["id"])), 0)


def test_a_rotated_key_stays_published_and_the_lists_are_signed_by_the_new_one(college: UUID) -> None:
    former = queries.signer(college).verification_method
    actions.rotate(organization_id=college, by=COMMAND)
    current = queries.signer(college).verification_method
    assert current != former
    assert {former, current} <= published(college).assertion_method
    assert published(college).find(former).revoked is None
    for found in StatusList.objects.filter(organization_id=college):
        assert assert_signed(published_list(queries.list_url(found.pk)), college) == current


def test_a_compromised_key_says_since_when_and_gives_way_to_a_fresh_one(college: UUID, frozen: datetime) -> None:
    (key,) = queries.keys(college)
    former = queries.signer(college).verification_method
    since = frozen + timedelta(days=2)
    with clock.at(frozen + timedelta(days=3)):
        actions.declare_compromised(organization_id=college, key_id=key.id, since=since, by=COMMAND)
        document = published(college)
    assert document.find(former).revoked == since
    assert [found.state for found in queries.keys(college)] == ["compromised", "active"]
    places = actions.allocate(organization_id=college, subject_id=uuid4(), by=COMMAND)
    assert assert_signed(published_list(places[0].list_url), college) != former


def test_a_compromise_may_turn_out_to_be_earlier_never_later(college: UUID, frozen: datetime) -> None:
    (key,) = queries.keys(college)
    day = timedelta(days=1)
    with clock.at(frozen + 9 * day):
        for later in (5, 7, 3):
            actions.declare_compromised(organization_id=college, key_id=key.id, since=frozen + later * day, by=COMMAND)
        assert queries.keys(college)[0].compromised_from == frozen + 3 * day
        assert len(queries.keys(college)) == 2


@pytest.mark.parametrize(
    ("moved", "code"), [(timedelta(seconds=1), "since_in_future"), (-timedelta(seconds=1), "since_before_key")]
)
def test_a_compromise_outside_the_life_of_the_key_is_refused(
    college: UUID, frozen: datetime, moved: timedelta, code: str
) -> None:
    (key,) = queries.keys(college)
    with pytest.raises(Refused) as refused:
        actions.declare_compromised(organization_id=college, key_id=key.id, since=frozen + moved, by=COMMAND)
    assert refused.value.code == code


def test_the_key_of_another_organization_is_unknown(college: UUID, frozen: datetime) -> None:
    other = factories.organization()
    actions.establish(organization_id=other, by=COMMAND)
    with pytest.raises(Refused) as refused:
        actions.declare_compromised(organization_id=other, key_id=queries.keys(college)[0].id, since=frozen, by=COMMAND)
    assert refused.value.code == "key_unknown"


def test_a_retired_organization_signs_nothing_more_and_stays_published(college: UUID) -> None:
    former = queries.signer(college).verification_method
    actions.retire(organization_id=college, by=COMMAND)
    assert not queries.has_active_key(college)
    assert former in published(college).assertion_method


def test_the_database_holds_one_active_key_per_identity(college: UUID) -> None:
    key = Key.objects.get(organization_id=college)

    @action
    def second() -> None:
        Key.objects.create(
            organization_id=college,
            identity=key.identity,
            fragment="key-9",
            public_multibase="z9",
            wrapped_private=b"",
            state="active",
            created_at=clock.now(),
        )

    with pytest.raises(IntegrityError):
        second()


def test_a_document_gets_one_place_per_purpose_and_always_the_same(college: UUID) -> None:
    subject = uuid4()
    places = actions.allocate(organization_id=college, subject_id=subject, by=COMMAND)
    assert [place.purpose for place in places] == PURPOSES
    assert len({place.list_url for place in places}) == len(PURPOSES)
    assert actions.allocate(organization_id=college, subject_id=subject, by=COMMAND) == places


def test_indexes_are_drawn_over_the_whole_of_a_long_list(college: UUID) -> None:
    drawn = [
        place.index
        for _ in range(12)
        for place in actions.allocate(organization_id=college, subject_id=uuid4(), by=COMMAND)
    ]
    assert StatusList.objects.filter(organization_id=college).first().length >= 131_072  # type: ignore[union-attr]
    assert len(set(drawn)) > 30
    assert max(drawn) - min(drawn) > 40_000
    assert drawn != sorted(drawn)


def test_a_drawn_index_that_is_taken_is_drawn_again(college: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    draws = iter([7, 7, 7, 7, 7, 8, 7, 9, 7, 10])
    monkeypatch.setattr("acquis.signing.actions.bitstring.draw_index", lambda *_: next(draws))
    first = actions.allocate(organization_id=college, subject_id=uuid4(), by=COMMAND)
    second = actions.allocate(organization_id=college, subject_id=uuid4(), by=COMMAND)
    assert [place.index for place in first] == [7, 7, 7]
    assert [place.index for place in second] == [8, 9, 10]


def test_the_database_gives_a_bit_to_one_document_only(college: UUID) -> None:
    actions.allocate(organization_id=college, subject_id=uuid4(), by=COMMAND)
    taken = StatusEntry.objects.filter(organization_id=college)[0]

    @action
    def steal() -> None:
        StatusEntry.objects.create(
            list_id=taken.list_id, organization_id=college, purpose="x", index=taken.index, subject_id=uuid4()
        )

    with pytest.raises(IntegrityError), transaction.atomic():
        steal()


def test_a_half_full_list_closes_and_the_next_one_opens(college: UUID) -> None:
    StatusList.objects.filter(organization_id=college, purpose="revocation").update(taken=131_072 // 2)
    former = StatusList.objects.get(organization_id=college, purpose="revocation")
    place = actions.allocate(organization_id=college, subject_id=uuid4(), by=COMMAND)[0]
    assert place.list_url != queries.list_url(former.pk)
    assert queries.own_document(f"/status/{former.pk}") is not None
    assert_signed(published_list(place.list_url), college)


def test_setting_a_bit_signs_its_list_again_and_touches_no_other(college: UUID) -> None:
    one, other = uuid4(), uuid4()
    places = actions.allocate(organization_id=college, subject_id=one, by=COMMAND)
    neighbour = actions.allocate(organization_id=college, subject_id=other, by=COMMAND)
    actions.set_status(subject_id=one, purpose="revocation", value=True, by=COMMAND)
    revocations = published_list(places[0].list_url)
    assert bit(revocations, places[0].index)
    assert not bit(revocations, neighbour[0].index)
    assert_signed(revocations, college)
    assert not bit(published_list(places[1].list_url), places[1].index)


def test_a_suspension_is_lifted_and_a_revocation_is_not(college: UUID) -> None:
    subject = uuid4()
    places = actions.allocate(organization_id=college, subject_id=subject, by=COMMAND)
    for value in (True, False):
        actions.set_status(subject_id=subject, purpose="suspension", value=value, by=COMMAND)
        assert bit(published_list(places[1].list_url), places[1].index) is value
    actions.set_status(subject_id=subject, purpose="revocation", value=True, by=COMMAND)
    with pytest.raises(Refused) as refused:
        actions.set_status(subject_id=subject, purpose="revocation", value=False, by=COMMAND)
    assert refused.value.code == "revocation_final"
    assert bit(published_list(places[0].list_url), places[0].index)


def test_a_document_without_a_place_has_no_status(college: UUID) -> None:
    with pytest.raises(Refused) as refused:
        actions.set_status(subject_id=uuid4(), purpose="revocation", value=True, by=COMMAND)
    assert refused.value.code == "status_unknown"


@pytest.mark.parametrize(
    "path",
    [
        "/did/aaaaaaaaaaaaaaaa/did.json",
        "/did/../did.json",
        "/status/00000000-0000-4000-8000-000000000000",
        "/status/" + "a" * 36,
        "/id/register",
        "",
    ],
)
def test_other_paths_hold_no_document_of_ours(college: UUID, path: str) -> None:
    assert queries.own_document(path) is None


def test_outsiders_touch_neither_keys_nor_status(college: UUID) -> None:
    """Somebody with every role elsewhere, and a visitor."""
    elsewhere = factories.organization()
    stranger = factories.member(elsewhere, "administrator", "registrar")
    subject = uuid4()
    actions.allocate(organization_id=college, subject_id=subject, by=COMMAND)
    for by in (stranger, stranger.within(college), Actor(None, college, "web", "x")):
        for attempt in (
            lambda by=by: actions.establish(organization_id=college, by=by),
            lambda by=by: actions.rotate(organization_id=college, by=by),
            lambda by=by: actions.retire(organization_id=college, by=by),
            lambda by=by: actions.allocate(organization_id=college, subject_id=uuid4(), by=by),
            lambda by=by: actions.set_status(subject_id=subject, purpose="revocation", value=True, by=by),
        ):
            with pytest.raises(Forbidden):
                attempt()


def test_members_do_what_their_role_says(college: UUID) -> None:
    administrator, registrar = factories.member(college, "administrator"), factories.member(college, "registrar")
    subject = uuid4()
    actions.allocate(organization_id=college, subject_id=subject, by=registrar)
    actions.set_status(subject_id=subject, purpose="suspension", value=True, by=registrar)
    actions.rotate(organization_id=college, by=administrator)
    with pytest.raises(Forbidden):
        actions.rotate(organization_id=college, by=registrar)
    with pytest.raises(Forbidden):
        actions.set_status(subject_id=subject, purpose="suspension", value=False, by=administrator)


def test_the_operator_establishes_whom_it_recognizes() -> None:
    operator, college = factories.operator(), factories.organization()
    decider = factories.member(operator, "operator")
    assert actions.establish(organization_id=college, by=decider).startswith("did:web:")
    with pytest.raises(Forbidden):
        actions.rotate(organization_id=college, by=decider)


def test_a_dismissed_member_loses_the_right(college: UUID) -> None:
    registrar = factories.member(college, "registrar")
    assert registrar.person_id is not None
    administrator = factories.member(college, "administrator")
    organizations.dismiss(organization_id=college, person_id=registrar.person_id, by=administrator)
    with pytest.raises(Forbidden):
        actions.allocate(organization_id=college, subject_id=uuid4(), by=registrar)
