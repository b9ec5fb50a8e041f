"""Codes of the engine → sentences for people, in both languages (ADR 0003)."""

from __future__ import annotations

from acquis.verification.wording.checks import CHECKS, CheckWords
from acquis.verification.wording.problems import PROBLEMS, ProblemWords
from acquis.verification.wording.verdicts import headline

__all__ = ["CHECKS", "PROBLEMS", "CheckWords", "ProblemWords", "headline"]
