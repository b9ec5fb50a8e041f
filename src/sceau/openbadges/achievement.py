"""The Open Badges 3.0 credential, unsigned: one achievement, both languages, one earner.

Open Badges gives an achievement one language. The other language goes into `related` as a node of type Related
alone, with an id of its own, the same `version` and only terms that the context defines everywhere: the one shape
that every verifier accepts and that signs every word (docs/adr).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sceau.encoding.strict_json import JsonObject
from sceau.errors import UsageError
from sceau.openbadges import envelope as envelopes
from sceau.openbadges.alignment import Alignment
from sceau.openbadges.envelope import CONTEXTS, Envelope, Period
from sceau.openbadges.evidence import Evidence
from sceau.openbadges.members import Extra, extended, filled
from sceau.openbadges.members import image as pictured
from sceau.openbadges.profile import Identifier, Identity, Profile, Subject, identity_hash
from sceau.openbadges.result import Result, ResultDescription
from sceau.openbadges.vocabulary import AchievementType
from sceau.records import field, record, replace

__all__ = [
    "CONTEXTS",
    "Achievement",
    "Alignment",
    "Evidence",
    "Identity",
    "Profile",
    "RelatedAchievement",
    "Result",
    "ResultDescription",
    "Subject",
    "Translation",
    "achievement_credential",
    "identity_hash",
]

TYPES = ("VerifiableCredential", "OpenBadgeCredential")
MICROCREDENTIAL = AchievementType.MICROCREDENTIAL


@record
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
        return found | filled(
            {
                "narrative": self.criteria,
                "alignment": [alignment.to_json() for alignment in self.alignments],
            }
        )


@record
class RelatedAchievement:
    """An achievement that counts as the same for most purposes, for instance an earlier version.

    Attributes:
        id: address of that achievement.
        version: as published, or "".
        language: BCP 47 tag, or "". With the version of the achievement at hand and another language, readers take it
            for a `Translation`.
        extra: members beyond the specification.
    """

    id: str
    version: str = ""
    language: str = ""
    extra: Extra = field(default_factory=dict)

    def to_json(self) -> JsonObject:
        """The Related node."""
        found: JsonObject = {"id": self.id, "type": ["Related"]}
        return extended(found | filled({"inLanguage": self.language, "version": self.version}), self.extra)


@record
class Achievement:
    """One version of what can be earned.

    Attributes:
        id: address of exactly this version.
        version: as published, or "".
        language: main language, BCP 47, for instance "fr-CA", or "".
        name: title.
        description: one paragraph.
        criteria: what had to be shown (Markdown, shown as plain text).
        criteria_url: public page of the criteria, or "".
        kind: `achievementType`, a `sceau.openbadges.vocabulary.AchievementType` or `ext:…`, or "".
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
        identifiers: what it is called in other systems (`otherIdentifier`).
        related: achievements that are no translations.
        endorsements: signed endorsements of exactly this version.
        extra: members beyond the specification.
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
    identifiers: Sequence[Identifier] = ()
    related: Sequence[RelatedAchievement] = ()
    endorsements: Sequence[JsonObject] = ()
    extra: Extra = field(default_factory=dict)

    def to_json(self) -> JsonObject:
        """The Achievement.

        Raises:
            UsageError: ``usage_wrong`` when two language versions share a language, or anything related an id: as
                linked data they would be one node, and their words could be swapped under a valid signature.
        """
        self._tell_apart()
        found: JsonObject = {"id": self.id, "type": ["Achievement"]}
        found |= filled({"inLanguage": self.language, "version": self.version, "achievementType": str(self.kind)})
        criteria: JsonObject = {"narrative": self.criteria} if self.criteria else {}
        if self.criteria_url:
            criteria["id"] = self.criteria_url
        found |= {"name": self.name, "description": self.description, "criteria": criteria}
        return extended(found | self._details() | self._lists() | self._surroundings(), self.extra)

    def _details(self) -> JsonObject:
        return filled(
            {
                "fieldOfStudy": self.field_of_study,
                "specialization": self.specialization,
                "humanCode": self.human_code,
            }
        )

    def _lists(self) -> JsonObject:
        related = [translation.to_json(self.version) for translation in self.translations]
        return filled(
            {
                "tag": list(self.tags),
                "alignment": [alignment.to_json() for alignment in self.alignments],
                "resultDescription": [description.to_json() for description in self.result_descriptions],
                "related": [*related, *(other.to_json() for other in self.related)],
            }
        )

    def _surroundings(self) -> JsonObject:
        return filled(
            {
                "creator": self.creator.to_json() if self.creator else None,
                "image": pictured(self.image, self.image_caption),
                "creditsAvailable": self.credits_available,
                "otherIdentifier": [identifier.to_json() for identifier in self.identifiers],
                "endorsement": list(self.endorsements),
            }
        )

    def _tell_apart(self) -> None:
        ids = [self.id, *(translation.id for translation in self.translations), *(other.id for other in self.related)]
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
    name: str = "",
    description: str = "",
    image: str = "",
    image_caption: str = "",
    endorsements: Sequence[JsonObject] = (),
    envelope: Envelope | None = None,
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
        name, description: of the credential, shown by wallets; those of the achievement unless given.
        image: address of the picture of the credential, or "".
        image_caption: its text alternative, or "".
        endorsements: signed endorsements of this credential. Some verifiers refuse a second description of a
            credential inside itself; those of the achievement or of the issuer stand better with these.
        envelope: schemas, refresh service, terms of use, and members beyond the specification.

    Raises:
        UsageError: ``usage_wrong`` for moments without a time zone, an inverted period, ambiguous ids, or members
            said twice.
    """
    resources = [resource for piece in evidence if (resource := piece.related_resource())]
    earner = replace(subject, results=[*subject.results, *results])
    return envelopes.credential(
        contexts=CONTEXTS,
        types=TYPES,
        head={
            "id": id,
            "name": name or achievement.name,
            "description": description or achievement.description,
            "image": pictured(image, image_caption),
        },
        issuer=issuer,
        period=Period(valid_from, valid_until, awarded_at),
        body={
            "credentialSubject": earner.to_json(achievement.to_json()),
            "evidence": [piece.to_json() for piece in evidence],
            "relatedResource": list(resources),
            "endorsement": list(endorsements),
        },
        status=status,
        envelope=envelope or Envelope(),
    )
