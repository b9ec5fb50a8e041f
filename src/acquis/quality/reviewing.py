"""What is read of reviews: frozen values with everything that a page or a rule needs; and the rules on answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from acquis.platform import clock
from acquis.platform.faults import Refused
from acquis.platform.translatable import Text
from acquis.quality import wording
from acquis.quality.facts import Completeness, FrameworkFacts, LineFacts

# What each voice needs to speak.
SPEAKS = {
    wording.Voice.PEER: "achievement.review",
    wording.Voice.INDUSTRY: "achievement.review_industry",
    wording.Voice.AUTHORITY: "achievement.approve",
}
VOICES = (wording.Voice.PEER, wording.Voice.INDUSTRY)
MOST_STEPS = 8


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """An opinion that an organization asks for in every review; without a name it is called after its voice."""

    voice: str
    days: int
    name: Text = field(default_factory=Text)


@dataclass(frozen=True, slots=True)
class Process:
    """How an organization reviews (R-078)."""

    steps: tuple[PlannedStep, ...] = (
        PlannedStep(wording.Voice.PEER, 14),
        PlannedStep(wording.Voice.INDUSTRY, 21),
    )
    authority: Text = field(default_factory=Text)
    authority_days: int = 10
    review_months: int = 12
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class LineInput:
    """What an author answers to a line."""

    status: str
    shown_by: Text = field(default_factory=Text)
    proof: str = ""
    reason: Text = field(default_factory=Text)


@dataclass(frozen=True, slots=True)
class AnsweredLine:
    """A line with its answer; ``answer`` is None while nobody answered."""

    framework: FrameworkFacts
    line: LineFacts
    answer: LineInput | None

    @property
    def status_label(self) -> str:
        """The answer in the language of the page."""
        return str(wording.Answered(self.answer.status).label) if self.answer else ""

    @property
    def problem(self) -> Refused | None:
        """What stands in the way of submission (R-025, R-026, I-04)."""
        named = {"line": self.line.title, "framework": self.framework.name}
        if self.answer is None:
            return self._refuse("line_unanswered", _("%(framework)s: answer the line “%(line)s”.") % named)
        if self.answer.status == wording.Answered.MET:
            if self.answer.shown_by:
                return None
            return self._refuse("shown_by_missing", _("“%(line)s” is met: say what shows it.") % named)
        if not self.line.is_soft:
            return self._refuse("line_not_met", _("“%(line)s” must be met: it is not a matter of choice.") % named)
        if not self.answer.reason:
            return self._refuse("reason_missing", _("“%(line)s” is not fully met: give the reason.") % named)
        return None

    def _refuse(self, code: str, sentence: str | Promise) -> Refused:
        return Refused(code, sentence, f"line-{self.line.id}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The answers to one framework."""

    framework: FrameworkFacts
    rows: tuple[AnsweredLine, ...]

    @property
    def problems(self) -> tuple[Refused, ...]:
        """What stands in the way, in reading order."""
        return tuple(row.problem for row in self.rows if row.problem is not None)

    @property
    def answered(self) -> int:
        """How many lines have an answer."""
        return sum(row.answer is not None for row in self.rows)

    @property
    def incomplete(self) -> tuple[AnsweredLine, ...]:
        """The lines that stand in the way, in reading order."""
        return tuple(row for row in self.rows if row.problem is not None)


@dataclass(frozen=True, slots=True)
class Checklists:
    """How a definition stands before every framework in force (R-068).

    Attributes:
        sheets: those that the review asks for, with the answers.
        others: further checklists, with what the definition says to them.
    """

    sheets: tuple[Sheet, ...]
    others: tuple[Completeness, ...]

    @property
    def problems(self) -> list[Refused]:
        """What stands in the way of submission: of the sheets alone, for the others never block."""
        return problems(self.sheets)


