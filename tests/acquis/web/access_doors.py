"""What the parts of `access_inventory` share: a door of the college, and what its pages name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from acquis.skills import queries as skills
from tests.acquis.web.routes import Access
from tests.acquis.web.world import World

Told = Callable[[World], Mapping[str, Any]]


def nothing(world: World) -> Mapping[str, Any]:
    return {}


def members(permission: str, named: Told = nothing, *, data: Told | None = None, method: str = "get") -> Access:
    """A page of the college."""
    return Access(
        f"members:{permission}", lambda w: {"organization_id": w.college.id, **named(w)}, method=method, data=data
    )


def draft(world: World) -> Mapping[str, Any]:
    return {"version_id": world.draft.id}


def published(world: World) -> Mapping[str, Any]:
    return {"version_id": world.published.id}


def version(world: World) -> Mapping[str, Any]:
    return {"achievement_id": world.published.achievement_id, "number": world.published.number}


def framework_version(world: World) -> Mapping[str, Any]:
    return {"key": world.framework.key, "number": world.framework.number}


def any_framework(world: World) -> Mapping[str, Any]:
    return {"framework_id": skills.frameworks()[0].id}
