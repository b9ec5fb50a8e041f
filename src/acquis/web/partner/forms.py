"""What a partner fills in: its answer, a refusal, a withdrawal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from acquis.catalogue import endorsing
from acquis.catalogue.endorsing import Answer, Competency
from acquis.platform.fields import Form

LONG = 1000
WHOLE, SOME = "whole", "some"


def _comment(help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=_("What do you base this on?"),
        help_text=help_text,
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(Form):
    """Two separate confirmations, each with its comment, for the whole or for chosen competencies (R-088)."""

    in_demand = forms.BooleanField(label=_("Yes: the competency is in demand in the industry"), required=False)
    in_demand_comment = _comment(_("For example: positions that you fill, what your members ask for. It is public."))
    reflects = forms.BooleanField(
        label=_("Yes: the assessment reflects the performance expected on the job"), required=False
    )
    reflects_comment = _comment(_("For example: how close the tasks and the criteria are to the work. It is public."))
    scope = forms.ChoiceField(
        label=_("What do you speak of?"),
        choices=[(WHOLE, _("The whole microcredential")), (SOME, _("The competencies ticked below only"))],
        widget=forms.RadioSelect,
    )
    about = forms.MultipleChoiceField(
        label=_("Competencies and outcomes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    signatory_role = forms.CharField(
        label=_("In which role do you sign?"), help_text=_("Public, for example: head of operations."), max_length=120
    )
    signatory_name = forms.CharField(
        label=_("Your name"), help_text=_("The issuer keeps it with the request. It is not public."), max_length=120
    )
    language = forms.ChoiceField(label=_("Language of your comments"), choices=settings.LANGUAGES)
    valid_until = forms.DateField(
        label=_("Valid until"),
        help_text=_("At most five years from now. You can withdraw it before."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    confirm = forms.BooleanField(label=_("I may speak for this organization, which is not the issuer."))

    def __init__(self, data: Any, told: Sequence[Competency]) -> None:
        super().__init__(
            data,
            initial={
                "scope": WHOLE,
                "language": (get_language() or "fr")[:2],
                "valid_until": endorsing.usual_end(),
            },
        )
        self.fields["about"].choices = [(one.key, str(one.name)) for one in told]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Chosen competencies need a choice."""
        told = super().clean() or {}
        if told.get("scope") == SOME and not told.get("about"):
            self.add_error("about", _("Tick at least one, or speak of the whole."))
        return told

    def answer(self, read: str) -> Answer:
        """What the action takes; ``read`` is the digest of the definition on the page."""
        told = self.cleaned_data
        return Answer(
            confirmed={key: told[f"{key}_comment"] for key in endorsing.STATEMENTS if told[key]},
            signatory_name=told["signatory_name"],
            signatory_role=told["signatory_role"],
            valid_until=told["valid_until"],
            read=read,
            about=tuple(told["about"]) if told["scope"] == SOME else (),
            language=told["language"],
        )


class DeclineForm(Form):
    """Why not; saying so is optional."""

    reason = forms.CharField(
        label=_("Your reason"),
        help_text=_("Optional. The institution reads it, nobody else."),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WithdrawForm(Form):
    """Why it no longer holds; everybody may read it."""

    reason = forms.CharField(
        label=_("Why do you withdraw it?"),
        help_text=_("The institution reads it."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
