"""The rooms of a context keep to themselves; import-linter cannot say these rules."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.repository import PRODUCT, modules, shown

# Rooms that own tables or write the history of tables.
_WRITERS = ("actions", "queries", "models", "migrations")
# Below every context: its mechanisms own their tables, and read and write them where they stand.
_GROUND = "platform"


def context_of(path: Path) -> str:
    """The context a file of the product belongs to."""
    return path.relative_to(PRODUCT).parts[0].removesuffix(".py")


def room_of(path: Path) -> str:
    """The room inside the context: the module's or folder's name under it."""
    parts = path.relative_to(PRODUCT).parts
    return parts[1].removesuffix(".py") if len(parts) > 1 else ""


def imported_models(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and context of each import of a context's models."""
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        split = [name.split(".") for name in names]
        contexts = {parts[1] for parts in split if parts[0] == "acquis" and parts[2:3] == ["models"]}
        yield from ((node.lineno, context) for context in sorted(contexts))


def foreign_models(source: str, own: str) -> list[int]:
    """The lines that import the models of another context than ``own``."""
    return [line for line, context in imported_models(ast.parse(source)) if context not in {own, _GROUND}]


def unattended_writes(source: str) -> list[int]:
    """The lines that reach for a table's manager or save a row.

    ``picture.save(buffer, …)`` takes where to write to; a row's ``save`` takes keywords only.
    """
    found = []
    for node in ast.walk(ast.parse(source)):
        manager = isinstance(node, ast.Attribute) and node.attr in {"objects", "_base_manager", "_default_manager"}
        saves = (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in {"save", "bulk_create", "bulk_update"}
            and not (node.func.attr == "save" and node.args)
        )
        if isinstance(node, ast.expr) and (manager or saves):
            found.append(node.lineno)
    return found


def test_a_context_imports_only_its_own_models() -> None:
    found = [
        f"{shown(path)}:{line}"
        for path in modules(PRODUCT)
        if context_of(path) not in {"config", _GROUND}
        for line in foreign_models(path.read_text(encoding="utf-8"), context_of(path))
    ]
    assert not found, "another context's models: call its actions or queries, name its tables by string"


def test_rows_are_written_in_actions_and_read_in_queries() -> None:
    found = [
        f"{shown(path)}:{line}"
        for path in modules(PRODUCT)
        if context_of(path) != _GROUND and room_of(path) not in _WRITERS
        for line in unattended_writes(path.read_text(encoding="utf-8"))
    ]
    assert not found, "write through actions, read through queries"


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("from acquis.issuance.models import Award", [1]),
        ("from acquis.issuance import models", [1]),
        ("import acquis.issuance.models", [1]),
        ("from acquis.passport.models import Share", []),
        ("from acquis.platform.models import Job", []),
        ("from acquis.issuance.queries import award", []),
    ],
)
def test_the_rule_sees_the_models_of_another_context(source: str, lines: list[int]) -> None:
    assert foreign_models(source, "passport") == lines


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("Award.objects.get(pk=1)", [1]),
        ("award.save()", [1]),
        ("award.save(update_fields=['a'])", [1]),
        ("picture.save(buffer, 'PNG')", []),
        ("issue(award, by=actor)", []),
    ],
)
def test_the_rule_sees_writes_that_go_round_the_actions(source: str, lines: list[int]) -> None:
    assert unattended_writes(source) == lines
