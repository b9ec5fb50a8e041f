"""The vocabularies of frameworks, adoptions and findings: a stable code and its words in the language of the page."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    """What sort of list a framework is."""

    PRINCIPLES = "principles", _("Principles")
    ELEMENTS = "elements", pgettext_lazy("framework", "Elements")
    CHECKLIST = "checklist", _("Checklist")


class Use(TextChoices):
    """Whether every definition answers each line, or only who wants to (R-025, R-031, R-032)."""

    REQUIRED = "required", _("Every definition answers each line")
    OPTIONAL = "optional", _("A further checklist, for whoever wants it")


class Strength(TextChoices):
    """Whether a line blocks; one worded “where possible” asks for a reason instead (R-026)."""

    HARD = "hard", pgettext_lazy("line of a framework", "Must be met")
    SOFT = "soft", pgettext_lazy("line of a framework", "Where possible, else with a reason")


class State(TextChoices):
    """Where a version stands. A published one never changes."""

    DRAFT = "draft", pgettext_lazy("framework", "Draft")
    PROPOSED = "proposed", pgettext_lazy("framework", "Waits for a second person")
    PUBLISHED = "published", pgettext_lazy("framework", "Published")


class Origin(TextChoices):
    """How a version came in: with the product at installation, or from two operators."""

    BUNDLED = "bundled", _("Came with the product")
    UPLOADED = "uploaded", _("Proposed and confirmed by two people of the network")


class Provenance(TextChoices):
    """Whose words a text is, by language (R-003)."""

    PUBLISHED = "published", _("The publisher’s own wording")
    TRANSLATION = "translation", _("Our translation")
    SUMMARY = "summary", _("The publisher’s list, in short words of ours")


class AdoptionScope(TextChoices):
    """What an organization adopts the framework for (R-028)."""

    NEW = "new", pgettext_lazy("initiatives", "New initiatives")
    EXISTING = "existing", pgettext_lazy("initiatives", "Existing initiatives")
    BOTH = "both", pgettext_lazy("initiatives", "New and existing initiatives")


class AdoptionState(TextChoices):
    """Where a declaration of adoption stands."""

    DECLARED = "declared", pgettext_lazy("adoption", "Waits for confirmation")
    CONFIRMED = "confirmed", pgettext_lazy("adoption", "Confirmed")
    DECLINED = "declined", pgettext_lazy("adoption", "Not confirmed")


class FindingState(TextChoices):
    """Whether a finding still stands."""

    PUBLISHED = "published", pgettext_lazy("finding", "Published")
    WITHDRAWN = "withdrawn", pgettext_lazy("finding", "Withdrawn by its authors")


class Answered(TextChoices):
    """What a definition answers to a line (R-025)."""

    MET = "met", pgettext_lazy("line of a framework", "Met")
    PARTLY = "partly", pgettext_lazy("line of a framework", "Partly met")
    NOT_MET = "not_met", pgettext_lazy("line of a framework", "Not met")
    NOT_APPLICABLE = "not_applicable", pgettext_lazy("line of a framework", "Does not apply")


class Voice(TextChoices):
    """Whose turn a step of a review is (R-078, R-079)."""

    PEER = "peer", _("Peers")
    INDUSTRY = "industry", _("Industry")
    AUTHORITY = "authority", _("Approving authority")


class Stance(TextChoices):
    """What a reviewer thinks."""

    SUPPORT = "support", pgettext_lazy("opinion", "In favour")
    CONDITIONS = "conditions", pgettext_lazy("opinion", "In favour, with conditions")
    OPPOSE = "oppose", pgettext_lazy("opinion", "Against")


class ReviewState(TextChoices):
    """What became of a submission."""

    OPEN = "open", pgettext_lazy("review", "Under way")
    CHANGES_REQUESTED = "changes_requested", pgettext_lazy("review", "Changes requested")
    REJECTED = "rejected", pgettext_lazy("review", "Rejected")
    APPROVED = "approved", pgettext_lazy("review", "Approved")


class Decision(TextChoices):
    """What the approving authority can decide."""

    APPROVE = "approve", _("Approve it")
    REQUEST_CHANGES = "request_changes", _("Ask for changes")
    REJECT = "reject", _("Reject it for good")


class PeriodicOutcome(TextChoices):
    """What a periodic review finds (R-085)."""

    CONTINUE = "continue", _("It holds: go on")
    CHANGE = "change", _("It needs a new version")
    SUSPEND = "suspend", _("Suspend it")
    RETIRE = "retire", _("Retire it")


ASPECTS = {
    "name": _("Name"),
    "publisher": _("Publisher"),
    "introduction": _("Introduction"),
    "note": _("Note on the texts"),
    "source": pgettext_lazy("of a text", "Source"),
    "use": _("Use"),
    "synonyms": _("Other names"),
    "wording": _("Whose words these are"),
    "title": pgettext_lazy("of a line", "Title"),
    "text": pgettext_lazy("of a line", "Text"),
    "strength": _("Strength"),
    "fields": _("Fields of a definition that answer it"),
    "place": _("Place in the list"),
}
