"""Nobody walks round an action; an action is whole or nothing."""

from __future__ import annotations

import pytest
from django.apps import apps

from acquis.organizations.models import Organization
from acquis.platform import clock
from acquis.platform.writes import Kept, WrittenOutsideAction, action

pytestmark = pytest.mark.django_db


def organization() -> Organization:
    return Organization(key="x", kind="college", created_at=clock.now())


@action
def write() -> Organization:
    made = organization()
    made.save()
    return made


def test_a_row_saved_or_deleted_outside_an_action_is_a_fault_of_ours() -> None:
    with pytest.raises(WrittenOutsideAction):
        organization().save()
    with pytest.raises(WrittenOutsideAction):
        write().delete()
    assert Organization.objects.count() == 1


def test_the_right_to_write_ends_with_the_action_even_after_a_fault() -> None:
    @action
    def fails() -> None:
        organization().save()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert not Organization.objects.exists()
    with pytest.raises(WrittenOutsideAction):
        organization().save()


def test_an_action_inside_an_action_leaves_the_right_to_the_outer_one() -> None:
    @action
    def outer() -> None:
        made = write()
        made.delete()

    outer()
    assert not Organization.objects.exists()


def test_every_table_of_the_product_with_an_organization_is_kept_and_never_without_it() -> None:
    ours = [model for model in apps.get_models() if model.__module__.startswith("acquis.")]
    owned = [model for model in ours if any(field.name == "organization" for field in model._meta.fields)]
    assert owned
    assert [model.__name__ for model in owned if not issubclass(model, Kept)] == []
    assert [model.__name__ for model in owned if model._meta.get_field("organization").null] == []
