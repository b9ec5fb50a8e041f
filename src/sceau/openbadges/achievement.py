"""The Open Badges 3.0 credential, unsigned: one achievement, both languages, one earner.

Open Badges gives an achievement one language. The other language goes into `related` as a node of type Related
alone, with an id of its own, the same `version` and only terms that the context defines everywhere: the one shape
that every verifier accepts and that signs every word (docs/adr).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sceau.encoding import datetimes
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import UsageError
from sceau.openbadges.alignment import Alignment
from sceau.openbadges.evidence import Evidence
from sceau.openbadges.profile import Identity, Profile, Subject, identity_hash
from sceau.openbadges.result import Result, ResultDescription

__all__ = [
    "CONTEXTS",
    "Achievement",
    "Alignment",
    "Evidence",
    "Identity",
    "Profile",
    "Result",
    "ResultDescription",
    "Subject",
    "Translation",
    "achievement_credential",
    "identity_hash",
]

CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
TYPES = ("VerifiableCredential", "OpenBadgeCredential")
MICROCREDENTIAL = "MicroCredential"


@dataclass(frozen=True, slots=True)
class Translation:
    """An achievement in another language.

    Attributes:
        id: of this language version, different from every other id in the document.
        language: BCP 47 tag as the schema wants it, for instance "en-CA".
        name: title.
        description: one paragraph.
        criteria: what had to be shown.
        alignments: the same competencies as the original, named in this language.
    """

    id: str
    language: str
    name: str
    description: str
    criteria: str = ""
    alignments: Sequence[Alignment] = ()

    def to_json(self, version: str) -> JsonObject:
        """The Related node of ``version``."""
        found: JsonObject = {
            "id": self.id,
            "type": ["Related"],
            "inLanguage": self.language,
            "version": version,
            "name": self.name,
            "description": self.description,
        }
        if self.criteria:
            found["narrative"] = self.criteria
        if self.alignments:
            found["alignment"] = [alignment.to_json() for alignment in self.alignments]
        return found


@dataclass(frozen=True, slots=True)
class Achievement:
    """One version of what can be earned.

    Attributes:
        id: address of exactly this version.
        version: as published.
        language: main language, BCP 47, for instance "fr-CA".
        name: title.
        description: one paragraph.
        criteria: what had to be shown (Markdown, shown as plain text).
        criteria_url: public page of the criteria, or "".
        kind: `achievementType`.
        alignments: competencies in frameworks.
        translations: the other languages.
        result_descriptions: what is assessed.
        creator: who defined it, when that is not the issuer.
        image: address of the picture, or "".
        image_caption: its text alternative, or "".
        credits_available: credit units, or None.
        field_of_study: or "".
        specialization: or "".
        human_code: the code people use, or "".
        tags: search words.
    """

    id: str
    version: str
    language: str
    name: str
    description: str
    criteria: str
    criteria_url: str = ""
    kind: str = MICROCREDENTIAL
    alignments: Sequence[Alignment] = ()
    translations: Sequence[Translation] = ()
    result_descriptions: Sequence[ResultDescription] = ()
    creator: Profile | None = None
    image: str = ""
    image_caption: str = ""
    credits_available: float | None = None
    field_of_study: str = ""
    specialization: str = ""
    human_code: str = ""
    tags: Sequence[str] = ()

    def to_json(self) -> JsonObject:
        """The Achievement.

        Raises:
            UsageError: ``usage_wrong`` when two language versions share an id or a language: as linked data
                they would be one node, and their words could be swapped under a valid signature.
        """
        self._tell_apart()
        criteria: JsonObject = {"narrative": self.criteria} if self.criteria else {}
        if self.criteria_url:
            criteria["id"] = self.criteria_url
        found: JsonObject = {
            "id": self.id,
            "type": ["Achievement"],
            "inLanguage": self.language,
            "version": self.version,
            "achievementType": self.kind,
            "name": self.name,
            "description": self.description,
            "criteria": criteria,
        }
        texts = {
            "fieldOfStudy": self.field_of_study,
            "specialization": self.specialization,
            "humanCode": self.human_code,
        }
        found |= {key: text for key, text in texts.items() if text}
        return found | self._lists() | self._extras()

    def _lists(self) -> JsonObject:
        lists: dict[str, list[JsonValue]] = {
            "tag": list(self.tags),
            "alignment": [alignment.to_json() for alignment in self.alignments],
            "resultDescription": [description.to_json() for description in self.result_descriptions],
            "related": [translation.to_json(self.version) for translation in self.translations],
        }
        return {key: items for key, items in lists.items() if items}

    def _extras(self) -> JsonObject:
        found: JsonObject = {}
        if self.creator:
            found["creator"] = self.creator.to_json()
        if self.image:
            image: JsonObject = {"id": self.image, "type": "Image"}
            found["image"] = image | {"caption": self.image_caption} if self.image_caption else image
        if self.credits_available is not None:
            found["creditsAvailable"] = self.credits_available
        return found

    def _tell_apart(self) -> None:
        ids = [self.id, *(translation.id for translation in self.translations)]
        languages = [self.language, *(translation.language for translation in self.translations)]
        if len(set(ids)) < len(ids) or len(set(languages)) < len(languages):
            raise UsageError("usage_wrong", detail="each language version has its own id and language")


def achievement_credential(
    *,
    id: str,  # noqa: A002 — the member's own name
    issuer: Profile,
    subject: Subject,
    achievement: Achievement,
    valid_from: datetime,
    valid_until: datetime | None = None,
    awarded_at: datetime | None = None,
    evidence: Sequence[Evidence] = (),
    status: Sequence[JsonObject] = (),
    results: Sequence[Result] = (),
) -> JsonObject:
    """The unsigned OpenBadgeCredential; the same arguments give the same document, member for member.

    Args:
        id: of the credential, `urn:uuid:…` or an address.
        issuer: whose DID will sign.
        subject: who earned.
        achievement: what was earned.
        valid_from: aware.
        valid_until: aware, or None for ever.
        awarded_at: aware; when the decision was taken, kept when a later version of the credential is issued.
        evidence: what supports the award.
        status: entries from `sceau.status.bitstring.entry`.
        results: what was reached, beside those of ``subject``.

    Raises:
        UsageError: ``usage_wrong`` for moments without a time zone, an inverted period, or ambiguous ids.
    """
    if valid_until is not None and valid_until <= valid_from:
        raise UsageError("usage_wrong", detail="validUntil is not after validFrom")
    earner = Subject(subject.id, subject.identities, subject.narrative, [*subject.results, *results])
    document: JsonObject = {
        "@context": list(CONTEXTS),
        "id": id,
        "type": list(TYPES),
        "name": achievement.name,
        "description": achievement.description,
        "issuer": issuer.to_json(),
        "validFrom": datetimes.text(valid_from),
    }
    if valid_until is not None:
        document["validUntil"] = datetimes.text(valid_until)
    if awarded_at is not None:
        document["awardedDate"] = datetimes.text(awarded_at)
    document["credentialSubject"] = earner.to_json(achievement.to_json())
    if evidence:
        document["evidence"] = [piece.to_json() for piece in evidence]
    resources = [resource for piece in evidence if (resource := piece.related_resource())]
    if resources:
        document["relatedResource"] = list[JsonValue](resources)
    if status:
        # The Open Badges schema allows one entry, as an object; the data model also allows an array.
        document["credentialStatus"] = status[0] if len(status) == 1 else list[JsonValue](status)
    return document
