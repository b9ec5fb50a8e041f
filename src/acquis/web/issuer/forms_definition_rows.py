"""The repeated parts of the achievement editor: one form for a row, one set for each part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from acquis.catalogue import wording
from acquis.platform.fields import Form
from acquis.platform.translatable import LANGUAGES, pair_fields, read_pair
from acquis.web.issuer.forms_definitions import LONG, MOST_ROWS, MoneyField, choice, hours


class AlignmentForm(Form):
    """A targeted competency: an entry that was chosen, or free text."""

    skill_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    transversal = forms.BooleanField(label=_("Transversal: useful in any occupation"), required=False)
    relation = choice(_("How close the entry is"), wording.Closeness, empty=False, initial=wording.Closeness.EXACT)
    reason = forms.CharField(label=_("Why no entry of a framework fits"), required=False, max_length=400)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(
            pair_fields("free_text", label=_("Competency in your own words"), required=False, max_length=300)
        )


class OutcomeForm(Form):
    """What the person can do, and what it rests on: one item a line."""

    code = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    required = forms.BooleanField(label=_("Required: no award without it"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(
            pair_fields(
                "statement",
                label=_("What the person can do"),
                max_length=500,
                area=True,
                help_text=_("Begin with a verb that can be observed."),
            )
        )
        for language in LANGUAGES:  # a sentence or two, seen whole
            self.fields[f"statement_{language}"].widget.attrs["rows"] = 2
        for kind in wording.UnderpinningKind:
            self.fields.update(
                pair_fields(
                    kind.value,
                    label=kind.label,
                    required=False,
                    max_length=LONG,
                    area=True,
                    help_text=_("One a line; the same line on both sides says the same thing."),
                )
            )
            for language in LANGUAGES:  # a first line left empty keeps the others opposite each other
                self.fields[f"{kind.value}_{language}"].strip = False  # type: ignore[attr-defined]


class AssessmentForm(Form):
    """One summative assessment, with the outcomes that it covers."""

    method = choice(_("Method"), wording.Method, empty=False, initial=wording.Method.DEMONSTRATION)
    mode = choice(_("Where"), wording.AssessmentMode, empty=False, initial=wording.AssessmentMode.ONLINE)
    supervision = choice(
        _("Supervision and identity"),
        wording.Supervision,
        empty=False,
        initial=wording.Supervision.SUPERVISED,
    )
    outcomes = forms.MultipleChoiceField(
        label=_("Outcomes that it covers"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, outcomes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcomes"].choices = outcomes  # type: ignore[attr-defined]
        for name, (label, help_text, area, required) in ASSESSMENT_PAIRS.items():
            self.fields.update(
                pair_fields(
                    name,
                    label=label,
                    help_text=help_text,
                    area=area,
                    required=required,
                    max_length=LONG if area else 200,
                )
            )


# name → label, help, whether it is long, whether publication needs it
ASSESSMENT_PAIRS: dict[str, tuple[Any, Any, bool, bool]] = {
    "title": (_("Title of the assessment"), "", False, True),
    "description": (_("The task"), "", True, False),
    "criteria": (_("Criteria of the assessment"), "", True, True),
    "pass_rule": (_("When it is passed"), "", False, True),
    "authenticity": (
        _("How it resembles real work"),
        _("Competencies that employers defined, a realistic task, its conditions."),
        True,
        True,
    ),
}


class ModuleForm(Form):
    """A part of the learning."""

    hours = hours(_("Hours of the module"))
    price_cents = MoneyField(label=_("Price of the module, in dollars"))
    required = forms.BooleanField(label=_("Required module"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(pair_fields("title", label=_("Title of the module"), max_length=200, required=False))


class PrerequisiteForm(Form):
    """Something asked for beforehand."""

    strength = choice(
        _("How strictly"),
        [pair for pair in wording.PrerequisiteKind.choices if pair[0] != wording.PrerequisiteKind.NONE],
        empty=False,
        initial=wording.PrerequisiteKind.RECOMMENDED,
    )
    kind = choice(_("Kind of prerequisite"), wording.PrerequisiteNature, empty=False)
    regulator = forms.CharField(
        label=_("Body that grants the licence"),
        required=False,
        max_length=200,
        help_text=_("Asked for a licence or the membership of a regulated profession."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(pair_fields("text", label=_("What is asked for beforehand"), max_length=600, required=False))


class StandardForm(Form):
    """A professional, sector or regulatory standard."""

    clause = forms.CharField(label=_("Clause or level"), required=False, max_length=100)
    url = forms.URLField(label=_("Address of the standard"), required=False, max_length=200, assume_scheme="https")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(pair_fields("name", label=_("Name of the standard"), max_length=300, required=False))


class OccupationForm(Form):
    """An occupation: its code, and its title where no classification is loaded that has it."""

    code = forms.CharField(
        label=_("Code of the NOC 2021"),
        required=False,
        max_length=8,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Five digits, for example 21231."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(
            pair_fields(
                "title",
                label=_("Title of the occupation"),
                required=False,
                max_length=300,
                help_text=_("As the classification has it in each language."),
            )
        )

    def clean(self) -> dict[str, Any]:
        """A title needs its code; the code itself is judged with the others, by whoever knows what is loaded."""
        told: dict[str, Any] = super().clean() or {}
        if not told.get("DELETE") and not told.get("code") and read_pair(told, "title"):
            self.add_error("code", _("Give the code of this occupation, or take its title away."))
        return told


class NeedForm(Form):
    """Somebody who confirms that the labour market asks for it."""

    kind = choice(_("Kind of confirmation"), wording.Need, empty=False)
    held_with = forms.CharField(label=_("With whom"), required=False, max_length=200)
    held_on = forms.DateField(
        label=_("On which day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    url = forms.URLField(label=_("Address of the document"), required=False, max_length=200, assume_scheme="https")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(
            pair_fields("confirmed", label=_("What was confirmed"), max_length=1000, area=True, required=False)
        )


if TYPE_CHECKING:  # generic for the type checker only
    FormSet = forms.BaseFormSet[Any]
else:
    FormSet = forms.BaseFormSet


class Rows(FormSet):
    """A repeated part: one empty row waits at the end, and each row may be taken away."""

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """Name the box that takes a row away."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Take this away when saving")


def _rows(form: type[forms.Form]) -> type[Rows]:
    made: Any = forms.formset_factory(
        form, formset=Rows, extra=1, can_delete=True, max_num=MOST_ROWS, absolute_max=MOST_ROWS + 1
    )
    rows: type[Rows] = made
    return rows


AlignmentRows = _rows(AlignmentForm)
OutcomeRows = _rows(OutcomeForm)
AssessmentRows = _rows(AssessmentForm)
ModuleRows = _rows(ModuleForm)
PrerequisiteRows = _rows(PrerequisiteForm)
StandardRows = _rows(StandardForm)
NeedRows = _rows(NeedForm)
OccupationRows = _rows(OccupationForm)
