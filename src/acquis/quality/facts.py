"""What is read of frameworks, adoptions and findings: frozen values with everything that a page or a rule needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from acquis.catalogue.queries import VersionFacts
from acquis.platform.translatable import Text
from acquis.quality import fields, wording
from acquis.quality.content import Framework, Line, Names


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One line as it is stored; ``below`` are the lines under it."""

    id: UUID
    version_id: UUID
    code: str
    position: int
    title: Text
    text: Text
    strength: str
    synonyms: Names
    fields: tuple[str, ...]
    below: tuple[LineFacts, ...] = ()

    @property
    def strength_label(self) -> str:
        """Its strength in the language of the page."""
        return str(wording.Strength(self.strength).label)

    @property
    def is_soft(self) -> bool:
        """Whether a reason can stand in its place (R-026)."""
        return self.strength == wording.Strength.SOFT

    def names(self, language: str) -> tuple[str, ...]:
        """Its other names in a language."""
        return self.synonyms.get(language, ())


@dataclass(frozen=True, slots=True)
class FrameworkFacts:
    """One version of a framework with its lines.

    Attributes:
        number: counts the versions of the framework here; ``label`` is the publisher's own.
        lines: those at the top, in order; the others stand below them.
        effective_to: the first day on which it is no longer in force, None while no successor is published.
    """

    id: UUID
    key: str
    kind: str
    number: int
    label: str
    state: str
    origin: str
    use: str
    publisher: Text
    name: Text
    introduction: Text
    note: Text
    synonyms: Names
    source_address: str
    source_language: str
    wording: dict[str, str]
    digest: str
    effective_from: date | None
    effective_to: date | None
    change_note: Text
    sent_back: str
    uploaded_by_id: UUID | None
    uploaded_at: datetime
    proposed_by_id: UUID | None
    proposed_at: datetime | None
    confirmed_by_id: UUID | None
    published_at: datetime | None
    lines: tuple[LineFacts, ...] = ()

    @property
    def kind_label(self) -> str:
        """Its kind in the language of the page."""
        return str(wording.Kind(self.kind).label)

    @property
    def state_label(self) -> str:
        """Its state in the language of the page."""
        return str(wording.State(self.state).label)

    @property
    def use_label(self) -> str:
        """Its use in the language of the page."""
        return str(wording.Use(self.use).label)

    @property
    def origin_label(self) -> str:
        """How it came in, in the language of the page."""
        return str(wording.Origin(self.origin).label)

    @property
    def is_required(self) -> bool:
        """Whether every definition answers each line."""
        return self.use == wording.Use.REQUIRED

    def is_in_force(self, at: date) -> bool:
        """Whether it is in force on a day, if it was published."""
        begun = self.effective_from is not None and self.effective_from <= at
        return begun and (self.effective_to is None or self.effective_to > at)

    @property
    def every_line(self) -> tuple[LineFacts, ...]:
        """All lines in reading order, those below others too."""
        return tuple(inner for line in self.lines for inner in (line, *line.below))

    def provenance(self, language: str) -> str:
        """Whose words the texts of this language are, in the language of the page."""
        code = self.wording.get(language)
        return str(wording.Provenance(code).label) if code else ""

    @property
    def content(self) -> Framework:
        """What it says, as the file of a framework says it."""
        return Framework(
            key=self.key,
            kind=self.kind,
            use=self.use,
            publisher=self.publisher,
            name=self.name,
            version=self.label,
            introduction=self.introduction,
            synonyms=self.synonyms,
            source_address=self.source_address,
            source_language=self.source_language,
            wording=self.wording,
            note=self.note,
            lines=tuple(_content(line) for line in self.lines),
        )


@dataclass(frozen=True, slots=True)
class Match:
    """A line found by words; ``by_name`` when its title or another name of it holds them."""

    framework: FrameworkFacts
    line: LineFacts
    by_name: bool


@dataclass(frozen=True, slots=True)
class AdoptionFacts:
    """One declaration of adoption; the contact is for the operator alone."""

    id: UUID
    framework_key: str
    framework_name: Text
    framework_number: int
    framework_label: str
    organization_name: Text
    place: str
    website: str
    scope: str
    statement: str
    contact_name: str
    contact_email: str
    state: str
    declared_at: datetime
    decided_by_id: UUID | None
    decided_at: datetime | None
    reason: str
    is_fictional: bool

    @property
    def scope_label(self) -> str:
        """Its scope in the language of the page."""
        return str(wording.AdoptionScope(self.scope).label)

    @property
    def state_label(self) -> str:
        """Its state in the language of the page."""
        return str(wording.AdoptionState(self.state).label)


@dataclass(frozen=True, slots=True)
class FindingFacts:
    """What an organization found; ``tags`` are the lines it speaks of, without those below them."""

    id: UUID
    organization_id: UUID
    organization_name: Text
    framework_key: str
    framework_name: Text
    framework_number: int
    framework_label: str
    title: Text
    text: Text
    project: Text
    state: str
    published_at: datetime
    withdrawn_at: datetime | None
    tags: tuple[LineFacts, ...]

    @property
    def is_withdrawn(self) -> bool:
        """Whether its authors took it back."""
        return self.state == wording.FindingState.WITHDRAWN

    @property
    def state_label(self) -> str:
        """Its state in the language of the page."""
        return str(wording.FindingState(self.state).label)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a definition says to a line: "said", "unsaid", or "unmeasured" where no field answers it."""

    line: LineFacts
    state: str


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of a checklist a definition answers by what it says (R-032). A figure, never a judgement.

    Attributes:
        said, asked: lines answered, of those that fields can answer.
    """

    framework: FrameworkFacts
    answers: tuple[Answer, ...]

    @property
    def asked(self) -> int:
        """How many lines fields can answer."""
        return sum(answer.state != "unmeasured" for answer in self.answers)

    @property
    def said(self) -> int:
        """How many of them are answered."""
        return sum(answer.state == "said" for answer in self.answers)

    @property
    def unsaid(self) -> tuple[LineFacts, ...]:
        """The lines that are not answered."""
        return tuple(answer.line for answer in self.answers if answer.state == "unsaid")

    @property
    def unmeasured(self) -> tuple[LineFacts, ...]:
        """The lines that a person has to answer."""
        return tuple(answer.line for answer in self.answers if answer.state == "unmeasured")


def completeness(of: VersionFacts, framework: FrameworkFacts) -> Completeness:
    """What a definition says to each line of a framework."""
    return Completeness(framework, tuple(Answer(line, _answer(of, line)) for line in framework.every_line))


def _answer(of: VersionFacts, line: LineFacts) -> str:
    if not line.fields:
        return "unmeasured"
    # A name that the definition of another day had is never said.
    return "said" if all(name in fields.known() and fields.is_said(of, name) for name in line.fields) else "unsaid"


def _content(line: LineFacts) -> Line:
    return Line(
        line.code,
        line.title,
        line.text,
        line.strength,
        line.synonyms,
        line.fields,
        tuple(_content(inner) for inner in line.below),
    )
