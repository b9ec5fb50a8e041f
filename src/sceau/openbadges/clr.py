"""Comprehensive Learner Records (CLR 2.0): one issuer's collection of signed credentials about one learner.

The proof of a record says who put the collection together. Each credential inside keeps its own proof, and only that
one says who awarded it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from sceau.encoding import pointer as pointers
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import UsageError
from sceau.linked_data.contexts import CREDENTIALS_V2, OPEN_BADGES_V3
from sceau.openbadges import envelope as envelopes
from sceau.openbadges import look
from sceau.openbadges.achievement import Achievement
from sceau.openbadges.envelope import Envelope, Period
from sceau.openbadges.members import Extra, extended, filled
from sceau.openbadges.members import image as pictured
from sceau.openbadges.profile import Identity, Profile, identified
from sceau.openbadges.vocabulary import AssociationType
from sceau.records import field, record

CLR_V2 = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
CONTEXTS = (CREDENTIALS_V2, CLR_V2, OPEN_BADGES_V3)
"""1EdTech's validator looks at their places; not every library writes them in this order."""

TYPES = ("VerifiableCredential", "ClrCredential")
_ENVELOPED = "EnvelopedVerifiableCredential"


@record
class Association:
    """How two achievements of one record belong together: the source is a child of the target, …

    Attributes:
        kind: of the association.
        source: id of an achievement in the record, its own or that of a credential inside.
        target: id of another.
    """

    kind: AssociationType
    source: str
    target: str

    def to_json(self) -> JsonObject:
        """The Association."""
        return {
            "type": "Association",
            "associationType": str(self.kind),
            "sourceId": self.source,
            "targetId": self.target,
        }


@record
class Learner:
    """Whom the record is about.

    Attributes:
        id: `urn:uuid:…`, or a DID of the learner's, or "".
        identities: how to recognise the learner.
        extra: members of the ClrSubject beyond the specification.
    """

    id: str
    identities: Sequence[Identity] = ()
    extra: Extra = field(default_factory=dict)


def clr_credential(
    *,
    id: str,  # noqa: A002 — the member's own name
    issuer: Profile,
    learner: Learner,
    credentials: Sequence[JsonObject],
    name: str,
    valid_from: datetime,
    valid_until: datetime | None = None,
    awarded_at: datetime | None = None,
    achievements: Sequence[Achievement] = (),
    associations: Sequence[Association] = (),
    partial: bool | None = None,
    description: str = "",
    image: str = "",
    image_caption: str = "",
    endorsements: Sequence[JsonObject] = (),
    status: Sequence[JsonObject] = (),
    envelope: Envelope | None = None,
) -> JsonObject:
    """The unsigned ClrCredential; the same arguments give the same document, member for member.

    Args:
        id: of the record, `urn:uuid:…` or an address.
        issuer: who puts the collection together; its DID will sign.
        learner: whom it is about.
        credentials: signed ones, unchanged, each with its own proof or enveloped.
        name: title of the record.
        valid_from: aware.
        valid_until: aware, or None for ever.
        awarded_at: aware; kept when a later edition is issued.
        achievements: those that the associations speak of and that no credential of the record is about.
        associations: how achievements belong together.
        partial: whether more is known about the learner than the record holds; None says nothing.
        description: one paragraph, or "".
        image: address of the picture of the record, or "".
        image_caption: its text alternative, or "".
        endorsements: signed endorsements of this record.
        status: entries from `sceau.status.bitstring.entry`.
        envelope: schemas, refresh service, terms of use, and members beyond the specification.

    Raises:
        UsageError: ``usage_wrong`` without any credential, with an unsigned one or the same one twice, for an
            association with something that is not in the record, and as `achievement_credential`.
    """
    subject = _subject(learner, credentials, achievements, associations)
    known = _achievement_ids(subject)
    for association in associations:
        if not {association.source, association.target} <= known:
            raise UsageError("usage_wrong", detail="an association with an achievement outside the record")
    return envelopes.credential(
        contexts=CONTEXTS,
        types=TYPES,
        head={
            "id": id,
            "name": name,
            "description": description,
            "image": pictured(image, image_caption),
            "partial": partial,
        },
        issuer=issuer,
        period=Period(valid_from, valid_until, awarded_at),
        body={"credentialSubject": subject, "endorsement": list(endorsements)},
        status=status,
        envelope=envelope or Envelope(),
    )


def _subject(
    learner: Learner,
    credentials: Sequence[JsonObject],
    achievements: Sequence[Achievement],
    associations: Sequence[Association],
) -> JsonObject:
    if not credentials or not all("proof" in each or _ENVELOPED in look.types(each) for each in credentials):
        raise UsageError("usage_wrong", detail="a record holds signed credentials")
    ids = [look.text(each, "id") for each in credentials if look.text(each, "id")]
    if len(set(ids)) < len(ids):
        raise UsageError("usage_wrong", detail="a record holds each credential once")
    found = identified(learner.id, "ClrSubject", learner.identities)
    found["verifiableCredential"] = list[JsonValue](credentials)
    found |= filled(
        {
            "achievement": [achievement.to_json() for achievement in achievements],
            "association": [association.to_json() for association in associations],
        }
    )
    return extended(found, learner.extra)


def members(document: JsonObject) -> Iterator[tuple[str, JsonObject | str]]:
    """The credentials of a record, each with its pointer: documents, or texts where a compact JWS stands itself."""
    for place, subject in _subjects(document):
        value = subject.get("verifiableCredential")
        here = pointers.join(place, "verifiableCredential")
        for index, each in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(each, dict | str):
                yield pointers.join(here, index) if isinstance(value, list) else here, each


def associations(document: JsonObject) -> list[Association]:
    """The associations of a record, those of an unknown kind left out."""
    kinds = {kind.value: kind for kind in AssociationType}
    return [
        Association(kinds[kind], look.text(each, "sourceId"), look.text(each, "targetId"))
        for _, subject in _subjects(document)
        for each in look.objects(subject.get("association"))
        if (kind := look.text(each, "associationType")) in kinds
    ]


def achievement_ids(document: JsonObject) -> set[str]:
    """The ids of every achievement in a record: its own, and those of the credentials with an embedded proof."""
    return {each for _, subject in _subjects(document) for each in _achievement_ids(subject)}


def _achievement_ids(subject: JsonObject) -> set[str]:
    inside = (
        holder.get("achievement")
        for credential in look.objects(subject.get("verifiableCredential"))
        for holder in look.objects(credential.get("credentialSubject"))
    )
    found = (each for value in (subject.get("achievement"), *inside) for each in look.objects(value))
    return {identifier for each in found if (identifier := look.text(each, "id"))}


def _subjects(document: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    value = document.get("credentialSubject")
    for index, each in enumerate(value if isinstance(value, list) else [value]):
        if isinstance(each, dict):
            yield f"/credentialSubject/{index}" if isinstance(value, list) else "/credentialSubject", each