def problems(sheets: Iterable[Sheet]) -> list[Refused]:
    """What stands in the way of submission, in reading order (I-04)."""
    return [problem for sheet in sheets for problem in sheet.problems]


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer as it was when the version was submitted."""

    framework_key: str
    framework_name: Text
    framework_label: str
    code: str
    title: Text
    is_soft: bool
    status: str
    shown_by: Text
    proof: str
    reason: Text

    @property
    def status_label(self) -> str:
        """Its status in the language of the page."""
        return str(wording.Answered(self.status).label)

    @property
    def is_met(self) -> bool:
        """Whether the line is met."""
        return self.status == wording.Answered.MET

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> KeptAnswer:
        """The value of what a review keeps."""
        texts = {name: Text(told.get(name, {})) for name in ("framework_name", "title", "shown_by", "reason")}
        return cls(**{**told, **texts})


@dataclass(frozen=True, slots=True)
class OpinionFacts:
    """What somebody said about a version."""

    id: UUID
    person_id: UUID | None
    person_name: str
    given_at: datetime
    stance: str
    comment: str
    speaks_for: str

    @property
    def stance_label(self) -> str:
        """Their stance in the language of the page."""
        return str(wording.Stance(self.stance).label)


@dataclass(frozen=True, slots=True)
class StepFacts:
    """A step of a review: who is asked, since when, until when, and what came of it."""

    id: UUID
    review_id: UUID
    voice: str
    name: Text
    days: int
    opened_at: datetime | None
    due_on: date | None
    owner_id: UUID | None
    owner_name: str
    taken_at: datetime | None
    ended_at: datetime | None
    impossible: str
    impossible_by: str
    opinions: tuple[OpinionFacts, ...]

    @property
    def title(self) -> Text | str:
        """Its name, else what its voice is called."""
        return self.name or str(wording.Voice(self.voice).label)

    @property
    def voice_label(self) -> str:
        """Whose turn it is, in the language of the page."""
        return str(wording.Voice(self.voice).label)

    @property
    def permission(self) -> str:
        """What somebody needs to do it."""
        return SPEAKS[wording.Voice(self.voice)]

    @property
    def is_open(self) -> bool:
        """Whether it can be done now."""
        return self.opened_at is not None and self.ended_at is None

    @property
    def is_late(self) -> bool:
        """Whether it took longer than its organization allows."""
        return self.is_open and self.due_on is not None and clock.today() > self.due_on


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """One submission: what was submitted, said and decided."""

    id: UUID
    organization_id: UUID
    version_id: UUID
    round: int
    state: str
    digest: str
    submitted_by_id: UUID | None
    submitted_by: str
    submitted_at: datetime
    decided_by_id: UUID | None
    decided_by: str
    decided_at: datetime | None
    authority: Text
    reason: str
    conditions: Text
    is_public: bool
    review_on: date | None
    steps: tuple[StepFacts, ...]
    frameworks: tuple[FrameworkFacts, ...]
    answers: tuple[KeptAnswer, ...]
    content: dict[str, Any]

    @property
    def state_label(self) -> str:
        """What became of it, in the language of the page."""
        return str(wording.ReviewState(self.state).label)

    @property
    def is_open(self) -> bool:
        """Whether it is still being decided."""
        return self.state == wording.ReviewState.OPEN

    @property
    def opinion_steps(self) -> tuple[StepFacts, ...]:
        """The steps before the decision."""
        return tuple(step for step in self.steps if step.voice != wording.Voice.AUTHORITY)

    @property
    def missing(self) -> tuple[StepFacts, ...]:
        """The opinions that are still to come."""
        return tuple(step for step in self.opinion_steps if step.ended_at is None)

    @property
    def heard(self) -> frozenset[UUID]:
        """Who gave an opinion: none of them decides (I-06)."""
        return frozenset(
            opinion.person_id for step in self.steps for opinion in step.opinions if opinion.person_id is not None
        )

    @property
    def reasoned(self) -> tuple[KeptAnswer, ...]:
        """The soft lines that are not met, each with its reason (R-026)."""
        return tuple(answer for answer in self.answers if not answer.is_met)


@dataclass(frozen=True, slots=True)
class CommentFacts:
    """A remark in the thread."""

    id: UUID
    person_name: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class PeriodicFacts:
    """A periodic review."""

    id: UUID
    version_id: UUID
    outcome: str
    reason: str
    next_on: date | None
    person_name: str
    held_at: datetime
    frameworks: tuple[UUID, ...]

    @property
    def outcome_label(self) -> str:
        """What it found, in the language of the page."""
        return str(wording.PeriodicOutcome(self.outcome).label)


@dataclass(frozen=True, slots=True)
class Under:
    """The version of a framework under which something was approved; ``newer`` is the one in force since, if any."""

    framework: FrameworkFacts
    newer: FrameworkFacts | None


@dataclass(frozen=True, slots=True)
class PublicApproval:
    """What everybody may know of an approval. Reasons, opinions, remarks and names of people are never in here.

    Attributes:
        authority: the body that approved; empty where the organization did not name it.
        approved_under: the versions of the frameworks under which it was approved (R-027).
        conditions: only where the decision made them public.
        reviewed_on: the last day on which somebody looked whether it still holds (R-085).
        unmet: lines that are met only in part or not, which the frameworks allow with a reason (R-026).
    """

    approved_on: date
    authority: Text
    approved_under: tuple[Under, ...]
    conditions: Text
    reviewed_on: date
    unmet: tuple[KeptAnswer, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """A step in a queue."""

    step: StepFacts
    organization_id: UUID
    version_id: UUID
    code: str
    title: Text
    number: int
    round: int


@dataclass(frozen=True, slots=True)
class Recheck:
    """A published version that was approved under a framework which has a newer version (R-027)."""

    version_id: UUID
    code: str
    title: Text
    number: int
    approved_under: FrameworkFacts
    newer: FrameworkFacts
