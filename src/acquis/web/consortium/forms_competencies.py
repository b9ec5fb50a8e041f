"""What the operator fills in to import a competency framework."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from acquis.platform.fields import Form
from acquis.platform.translatable import pair_fields, read_pair
from acquis.skills.layouts.reading import MAX_FILES, MAX_TOGETHER
from acquis.skills.layouts.shape import SourceFile, Told

_SLUG = RegexValidator(r"^[A-Za-z0-9_-]+$", _("Only letters without accents, digits, hyphens and underscores."))


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; none of them is empty, and together they are not too large."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """The files.

        Raises:
            ValidationError: there is none, one is empty, there are too many, or they are too large.
        """
        several = [super(FilesField, self).clean(one, initial) for one in data] if data else []
        if not several:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(several) > MAX_FILES:
            told = ngettext_lazy("Choose at most %(number)d file.", "Choose at most %(number)d files.", MAX_FILES)
            raise forms.ValidationError(told % {"number": MAX_FILES})
        if sum(one.size or 0 for one in several) > MAX_TOGETHER:
            raise forms.ValidationError(_("Together these files are larger than 120 MB. Hand over an archive (ZIP)."))
        return several


class ImportForm(Form):
    """The files of a framework, and what they do not say of it themselves."""

    uploads = FilesField(
        label=_("Files"),
        help_text=_("All files of the framework together: CSV, JSON, or one ZIP archive of them."),
    )
    version = forms.CharField(
        label=_("Version"),
        required=False,
        max_length=40,
        help_text=_(
            "As its publisher numbers it, for example 1.2. A version that is here already is brought up to date; "
            "another one is put beside it."
        ),
    )
    key = forms.CharField(
        label=_("Short key"),
        required=False,
        max_length=40,
        validators=[_SLUG],
        help_text=_("The same for every version, for example esco. ESCO, NOC, OaSIS and CASE files have one already."),
    )
    publisher = forms.CharField(label=_("Publisher"), required=False, max_length=120)
    licence = forms.CharField(label=_("Licence"), required=False, max_length=200)
    source_url = forms.URLField(
        label=pgettext_lazy("of a framework", "Address of the source"),
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text=_("Codes without an address of their own are put behind it."),
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields |= pair_fields("name", label=_("Name of the framework"), required=False, max_length=200)
        self.fields |= pair_fields(
            "attribution",
            label=_("Attribution"),
            required=False,
            max_length=400,
            help_text=_("What its licence asks you to say."),
        )

    @property
    def says_more(self) -> bool:
        """Whether the part that is folded at first holds something, or something wrong."""
        folded = [name for name in self.fields if name not in {"uploads", "version"}]
        return any(self[name].value() or self[name].errors for name in folded)

    def told(self) -> Told:
        """What was filled in; call after `is_valid`."""
        facts: dict[str, Any] = {
            name: self.cleaned_data[name] for name in ("key", "version", "publisher", "licence", "source_url")
        }
        return Told(**facts | {name: read_pair(self.cleaned_data, name) for name in ("name", "attribution")})

    def sources(self) -> list[SourceFile]:
        """The files with their bytes; call after `is_valid`."""
        return [SourceFile(one.name or "", one.read()) for one in self.cleaned_data["uploads"]]
