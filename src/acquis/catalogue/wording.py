"""The vocabularies of the catalogue: a stable code and its words in the language of the page."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    """The kinds of recognition; the kind decides which rules apply (R-054)."""

    MICROCREDENTIAL = "microcredential", _("Microcredential")
    BADGE = "badge", _("Badge (informal recognition)")


class State(TextChoices):
    """Where a version stands."""

    DRAFT = "draft", pgettext_lazy("version", "Draft")
    IN_REVIEW = "in_review", pgettext_lazy("version", "In review")
    CHANGES_REQUESTED = "changes_requested", pgettext_lazy("version", "Changes requested")
    REJECTED = "rejected", pgettext_lazy("version", "Rejected")
    APPROVED = "approved", pgettext_lazy("version", "Approved, not yet published")
    PUBLISHED = "published", pgettext_lazy("version", "Published")
    SUSPENDED = "suspended", pgettext_lazy("version", "Suspended")
    SUPERSEDED = "superseded", pgettext_lazy("version", "Replaced by a newer version")
    RETIRED = "retired", pgettext_lazy("version", "Retired")
    EXAMPLE = "example", pgettext_lazy("version", "Example taken from the documents")


EDITABLE = frozenset({State.DRAFT, State.CHANGES_REQUESTED})
"""States in which what a version says may be written."""

UNDECIDED = frozenset({State.IN_REVIEW, State.APPROVED})
"""States between writing and publication: the words stand, their life is being decided."""

IN_USE = frozenset({*UNDECIDED, State.PUBLISHED, State.SUSPENDED})
"""States of an achievement that somebody works with."""

PUBLIC = frozenset({State.PUBLISHED, State.SUSPENDED, State.SUPERSEDED, State.RETIRED, State.EXAMPLE})
"""States in which everybody may read a version."""

MOVES: dict[str, tuple[frozenset[State], State]] = {
    "submit": (EDITABLE, State.IN_REVIEW),
    "request_changes": (frozenset({State.IN_REVIEW}), State.CHANGES_REQUESTED),
    "reject": (frozenset({State.IN_REVIEW}), State.REJECTED),
    "approve": (frozenset({State.IN_REVIEW}), State.APPROVED),
    "publish": (frozenset({State.APPROVED}), State.PUBLISHED),
    "publish_badge": (frozenset({State.DRAFT}), State.PUBLISHED),
    "suspend": (frozenset({State.PUBLISHED}), State.SUSPENDED),
    "resume": (frozenset({State.SUSPENDED}), State.PUBLISHED),
    "suspend_by_network": (frozenset({State.PUBLISHED}), State.SUSPENDED),
    "lift_by_network": (frozenset({State.SUSPENDED}), State.PUBLISHED),
    "retire": (frozenset({State.PUBLISHED, State.SUSPENDED}), State.RETIRED),
    "supersede": (frozenset({State.PUBLISHED, State.SUSPENDED}), State.SUPERSEDED),
}
"""The life of a version (SM-1): what may happen in which states, and the state afterwards. All else is refused.

That a published version is due for review follows from its date (`rules.is_review_due`); no job has to run for it.
"""


MOVE_REFUSED = _("This cannot be done in its present state: %(state)s.")


class UnderpinningKind(TextChoices):
    """What a performance rests on (R-041)."""

    KNOWLEDGE = "knowledge", _("Knowledge")
    ATTITUDE = "attitude", _("Attitudes")
    SKILL = "skill", _("Skills")


class DeliveryMode(TextChoices):
    """Where the learning happens (R-049)."""

    ONLINE = "online", _("Entirely online")
    HYBRID = "hybrid", _("Hybrid")
    IN_PERSON = "in_person", _("In person")


class AssessmentMode(TextChoices):
    """Where the assessment happens, which can differ from the learning (R-049)."""

    ONLINE = "online", _("Online")
    IN_PERSON = "in_person", _("In person")


class Method(TextChoices):
    """How an assessment is done (R-116)."""

    WRITTEN_EXAM = "written_exam", _("Written examination")
    ORAL_EXAM = "oral_exam", _("Oral examination")
    DEMONSTRATION = "demonstration", _("Practical demonstration")
    OBSERVATION = "observation", _("Observation at work")
    SIMULATION = "simulation", _("Simulation")
    PORTFOLIO = "portfolio", _("Portfolio")
    PROJECT = "project", _("Project")
    ARTEFACT = "artefact", _("Product or artefact")
    PRIOR_LEARNING = "prior_learning", _("Recognition of prior learning")
    PEER = "peer", _("Peer assessment")
    OTHER = "other", _("Other method")


class Supervision(TextChoices):
    """Supervision and identity check of an assessment; the European Union's three values (R-118)."""

    UNSUPERVISED = "unsupervised", _("Unsupervised, identity not checked")
    SUPERVISED = "supervised", _("Supervised, identity not checked")
    IDENTIFIED = "identified", _("Supervised, identity checked")


class Validity(TextChoices):
    """How long a credential stays in force (R-056)."""

    NONE = "none", _("No end date")
    DURATION = "duration", _("A number of months after the award")
    FIXED = "fixed", _("Until a fixed date")


class QualityAssurance(TextChoices):
    """Who answers for quality (R-083)."""

    INSTITUTION = "institution", _("The institution’s own process")
    OCQAS = "ocqas", _("Ontario College Quality Assurance Service (OCQAS)")
    QUALITY_COUNCIL = "quality_council", _("Institutional Quality Assurance Process (Quality Council)")
    PEQAB = "peqab", _("Postsecondary Education Quality Assessment Board (PEQAB)")
    PROFESSIONAL_BODY = "professional_body", _("Professional body")
    SECTOR_COUNCIL = "sector_council", _("Sector council")
    SELF_DECLARED = "self_declared", _("Self-declared")


