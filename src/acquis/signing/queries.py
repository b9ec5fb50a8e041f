"""Reading identities, keys and lists; the door to the signer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from acquis.platform import links
from acquis.platform.faults import Refused
from acquis.signing.keystore import KeyStore, StoredSigner
from acquis.signing.models import Identity, Key, StatusList
from sceau.did.document import PublishedKey, build
from sceau.encoding import strict_json
from sceau.encoding.strict_json import JsonObject
from sceau.keys import multikey
from sceau.ports import Signer

DID_MEDIA_TYPE = "application/did+json"
LIST_MEDIA_TYPE = "application/vc"
_OWN_PATH = re.compile(
    r"/did/(?P<opaque>[a-z2-7]{16})/did\.json|/status/(?P<list>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
)


@dataclass(frozen=True, slots=True)
class OwnDocument:
    """A machine document of this network, as its address serves it."""

    body: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """One key of an organization, for people: everything but its secret."""

    id: UUID
    fragment: str
    public_multibase: str
    state: str
    created_at: datetime
    activated_at: datetime | None
    retired_at: datetime | None
    compromised_from: datetime | None


def did_of(organization_id: UUID) -> str | None:
    """The organization's DID, None before it has one."""
    return Identity.objects.filter(organization_id=organization_id).values_list("did", flat=True).first()


def dids_of(organization_ids: set[UUID]) -> dict[UUID, str]:
    """The DIDs of several organizations, in one query; those without one are absent."""
    return dict(Identity.objects.filter(organization_id__in=organization_ids).values_list("organization_id", "did"))


def organizations_of(dids: set[str]) -> dict[str, UUID]:
    """The organizations behind DIDs of this network, in one query; those of others are absent."""
    return dict(Identity.objects.filter(did__in=dids).values_list("did", "organization_id")) if dids else {}


def has_active_key(organization_id: UUID) -> bool:
    """Whether the organization can sign."""
    return Key.objects.filter(organization_id=organization_id, state=Key.State.ACTIVE).exists()


def active_key(organization_id: UUID) -> KeyFacts | None:
    """The key that signs now."""
    found = Key.objects.filter(organization_id=organization_id, state=Key.State.ACTIVE).first()
    return _facts(found) if found else None


def keys(organization_id: UUID) -> list[KeyFacts]:
    """Every key the organization ever had, oldest first."""
    return [_facts(key) for key in Key.objects.filter(organization_id=organization_id).order_by("created_at")]


def signer(organization_id: UUID) -> Signer:
    """The organization's signer: its active key behind the engine's port.

    Raises:
        Refused: ``key_missing``.
        MasterKeyWrong: when the key does not open under the master key; on the first signature.
    """
    key = Key.objects.select_related("identity").filter(organization_id=organization_id, state=Key.State.ACTIVE).first()
    if key is None:
        raise Refused("key_missing", _("This organization has no active signing key. Its administrator can make one."))
    return StoredSigner(KeyStore.configured(), bytes(key.wrapped_private), f"{key.identity.did}#{key.fragment}")


def did_document(opaque: str) -> JsonObject | None:
    """The DID document at ``/did/<opaque>/did.json``: retired keys stay, a compromised one says since when."""
    identity = Identity.objects.filter(opaque=opaque).first()
    if identity is None:
        return None
    published = identity.keys.exclude(state=Key.State.PENDING).order_by("created_at", "fragment")
    return build(
        identity.did,
        [
            PublishedKey(key.fragment, multikey.decode(key.public_multibase), revoked=key.compromised_from)
            for key in published
        ],
    )


def own_document(path: str) -> OwnDocument | None:
    """What ``/did/<opaque>/did.json`` or ``/status/<uuid>`` serves; None for every other path."""
    match = _OWN_PATH.fullmatch(path)
    if match is None:
        return None
    if match["opaque"]:
        document = did_document(match["opaque"])
        return OwnDocument(strict_json.dumps(document), DID_MEDIA_TYPE) if document else None
    signed = StatusList.objects.filter(pk=match["list"]).values_list("signed_document", flat=True).first()
    return OwnDocument(signed.encode(), LIST_MEDIA_TYPE) if signed else None


def list_url(list_id: UUID) -> str:
    """The address of a status list: what is signed into each credential."""
    return links.machine(f"status/{list_id}")


def _facts(key: Key) -> KeyFacts:
    return KeyFacts(
        key.pk,
        key.fragment,
        key.public_multibase,
        key.state,
        key.created_at,
        key.activated_at,
        key.retired_at,
        key.compromised_from,
    )
