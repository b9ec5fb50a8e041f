"""The assessor's forms."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from acquis.assessment import wording
from acquis.assessment.actions import ResultInput
from acquis.assessment.queries import CandidacyFacts, ResultFacts
from acquis.catalogue import wording as vocabulary
from acquis.catalogue.content import Assessment, Outcome
from acquis.platform import clock
from acquis.platform.fields import Form
from acquis.platform.translatable import pair_fields, read_pair

DEFAULT = ("", _("As the assessment says"))


class EnrolForm(Form):
    """Who is to be assessed, and for what."""

    version_id = forms.ChoiceField(label=_("Microcredential"))
    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("As it should stand on the credential."))
    email = forms.EmailField(label=_("E-mail address"), help_text=_("The award is offered to this address."))

    def __init__(self, *args: Any, versions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version_id"].choices = versions  # type: ignore[attr-defined]


class RoleForm(Form):
    """As what the assessor speaks, for everything recorded at once."""

    assessor_role = forms.ChoiceField(label=_("You attest this as"), choices=[("", "—"), *wording.AssessorRole.choices])


class ResultForm(Form):
    """One outcome of one person."""

    achieved = forms.ChoiceField(
        label=_("Result"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("", pgettext_lazy("result", "Not assessed yet")),
            ("yes", pgettext_lazy("result", "Achieved")),
            ("no", pgettext_lazy("result", "Not achieved")),
        ],
    )
    level = forms.ChoiceField(label=_("Level"), required=False, choices=[("", _("No level")), *wording.Level.choices])
    assessment_id = forms.ChoiceField(label=_("Assessment"), required=False)
    method = forms.ChoiceField(label=_("Method"), required=False, choices=[DEFAULT, *vocabulary.Method.choices])
    mode = forms.ChoiceField(label=_("Where"), required=False, choices=[DEFAULT, *vocabulary.AssessmentMode.choices])
    assessed_on = forms.DateField(
        label=_("Day of the assessment"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    supervised = forms.BooleanField(label=_("Supervised"), required=False)
    identity_checked = forms.BooleanField(label=_("Identity checked"), required=False)
    note = forms.CharField(
        label=_("Note for colleagues"),
        required=False,
        max_length=600,
        help_text=_("Never shown on the credential."),
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        outcome: Outcome,
        result: ResultFacts | None,
        covering: list[Assessment],
    ) -> None:
        super().__init__(data, prefix=outcome.code, initial=_result_initial(result, covering))
        self.outcome, self.result = outcome, result
        self.fields["assessment_id"].choices = [  # type: ignore[attr-defined]
            (str(one.id), str(one.title)) for one in covering
        ]

    def told(self, assessor_role: str) -> ResultInput | None:
        """What is to be recorded; None when nothing was said or nothing changed."""
        row = self.cleaned_data
        if not row["achieved"] or not self.has_changed():
            return None
        return ResultInput(
            outcome_code=self.outcome.code,
            achieved=row["achieved"] == "yes",
            assessed_on=row["assessed_on"],
            assessor_role=assessor_role,
            assessment_id=UUID(row["assessment_id"]) if row["assessment_id"] else None,
            level=row["level"],
            method=row["method"],
            mode=row["mode"],
            supervised=row["supervised"],
            identity_checked=row["identity_checked"],
            note=row["note"],
        )


def _result_initial(result: ResultFacts | None, covering: list[Assessment]) -> dict[str, Any]:
    first = covering[0] if covering else None
    if result is None:
        return {
            "achieved": "",
            "assessed_on": clock.today(),
            "assessment_id": str(first.id) if first else "",
            "supervised": first is not None and first.supervision != vocabulary.Supervision.UNSUPERVISED,
            "identity_checked": first is not None and first.supervision == vocabulary.Supervision.IDENTIFIED,
        }
    return {
        "achieved": "yes" if result.achieved else "no",
        "level": result.level,
        "assessment_id": str(result.assessment_id),
        "method": result.method,
        "mode": result.mode,
        "assessed_on": result.assessed_on,
        "supervised": result.supervised,
        "identity_checked": result.identity_checked,
        "note": result.note,
    }


def result_forms(found: CandidacyFacts, data: QueryDict | None = None) -> list[ResultForm]:
    """One form by outcome, in the order of the version."""
    return [
        ResultForm(
            data,
            outcome=outcome,
            result=found.result_of(outcome.id) if outcome.id else None,
            covering=[one for one in found.version.content.assessments if outcome.code in one.outcomes],
        )
        for outcome in found.version.content.outcomes
    ]


class EvidenceForm(Form):
    """A file or an address, described in words."""

    genre = forms.ChoiceField(label=_("Kind of evidence"), choices=vocabulary.EvidenceKind.choices)
    outcome_code = forms.ChoiceField(label=_("Outcome that it shows"), required=False)
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("PDF, PNG, JPEG or plain text, at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg,.txt"}),
    )
    url = forms.URLField(label=_("Or an address"), required=False, max_length=500, assume_scheme="https")
    no_third_party = forms.BooleanField(
        label=_("It shows nobody else, or they agreed in writing."),
        help_text=_("Patients, clients, minors: hide names and faces before adding the file."),
    )

    def __init__(self, *args: Any, outcomes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome_code"].choices = [("", gettext("All of them")), *outcomes]  # type: ignore[attr-defined]
        self.fields.update(pair_fields("title", label=_("Title of the evidence"), max_length=200))
        self.fields.update(
            pair_fields(
                "description",
                label=_("What it shows"),
                max_length=1000,
                area=True,
                required=False,
                help_text=_("Signed into the credential and read by employers."),
            )
        )
        self.fields.update(
            pair_fields(
                "text_alternative",
                label=_("In words, for those who cannot see it"),
                max_length=2000,
                area=True,
                required=False,
                help_text=_("Needed for every file that is not plain text."),
            )
        )

    def clean(self) -> dict[str, Any]:
        """Refuse what the action would refuse, before a file is stored."""
        told = super().clean() or {}
        file: UploadedFile[bytes] | None = told.get("file")
        if not read_pair(told, "title"):
            self.add_error("title_fr", gettext("Give it a title, in one language at least."))
        if (file is None) == (not told.get("url")) and not self.errors.keys() & {"file", "url"}:
            self.add_error("file", gettext("Add one file, or one address."))
        if file and file.content_type != "text/plain" and not read_pair(told, "text_alternative"):
            self.add_error(
                "text_alternative_fr",
                gettext("Describe in words what the file shows, for those who cannot see it."),
            )
        return told


class ConcludeForm(Form):
    """How it ended."""

    decision = forms.ChoiceField(
        label=_("Conclusion"),
        widget=forms.RadioSelect,
        choices=[
            ("passed", _("Passed: every required outcome is achieved")),
            ("not_passed", _("Not passed")),
        ],
    )
