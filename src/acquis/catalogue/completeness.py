"""How far a definition is written in each official language, and what is missing (R-002, R-068)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acquis.catalogue import wording
from acquis.catalogue.content import Content
from acquis.platform.translatable import Text


@dataclass(frozen=True, slots=True)
class Gap:
    """A text that lacks a language.

    Attributes:
        where: the place in the editor, for example ``outcomes.0.statement``.
        label: what the field is called.
        languages: the official languages in which nothing is written.
    """

    where: str
    label: str
    languages: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What is missing, in the language of the page."""
        if self.languages == ("fr",):
            return _("%(field)s: the French is missing.") % {"field": self.label}
        if self.languages == ("en",):
            return _("%(field)s: the English is missing.") % {"field": self.label}
        return _("%(field)s: nothing is written yet.") % {"field": self.label}


@dataclass(frozen=True, slots=True)
class Completeness:
    """How far a version is written in each language; shares are percentages of the texts begun or required."""

    gaps: tuple[Gap, ...]
    french: int
    english: int


def measured(content: Content) -> Completeness:
    """What is missing in French or in English, over every text that is begun or that publication needs."""
    texts = list(_texts(content))
    gaps = tuple(Gap(where, str(label), text.missing) for where, label, text in texts if text.missing)
    total = len(texts) or 1
    return Completeness(
        gaps,
        french=100 * sum("fr" in text for _where, _label, text in texts) // total,
        english=100 * sum("en" in text for _where, _label, text in texts) // total,
    )


Written = tuple[str, str | Promise, Text]


def _texts(content: Content) -> Iterator[Written]:
    for name, label in ALWAYS.items():
        yield name, label, getattr(content, name)
    for name, label in IF_BEGUN.items():
        if getattr(content, name):
            yield name, label, getattr(content, name)
    for index, alignment in enumerate(content.alignments):
        if alignment.free_text:
            yield f"alignments.{index}.free_text", gettext_lazy("Competency"), alignment.free_text
    yield from _texts_of_parts(content)


def _texts_of_parts(content: Content) -> Iterator[Written]:
    for index, outcome in enumerate(content.outcomes):
        yield f"outcomes.{index}.statement", gettext_lazy("What the person can do"), outcome.statement
        for item in outcome.underpinnings:
            label = wording.UnderpinningKind(item.kind).label
            yield f"outcomes.{index}.{item.kind}", label, item.text
    for index, assessment in enumerate(content.assessments):
        for name, label in OF_ASSESSMENT.items():
            yield f"assessments.{index}.{name}", label, getattr(assessment, name)
    yield from _texts_of_lists(content)


def _texts_of_lists(content: Content) -> Iterator[Written]:
    for index, module in enumerate(content.modules):
        yield f"modules.{index}.title", gettext_lazy("Title of the module"), module.title
    for index, prerequisite in enumerate(content.prerequisites):
        yield f"prerequisites.{index}.text", gettext_lazy("Prerequisite"), prerequisite.text
    for index, standard in enumerate(content.standards):
        yield f"standards.{index}.name", gettext_lazy("Standard"), standard.name
    for index, occupation in enumerate(content.occupations):
        if occupation.title and not occupation.framework:
            yield f"occupations.{index}.title", gettext_lazy("Title of the occupation"), occupation.title
    for index, need in enumerate(content.needs):
        yield f"needs.{index}.confirmed", gettext_lazy("What was confirmed"), need.confirmed


ALWAYS = {"title": gettext_lazy("Title"), "purpose": gettext_lazy("Purpose")}
IF_BEGUN = {
    "unit": gettext_lazy("Unit"),
    "description": gettext_lazy("Description"),
    "criteria": gettext_lazy("Criteria"),
    "audience": gettext_lazy("Audience"),
    "other_costs": gettext_lazy("Other costs"),
    "start_policy": gettext_lazy("Start dates"),
    "evidence_policy": gettext_lazy("Evidence"),
    "renewal": gettext_lazy("Renewal"),
    "stackability": gettext_lazy("Stackability"),
    "transcript_policy": gettext_lazy("Transcript"),
    "prepares_for": gettext_lazy("What it prepares for"),
    "extracted_from": gettext_lazy("Programme it was taken from"),
    "accountable_role": gettext_lazy("Accountable role"),
    "accredited_by": gettext_lazy("Accredited or recognized by"),
    "image_alt": gettext_lazy("Description of the picture"),
}
OF_ASSESSMENT = {
    "title": gettext_lazy("Title of the assessment"),
    "criteria": gettext_lazy("Criteria"),
    "pass_rule": gettext_lazy("Pass rule"),
    "authenticity": gettext_lazy("Authenticity"),
}
