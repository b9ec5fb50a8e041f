"""The forms of the achievement editor: one for the whole, one set for each repeated part.

No field is required: a draft is saved however incomplete, so that nothing typed is lost. What publication needs
is told beside the form by `acquis.catalogue.rules`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from acquis.catalogue import wording
from acquis.platform.translatable import LANGUAGES, pair_fields

LONG = 4000
MOST_ROWS = 40


class MoneyField(forms.DecimalField):
    """Dollars typed, cents understood; empty is unknown, which is not free."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_digits=9, decimal_places=2, required=False, localize=True, **kwargs)
        self.widget.attrs["inputmode"] = "decimal"

    def clean(self, value: Any) -> int | None:
        """Integer cents, None for nothing."""
        dollars = super().clean(value)
        return None if dollars is None else int(dollars * 100)

    def prepare_value(self, value: Any) -> Any:
        """Dollars of stored cents; what was typed stays as typed."""
        return (Decimal(value) / 100).quantize(Decimal("0.01")) if isinstance(value, int) else value


def _hours(label: Any, **kwargs: Any) -> forms.DecimalField:
    field = forms.DecimalField(
        label=label,
        required=False,
        min_value=0,
        max_digits=6,
        decimal_places=2,
        localize=True,
        **kwargs,
    )
    field.widget.attrs["inputmode"] = "decimal"
    return field


def _choice(label: Any, words: type[TextChoices], *, empty: bool = True, **kwargs: Any) -> forms.ChoiceField:
    blank = [("", pgettext_lazy("choice", "Not stated"))] if empty else []
    return forms.ChoiceField(label=label, required=False, choices=[*blank, *words.choices], **kwargs)


def _several(label: Any, words: type[TextChoices], **kwargs: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        choices=words.choices,
        widget=forms.CheckboxSelectMultiple,
        **kwargs,
    )


