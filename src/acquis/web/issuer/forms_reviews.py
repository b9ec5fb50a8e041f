"""What authors, reviewers and approvers fill in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from acquis.platform import clock
from acquis.platform.fields import Form
from acquis.platform.translatable import LANGUAGES, pair_fields, read_pair
from acquis.quality import wording
from acquis.quality.reviewing import MOST_STEPS, AnsweredLine, LineInput, PlannedStep, Process, Sheet

LONG = 4000
SPARE_ROWS = 2


def area(label: Any, *, help_text: Any = "", required: bool = True, rows: int = 4, long: int = LONG) -> forms.CharField:
    """A field for some sentences."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=long, widget=widget)


def a_day(label: Any, *, help_text: Any = "", required: bool = True) -> forms.DateField:
    """A field for a day."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, required=required, widget=widget)


class AnswersForm(Form):
    """The answers to every line of the required frameworks."""

    def __init__(self, data: Any, sheets: tuple[Sheet, ...], suggested: Mapping[str, LineInput]) -> None:
        self.sheets = sheets
        lines = [row for sheet in sheets for row in sheet.rows]
        told = {row.line.id: row.answer or suggested.get(row.line.code) for row in lines}
        self.has_suggestions = any(told[row.line.id] and not row.answer for row in lines)
        super().__init__(data, initial=dict(_initial(told)))
        for row in lines:
            self._add(row)

    def _add(self, row: AnsweredLine) -> None:
        at = f"line-{row.line.id}"
        choices = [("", pgettext_lazy("answer to a line", "Not answered yet")), *wording.Answered.choices]
        self.fields[f"{at}-status"] = forms.ChoiceField(
            label=pgettext_lazy("noun", "Answer"), choices=choices, required=False
        )
        self.fields.update(
            pair_fields(f"{at}-shown_by", label=_("Shown by"), required=False, max_length=LONG, area=True)
        )
        self.fields[f"{at}-proof"] = forms.URLField(
            label=_("Address of a proof"), required=False, max_length=500, assume_scheme="https"
        )
        if row.line.is_soft:
            self.fields.update(
                pair_fields(
                    f"{at}-reason",
                    label=_("Reason where it is not fully met"),
                    help_text=_("It is published beside the definition."),
                    required=False,
                    max_length=1000,
                    area=True,
                )
            )

    def rows(self) -> Iterator[tuple[Sheet, list[dict[str, Any]]]]:
        """The lines of each framework, each with its fields."""
        for sheet in self.sheets:
            yield sheet, [{"row": row, "at": f"line-{row.line.id}", **self._bound(row)} for row in sheet.rows]

    def _bound(self, row: AnsweredLine) -> dict[str, Any]:
        at = f"line-{row.line.id}"
        return {
            "status": self[f"{at}-status"],
            "proof": self[f"{at}-proof"],
            "shown_by": f"{at}-shown_by",
            "reason": f"{at}-reason" if row.line.is_soft else "",
        }

    def answers(self) -> dict[UUID, LineInput | None]:
        """What was filled in; None where nothing was chosen."""
        return {row.line.id: self._read(row) for sheet in self.sheets for row in sheet.rows}

    def _read(self, row: AnsweredLine) -> LineInput | None:
        at, told = f"line-{row.line.id}", self.cleaned_data
        if not told[f"{at}-status"]:
            return None
        return LineInput(
            told[f"{at}-status"],
            read_pair(told, f"{at}-shown_by"),
            told[f"{at}-proof"],
            read_pair(told, f"{at}-reason"),
        )


class OpinionForm(Form):
    """What a reviewer thinks."""

    stance = forms.ChoiceField(label=_("Your opinion"), choices=wording.Stance.choices, widget=forms.RadioSelect)
    comment = area(
        _("What you think, and why"),
        help_text=_("Members of the organization read it; it is never published."),
        rows=6,
    )
    speaks_for = forms.CharField(
        label=_("Employer or association that you speak for"),
        required=False,
        max_length=200,
        help_text=_("Asked of whoever speaks for industry."),
    )


class ReasonForm(Form):
    """A reason, and nothing else."""

    reason = area(_("Reason"), help_text=_("Kept with the version; members of the organization read it."))


class DecisionForm(Form):
    """The decision of the approving authority."""

    decision = forms.ChoiceField(label=_("Decision"), choices=wording.Decision.choices, widget=forms.RadioSelect)
    reason = area(
        _("Reason"),
        help_text=_("Kept with the version together with your name and the date; it is never published."),
    )
    review_on = a_day(
        _("To be looked at again on"), required=False, help_text=_("Asked for an approval; the day is published.")
    )
    is_public = forms.BooleanField(label=_("Publish the conditions"), required=False)

    def __init__(self, data: Any = None, *, months: int = 12) -> None:
        super().__init__(data, initial={"review_on": clock.months_later(clock.today(), months)})
        self.fields.update(
            pair_fields("conditions", label=_("Conditions, if any"), required=False, max_length=1000, area=True)
        )

    def clean(self) -> dict[str, Any]:
        """What everybody reads is written in both languages."""
        cleaned = super().clean() or self.cleaned_data
        empty = [name for name in ("conditions_fr", "conditions_en") if not cleaned.get(name)]
        if cleaned.get("is_public") and len(empty) == 1 and empty[0] not in self.errors:
            self.add_error(empty[0], _("Conditions that are published are written in both languages."))
        return cleaned


class AgainForm(Form):
    """What a look at a published version found."""

    outcome = forms.ChoiceField(
        label=_("What did you find?"), choices=wording.PeriodicOutcome.choices, widget=forms.RadioSelect
    )
    reason = area(_("Reason"), help_text=_("Whom you asked, what you compared. Members of the organization read it."))
    next_on = a_day(
        _("To be looked at again on"), required=False, help_text=_("Asked when it holds; the day is published.")
    )
    told = area(
        _("What the page of the microcredential tells"),
        required=False,
        long=400,
        rows=2,
        help_text=_("Asked when you suspend it; everybody reads it."),
    )

    def __init__(self, data: Any = None, *, months: int = 12) -> None:
        super().__init__(data, initial={"next_on": clock.months_later(clock.today(), months)})


class ToldForm(Form):
    """What everybody reads."""

    reason = area(_("What the page of the microcredential tells"), long=400, rows=2, help_text=_("Everybody reads it."))


class CommentForm(Form):
    """A remark in the thread."""

    text = area(_("Your remark"), rows=3, help_text=_("Members of the organization read it; it cannot be taken back."))


class ProcessForm(Form):
    """How an organization reviews: a row for each opinion, then the authority."""

    authority_days = forms.IntegerField(label=_("Days for the decision"), min_value=1, max_value=365)
    review_months = forms.IntegerField(
        label=_("Months until the next review"), min_value=1, max_value=60, help_text=_("Twelve unless you say so.")
    )

    def __init__(self, data: Any, process: Process) -> None:
        super().__init__(data, initial=dict(_process(process)))
        self.count = min(len(process.steps) + SPARE_ROWS, MOST_STEPS)
        choices = [("", pgettext_lazy("step of a review", "Nobody")), *_voices()]
        for number in range(self.count):
            self.fields[f"step-{number}-voice"] = forms.ChoiceField(
                label=_("Who is asked"), choices=choices, required=False
            )
            self.fields.update(
                pair_fields(f"step-{number}-name", label=_("Name of the committee"), required=False, max_length=120)
            )
            self.fields[f"step-{number}-days"] = forms.IntegerField(
                label=_("Days"), required=False, min_value=1, max_value=365
            )
        self.fields.update(
            pair_fields("authority", label=_("Name of the approving authority"), required=False, max_length=120)
        )

    def rows(self) -> list[dict[str, Any]]:
        """The fields of each opinion."""
        return [
            {
                "voice": self[f"step-{number}-voice"],
                "days": self[f"step-{number}-days"],
                "name": f"step-{number}-name",
            }
            for number in range(self.count)
        ]

    def process(self) -> Process:
        """What was filled in."""
        told = self.cleaned_data
        steps = tuple(
            PlannedStep(
                told[f"step-{number}-voice"],
                told[f"step-{number}-days"] or 0,
                read_pair(told, f"step-{number}-name"),
            )
            for number in range(self.count)
            if told[f"step-{number}-voice"]
        )
        return Process(steps, read_pair(told, "authority"), told["authority_days"], told["review_months"])


def _voices() -> list[tuple[str, Any]]:
    return [choice for choice in wording.Voice.choices if choice[0] != wording.Voice.AUTHORITY]


def _initial(told: Mapping[UUID, LineInput | None]) -> Iterator[tuple[str, Any]]:
    for line_id, answer in told.items():
        if answer is None:
            continue
        at = f"line-{line_id}"
        yield f"{at}-status", answer.status
        yield f"{at}-proof", answer.proof
        for language in LANGUAGES:
            yield f"{at}-shown_by_{language}", answer.shown_by.get(language, "")
            yield f"{at}-reason_{language}", answer.reason.get(language, "")


def _process(process: Process) -> Iterator[tuple[str, Any]]:
    yield "authority_days", process.authority_days
    yield "review_months", process.review_months
    for language in LANGUAGES:
        yield f"authority_{language}", process.authority.get(language, "")
    for number, step in enumerate(process.steps):
        yield f"step-{number}-voice", step.voice
        yield f"step-{number}-days", step.days
        for language in LANGUAGES:
            yield f"step-{number}-name_{language}", step.name.get(language, "")