class Relation(TextChoices):
    """How it relates to certificates, diplomas and degrees (R-055)."""

    STANDALONE = "standalone", _("Stands alone")
    SUPPLEMENT = "supplement", _("Supplement to a credential")
    ALTERNATIVE = "alternative", _("Alternative to a credential")
    COMPLEMENT = "complement", _("Complement to a credential")
    COMPONENT = "component", _("Part of a credential")


class AidStatus(TextChoices):
    """Eligibility for student financial assistance, bound to a year and a source (RAFEO / OSAP)."""

    NOT_STATED = "not_stated", pgettext_lazy("financial aid", "Not stated")
    REQUESTED = "requested", pgettext_lazy("financial aid", "Approval requested")
    APPROVED = "approved", pgettext_lazy("financial aid", "Approved")
    NOT_ELIGIBLE = "not_eligible", pgettext_lazy("financial aid", "Not eligible")


DECIDED_AID = frozenset({AidStatus.APPROVED, AidStatus.NOT_ELIGIBLE})
"""What no organization says of its own: the ministry decides, the operator records it (R-285)."""

AID_NOT_YOURS = _(
    "The ministry alone approves or refuses student aid (OSAP), and the operator of the network records its decision. "
    "Choose “Not stated” or “Approval requested”."
)


class Audience(TextChoices):
    """Whom it is meant for (R-052)."""

    UNEMPLOYED = "unemployed", _("Unemployed or laid-off people")
    UNDEREMPLOYED = "underemployed", _("Under-employed people")
    CONTRACT = "contract", _("Contract or on-call workers")
    FULL_TIME = "full_time", _("Full-time workers")
    STUDENTS = "students", _("Students")
    NEWCOMERS = "newcomers", _("Newcomers")
    LITERACY = "literacy", _("Adult literacy and basic skills learners")
    PROFESSIONALS = "professionals", _("Members of a profession")


class EvidenceKind(TextChoices):
    """What shows that someone can do it."""

    DOCUMENT = "document", _("Document")
    IMAGE = "image", _("Picture")
    ARTEFACT = "artefact", _("Product or artefact")
    OBSERVATION = "observation", _("Observation report")
    TEST = "test", _("Marked test")
    PORTFOLIO = "portfolio", _("Portfolio")
    OTHER = "other", _("Other evidence")


class PrerequisiteKind(TextChoices):
    """How strictly something is asked for beforehand (R-050)."""

    NONE = "none", pgettext_lazy("prerequisite", "None")
    RECOMMENDED = "recommended", pgettext_lazy("prerequisite", "Recommended")
    REQUIRED = "required", pgettext_lazy("prerequisite", "Required")


class PrerequisiteNature(TextChoices):
    """What is asked for beforehand (R-050, R-059)."""

    ACADEMIC = "academic", _("Studies")
    EXPERIENCE = "experience", _("Work experience")
    LICENCE = "licence", _("Licence or membership of a regulated profession")
    TECHNICAL = "technical", _("Equipment or software")
    AGE = "age", _("Age")
    OTHER = "other", _("Something else")


class Level(TextChoices):
    """How much somebody knows before, or can do afterwards (R-051)."""

    BEGINNER = "beginner", pgettext_lazy("level", "Beginner")
    INTERMEDIATE = "intermediate", pgettext_lazy("level", "Intermediate")
    ADVANCED = "advanced", pgettext_lazy("level", "Advanced")


class Origin(TextChoices):
    """Where the content comes from (R-064)."""

    NEW = "new", _("New content")
    ADAPTED = "adapted", _("Existing content, adapted")
    EVOLVING = "evolving", _("Content that goes on evolving")


class Need(TextChoices):
    """What shows that the labour market asks for it (R-038)."""

    CONSULTATION = "consultation", _("Consultation of employers")
    PARTNERSHIP = "partnership", _("Partnership with an employer")
    SECTOR_STATEMENT = "sector_statement", _("Statement of a sector")
    STUDY = "study", _("Study of the labour market")


class Transcript(TextChoices):
    """Whether it stands on a transcript."""

    ELIGIBLE = "eligible", _("It can be entered on a transcript")
    NOT_ELIGIBLE = "not_eligible", _("It is not entered on a transcript")
    UNDECIDED = "undecided", _("Not decided yet")


class LiteracyPath(TextChoices):
    """The five goal paths of adult literacy and basic skills."""

    EMPLOYMENT = "employment", pgettext_lazy("goal path", "Employment")
    APPRENTICESHIP = "apprenticeship", pgettext_lazy("goal path", "Apprenticeship")
    SECONDARY = "secondary", pgettext_lazy("goal path", "Secondary school credit")
    POSTSECONDARY = "postsecondary", pgettext_lazy("goal path", "Postsecondary education")
    INDEPENDENCE = "independence", pgettext_lazy("goal path", "Independence")


class Closeness(TextChoices):
    """How close a targeted competency is to the entry that it is aligned with (R-073)."""

    EXACT = "exact", pgettext_lazy("alignment", "The same")
    CLOSE = "close", pgettext_lazy("alignment", "Close")
    BROADER = "broader", pgettext_lazy("alignment", "The entry is broader")
    NARROWER = "narrower", pgettext_lazy("alignment", "The entry is narrower")
    RELATED = "related", pgettext_lazy("alignment", "Related")


class Language(TextChoices):
    """Languages of instruction and of assessment (R-061)."""

    FRENCH = "fr", _("French")
    ENGLISH = "en", _("English")
