"""What is said of offers, of financial aid and of preparation: vocabularies, and the values that are written and read.

An offer is a place, a time and a price at which a published achievement can be taken; what it teaches stands in the
achievement. Money is CAD cents; None is unknown, which is not zero (R-048).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from acquis.platform import clock
from acquis.platform.translatable import Text

FRESH_MONTHS = 6
"""After so many months without a confirmation an offer is no longer shown (R-107)."""

REMINDED_MONTHS = 5
"""After so many months the people who write offers are asked to confirm it."""


class OfferState(TextChoices):
    """Where an offer stands. That it is hidden for want of a confirmation follows from its date."""

    DRAFT = "draft", pgettext_lazy("offer", "Draft")
    LISTED = "listed", pgettext_lazy("offer", "Listed")
    CLOSED = "closed", pgettext_lazy("offer", "Closed")


class Intake(TextChoices):
    """When one can begin (R-100)."""

    FIXED = "fixed", pgettext_lazy("intake", "On a fixed date")
    MONTHLY = "monthly", pgettext_lazy("intake", "Every month, on the same day")
    CONTINUOUS = "continuous", pgettext_lazy("intake", "At any time")


class AidKind(TextChoices):
    """Help with the cost that somebody may ask for; always information, never a promise (R-291)."""

    ONTARIO_WORKS = "ontario_works", _("Ontario Works")
    BETTER_JOBS = "better_jobs", _("Better Jobs Ontario")
    EMPLOYER = "employer", _("Paid by the employer")
    BURSARY = "bursary", _("Bursary or scholarship")
    OTHER = "other", _("Other help with the cost")


class PreparationKind(TextChoices):
    """What helps somebody to prepare (R-111, R-112)."""

    LITERACY = "literacy", _("Adult literacy and basic skills (LBS)")
    TUTORIAL = "tutorial", _("Tutorial")
    MOOC = "mooc", _("Massive open online course (MOOC)")
    COURSE = "course", _("Preparatory course")
    OTHER = "other", _("Other resource")


class Acceptance(TextChoices):
    """Whether what was learned there is recognized (R-112)."""

    RECOGNIZED = "recognized", pgettext_lazy("learning", "Recognized")
    NOT_RECOGNIZED = "not_recognized", pgettext_lazy("learning", "Not recognized")
    DEPENDS = "depends_on_issuer", pgettext_lazy("learning", "Depends on the issuer")


@dataclass(frozen=True, slots=True)
class Session:
    """One time to begin.

    Attributes:
        intake: a code of `Intake`.
        starts_on: the first day; None for a continuous intake that is open already.
        ends_on: the last day of a fixed session, the last day to begin for the other intakes; None if not stated.
        places: None if not stated.
        module: the title of the module that it is a session of; empty for the whole (R-047).
    """

    intake: str = "fixed"
    starts_on: date | None = None
    ends_on: date | None = None
    places: int | None = None
    module: Text = field(default_factory=Text)

    @property
    def intake_label(self) -> str:
        """The intake in the language of the page."""
        return str(Intake(self.intake).label)

    def is_open(self, day: date) -> bool:
        """Whether one can begin at any time, from ``day`` on or from a later day on."""
        return self.intake == Intake.CONTINUOUS and (self.ends_on is None or self.ends_on >= day)

    def next_start(self, day: date) -> date | None:
        """The first day on which one can begin, not before ``day``; None when it is over."""
        if self.intake == Intake.CONTINUOUS:
            return max(day, self.starts_on or day) if self.is_open(day) else None
        if self.starts_on is None or self.starts_on >= day:
            return self.starts_on
        if self.intake == Intake.FIXED:
            return None
        months = (day.year - self.starts_on.year) * 12 + day.month - self.starts_on.month
        start = clock.months_later(self.starts_on, months)
        if start < day:
            start = clock.months_later(self.starts_on, months + 1)
        return start if self.ends_on is None or start <= self.ends_on else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Everything that an offer says.

    Attributes:
        by_module: the tuition is the sum of the fees of the required modules of the published version (R-047);
            ``tuition_cents`` is then not used.
        delivery_mode, assessment_mode: codes of `wording.DeliveryMode` and `wording.AssessmentMode`.
        region: a code as organizations have it; "" for anywhere.
        aids: codes of `AidKind`.
    """

    label: Text = field(default_factory=Text)
    by_module: bool = False
    tuition_cents: int | None = None
    materials_cents: int | None = None
    exam_cents: int | None = None
    delivery_mode: str = ""
    assessment_mode: str = ""
    languages: tuple[str, ...] = ()
    place: str = ""
    region: str = ""
    registration_url: str = ""
    aids: tuple[str, ...] = ()
    aid_note: Text = field(default_factory=Text)
    sessions: tuple[Session, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """Something that helps to prepare, and whether it is recognized.

    Attributes:
        kind, acceptance: codes of `PreparationKind` and `Acceptance`.
        provider: who offers it.
        accepted_by: who recognizes it, who does not, or on whom it depends (R-112).
        cost_cents: 0 is free, None unknown.
        literacy_paths: codes of `wording.LiteracyPath`; any of them may apply (R-293).
    """

    kind: str
    title: Text
    provider: str = ""
    url: str = ""
    languages: tuple[str, ...] = ()
    cost_cents: int | None = None
    acceptance: str = "not_recognized"
    accepted_by: str = ""
    note: Text = field(default_factory=Text)
    literacy_paths: tuple[str, ...] = ()
