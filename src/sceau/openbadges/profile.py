"""Who issued and who earned: Profile, IdentityObject, IdentifierEntry, AchievementSubject (Open Badges 3.0 §B)."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from datetime import date, datetime

from sceau.encoding import datetimes
from sceau.encoding.strict_json import JsonObject
from sceau.errors import UsageError
from sceau.openbadges.address import Address
from sceau.openbadges.members import Extra, extended, filled, image
from sceau.openbadges.result import Result
from sceau.openbadges.vocabulary import IdentifierType
from sceau.records import field, record

EMAIL = IdentifierType.EMAIL_ADDRESS
NAME = IdentifierType.NAME


def identity_hash(algorithm: str, identity: str, salt: str) -> str:
    """`algorithm$hex(identity + salt)`, the way Open Badges hides an identity.

    Args:
        algorithm: "sha256"; "md5" exists in old badges and is never written.
        identity: for instance an e-mail address, exactly as it will be compared.
        salt: unpredictable and fresh for each credential: addresses can be guessed, so the hash is still
            personal data.

    Raises:
        UsageError: ``usage_wrong`` for another algorithm or an empty salt.
    """
    if algorithm != "sha256" or not salt:
        raise UsageError("usage_wrong", detail="identities are hashed by sha256 with a salt")
    return f"sha256${hashlib.sha256((identity + salt).encode()).hexdigest()}"


@record
class Identity:
    """One way to recognise the earner.

    Attributes:
        kind: `identityType`, a `sceau.openbadges.vocabulary.IdentifierType` or `ext:…`.
        value: the hash when hashed, else the identity itself.
        hashed: whether ``value`` is a hash.
        salt: what was appended before hashing.
    """

    kind: str
    value: str
    hashed: bool = False
    salt: str = ""

    @classmethod
    def email(cls, address: str, salt: str) -> Identity:
        """A hidden e-mail address."""
        return cls(EMAIL, identity_hash("sha256", address, salt), hashed=True, salt=salt)

    @classmethod
    def name(cls, text: str) -> Identity:
        """A display name, readable by whoever receives the credential."""
        return cls(NAME, text)

    def matches(self, identity: str) -> bool:
        """Whether ``identity`` is the one meant; an unknown algorithm never matches."""
        expected = identity_hash("sha256", identity, self.salt) if self.hashed and self.salt else identity
        return hmac.compare_digest(expected.encode(), self.value.encode())

    def to_json(self) -> JsonObject:
        """The IdentityObject."""
        found: JsonObject = {
            "type": "IdentityObject",
            "hashed": self.hashed,
            "identityHash": self.value,
            "identityType": str(self.kind),
        }
        return found | {"salt": self.salt} if self.salt else found


@record
class Identifier:
    """What an achievement or a profile is called in another system.

    Attributes:
        kind: `identifierType`, a `sceau.openbadges.vocabulary.IdentifierType` or `ext:…`.
        value: the identifier.
    """

    kind: str
    value: str

    def to_json(self) -> JsonObject:
        """The IdentifierEntry."""
        return {"type": "IdentifierEntry", "identifier": self.value, "identifierType": str(self.kind)}


@record
class PersonName:
    """The parts of a person's name, each "" when it has none."""

    family: str = ""
    given: str = ""
    additional: str = ""
    patronymic: str = ""
    prefix: str = ""
    suffix: str = ""
    family_prefix: str = ""

    def to_json(self) -> JsonObject:
        """The members that a Profile takes."""
        return filled(
            {
                "familyName": self.family,
                "givenName": self.given,
                "additionalName": self.additional,
                "patronymicName": self.patronymic,
                "honorificPrefix": self.prefix,
                "honorificSuffix": self.suffix,
                "familyNamePrefix": self.family_prefix,
            }
        )


