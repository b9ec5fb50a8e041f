"""What every journey begins with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from acquis.catalogue.queries import portal
from tests.site import Site, copied, installed, started


@pytest.fixture(autouse=True)
def _no_index_of_another_database() -> Iterator[None]:
    """The portal's index lives in the process; the database of the next journey is another one."""
    portal.forget()
    yield
    portal.forget()


@pytest.fixture(scope="session")
def _demonstration(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Filled once for all journeys of this process; each walks through a copy of its own."""
    return installed(tmp_path_factory.mktemp("demonstration"))


@pytest.fixture
def site(_demonstration: Site, tmp_path: Path, loopback: None) -> Iterator[Site]:
    """The demonstration network, running, as nobody has touched it."""
    with started(copied(_demonstration, tmp_path / "data")) as running:
        yield running
