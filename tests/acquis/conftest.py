"""What every test of the product gets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.utils import translation

from acquis.catalogue.queries import portal


@pytest.fixture(autouse=True)
def _in_the_first_language() -> Iterator[None]:
    """A page asked for in one test leaves its language behind in the thread."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def _with_an_empty_index() -> Iterator[None]:
    """What one test lists is undone in the database, but not in the index of the process."""
    portal.forget()
    yield
    portal.forget()
