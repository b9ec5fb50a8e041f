"""What every journey begins with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from acquis.catalogue.queries import portal


@pytest.fixture(autouse=True)
def _no_index_of_another_database() -> Iterator[None]:
    """The portal's index lives in the process; the database of the next journey is another one."""
    portal.forget()
    yield
    portal.forget()
