"""The forms of offers and of preparation. Only the actions refuse: an offer may stay a draft however incomplete."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from acquis.catalogue import offering, wording
from acquis.catalogue.content import Module
from acquis.catalogue.offering import Preparation, Session, Terms
from acquis.organizations.wording import REGIONS
from acquis.platform.fields import Form, date_field, web_address
from acquis.platform.translatable import Text, pair_fields, read_pair
from acquis.web.issuer.definition_rows import pair_initial
from acquis.web.issuer.forms_definitions import MoneyField, choice, several

FREE_IS_ZERO = _("0 means free. Leave it empty if you do not know it: empty is shown as “not stated”.")
GONE = "gone"


class OfferForm(Form):
    """What an offer says once."""

    by_module = forms.BooleanField(
        label=_("The tuition is the sum of the fees of the required modules"), required=False
    )
    tuition_cents = MoneyField(label=_("Tuition, in dollars"), help_text=FREE_IS_ZERO)
    materials_cents = MoneyField(label=_("Materials, in dollars"), help_text=FREE_IS_ZERO)
    exam_cents = MoneyField(label=_("Examination, in dollars"), help_text=FREE_IS_ZERO)
    delivery_mode = choice(_("Where the learning happens"), wording.DeliveryMode)
    assessment_mode = choice(_("Where the assessment happens"), wording.AssessmentMode)
    languages = several(_("Offered in"), wording.Language.choices)
    place = forms.CharField(
        label=_("Place or campus"), required=False, max_length=120, help_text=_("Empty when it is entirely online.")
    )
    region = forms.ChoiceField(label=_("Region of Ontario"), required=False, choices=REGIONS)
    registration_url = web_address(
        _("Address where one registers"),
        help_text=_("A page of your own institution. This network neither enrols anybody nor takes payments."),
    )
    aids = several(
        _("Help with the cost that one may ask for"),
        offering.AidKind.choices,
        help_text=_("For information only. Student aid (OSAP) is not chosen here: the operator records approvals."),
    )

    def __init__(self, *args: Any, modules: Sequence[Module] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label: dict[str, Any] = {
            "label": _("What tells this offer from your others"),
            "help_text": _("For example “Evenings in Timmins”. It may stay empty."),
        }
        self.fields.update(pair_fields("label", required=False, max_length=120, **label))
        note: dict[str, Any] = {
            "label": _("How to ask for it"),
            "help_text": _("Whom to ask, by when, on what it depends."),
        }
        self.fields.update(pair_fields("aid_note", required=False, area=True, **note))
        if not any(module.price_cents is not None for module in modules if module.required):
            del self.fields["by_module"]

    @staticmethod
    def initial_of(terms: Terms) -> dict[str, Any]:
        """What the form holds at first."""
        single = {name: getattr(terms, name) for name in OfferForm.base_fields}
        return {
            **single,
            "languages": list(terms.languages),
            "aids": list(terms.aids),
            **pair_initial("label", terms.label),
            **pair_initial("aid_note", terms.aid_note),
        }

    def terms(self, sessions: tuple[Session, ...]) -> Terms:
        """What was filled in."""
        told = self.cleaned_data
        return Terms(
            **{name: told[name] for name in OfferForm.base_fields if name not in {"by_module", "languages", "aids"}},
            by_module=told.get("by_module", False),
            languages=tuple(told["languages"]),
            aids=tuple(told["aids"]),
            label=read_pair(told, "label"),
            aid_note=read_pair(told, "aid_note"),
            sessions=sessions,
        )


class SessionForm(Form):
    """One time to begin."""

    intake = forms.ChoiceField(
        label=_("When one can begin"), required=False, choices=offering.Intake.choices, initial=offering.Intake.FIXED
    )
    starts_on = date_field(_("First day"), help_text=_("Not needed when one can begin at any time."))
    ends_on = date_field(
        _("Last day"), help_text=_("Of the session; for the other kinds, the last day on which one can begin.")
    )
    places = forms.IntegerField(
        label=pgettext_lazy("session", "Places"), required=False, min_value=0, max_value=100_000
    )
    module = forms.ChoiceField(label=_("For which part"), required=False)

    def __init__(self, *args: Any, modules: Sequence[Module] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.modules = modules
        field = self.fields["module"]
        assert isinstance(field, forms.ChoiceField)
        named = [(str(number), str(module.title)) for number, module in enumerate(modules)]
        field.choices = [("", pgettext_lazy("session", "The whole")), *named]
        if self.initial.get("module") == GONE:
            field.choices = [*field.choices, (GONE, _("A module that is no longer there"))]

    @property
    def is_blank(self) -> bool:
        """Whether nothing was filled in."""
        return not self.has_changed()

    @staticmethod
    def initial_of(session: Session, modules: Sequence[Module]) -> dict[str, Any]:
        """What the form holds at first."""
        titles = [module.title for module in modules]
        place = "" if not session.module else str(titles.index(session.module)) if session.module in titles else GONE
        return {
            "intake": session.intake,
            "starts_on": session.starts_on,
            "ends_on": session.ends_on,
            "places": session.places,
            "module": place,
        }

    def session(self) -> Session:
        """What was filled in."""
        told = self.cleaned_data
        chosen = told.get("module", "")
        module = Text() if not chosen else Text(en="?") if chosen == GONE else self.modules[int(chosen)].title
        return Session(told.get("intake") or "fixed", told["starts_on"], told["ends_on"], told["places"], module)


class BeginOfferForm(Form):
    """Which published microcredential is offered."""

    achievement = forms.ChoiceField(label=_("Microcredential"))

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["achievement"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class PreparationForm(Form):
    """A resource that helps to prepare."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("preparation", "Kind"),
        choices=[("", pgettext_lazy("choice", "Choose an answer")), *offering.PreparationKind.choices],
    )
    provider = forms.CharField(label=_("Offered by"), required=False, max_length=200)
    url = web_address(_("Address"))
    languages = several(_("Offered in"), wording.Language.choices)
    cost_cents = MoneyField(label=_("Cost, in dollars"), help_text=FREE_IS_ZERO)
    acceptance = forms.ChoiceField(
        label=_("Is what one learns there recognized?"),
        choices=[("", pgettext_lazy("choice", "Choose an answer")), *offering.Acceptance.choices],
        help_text=_("Recognition depends on who made the resource and who offers it."),
    )
    accepted_by = forms.CharField(
        label=_("By whom"),
        required=False,
        max_length=200,
        help_text=_("Who recognizes it, who does not, or who decides."),
    )
    literacy_paths = several(
        _("Goal paths of adult literacy and basic skills"),
        wording.LiteracyPath.choices,
        help_text=_("Several may apply."),
    )
    listed = forms.BooleanField(label=_("Show it to the public"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(pair_fields("title", label=_("Title"), max_length=200, required=False))
        self.fields.update(pair_fields("note", label=_("What it prepares for"), required=False, area=True))

    @staticmethod
    def initial_of(said: Preparation, *, listed: bool) -> dict[str, Any]:
        """What the form holds at first."""
        single = {name: getattr(said, name) for name in PreparationForm.base_fields if name != "listed"}
        return {
            **single,
            "listed": listed,
            "languages": list(said.languages),
            "literacy_paths": list(said.literacy_paths),
            **pair_initial("title", said.title),
            **pair_initial("note", said.note),
        }

    def said(self) -> Preparation:
        """What was filled in."""
        told = self.cleaned_data
        lists = {"languages", "literacy_paths"}
        return Preparation(
            **{name: told[name] for name in PreparationForm.base_fields if name not in {"listed", *lists}},
            languages=tuple(told["languages"]),
            literacy_paths=tuple(told["literacy_paths"]),
            title=read_pair(told, "title"),
            note=read_pair(told, "note"),
        )