class BeginForm(forms.Form):
    """A new achievement: its kind, its code, its title."""

    kind = _choice(_("Kind"), wording.Kind, empty=False, initial=wording.Kind.MICROCREDENTIAL)
    code = forms.CharField(
        label=_("Local code"),
        max_length=40,
        help_text=_("As in your catalogue, for example CYB-101. It is unique in your organization."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(pair_fields("title", label=_("Title"), max_length=200))


class MainForm(forms.Form):
    """Everything that stands once in a version."""

    code = forms.CharField(label=_("Local code"), max_length=40, required=False)
    hours_min = _hours(_("Fewest hours"))
    hours_typical = _hours(_("Typical hours"))
    hours_max = _hours(_("Most hours"))
    hours_reason = forms.CharField(
        label=_("Reason for hours outside 8 to 200"),
        required=False,
        max_length=400,
        help_text=_("Asked only outside these limits; it is published."),
    )
    weeks = forms.IntegerField(label=_("Calendar weeks"), required=False, min_value=1, max_value=200)
    delivery_mode = _choice(_("How it is delivered"), wording.DeliveryMode)
    assessment_mode = _choice(_("How it is assessed"), wording.AssessmentMode)
    languages = _several(_("Languages of instruction"), wording.Language)
    prerequisite_kind = _choice(
        _("Prerequisites"), wording.PrerequisiteKind, empty=False, initial=wording.PrerequisiteKind.NONE
    )
    audiences = _several(_("Meant for"), wording.Audience)
    price_cents = MoneyField(
        label=_("Price without modules, in dollars"),
        help_text=_("0 means free; leave it empty when it is not known. Prices of modules are added up."),
    )
    other_costs_cents = MoneyField(label=_("Other costs, in dollars"))
    evidence_kinds = _several(_("Kinds of evidence"), wording.EvidenceKind)
    validity_kind = _choice(_("How long it stays valid"), wording.Validity, empty=False, initial=wording.Validity.NONE)
    validity_months = forms.IntegerField(label=_("Months after the award"), required=False, min_value=1, max_value=600)
    valid_until = forms.DateField(
        label=_("Until this date"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    relation = _choice(
        _("Relation to other credentials"),
        wording.Relation,
        empty=False,
        initial=wording.Relation.STANDALONE,
    )
    qa_kind = _choice(_("Quality assurance"), wording.QualityAssurance)
    aid_status = _choice(
        _("Student financial assistance (OSAP)"),
        wording.AidStatus,
        empty=False,
        initial=wording.AidStatus.NOT_STATED,
    )
    aid_year = forms.CharField(
        label=_("Academic year"), required=False, max_length=9, help_text=_("For example 2026-2027.")
    )
    aid_source = forms.CharField(label=_("Source of this information"), required=False, max_length=300)
    contact = forms.EmailField(
        label=_("Contact"),
        required=False,
        max_length=200,
        help_text=_("The mailbox of a role, not of a person."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, options) in PAIRS.items():
            self.fields.update(pair_fields(name, label=label, **options))


# name → label and options of `pair_fields`
PAIRS: dict[str, tuple[Any, dict[str, Any]]] = {
    "title": (_("Title"), {"max_length": 200}),
    "unit": (_("Faculty, department or unit"), {"max_length": 200, "required": False}),
    "purpose": (
        _("Purpose"),
        {
            "max_length": 600,
            "area": True,
            "help_text": _("What a holder can do and for whom it is meant; at most 600 characters."),
        },
    ),
    "description": (_("Description"), {"max_length": LONG, "area": True, "required": False}),
    "criteria": (
        _("Criteria"),
        {
            "max_length": LONG,
            "area": True,
            "required": False,
            "help_text": _("What has to be achieved to earn it; signed into every credential."),
        },
    ),
    "prerequisites": (_("What is asked for beforehand"), {"max_length": 600, "required": False}),
    "audience": (_("Other words on the audience"), {"max_length": 600, "required": False}),
    "other_costs": (_("What the other costs are"), {"max_length": 300, "required": False}),
    "start_policy": (_("When it starts"), {"max_length": 300, "required": False}),
    "evidence_policy": (
        _("Public description of the evidence"),
        {"max_length": 1000, "area": True, "required": False},
    ),
    "renewal": (_("How it is renewed"), {"max_length": 600, "required": False}),
    "stackability": (_("What it counts toward"), {"max_length": 600, "required": False}),
    "transcript_policy": (_("How it stands on a transcript"), {"max_length": 600, "required": False}),
    "accredited_by": (_("Accredited or recognized by"), {"max_length": 300, "required": False}),
    "image_alt": (
        _("Description of the picture"),
        {
            "max_length": 300,
            "required": False,
            "help_text": _("The picture is the seal drawn from what this version says."),
        },
    ),
}


class AlignmentForm(forms.Form):
    """A targeted competency: an entry that was chosen, or free text."""

    skill_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    transversal = forms.BooleanField(label=_("Transversal: useful in any occupation"), required=False)
    reason = forms.CharField(label=_("Why no entry of a framework fits"), required=False, max_length=400)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(
            pair_fields("free_text", label=_("Competency in your own words"), required=False, max_length=300)
        )


class OutcomeForm(forms.Form):
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
                help_text=_("Begin with a verb that can be observed."),
            )
        )
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


class AssessmentForm(forms.Form):
    """One summative assessment, with the outcomes that it covers."""

    method = _choice(_("Method"), wording.Method, empty=False, initial=wording.Method.DEMONSTRATION)
    mode = _choice(_("Where"), wording.AssessmentMode, empty=False, initial=wording.AssessmentMode.ONLINE)
    supervision = _choice(
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


class ModuleForm(forms.Form):
    """A part of the learning."""

    hours = _hours(_("Hours of the module"))
    price_cents = MoneyField(label=_("Price of the module, in dollars"))
    required = forms.BooleanField(label=_("Required module"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(pair_fields("title", label=_("Title of the module"), max_length=200, required=False))


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


class PublishForm(forms.Form):
    """The approver's reasoned confirmation."""

    reason = forms.CharField(
        label=_("Why do you approve this version?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Kept with the version together with your name and the date."),
    )
    confirm = forms.BooleanField(
        label=_("I have read this version in both languages. Once published, it never changes.")
    )
