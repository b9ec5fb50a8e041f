"""What can be given to verify: one file, or pasted text."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from acquis.platform.fields import Form
from acquis.verification.queries import MAX_BYTES

_SIGNED_TEXT = "eyJ"  # how every JWT begins: an object, in base64url


class VerifyForm(Form):
    """A file, or text that holds a credential or an address; the file wins when both are given."""

    file = forms.FileField(label=_("File"), required=False, allow_empty_file=True)
    text = forms.CharField(label=_("Link or text"), required=False, strip=True)

    def clean_file(self) -> UploadedFile[Any] | None:
        """A file that could be a credential."""
        given: UploadedFile[Any] | None = self.cleaned_data["file"]
        if given is not None and (given.size or 0) > MAX_BYTES:
            raise forms.ValidationError(
                _("This file is larger than 12 MB, far more than a credential. Choose the file as you received it."),
                code="file_too_large",
            )
        if given is not None and not given.size:
            raise forms.ValidationError(_("This file is empty. Choose another one."), code="file_empty")
        return given

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("file") and not cleaned.get("text"):
            self.add_error("file", _("Choose a file, or paste a link or the text of a credential."))
        return cleaned

    @property
    def address(self) -> str:
        """The pasted address, "" when something else was given."""
        text = str(self.cleaned_data.get("text") or "")
        is_address = text.lower().startswith(("https://", "http://")) and len(text.split()) == 1
        return text if is_address and not self.cleaned_data.get("file") else ""

    def data_given(self) -> bytes:
        """The bytes of the file or of the pasted text; a signed text that a mail has broken into lines is joined."""
        given: UploadedFile[Any] | None = self.cleaned_data.get("file")
        if given:
            return bytes(given.read())
        text = str(self.cleaned_data["text"])
        return ("".join(text.split()) if text.startswith(_SIGNED_TEXT) else text).encode()
