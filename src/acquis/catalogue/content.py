"""What an achievement says, as values: the same shape is written by the editor and read by every page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import TextChoices

from acquis.catalogue import classifications, wording
from acquis.platform.translatable import Text
from acquis.skills.queries import SkillFacts


@dataclass(frozen=True, slots=True)
class Underpinning:
    """Something that a performance rests on; ``kind`` is a code of `wording.UnderpinningKind`."""

    kind: str
    text: Text


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a person can do; ``code`` (``R1``) names it inside its version.

    Attributes:
        id: the row read, None while it is only written down.
    """

    code: str
    statement: Text
    underpinnings: tuple[Underpinning, ...] = ()
    required: bool = True
    id: UUID | None = None

    def of(self, kind: str) -> tuple[Text, ...]:
        """The texts of one kind."""
        return tuple(item.text for item in self.underpinnings if item.kind == kind)

    @property
    def knowledge(self) -> tuple[Text, ...]:
        """What one has to know."""
        return self.of("knowledge")

    @property
    def attitudes(self) -> tuple[Text, ...]:
        """How one has to behave."""
        return self.of("attitude")

    @property
    def skills(self) -> tuple[Text, ...]:
        """What one has to be skilled in."""
        return self.of("skill")


@dataclass(frozen=True, slots=True)
class Assessment:
    """One summative assessment; ``outcomes`` holds the codes of the outcomes that it covers."""

    title: Text
    method: str = "demonstration"
    description: Text = field(default_factory=Text)
    criteria: Text = field(default_factory=Text)
    pass_rule: Text = field(default_factory=Text)
    authenticity: Text = field(default_factory=Text)
    mode: str = "online"
    supervision: str = "supervised"
    outcomes: tuple[str, ...] = ()
    id: UUID | None = None

    @property
    def method_label(self) -> str:
        """The method in the language of the page."""
        return label(wording.Method, self.method)

    @property
    def mode_label(self) -> str:
        """Where it takes place, in the language of the page."""
        return label(wording.AssessmentMode, self.mode)

    @property
    def supervision_label(self) -> str:
        """Supervision and identity check, in the language of the page."""
        return label(wording.Supervision, self.supervision)


@dataclass(frozen=True, slots=True)
class Alignment:
    """A targeted competency: an entry of a framework, or free text with the reason why there is none.

    Attributes:
        skill_id: the entry, None for free text.
        transversal: transversal rather than specific to an occupation (R-053).
        relation: how close the entry is, a code of `wording.Closeness` (R-073).
        decided_by, decided_at: who chose it and when, filled when it is first written.
        skill: the entry's words, filled when read.
    """

    skill_id: UUID | None = None
    free_text: Text = field(default_factory=Text)
    reason: str = ""
    transversal: bool = False
    relation: str = "exact"
    decided_by: str = ""
    decided_at: datetime | None = None
    skill: SkillFacts | None = None

    @property
    def name(self) -> Text:
        """What it is called, whichever way it was written."""
        return self.skill.labels if self.skill else self.free_text

    @property
    def relation_label(self) -> str:
        """How close the entry is, in the language of the page."""
        return label(wording.Closeness, self.relation)

    @property
    def harmonized(self) -> bool:
        """Whether it points into a recognised framework (R-040)."""
        return self.skill_id is not None


@dataclass(frozen=True, slots=True)
class Module:
    """A part of the learning; hours and price may be unknown (None), which is not zero."""

    title: Text
    hours: Decimal | None = None
    price_cents: int | None = None
    required: bool = True


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """Something asked for beforehand; codes of `wording.PrerequisiteKind` and `wording.PrerequisiteNature`.

    Attributes:
        regulator: the body that grants the licence, for kind "licence" (R-059).
    """

    text: Text
    strength: str = "required"
    kind: str = "academic"
    regulator: str = ""

    @property
    def strength_label(self) -> str:
        """How strictly it is asked for, in the language of the page."""
        return label(wording.PrerequisiteKind, self.strength)

    @property
    def kind_label(self) -> str:
        """What it is, in the language of the page."""
        return label(wording.PrerequisiteNature, self.kind)


