"""What the operator fills in to bring in, propose and publish a framework, and to confirm an adoption."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from acquis.platform.fields import Form
from acquis.platform.translatable import pair_fields
from acquis.quality.format import MAX_BYTES


class FrameworkFileForm(Form):
    """A file, or its text; the file wins when both are given."""

    file = forms.FileField(
        label=_("File of a framework"), required=False, allow_empty_file=True, help_text=_("JSON, at most 500 kB.")
    )
    text = forms.CharField(
        label=_("Or its text"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "autocapitalize": "none"}),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        cleaned = super().clean() or self.cleaned_data
        given: UploadedFile[Any] | None = cleaned.get("file")
        if given is not None and (given.size or 0) > MAX_BYTES:
            self.add_error("file", _("The file is larger than 500 kB, far more than a framework."))
        elif not self.errors and not given and not cleaned.get("text", "").strip():
            self.add_error("file", _("Choose a file, or paste its text."))
        return cleaned

    def data_given(self) -> bytes:
        """The bytes of the file, or of the text."""
        given: UploadedFile[Any] | None = self.cleaned_data.get("file")
        return bytes(given.read()) if given else str(self.cleaned_data["text"]).encode()


class ProposalForm(Form):
    """From which day a draft should be in force, and why."""

    effective_from = forms.DateField(
        label=_("In force from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Today or a day to come. The first version of a framework may date from before this network."),
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields |= pair_fields(
            "change_note",
            label=_("What changes, and why"),
            area=True,
            max_length=2000,
            help_text=_("Shown in the public change log."),
        )


class ConfirmationForm(Form):
    """The second person's word."""

    read = forms.CharField(widget=forms.HiddenInput, max_length=64)
    confirm = forms.BooleanField(
        label=_("I have read it, compared it with its source and with the version before, and it may be published.")
    )


class SendBackForm(Form):
    """Why a proposal is not published."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class AdoptionDecisionForm(Form):
    """Whether a declaration of adoption is listed."""

    confirmed = forms.ChoiceField(
        label=_("Decision"),
        choices=[("yes", _("Confirm: the organization is listed from today")), ("no", _("Do not list it"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("How you checked it, or why not"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept with the decision, not published."),
    )
