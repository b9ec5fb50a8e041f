"""The forms of the achievement editor: everything that stands once in a version; `forms_definition_rows` has the rest.

No field is required: a draft is saved however incomplete, so that nothing typed is lost. What publication needs
is told beside the form by `acquis.catalogue.rules`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from acquis.catalogue import classifications, wording
from acquis.platform.fields import Form
from acquis.platform.translatable import pair_fields

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


def hours(label: Any, **kwargs: Any) -> forms.DecimalField:
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


def choice(label: Any, words: Any, *, empty: bool = True, **kwargs: Any) -> forms.ChoiceField:
    blank = [("", pgettext_lazy("choice", "Not stated"))] if empty else []
    return forms.ChoiceField(label=label, required=False, choices=[*blank, *getattr(words, "choices", words)], **kwargs)


def several(label: Any, choices: Any, **kwargs: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
        **kwargs,
    )


class BeginForm(Form):
    """A new achievement: its kind, its code, its title."""

    kind = choice(_("Kind"), wording.Kind, empty=False, initial=wording.Kind.MICROCREDENTIAL)
    code = forms.CharField(
        label=_("Local code"),
        max_length=40,
        help_text=_("As in your catalogue, for example CYB-101. It is unique in your organization."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(pair_fields("title", label=_("Title"), max_length=200))


class CopyForm(Form):
    """The code of the copy."""

    code = forms.CharField(
        label=_("Local code of the copy"),
        max_length=40,
        help_text=_("As in your catalogue, for example CYB-101. It is unique in your organization."),
    )


class MainForm(Form):
    """Everything that stands once in a version."""

    code = forms.CharField(label=_("Local code"), max_length=40, required=False)
    hours_min = hours(_("Fewest hours"))
    hours_typical = hours(_("Typical hours"))
    hours_max = hours(_("Most hours"))
    hours_reason = forms.CharField(
        label=_("Reason for hours outside 8 to 200"),
        required=False,
        max_length=400,
        help_text=_("Asked only outside these limits; it is published."),
    )
    instruction_hours = hours(_("Hours of instruction"))
    total_effort_hours = hours(
        _("Total effort in hours"), help_text=_("Instruction, exercises, reading and assessment together.")
    )
    weeks = forms.IntegerField(label=_("Calendar weeks"), required=False, min_value=1, max_value=200)
    credits = forms.DecimalField(
        label=_("Credits"), required=False, min_value=0, max_digits=5, decimal_places=2, localize=True
    )
    credit_scheme = forms.CharField(
        label=_("Whose credits"), required=False, max_length=60, help_text=_("For example ECTS, or a college’s own.")
    )
    entry_level = choice(_("Level on entry"), wording.Level)
    outcome_level = choice(_("Level of the outcome"), wording.Level)
    qualification_level = forms.CharField(
        label=_("Level of a qualifications framework"),
        required=False,
        max_length=40,
        help_text=_("For example EQF 4 or OQF 6; left out where it does not apply."),
    )
    origin = choice(_("Where the content comes from"), wording.Origin)
    extracted_courses = forms.CharField(
        label=_("Codes of the courses it was taken from"), required=False, max_length=200
    )
    sectors = several(_("Sectors (NAICS)"), [])
    field_of_study = forms.ChoiceField(label=_("Field of study (CIP)"), required=False)
    delivery_mode = choice(_("How it is delivered"), wording.DeliveryMode)
    assessment_mode = choice(_("How it is assessed"), wording.AssessmentMode)
    languages = several(_("Languages of instruction"), wording.Language.choices)
    assessment_languages = several(_("Languages of assessment"), wording.Language.choices)
    audiences = several(_("Meant for"), wording.Audience.choices)
    literacy_paths = several(_("Goal paths of adult literacy and basic skills"), wording.LiteracyPath.choices)
    price_cents = MoneyField(
        label=_("Price without modules, in dollars"),
        help_text=_("0 means free; leave it empty when it is not known. Prices of modules are added up."),
    )
    other_costs_cents = MoneyField(label=_("Other costs, in dollars"))
    evidence_kinds = several(_("Kinds of evidence"), wording.EvidenceKind.choices)
    validity_kind = choice(_("How long it stays valid"), wording.Validity, empty=False, initial=wording.Validity.NONE)
    validity_months = forms.IntegerField(label=_("Months after the award"), required=False, min_value=1, max_value=600)
    valid_until = forms.DateField(
        label=_("Until this date"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    relation = choice(
        _("Relation to other credentials"),
        wording.Relation,
        empty=False,
        initial=wording.Relation.STANDALONE,
    )
    transcript = choice(_("Transcript"), wording.Transcript)
    transcript_code = forms.CharField(label=_("Code on the transcript"), required=False, max_length=40)
    qa_kind = choice(_("Quality assurance"), wording.QualityAssurance)
    aid_status = choice(
        _("Student financial assistance (OSAP)"),
        [(each.value, each.label) for each in wording.AidStatus if each not in wording.DECIDED_AID],
        empty=False,
        initial=wording.AidStatus.NOT_STATED,
        help_text=_("The ministry decides; the operator records its decision with the year, the day and the source."),
        error_messages={"invalid_choice": wording.AID_NOT_YOURS},
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
        nothing = [("", pgettext_lazy("choice", "Not stated"))]
        stored: Any = self.initial.get("aid_status")
        if stored in wording.DECIDED_AID:
            # Written before the ministry's decisions were kept apart: it can be saved as it is, and not submitted.
            aid: Any = self.fields["aid_status"]
            aid.choices = [*aid.choices, (stored, wording.AidStatus(stored).label)]
        self.fields["sectors"].choices = classifications.sectors().choices  # type: ignore[attr-defined]
        studies = classifications.fields_of_study().choices
        self.fields["field_of_study"].choices = [*nothing, *studies]  # type: ignore[attr-defined]
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
            "help_text": _(
                "What a holder can do and for whom it is meant, in plain language: short sentences, common words; "
                "at most 600 characters."
            ),
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
    "prepares_for": (
        _("External examination or licence it prepares for"),
        {
            "max_length": 300,
            "required": False,
            "help_text": _("The page always adds that it does not grant it."),
        },
    ),
    "extracted_from": (_("Programme it was taken from"), {"max_length": 300, "required": False}),
    "accountable_role": (
        _("Role accountable for teaching and for attesting"),
        {"max_length": 200, "help_text": _("A role, not a name: professor, facilitator, mentor.")},
    ),
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


class PublishForm(Form):
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
