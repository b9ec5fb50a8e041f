"""The operator's decision."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from acquis.registry import wording

LONG = 4000


class DecisionForm(forms.Form):
    """A reasoned decision; what a recognition needs besides is said by the action."""

    outcome = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Kept with the decision and shown to the organization."),
    )
    proof_examined = forms.CharField(
        label=_("Proof examined"),
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For a recognition: charter, statute, accreditation, and how each was checked."),
    )
    scope = forms.MultipleChoiceField(
        label=_("May issue"),
        required=False,
        choices=list(wording.KIND_NAMES.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For a recognition."),
    )
    review_on = forms.DateField(
        label=_("Review on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("For a recognition: the day on which the network looks again."),
    )

    def __init__(self, *arguments: Any, outcomes: Iterable[str], **named: Any) -> None:
        """A form that offers ``outcomes``."""
        super().__init__(*arguments, **named)
        chosen = self.fields["outcome"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [(outcome, wording.DECISIONS[outcome]) for outcome in outcomes]
