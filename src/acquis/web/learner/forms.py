"""What a learner fills in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from acquis.issuance import queries as issuance
from acquis.passport.queries import ItemFacts, Selection
from acquis.platform import clock
from acquis.platform.fields import Form


class DeclineForm(Form):
    """Why an award is not wanted; saying so is optional."""

    reason = forms.CharField(
        label=_("Your reason"),
        help_text=_("Optional. The institution reads it."),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NoteForm(Form):
    """A private note."""

    note = forms.CharField(
        label=_("Your note"),
        help_text=_("Only you see it. It is never signed and never shared."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ShareForm(Form):
    """What a share shows, to whom, and until when."""

    shows_name = forms.BooleanField(label=_("My name"), required=False, initial=True)
    shows_results = forms.BooleanField(label=_("The level I reached for each outcome"), required=False, initial=True)
    evidence = forms.MultipleChoiceField(
        label=_("Evidence"),
        help_text=_("Choose the pieces that may be opened."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    gives_file = forms.BooleanField(
        label=_("Let them download the signed file"),
        help_text=_(
            "The file is whole or it does not verify: it holds your name, your results and the titles of all the "
            "evidence. It is given only when nothing of this is hidden."
        ),
        required=False,
    )
    recipient_name = forms.CharField(
        label=_("Who is it for?"),
        help_text=_("Optional. Shown on the page, for example the name of an employer."),
        required=False,
        max_length=200,
    )
    purpose_note = forms.CharField(
        label=_("What is it for?"),
        help_text=_("Optional. A label for your own list; nobody else sees it."),
        required=False,
        max_length=200,
    )
    expires_on = forms.DateField(
        label=_("Last day"),
        help_text=_("After this day the link shows nothing. You can also stop it at any time."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, data: Any, items: Sequence[ItemFacts]) -> None:
        last = clock.today() + timedelta(days=settings.ACQUIS_SHARE_DAYS)
        super().__init__(data, initial={"expires_on": last})
        self.items = items
        choices = [
            (
                f"{item.id}:{place.id}",
                f"{place.title} ({item.credential.title})" if len(items) > 1 else str(place.title),
            )
            for item in items
            for place in issuance.evidence_of(item.credential.id)
        ]
        if choices:
            self.fields["evidence"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["evidence"]

    def selections(self) -> list[tuple[UUID, Selection]]:
        """The selection of each credential."""
        told = self.cleaned_data
        chosen = [pair.split(":") for pair in told.get("evidence", [])]
        return [
            (
                item.id,
                Selection(
                    shows_name=told["shows_name"],
                    shows_results=told["shows_results"],
                    evidence=tuple(UUID(piece) for item_id, piece in chosen if item_id == str(item.id)),
                    gives_file=told["gives_file"],
                ),
            )
            for item in self.items
        ]

    def options(self) -> dict[str, Any]:
        """The rest of what `create_share` and `preview` take."""
        told = self.cleaned_data
        return {
            "recipient_name": told["recipient_name"],
            "expires_at": datetime.combine(told["expires_on"], time(23, 59, 59), clock.EASTERN),
            "language": (get_language() or "fr")[:2],
        }
