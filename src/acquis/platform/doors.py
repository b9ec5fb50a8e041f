"""Who may come in: marks on views. A view without a mark asks for a sign-in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def open_to_all(view: View) -> View:
    """Anyone may read this page."""
    view.door = "open"  # type: ignore[attr-defined]
    return view


def for_members(*permissions: str) -> Callable[[View], View]:
    """Members of the organization in the address who hold one of ``permissions``; everybody else gets a 404.

    A member without the permission gets a 403: they know that the place exists.
    """

    def mark(view: View) -> View:
        view.door = f"members:{'|'.join(permissions)}"  # type: ignore[attr-defined]
        return view

    return mark


def door_of(view: Any) -> str:
    """ "open", "members:<permission>[|<permission>…]" or "login", the default."""
    return str(getattr(view, "door", "login"))
