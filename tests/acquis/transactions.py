"""What a test needs of transactions."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from django.db import transaction


class _Undone(Exception):
    """Makes a transaction fail."""


def rolled_back(work: Callable[[], object]) -> None:
    """Do ``work`` in a transaction that fails afterwards."""
    with suppress(_Undone), transaction.atomic():
        work()
        raise _Undone
