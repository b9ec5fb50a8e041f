"""Writes on identities, keys and status lists."""

from __future__ import annotations

from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from acquis.audit import actions as audit
from acquis.organizations import actions as organizations
from acquis.organizations import queries as organization_queries
from acquis.platform import clock, links
from acquis.platform.actor import Actor
from acquis.platform.engine import engine
from acquis.platform.faults import Refused
from acquis.platform.writes import action
from acquis.signing import queries
from acquis.signing.keystore import KeyStore
from acquis.signing.models import Identity, Key, StatusEntry, StatusList
from sceau.encoding import strict_json
from sceau.keys.ed25519 import PrivateKey
from sceau.proofs.signing import add_proof
from sceau.status import bitstring

OPAQUE_BYTES = 10
CRYPTOSUITE = "eddsa-rdfc-2022"
DRAWS = 200


@dataclass(frozen=True, slots=True)
class StatusPlace:
    """Where a signed document's bit stands; `sceau.status.bitstring.entry` writes it into the document."""

    purpose: str
    list_url: str
    index: int


def _may(by: Actor, permission: str, organization_id: UUID) -> None:
    """The command line and the organization's own members; see `organizations.actions.require`."""
    if by.channel != "command":
        organizations.require(by, permission, organization_id)


@action
def establish(*, organization_id: UUID, by: Actor) -> str:
    """Give an organization its DID, its first key and its status lists; the DID. Doing it twice changes nothing.

    The operator does it with its decision to recognize; the organization's administrator may as well.

    Raises:
        Forbidden: ``not_permitted``.
    """
    operator = organization_queries.operator()
    decides = operator is not None and by.organization_id == operator.id
    if not (decides and organization_queries.may(by, "registry.decide")):
        _may(by, "organization.manage", organization_id)
    known = Identity.objects.filter(organization_id=organization_id).first()
    if known is not None:
        return known.did
    opaque = b32encode(engine().random(OPAQUE_BYTES)).decode().lower()
    did = f"did:web:{links.host().replace(':', '%3A')}:did:{opaque}"
    made = Identity.objects.create(organization_id=organization_id, did=did, opaque=opaque, created_at=clock.now())
    _make_key(made)
    for purpose in StatusList.Purpose.values:
        _open_list(organization_id, purpose)
    audit.record(by=by, verb="signing.establish", subject_type="identity", subject_id=made.pk, facts={"did": did})
    return did


@action
def rotate(*, organization_id: UUID, by: Actor) -> UUID:
    """Retire the active key and put a fresh one in its place; the new key's id.

    The retired key stays published, so that what it signed still verifies. The lists are signed again.
    """
    _may(by, "organization.manage", organization_id)
    identity = _identity(organization_id)
    _end_active(identity)
    made = _make_key(identity)
    _sign_lists_again(organization_id)
    audit.record(by=by, verb="signing.rotate", subject_type="key", subject_id=made.pk)
    return made.pk


@action
def retire(*, organization_id: UUID, by: Actor) -> None:
    """Retire the active key without a successor: the organization signs nothing more, its past stays verifiable."""
    _may(by, "organization.manage", organization_id)
    for key_id in _end_active(_identity(organization_id)):
        audit.record(by=by, verb="signing.retire", subject_type="key", subject_id=key_id)


@action
def declare_compromised(*, organization_id: UUID, key_id: UUID, since: datetime, by: Actor) -> None:
    """Say since when others may hold a key: what it signed from then on verifies no more (R-015).

    When it was the active key a fresh one takes its place, and the status lists are signed again in any case.

    Raises:
        Refused: ``key_unknown``; ``since_in_future``; ``since_before_key``.
    """
    _may(by, "organization.manage", organization_id)
    key = Key.objects.select_for_update().filter(pk=key_id, organization_id=organization_id).first()
    if key is None:
        raise Refused("key_unknown", _("This organization has no such key."))
    if since > clock.now():
        raise Refused("since_in_future", _("Give a moment that is not in the future."), "since")
    if since < key.created_at:
        raise Refused("since_before_key", _("The key did not exist yet at that moment. Give a later one."), "since")
    was_active = key.state == Key.State.ACTIVE
    key.state = Key.State.COMPROMISED
    # An earlier date widens the harm and may be added; a later one would make bad signatures good again.
    key.compromised_from = min(since, key.compromised_from or since)
    key.retired_at = key.retired_at or clock.now()
    key.save(update_fields=["state", "compromised_from", "retired_at"])
    if was_active:
        _make_key(key.identity)
    if queries.has_active_key(organization_id):
        _sign_lists_again(organization_id)
    audit.record(
        by=by,
        verb="signing.declare_compromised",
        subject_type="key",
        subject_id=key.pk,
        facts={"since": key.compromised_from.isoformat()},
    )


@action
def allocate(*, organization_id: UUID, subject_id: UUID, by: Actor) -> list[StatusPlace]:
    """Give a document its place in a list of each purpose; the same document always gets the same places.

    The index is drawn at random, so that neighbours tell nothing. Two writers may draw the same one: the unique
    constraint lets one of them through and the other draws again, on both databases.
    """
    _may(by, "award.issue", organization_id)
    places = {entry.purpose: entry for entry in _entries(organization_id, subject_id)}
    for purpose in StatusList.Purpose.values:
        if purpose not in places:
            places[purpose] = _place(organization_id, purpose, subject_id)
    audit.record(by=by, verb="signing.allocate", subject_type="credential", subject_id=subject_id)
    return [
        StatusPlace(purpose, queries.list_url(places[purpose].list_id), places[purpose].index)
        for purpose in StatusList.Purpose.values
    ]