@dataclass(frozen=True, slots=True)
class Standard:
    """A professional, sector or regulatory standard that it conforms to (R-075)."""

    name: Text
    clause: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class NeedProof:
    """What shows that the labour market asks for it: who confirmed what, and when (R-038)."""

    kind: str
    held_with: str = ""
    held_on: date | None = None
    confirmed: Text = field(default_factory=Text)
    url: str = ""

    @property
    def kind_label(self) -> str:
        """What it is, in the language of the page."""
        return label(wording.Need, self.kind)


@dataclass(frozen=True, slots=True)
class Occupation:
    """An occupation that it prepares for (R-060).

    Attributes:
        code: five digits of the National Occupational Classification, or a profile of OaSIS (``21231.01``).
        title: as its edition has it, else as the author wrote it; may be empty.
        framework, version: the key and the edition that it was taken from; "" where none was loaded.
    """

    code: str
    title: Text = field(default_factory=Text)
    framework: str = ""
    version: str = ""

    @classmethod
    def read(cls, told: str | Mapping[str, Any]) -> Occupation:
        """The value of what a version keeps; the first ones kept a code alone."""
        return cls(told) if isinstance(told, str) else cls(**{**told, "title": Text(told["title"])})

    @property
    def unit_group(self) -> str:
        """The five digits by which occupations are found and counted."""
        return self.code.partition(".")[0]

    @property
    def label(self) -> str:
        """The code with its words in the language of the page, and the edition they come from."""
        words = f"{self.code} – {self.title}" if self.title else self.code
        edition = f"{classifications.NAMES.get(self.framework, self.framework)} {self.version}"
        return f"{words} ({edition})" if self.framework else words


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Everything that a version says. Codes are those of `wording`; money is CAD cents, None where unknown."""

    title: Text
    unit: Text = field(default_factory=Text)
    purpose: Text = field(default_factory=Text)
    description: Text = field(default_factory=Text)
    criteria: Text = field(default_factory=Text)
    hours_min: Decimal | None = None
    hours_typical: Decimal | None = None
    hours_max: Decimal | None = None
    hours_reason: str = ""
    instruction_hours: Decimal | None = None
    total_effort_hours: Decimal | None = None
    weeks: int | None = None
    credits: Decimal | None = None
    credit_scheme: str = ""
    entry_level: str = ""
    outcome_level: str = ""
    qualification_level: str = ""
    delivery_mode: str = ""
    assessment_mode: str = ""
    languages: tuple[str, ...] = ()
    assessment_languages: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    literacy_paths: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    occupations: tuple[Occupation, ...] = ()
    field_of_study: str = ""
    audience: Text = field(default_factory=Text)
    price_cents: int | None = None
    other_costs_cents: int | None = None
    other_costs: Text = field(default_factory=Text)
    start_policy: Text = field(default_factory=Text)
    evidence_kinds: tuple[str, ...] = ()
    evidence_policy: Text = field(default_factory=Text)
    validity_kind: str = "none"
    validity_months: int | None = None
    valid_until: date | None = None
    renewal: Text = field(default_factory=Text)
    relation: str = "standalone"
    stackability: Text = field(default_factory=Text)
    transcript: str = ""
    transcript_code: str = ""
    transcript_policy: Text = field(default_factory=Text)
    prepares_for: Text = field(default_factory=Text)
    origin: str = ""
    extracted_from: Text = field(default_factory=Text)
    extracted_courses: str = ""
    accountable_role: Text = field(default_factory=Text)
    qa_kind: str = ""
    accredited_by: Text = field(default_factory=Text)
    aid_status: str = "not_stated"
    aid_year: str = ""
    aid_source: str = ""
    image_alt: Text = field(default_factory=Text)
    contact: str = ""
    outcomes: tuple[Outcome, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    modules: tuple[Module, ...] = ()
    prerequisites: tuple[Prerequisite, ...] = ()
    standards: tuple[Standard, ...] = ()
    needs: tuple[NeedProof, ...] = ()

    @property
    def prerequisite_kind(self) -> str:
        """The strictest of what is asked for beforehand, a code of `wording.PrerequisiteKind`; "none" for nothing."""
        strengths = {each.strength for each in self.prerequisites}
        return "required" if "required" in strengths else "recommended" if strengths else "none"

    @property
    def total_cents(self) -> int | None:
        """What it costs altogether: the required modules, else the stated price, plus other costs (R-048, I-17)."""
        fees = [module.price_cents for module in self.modules if module.required]
        if not fees or all(fee is None for fee in fees):
            base = self.price_cents
        else:
            known = [fee for fee in fees if fee is not None]
            base = sum(known) if len(known) == len(fees) else None
        return None if base is None else base + (self.other_costs_cents or 0)

    @property
    def labels(self) -> dict[str, str | list[str]]:
        """The coded fields in the language of the page: one word by field, a list where there may be several."""
        return {
            "delivery_mode": label(wording.DeliveryMode, self.delivery_mode),
            "assessment_mode": label(wording.AssessmentMode, self.assessment_mode),
            "languages": [label(wording.Language, code) for code in self.languages],
            "prerequisite_kind": label(wording.PrerequisiteKind, self.prerequisite_kind),
            "audiences": [label(wording.Audience, code) for code in self.audiences],
            "evidence_kinds": [label(wording.EvidenceKind, code) for code in self.evidence_kinds],
            "assessment_languages": [label(wording.Language, code) for code in self.assessment_languages],
            "literacy_paths": [label(wording.LiteracyPath, code) for code in self.literacy_paths],
            "entry_level": label(wording.Level, self.entry_level),
            "outcome_level": label(wording.Level, self.outcome_level),
            "transcript": label(wording.Transcript, self.transcript),
            "origin": label(wording.Origin, self.origin),
            "validity_kind": label(wording.Validity, self.validity_kind),
            "relation": label(wording.Relation, self.relation),
            "qa_kind": label(wording.QualityAssurance, self.qa_kind),
            "aid_status": label(wording.AidStatus, self.aid_status),
            "sectors": [classifications.sectors().label(code) for code in self.sectors],
            "field_of_study": classifications.fields_of_study().label(self.field_of_study),
        }

    @property
    def occupation_labels(self) -> list[str]:
        """The occupations in the language of the page; asks the frameworks for what has no words, unlike all else."""
        known = classifications.occupations(each.code for each in self.occupations if not each.title)
        return [each.label if each.code not in known else entry_of(known[each.code]).label for each in self.occupations]


def label(vocabulary: type[TextChoices], code: str) -> str:
    """The word for a code in the language of the page; empty for no code."""
    return str(vocabulary(code).label) if code else ""


def entry_of(skill: SkillFacts) -> Occupation:
    """The occupation that an entry of a classification is."""
    return Occupation(skill.code, skill.labels, skill.framework_key, skill.framework_version)


PARTS = ("outcomes", "assessments", "alignments", "modules", "prerequisites", "standards", "needs", "occupations")
"""What consists of rows."""

COLUMNS = tuple(each.name for each in fields(Content) if each.name not in PARTS or each.name == "occupations")
"""What stands in the columns of a version: all else has tables of its own."""


def of_columns(row: Any) -> dict[str, Any]:
    """The values of the columns of a stored version, by the name of their field."""
    return {name: _of_column(name, getattr(row, name)) for name in COLUMNS}


def _of_column(name: str, value: Any) -> Any:
    if name == "occupations":
        return tuple(map(Occupation.read, value))
    return tuple(value) if isinstance(value, list) else value


NOT_SAID = frozenset({"id", "skill", "decided_by", "decided_at"})
"""What identifies a row, is looked up, or tells who wrote it."""


def plain(value: Any) -> Any:
    """The JSON-able image of a value of this module; what identifies a row and what is looked up stay out."""
    if isinstance(value, dict):
        return {key: value[key] for key in sorted(value)}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__ if name not in NOT_SAID}
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, (date, UUID)):
        return str(value)
    return value


@dataclass(frozen=True, slots=True)
class Approval:
    """A reasoned confirmation, stored with the version that it published.

    Attributes:
        approver_id: who; never somebody who wrote the version (I-06).
        reason: why; never empty.
        read: the digest of what the approver read, so that nothing written meanwhile is approved unread; None from
            the command line, where nobody reads a page.
        approver_name: the name at that moment, filled when stored.
        at: when, filled when stored.
    """

    approver_id: UUID
    reason: str
    approver_name: str = ""
    at: datetime | None = None
    read: str | None = None
