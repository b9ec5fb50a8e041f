"""Who issued and who earned: Profile, IdentityObject, AchievementSubject (Open Badges 3.0 §B)."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from sceau.encoding.strict_json import JsonObject
from sceau.errors import UsageError
from sceau.openbadges.result import Result

EMAIL = "emailAddress"
NAME = "name"


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


@dataclass(frozen=True, slots=True)
class Identity:
    """One way to recognise the earner.

    Attributes:
        kind: `identityType`, "emailAddress" or "name".
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
            "identityType": self.kind,
        }
        return found | {"salt": self.salt} if self.salt else found


@dataclass(frozen=True, slots=True)
class Profile:
    """An organisation.

    Attributes:
        id: its DID.
        name: in the main language of the credential.
        url: its public page, or "".
        description: one paragraph, or "".
        email: a public contact, or "".
        image: address of its logo, or "".
    """

    id: str
    name: str
    url: str = ""
    description: str = ""
    email: str = ""
    image: str = ""

    def to_json(self) -> JsonObject:
        """The Profile."""
        found: JsonObject = {"id": self.id, "type": ["Profile"], "name": self.name}
        texts = {"url": self.url, "description": self.description, "email": self.email}
        found |= {key: text for key, text in texts.items() if text}
        return found | {"image": {"id": self.image, "type": "Image"}} if self.image else found


@dataclass(frozen=True, slots=True)
class Subject:
    """The earner.

    Attributes:
        id: a fresh `urn:uuid:…` for each award, never an e-mail address, so that two credentials of one
            person cannot be linked by it; or a DID of the holder's; or "".
        identities: how to recognise the earner.
        narrative: what this person did, or "".
        results: what this person reached.
    """

    id: str
    identities: Sequence[Identity] = ()
    narrative: str = ""
    results: Sequence[Result] = ()

    def to_json(self, achievement: JsonObject) -> JsonObject:
        """The AchievementSubject that earned ``achievement``.

        Raises:
            UsageError: ``usage_wrong`` without any id or identity.
        """
        if not self.id and not self.identities:
            raise UsageError("usage_wrong", detail="a subject needs an id or an identity")
        found: JsonObject = {"id": self.id} if self.id else {}
        found["type"] = ["AchievementSubject"]
        if self.identities:
            found["identifier"] = [identity.to_json() for identity in self.identities]
        found["achievement"] = achievement
        if self.narrative:
            found["narrative"] = self.narrative
        if self.results:
            found["result"] = [result.to_json() for result in self.results]
        return found
