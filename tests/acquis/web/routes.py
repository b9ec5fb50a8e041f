"""The route inventory: every address of the product, who may open it, and how a test opens it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from acquis.organizations.doorkeeper import SELF_GUARDED
from acquis.platform.doors import door_of

OPEN = "open"
LOGIN = "login"
PACKAGED = "packaged"  # a page of an installed package, which guards itself
_DEFAULTS = {OPEN: (200, 200), LOGIN: (302, 200), PACKAGED: (200, 200)}
_MEMBERS = (302, 404)  # to the sign-in page; and the place does not exist for an outsider


@dataclass(frozen=True)
class Access:
    """Who may open a route, and how a test opens it.

    Attributes:
        who: the mark on the view: ``open``, ``login``, ``members:<permission>``; or ``packaged``.
        arguments: from the world of the test to the arguments of the address.
        anonymous: the status that a visitor without an account gets; by default what ``who`` implies.
        outsider: the status that a signed-in person gets who has nothing to do with the object.
        method: ``get`` or ``post``; a route that only takes posts is posted to.
        data: from the world to a form that whoever may do this could post; None when nothing simple can be posted.
    """

    who: str
    arguments: Callable[[Any], Mapping[str, Any]] = field(default=lambda world: {})
    anonymous: int | None = None
    outsider: int | None = None
    method: str = "get"
    data: Callable[[Any], Mapping[str, Any]] | None = None

    def posted(self, world: Any) -> dict[str, Any]:
        """What to post in this world."""
        return dict(self.data(world)) if self.data else {}

    def expected(self, visitor: str) -> int:
        """The status that ``anonymous`` or ``outsider`` gets."""
        stated = self.anonymous if visitor == "anonymous" else self.outsider
        by_default = _DEFAULTS.get(self.who, _MEMBERS)
        return stated if stated is not None else by_default[visitor == "outsider"]


@dataclass(frozen=True)
class Route:
    """One address of the product: its full name, its pattern, and the mark on its view."""

    name: str
    pattern: str
    door: str


def routes() -> list[Route]:
    """Every route of the product, by name; the two languages of a page are one route."""
    return sorted(_walk(get_resolver().url_patterns, "", ""), key=lambda route: (route.name, route.pattern))


def _walk(patterns: list[Any], prefix: str, namespace: str) -> Iterator[Route]:
    for entry in patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry.url_patterns, pattern, inner)
        elif isinstance(entry, URLPattern):
            name = f"{namespace}{entry.name}" if entry.name else ""
            packaged = entry.callback.__module__.startswith(SELF_GUARDED)
            yield Route(name, pattern, PACKAGED if packaged else door_of(entry.callback))
