"""What may stand in a committed file."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

from tests.house.repository import ROOT, committed, shown, text_of
from tools import requirements

# Written so that this file does not hold the very names it looks for.
REGISTRIES = re.compile(
    r"registry\.(?:npm)js\.org|registry\.(?:yarn)pkg\.com|(?:\b|\.)(?:py)pi\.org|files\.(?:python)hosted\.org"
)
CONFLICT = re.compile(r"^(?:<{7} |>{7} |={7}$)", re.MULTILINE)


def _texts() -> list[tuple[Path, str]]:
    return [(path, text) for path in committed() if (text := text_of(path)) is not None]


def test_no_file_names_this_machine() -> None:
    # A checkout that lies directly under / has a path too common to look for.
    here = {f"{place}/" for place in (ROOT, ROOT.parent) if len(place.parts) > 2} | {f"{Path.home()}/"}
    found = [f"{shown(path)}: {place}" for path, text in _texts() for place in here if place in text]
    assert not found


def test_no_file_names_a_package_registry() -> None:
    found = [f"{shown(path)}: {match.group()}" for path, text in _texts() for match in REGISTRIES.finditer(text)]
    assert not found


def test_no_file_holds_an_unresolved_conflict() -> None:
    assert not [shown(path) for path, text in _texts() if CONFLICT.search(text)]


def test_python_locks_are_pinned_with_hashes_and_without_addresses() -> None:
    for lock in sorted((ROOT / "locks").glob("*.txt")):
        lines = [line for line in lock.read_text().splitlines() if not line.startswith("#")]
        pinned = [line for line in lines if not line.startswith(" ")]
        assert pinned, lock.name
        assert all(re.match(r"[a-z0-9._-]+==\S+ ", line) for line in pinned), lock.name
        assert not [line for line in lines if "://" in line or line.lstrip().startswith(("--index", "--find"))]
        blocks = re.split(r"^(?=\S)", "\n".join(lines), flags=re.MULTILINE)
        assert all("--hash=sha256:" in block for block in blocks if block.strip()), lock.name


def test_npm_locks_carry_hashes_and_no_addresses() -> None:
    for lock in (ROOT / "package-lock.json", ROOT / "tests" / "browser" / "package-lock.json"):
        text = lock.read_text()
        assert '"resolved"' not in text, shown(lock)
        assert "://" not in text, shown(lock)
        assert '"integrity": "sha512-' in text, shown(lock)


def test_the_locks_hold_every_dependency_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["server"]]
    names = {re.split(r"[\[<>=~! ]", line)[0].lower().replace("_", "-") for line in wanted}
    lock = (ROOT / "locks" / "run.txt").read_text()
    assert not sorted(name for name in names if not re.search(rf"^{re.escape(name)}==", lock, re.MULTILINE))


def test_each_dependency_has_its_reason_beside_it() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    lists = re.findall(r"^(?:dependencies|server|build|test) = \[\n(.*?)^\]", text, re.MULTILINE | re.DOTALL)
    assert len(lists) == 4
    lines = [line.strip() for block in lists for line in block.splitlines() if line.strip().startswith('"')]
    assert not [line for line in lines if not re.search(r"#\s*\S.{2,}", line)]


def test_every_requirement_that_a_test_claims_exists() -> None:
    known = {item.number for item in requirements.table()}
    assert len(known) == 393
    assert not sorted(set(requirements.claims()) - known)


def test_every_dependency_has_its_licence_in_the_documents() -> None:
    listed = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    locks = (ROOT / "locks" / name for name in ("run.txt", "test.txt", "node.txt", "uv.txt"))
    names = {name for lock in locks for name in re.findall(r"^([a-z0-9._-]+)==", lock.read_text(), re.MULTILINE)}
    packages = [ROOT / "package.json", ROOT / "tests" / "browser" / "package.json"]
    for package in packages:
        found = json.loads(package.read_text())
        names |= {*found.get("dependencies", {}), *found.get("devDependencies", {})}
    assert not sorted(name for name in names if f"{name} (" not in listed and f"| {name} | " not in listed)
    assert "|  |" not in listed
