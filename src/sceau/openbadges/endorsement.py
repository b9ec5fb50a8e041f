"""Endorsements: somebody else's signed word about an achievement, a profile or a credential (Open Badges 3.0 §B).

They travel inside what they endorse, each a credential of its own with its own proof. They are public: a copy proves
nothing about what it was put into, so readers compare its subject with what holds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sceau.encoding import base64url, strict_json
from sceau.encoding import pointer as pointers
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError, UsageError
from sceau.openbadges import look

if TYPE_CHECKING:
    from sceau.openbadges.envelope import Envelope
    from sceau.openbadges.members import Extra
    from sceau.openbadges.profile import Profile

TYPES = ("VerifiableCredential", "EndorsementCredential")

_MEMBERS = ("endorsement", "endorsementJwt")
_MEMBERS_SET = frozenset(_MEMBERS)
_CONTAINERS = frozenset({dict, list})
_PLACE = re.compile(r"(?P<around>.*)/endorsement(Jwt)?(/\d+)?", re.ASCII | re.DOTALL)
_SAID = frozenset({"id", "type", "endorsementComment"})
_DEEPEST = 64
_JWS_PARTS = 3


def endorsement_credential(
    *,
    id: str,  # noqa: A002 — the member's own name
    issuer: Profile,
    endorsed: str,
    comment: str,
    name: str,
    valid_from: datetime,
    valid_until: datetime | None = None,
    awarded_at: datetime | None = None,
    description: str = "",
    status: Sequence[JsonObject] = (),
    subject_extra: Extra | None = None,
    envelope: Envelope | None = None,
) -> JsonObject:
    """The unsigned EndorsementCredential; the same arguments give the same document, member for member.

    Args:
        id: of the endorsement, `urn:uuid:…` or an address.
        issuer: who endorses; its DID will sign.
        endorsed: the very `id` of what is endorsed: an achievement in one version, a profile, or a credential.
        comment: what the endorser says of it (Markdown, shown as plain text), or "".
        name: title of the endorsement.
        valid_from: aware.
        valid_until: aware, or None for ever.
        awarded_at: aware; kept when a later edition is issued.
        description: one paragraph, or "".
        status: entries from `sceau.status.bitstring.entry`.
        subject_extra: members of the subject beyond the specification.
        envelope: schemas, refresh service, terms of use, and members beyond the specification.

    Raises:
        UsageError: ``usage_wrong`` without anything endorsed or without a name, when somebody endorses themselves, for
            moments without a time zone or an inverted period.
    """
    from sceau.openbadges import envelope as envelopes  # noqa: PLC0415 — slow to import, most endorsements are read
    from sceau.openbadges.members import extended, filled  # noqa: PLC0415

    if not endorsed or not name:
        raise UsageError("usage_wrong", detail="an endorsement has a name, and an id that it endorses")
    if endorsed == issuer.id:
        raise UsageError("usage_wrong", detail="nobody endorses themselves")
    subject: JsonObject = {"id": endorsed, "type": ["EndorsementSubject"]}
    subject |= filled({"endorsementComment": comment})
    return envelopes.credential(
        contexts=envelopes.CONTEXTS,
        types=TYPES,
        head={"id": id, "name": name, "description": description},
        issuer=issuer,
        period=envelopes.Period(valid_from, valid_until, awarded_at),
        body={"credentialSubject": extended(subject, subject_extra or {})},
        status=status,
        envelope=envelope or envelopes.Envelope(),
    )


def embedded(document: JsonObject) -> Iterator[tuple[str, JsonObject | str]]:
    """The endorsements that stand anywhere in ``document``, each with its pointer, in document order.

    A document for one with an embedded proof (`endorsement`), a text for a compact JWS (`endorsementJwt`). Those inside
    an embedded credential, be it another endorsement or a badge of a CLR, belong to that one and are not listed.
    """
    if not bears_any(document):
        return
    for name, value in document.items():
        here = pointers.join("", name)
        yield from _listed(value, here) if name in _MEMBERS else _below(value, here, _DEEPEST)


def bears_any(document: JsonObject) -> bool:
    """Whether a member that may hold endorsements stands anywhere: nearly never, and then nobody needs pointers."""
    waiting: list[Any] = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if not _MEMBERS_SET.isdisjoint(value):
                return True
            value = value.values()
        waiting += [each for each in value if type(each) in _CONTAINERS]
    return False


def _below(value: JsonValue, here: str, levels: int) -> Iterator[tuple[str, JsonObject | str]]:
    if levels == 0:
        return
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _below(item, pointers.join(here, index), levels - 1)
    elif isinstance(value, dict) and "VerifiableCredential" not in look.types(value):
        for name, inner in value.items():
            place = pointers.join(here, name)
            yield from _listed(inner, place) if name in _MEMBERS else _below(inner, place, levels - 1)


def _listed(value: JsonValue, here: str) -> Iterator[tuple[str, JsonObject | str]]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, dict | str):
                yield pointers.join(here, index), item
    elif isinstance(value, dict | str):
        yield here, value


def may_be_about(document: JsonObject, pointer: str) -> set[str]:
    """The ids that an endorsement at ``pointer`` (from `embedded`) may speak of: whoever copies one elsewhere must gain
    nothing by it.

    One inside an achievement or a profile speaks of that; one of the credential, also of the achievements, issuer,
    creators and assessors in it (Open Badges 3.0 §B, `endorsement` of AchievementCredential).
    """
    place = _PLACE.fullmatch(pointer)
    if place is None:
        return set()
    try:
        holders: list[JsonValue] = [pointers.at(document, place["around"])]
    except (KeyError, IndexError, ValueError):
        return set()
    if not place["around"]:
        holders.append(document.get("issuer"))
        for subject in look.objects(document.get("credentialSubject")):
            for achievement in look.objects(subject.get("achievement")):
                holders += [achievement, achievement.get("creator")]
            holders.append(subject.get("source"))
    ids = (look.text(look.profile(holder), "id") for holder in holders if isinstance(holder, dict | str))
    return {identifier for identifier in ids if identifier}


def is_one(document: JsonObject) -> bool:
    """Whether ``document`` is an endorsement and states nothing that a credential would: no achievement, no result."""
    told = document.get("credentialSubject")
    subjects = told if isinstance(told, list) else [told]
    return look.kind_of(document) is look.Kind.ENDORSEMENT and all(
        isinstance(subject, dict) and says_nothing_else(subject) for subject in subjects
    )


def says_nothing_else(subject: JsonObject) -> bool:
    """Whether ``subject`` is what an endorsement says of something, and no more.

    As linked data, an endorsement's subject is the very thing that holds the endorsement, so what is said of the thing
    could be moved here under a valid proof, out of the sight of readers (its status, say). Here there is no room.
    """
    return subject.keys() <= _SAID and look.types(subject) == {"EndorsementSubject"}


def claims(content: JsonObject | str) -> JsonObject:
    """What an endorsement says, whatever signed it; nothing is checked here. Empty for what cannot be read.

    A compact JWS holds the credential as its payload, or, the way of the data model 1.1, in the claim `vc`.
    """
    if isinstance(content, dict):
        return content
    parts = content.strip().split(".")
    if len(parts) != _JWS_PARTS:
        return {}
    try:
        payload = strict_json.loads_object(base64url.decode(parts[1]))
    except InputError:
        return {}
    inner = payload.get("vc")
    return inner if isinstance(inner, dict) else payload
