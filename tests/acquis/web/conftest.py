"""What the tests of pages share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from tests.acquis.web.world import World, build


@pytest.fixture(scope="module")
def access_world(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """The world, made once for a module; what a test does to it is undone, and in the end the world itself."""
    letters = tmp_path_factory.mktemp("letters")
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(EMAIL_FILE_PATH=str(letters)):
        yield build(letters)
        transaction.set_rollback(True)