@record
class Profile:
    """An organisation, or a person.

    Attributes:
        id: its DID.
        name: in the main language of the credential.
        url: its public page, or "".
        description: one paragraph, or "".
        email: a public contact, or "".
        image: address of its logo, or "".
        image_caption: the text alternative of the logo, or "".
        phone: or "".
        address: or None.
        official: name of somebody authorized to speak for it, or "".
        parent: the organisation that it belongs to, or None.
        identifiers: what it is called in other systems (`otherIdentifier`).
        person: the parts of the name of a person, or None.
        born_on: birthday of a person, or None.
        endorsements: signed endorsements of this profile.
        extra: members beyond the specification.
    """

    id: str
    name: str
    url: str = ""
    description: str = ""
    email: str = ""
    image: str = ""
    image_caption: str = ""
    phone: str = ""
    address: Address | None = None
    official: str = ""
    parent: Profile | None = None
    identifiers: Sequence[Identifier] = ()
    person: PersonName | None = None
    born_on: date | None = None
    endorsements: Sequence[JsonObject] = ()
    extra: Extra = field(default_factory=dict)

    def to_json(self) -> JsonObject:
        """The Profile."""
        found: JsonObject = {"id": self.id, "type": ["Profile"]}
        found |= filled(
            {
                "name": self.name,
                "url": self.url,
                "description": self.description,
                "email": self.email,
                "image": image(self.image, self.image_caption),
                "phone": self.phone,
                "address": self.address.to_json() if self.address else None,
                "official": self.official,
                "parentOrg": self.parent.to_json() if self.parent else None,
                "otherIdentifier": [identifier.to_json() for identifier in self.identifiers],
                "dateOfBirth": self.born_on.isoformat() if self.born_on else "",
                "endorsement": list(self.endorsements),
            }
        )
        return extended(found | (self.person.to_json() if self.person else {}), self.extra)


@record
class Subject:
    """The earner.

    Attributes:
        id: a fresh `urn:uuid:…` for each award, never an e-mail address, so that two credentials of one
            person cannot be linked by it; or a DID of the holder's; or "".
        identities: how to recognise the earner.
        narrative: what this person did, or "".
        results: what this person reached.
        started_at, ended_at: of the activity, aware, or None.
        credits_earned: credit units, or None.
        license_number: or "".
        role: of the earner in the activity, or "".
        source: who assessed for the issuer, or None.
        term: academic term, or "".
        image: address of the earner's own baked picture, or "".
        image_caption: its text alternative, or "".
        extra: members beyond the specification.
    """

    id: str
    identities: Sequence[Identity] = ()
    narrative: str = ""
    results: Sequence[Result] = ()
    started_at: datetime | None = None
    ended_at: datetime | None = None
    credits_earned: float | None = None
    license_number: str = ""
    role: str = ""
    source: Profile | None = None
    term: str = ""
    image: str = ""
    image_caption: str = ""
    extra: Extra = field(default_factory=dict)

    def to_json(self, achievement: JsonObject) -> JsonObject:
        """The AchievementSubject that earned ``achievement``.

        Raises:
            UsageError: ``usage_wrong`` without any id or identity, or for moments without a time zone.
        """
        found = identified(self.id, "AchievementSubject", self.identities)
        found["achievement"] = achievement
        found |= filled(
            {
                "narrative": self.narrative,
                "result": [result.to_json() for result in self.results],
                "activityStartDate": datetimes.text(self.started_at) if self.started_at else "",
                "activityEndDate": datetimes.text(self.ended_at) if self.ended_at else "",
                "creditsEarned": self.credits_earned,
                "licenseNumber": self.license_number,
                "role": self.role,
                "source": self.source.to_json() if self.source else None,
                "term": self.term,
                "image": image(self.image, self.image_caption),
            }
        )
        return extended(found, self.extra)


def identified(identifier: str, kind: str, identities: Sequence[Identity]) -> JsonObject:
    """The beginning of a subject of type ``kind``.

    Raises:
        UsageError: ``usage_wrong`` without any id or identity.
    """
    if not identifier and not identities:
        raise UsageError("usage_wrong", detail="a subject needs an id or an identity")
    found: JsonObject = {"id": identifier} if identifier else {}
    found["type"] = [kind]
    return found | filled({"identifier": [identity.to_json() for identity in identities]})
