"""Every list is paged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

PER_PAGE = 25


def page_of(items: QuerySet[Any] | Sequence[Any], number: str | None, *, per_page: int = PER_PAGE) -> Page[Any]:
    """The asked page of a list; the nearest one that exists when the number is off."""
    return Paginator(items, per_page).get_page(number)
