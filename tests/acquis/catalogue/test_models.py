"""A published version never changes (I-02), whichever way somebody tries."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from acquis.catalogue import models
from acquis.catalogue.models import PublishedNeverChanges
from acquis.platform.translatable import Text
from acquis.platform.writes import WrittenOutsideAction, action
from tests.acquis import factories

pytestmark = pytest.mark.django_db
Version = models.AchievementVersion


def _save_title() -> None:
    row = Version.objects.get()
    row.title = Text(en="Changed")
    row.save()


def _save_one_column() -> None:
    row = Version.objects.get()
    row.purpose = Text(en="Changed")
    row.save(update_fields=["purpose"])


def _bulk_update() -> None:
    row = Version.objects.get()
    row.description = Text(en="Changed")
    Version.objects.bulk_update([row], ["description"])


def _pretend_draft() -> None:
    row = Version.objects.get()
    row.state, row.weeks = "draft", 9
    row.save()


def _save_outcome() -> None:
    row = models.Outcome.objects.first()
    assert row is not None
    row.statement = Text(en="Changed")
    row.save()


def _add_outcome() -> None:
    row = models.Outcome.objects.first()
    assert row is not None
    models.Outcome.objects.create(
        organization_id=row.organization_id, version_id=row.version_id, code="R9", statement=Text(en="x")
    )


def _add_many() -> None:
    row = models.Module.objects.first()
    assert row is not None
    row.pk = None
    models.Module.objects.bulk_create([row])


WAYS: dict[str, Callable[[], object]] = {
    "save": _save_title,
    "save one column": _save_one_column,
    "update": lambda: Version.objects.update(title=Text(en="Changed")),
    "update with state": lambda: Version.objects.update(state="draft", title=Text(en="Changed")),
    "bulk update": _bulk_update,
    "change under another state": _pretend_draft,
    "delete": lambda: Version.objects.get().delete(),
    "delete all": lambda: Version.objects.all().delete(),
    "save an outcome": _save_outcome,
    "update outcomes": lambda: models.Outcome.objects.update(required=False),
    "delete underpinnings": lambda: models.Underpinning.objects.all().delete(),
    "update criteria": lambda: models.Assessment.objects.update(criteria=Text()),
    "delete coverage": lambda: models.Coverage.objects.all().delete(),
    "add an outcome": _add_outcome,
    "add modules": _add_many,
    "delete an alignment": lambda: models.Alignment.objects.all().delete(),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_published_version_refuses(way: str) -> None:
    factories.published_version(factories.college())
    with pytest.raises(PublishedNeverChanges):
        action(WAYS[way])()


def test_a_draft_is_saved_inside_an_action_only() -> None:
    factories.draft(factories.college())
    with pytest.raises(WrittenOutsideAction):
        _save_title()
    action(_save_title)()
    assert Version.objects.get().title == Text(en="Changed")


def test_the_database_refuses_a_publication_without_approval() -> None:
    factories.draft(factories.college())
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.update(state="published")


def test_the_database_refuses_two_drafts_of_one_achievement() -> None:
    factories.draft(factories.college())
    row = Version.objects.get()
    row.pk, row.number = None, 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.bulk_create([row])
