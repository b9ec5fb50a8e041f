"""Chooses what runs where: which tests on PostgreSQL, which are left out, and in which order.

- A test of models, actions, queries or jobs that uses the database runs on SQLite and again on PostgreSQL.
- A test marked ``postgres`` runs on PostgreSQL only; tests of pages run on SQLite only.
- The slow tests come last, but those that say how long they take come first of all: whoever begins one of them when
  little else is left keeps the other process waiting. Files with many tests precede files with few.
- `ACQUIS_WITHOUT` names services that this machine lacks and the person allowed to be absent.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent.parent
ON_POSTGRES = os.environ.get("ACQUIS_TEST_DATABASE_URL", "").startswith("postgres")
WITHOUT = tuple(filter(None, os.environ.get("ACQUIS_WITHOUT", "").split(",")))
# Rooms whose tests look at pages or at the outside, not at the database.
_PAGES = ("web", "api", "config", "templates")
_NEED_DATABASE = {"db", "transactional_db", "live_server", "django_db_reset_sequences"}


def touches_database(item: pytest.Item) -> bool:
    """Whether a test reaches the database, by mark or by fixture."""
    return item.get_closest_marker("django_db") is not None or bool(
        _NEED_DATABASE & set(getattr(item, "fixturenames", ()))
    )


def runs_on_postgres(item: pytest.Item) -> bool:
    """Whether a test belongs to the run on PostgreSQL."""
    if item.get_closest_marker("postgres"):
        return True
    place = item.path.relative_to(TESTS).parts
    return place[0] == "acquis" and place[1] not in _PAGES and touches_database(item)


def needs(item: pytest.Item, service: str) -> bool:
    """Whether a test needs a service, by mark or by the fixture of the same name."""
    return item.get_closest_marker(service) is not None or service in getattr(item, "fixturenames", ())


def wanted(item: pytest.Item) -> bool:
    """Whether a test belongs to this run."""
    if any(needs(item, service) for service in WITHOUT):
        return False
    if ON_POSTGRES:
        return runs_on_postgres(item)
    return item.get_closest_marker("postgres") is None


def turn(item: pytest.Item) -> float:
    """When a test begins: less than 0 for the longest ones, 0, 1 for the other slow ones."""
    slow = item.get_closest_marker("slow")
    if slow is None:
        return 0
    return -float(slow.args[0]) if slow.args else 1


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Drop what belongs elsewhere; order the rest."""
    kept = [item for item in items if wanted(item)]
    dropped = [item for item in items if not wanted(item)]
    if dropped:
        config.hook.pytest_deselected(items=dropped)
    together = Counter(item.path for item in kept)
    items[:] = sorted(kept, key=lambda item: (turn(item), -together[item.path]))


def pytest_report_header() -> list[str]:
    """Say on which database, and what is left out."""
    lines = [f"database: {'PostgreSQL' if ON_POSTGRES else 'SQLite'}"]
    if WITHOUT:
        lines.append(f"left out, as allowed: tests that need {', '.join(WITHOUT)}")
    return lines
