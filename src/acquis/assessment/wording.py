"""The vocabularies of assessment."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    """Where a candidacy stands."""

    OPEN = "open", pgettext_lazy("candidacy", "Being assessed")
    PASSED = "passed", pgettext_lazy("candidacy", "Passed")
    NOT_PASSED = "not_passed", pgettext_lazy("candidacy", "Not passed")


class AssessorRole(TextChoices):
    """As what the assessor attests (R-062)."""

    TEACHER = "teacher", _("Teacher or professor")
    EXAMINER = "examiner", _("Examiner")
    MENTOR = "mentor", _("Mentor or facilitator")
    INDUSTRY = "industry", _("Expert from the industry")
    SUPERVISOR = "supervisor", _("Workplace supervisor")


class Level(TextChoices):
    """How well, where the assessor says more than achieved (R-114)."""

    MEETS = "meets", _("Meets the standard")
    EXCEEDS = "exceeds", _("Exceeds the standard")
