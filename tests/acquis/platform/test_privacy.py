"""Every field that can hold words says whether it knows something of a person (R-321)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from acquis.platform.privacy import Privacy

OURS = [model for model in apps.get_models() if model.__module__.startswith("acquis.")]
HOLD_WORDS = (models.CharField, models.TextField, models.JSONField)


def undeclared(model: type[models.Model]) -> Iterator[str]:
    declared: Privacy = model.privacy  # type: ignore[attr-defined]
    for field in model._meta.fields:
        if isinstance(field, HOLD_WORDS) and field.name not in declared.open | set(declared.personal):
            yield field.name


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_field_that_can_hold_words_is_declared(model: type[models.Model]) -> None:
    assert list(undeclared(model)) == []


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_no_declaration_speaks_of_a_field_that_is_gone(model: type[models.Model]) -> None:
    declared: Privacy = model.privacy  # type: ignore[attr-defined]
    names = {field.name for field in model._meta.get_fields()}
    assert (declared.open | set(declared.personal)) - names == set()
    assert not declared.open & set(declared.personal)


def test_what_is_personal_says_why_and_for_how_long() -> None:
    reasons = [reason for model in OURS for reason in model.privacy.personal.values()]  # type: ignore[attr-defined]
    assert reasons
    assert all(len(reason.split()) > 2 for reason in reasons)
