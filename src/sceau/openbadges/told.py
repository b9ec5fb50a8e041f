"""What a badge says, as values that pages show: texts as signed, to be escaped where they are shown."""

from __future__ import annotations

from sceau.openbadges.look import Kind
from sceau.records import record


@record
class Words:
    """A text and the language it is in.

    Attributes:
        text: "" when the document says nothing.
        language: BCP 47 tag of the part it was taken from, or "".
        fallback: whether the asked language was not there.
    """

    text: str
    language: str = ""
    fallback: bool = False

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text


@record
class Skill:
    """An alignment: name and framework in words, address only when it can be followed."""

    name: Words
    url: str
    code: str
    framework: str
    kind: str


@record
class Piece:
    """A piece of evidence; ``id`` is the signed identifier, ``url`` the same when it can be followed."""

    id: str
    url: str
    name: str
    narrative: str
    description: str
    genre: str
    has_digest: bool


@record
class Reached:
    """A result with the name of what was assessed.

    Attributes:
        name: of what was assessed.
        value, status: what was reached.
        required: the value that suffices.
        level: name of the reached level of the rubric, or "".
        required_level: name of the level that suffices, or "".
        minimum, maximum: the scale, or "".
        allowed: the possible values from low to high, or empty.
        kind: `resultType`.
    """

    name: str
    value: str
    status: str
    required: str
    level: str = ""
    required_level: str = ""
    minimum: str = ""
    maximum: str = ""
    allowed: tuple[str, ...] = ()
    kind: str = ""


@record
class Endorsed:
    """What an endorsement inside the document says; only the checks tell whether its issuer says so, and of this.

    Attributes:
        pointer: where it stands.
        id: of the endorsement.
        issuer_id, issuer_name: who is named as endorser.
        name: title of the endorsement.
        comment: what the endorser says.
        about_id: the id that it endorses.
        valid_from, valid_until: texts as signed (RFC 3339), or "".
    """

    pointer: str
    id: str
    issuer_id: str
    issuer_name: str
    name: str
    comment: str
    about_id: str
    valid_from: str
    valid_until: str


@record
class Other:
    """A related achievement that is no translation, for instance an earlier version."""

    id: str
    url: str
    name: str
    version: str
    language: str


@record
class Details:
    """The rarer members, each "" (None, empty) when the document does not say.

    Attributes:
        narrative, role, license_number, term, credits_earned: of the earner.
        started_at, ended_at: of the activity, as signed.
        source_name: who assessed for the issuer.
        creator_name: who defined the achievement.
        credits_available, field_of_study, specialization, human_code, tags: of the achievement.
    """

    narrative: str = ""
    role: str = ""
    license_number: str = ""
    term: str = ""
    credits_earned: float | None = None
    started_at: str = ""
    ended_at: str = ""
    source_name: str = ""
    creator_name: str = ""
    credits_available: float | None = None
    field_of_study: str = ""
    specialization: str = ""
    human_code: str = ""
    tags: tuple[str, ...] = ()


@record
class BadgeSummary:
    """What the document says, in the asked language where it says it there.

    Attributes:
        id: of the credential.
        title, description, criteria: of the achievement.
        languages: every language that the document speaks, main first.
        kind: `achievementType`.
        achievement_id, version: of the exact version earned.
        issuer_id: who is named as issuer; only the checks tell whether it signed.
        issuer_name: as the issuer calls itself; prefer the register's name.
        image: http(s) address of the picture, or "".
        recipient_name: display name inside the document, or "".
        skills, evidence, results: the lists.
        awarded_at, valid_from, valid_until: texts as signed (RFC 3339), or "".
        document_kind: what the credential is about; for an endorsement see ``endorses`` and ``comment``.
        image_caption: text alternative of the picture, or "".
        endorsements: those inside, at most `sceau.openbadges.reading.MOST_ENDORSEMENTS`.
        related: achievements that are no translations.
        details: the rarer members.
        endorses: id of what this document endorses, when it is an endorsement.
        comment: what it says of it.
    """

    id: str
    title: Words
    description: Words
    criteria: Words
    languages: tuple[str, ...]
    kind: str
    achievement_id: str
    version: str
    issuer_id: str
    issuer_name: str
    image: str
    recipient_name: str
    skills: tuple[Skill, ...]
    evidence: tuple[Piece, ...]
    results: tuple[Reached, ...]
    awarded_at: str
    valid_from: str
    valid_until: str
    document_kind: Kind = Kind.OTHER
    image_caption: str = ""
    endorsements: tuple[Endorsed, ...] = ()
    related: tuple[Other, ...] = ()
    details: Details = Details()
    endorses: str = ""
    comment: str = ""