@action
def set_status(*, subject_id: UUID, purpose: str, value: bool, by: Actor) -> None:
    """Set a document's bit and sign its list again, in the caller's transaction.

    Raises:
        Refused: ``status_unknown`` when the document has no place; ``revocation_final`` when a revocation is lifted.
    """
    entry = StatusEntry.objects.filter(subject_id=subject_id, purpose=purpose).first()
    if entry is None:
        raise Refused("status_unknown", _("This credential has no status entry of that kind."))
    _may(by, "credential.revoke", entry.organization_id)
    # Locked until the commit: two bits set at once in one list must both survive.
    found = StatusList.objects.select_for_update().get(pk=entry.list_id)
    bits = bitstring.BitString.decode(found.encoded)
    if bits[entry.index] == value:
        return
    if purpose == StatusList.Purpose.REVOCATION and not value:
        raise Refused("revocation_final", _("A revocation is final. Issue a new credential instead."))
    bits[entry.index] = value
    found.encoded = bits.encode()
    _sign(found)
    found.save(update_fields=["encoded", "signed_document", "updated_at"])
    audit.record(
        by=by,
        verb="signing.set_status",
        subject_type="credential",
        subject_id=subject_id,
        facts={"purpose": purpose, "value": value},
    )


def _identity(organization_id: UUID) -> Identity:
    # The lock makes two rotations follow one another.
    found = Identity.objects.select_for_update().filter(organization_id=organization_id).first()
    if found is None:
        raise Refused("identity_missing", _("This organization has no signing identity yet."))
    return found


@sensitive_variables("private")
def _make_key(identity: Identity) -> Key:
    private = PrivateKey.generate(engine().random)
    fragment = f"key-{identity.keys.count() + 1}"
    return Key.objects.create(
        organization_id=identity.organization_id,
        identity=identity,
        fragment=fragment,
        public_multibase=private.public_multibase,
        wrapped_private=KeyStore.configured().wrap(
            private.seed, method=f"{identity.did}#{fragment}", random=engine().random
        ),
        state=Key.State.ACTIVE,
        created_at=clock.now(),
        activated_at=clock.now(),
    )


def _end_active(identity: Identity) -> list[UUID]:
    ended = []
    for key in identity.keys.filter(state=Key.State.ACTIVE):
        key.state, key.retired_at = Key.State.RETIRED, clock.now()
        key.save(update_fields=["state", "retired_at"])
        ended.append(key.pk)
    return ended


def _open_list(organization_id: UUID, purpose: str) -> StatusList:
    now = clock.now()
    made = StatusList(
        id=uuid4(),
        organization_id=organization_id,
        purpose=purpose,
        length=bitstring.MIN_LENGTH,
        encoded=bitstring.BitString().encode(),
        created_at=now,
    )
    _sign(made)
    made.save(force_insert=True)
    return made


def _sign(found: StatusList) -> None:
    found.updated_at = clock.now()
    did = queries.did_of(found.organization_id)
    assert did is not None, "a list belongs to an organization with an identity"
    unsigned = bitstring.credential(
        url=queries.list_url(found.pk),
        issuer=did,
        bits=bitstring.BitString.decode(found.encoded),
        valid_from=found.updated_at,
        purposes=(found.purpose,),
    )
    signed = add_proof(
        unsigned,
        signer=queries.signer(found.organization_id),
        cryptosuite=CRYPTOSUITE,
        created=found.updated_at,
        contexts=engine().contexts,
    )
    found.signed_document = strict_json.dumps(signed).decode()


def _sign_lists_again(organization_id: UUID) -> None:
    for found in StatusList.objects.select_for_update().filter(organization_id=organization_id).order_by("pk"):
        _sign(found)
        found.save(update_fields=["signed_document", "updated_at"])


def _entries(organization_id: UUID, subject_id: UUID) -> list[StatusEntry]:
    return list(StatusEntry.objects.filter(organization_id=organization_id, subject_id=subject_id))


def _place(organization_id: UUID, purpose: str, subject_id: UUID) -> StatusEntry:
    found = StatusList.objects.filter(organization_id=organization_id, purpose=purpose, is_open=True).first()
    if found is None:
        raise Refused("identity_missing", _("This organization has no signing identity yet."))
    if found.taken * 2 >= found.length:
        found = _next_list(found)
    for _draw in range(DRAWS):
        index = bitstring.draw_index(engine().random, frozenset(), found.length)
        try:
            with transaction.atomic():
                made = StatusEntry.objects.create(
                    list=found,
                    organization_id=organization_id,
                    purpose=purpose,
                    index=index,
                    subject_id=subject_id,
                )
        except IntegrityError:
            other = StatusEntry.objects.filter(subject_id=subject_id, purpose=purpose).first()
            if other is not None:  # the same document, allocated by somebody else in between
                return other
        else:
            StatusList.objects.filter(pk=found.pk).update(taken=F("taken") + 1)
            return made
    raise RuntimeError("no free status index was drawn")


def _next_list(full: StatusList) -> StatusList:
    """Close a list that is half full, where draws begin to collide, and open the next one."""
    locked = StatusList.objects.select_for_update().get(pk=full.pk)
    if locked.is_open:
        locked.is_open = False
        locked.save(update_fields=["is_open"])
        return _open_list(full.organization_id, full.purpose)
    return StatusList.objects.get(organization_id=full.organization_id, purpose=full.purpose, is_open=True)
