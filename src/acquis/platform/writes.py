"""Every write goes through an action: atomic, authored, and the only place where a model may be saved."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import models, transaction

P = ParamSpec("P")
R = TypeVar("R")

_writing: ContextVar[bool] = ContextVar("writing", default=False)


class WrittenOutsideAction(RuntimeError):
    """A model was saved or deleted without an action: a fault of ours."""


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Mark a write: one transaction, and models may be saved inside."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        token = _writing.set(True)
        try:
            with transaction.atomic():
                return function(*args, **kwargs)
        finally:
            _writing.reset(token)

    return run


class Kept(models.Model):
    """The base of every table of the product: saved only inside an `action`."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, inside an action."""
        if not _writing.get():
            raise WrittenOutsideAction(type(self).__name__)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete, inside an action."""
        if not _writing.get():
            raise WrittenOutsideAction(type(self).__name__)
        return super().delete(*args, **kwargs)
