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
    PUBLISHED = "published", pgettext_lazy("version", "Published")
    SUPERSEDED = "superseded", pgettext_lazy("version", "Replaced by a newer version")
    RETIRED = "retired", pgettext_lazy("version", "Retired")
    EXAMPLE = "example", pgettext_lazy("version", "Example taken from the documents")


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


class Language(TextChoices):
    """Languages of instruction and of assessment (R-061)."""

    FRENCH = "fr", _("French")
    ENGLISH = "en", _("English")
