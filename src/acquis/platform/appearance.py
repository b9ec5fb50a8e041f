"""How states and outcomes are shown: a word, a tone, an icon, a ring. The lifecycle verbs are ARCHITECTURE's."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from acquis.platform.guilloche import State


@dataclass(frozen=True)
class Appearance:
    """`tone` is a value of `data-tone` (verified, attention, refusal, quiet), `ring` that of a seal."""

    word: str | Promise
    tone: str
    icon: str
    ring: State


LIFECYCLE = {
    "active": Appearance(pgettext_lazy("credential", "Active"), "verified", "passed", "verified"),
    "suspended": Appearance(pgettext_lazy("credential", "Suspended"), "attention", "attention", "check"),
    "revoked": Appearance(pgettext_lazy("credential", "Revoked"), "refusal", "failed", "rejected"),
    "superseded": Appearance(pgettext_lazy("credential", "Replaced by a newer one"), "attention", "attention", "check"),
    "expired": Appearance(pgettext_lazy("credential", "Expired"), "attention", "clock", "check"),
    "ready": Appearance(pgettext_lazy("award", "Ready to issue"), "quiet", "clock", "none"),
    "offered": Appearance(pgettext_lazy("award", "Waiting for acceptance"), "quiet", "mail", "none"),
    "accepted": Appearance(pgettext_lazy("award", "Accepted"), "verified", "passed", "verified"),
    "declined": Appearance(pgettext_lazy("award", "Declined"), "quiet", "none", "none"),
    "lapsed": Appearance(pgettext_lazy("award", "Lapsed"), "quiet", "clock", "none"),
    "withdrawn": Appearance(pgettext_lazy("award", "Withdrawn"), "quiet", "none", "none"),
    "draft": Appearance(pgettext_lazy("achievement", "Draft"), "quiet", "clock", "none"),
    "published": Appearance(pgettext_lazy("achievement", "Published"), "verified", "passed", "none"),
    "example": Appearance(pgettext_lazy("achievement", "Example from the documents"), "quiet", "info", "none"),
    "archived": Appearance(pgettext_lazy("achievement", "Archived"), "quiet", "none", "none"),
}

OUTCOMES = {
    "passed": Appearance(pgettext_lazy("check", "Passed"), "verified", "passed", "verified"),
    "failed": Appearance(pgettext_lazy("check", "Failed"), "refusal", "failed", "rejected"),
    "attention": Appearance(pgettext_lazy("check", "To note"), "attention", "attention", "check"),
    "inconclusive": Appearance(pgettext_lazy("check", "Could not be checked"), "attention", "inconclusive", "check"),
    "not_applicable": Appearance(pgettext_lazy("check", "Does not apply"), "quiet", "none", "none"),
}

VERDICTS = {
    "verified": Appearance(pgettext_lazy("verdict", "Verified"), "verified", "passed", "verified"),
    "check": Appearance(pgettext_lazy("verdict", "Check this"), "attention", "attention", "check"),
    "rejected": Appearance(pgettext_lazy("verdict", "Do not rely on this"), "refusal", "failed", "rejected"),
}


def of_outcome(outcome: str, severity: str | None = None) -> Appearance:
    """How a check's outcome looks; a failure that only asks for attention (`severity="check"`) is not red.

    Raises:
        KeyError: no such outcome.
    """
    return OUTCOMES["attention" if outcome == "failed" and severity == "check" else outcome]
