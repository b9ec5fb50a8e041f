"""``acquis skills``: frameworks from the operator's own disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from acquis.config import command
from acquis.skills import queries
from tests.acquis.skills import tables

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for file in tables.esco(12):
        (tmp_path / file.name).write_bytes(file.content)
    (tmp_path / "readme.pdf").write_bytes(b"%PDF-1.7")
    return tmp_path


def acquis(*words: str) -> int:
    return command.main(["--settings", "acquis.config.settings.test", "skills", *words])


@pytest.mark.req("R-071")
def test_a_folder_is_imported_and_listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert acquis("import", str(folder), "--version", "1.2") == 0
    assert capsys.readouterr().out == "esco 1.2: 15 added, 0 changed, 0 withdrawn, 0 unchanged.\n"
    assert acquis("import", str(folder / "skills_fr.csv"), "--version", "1.2") == 0
    assert "12 changed, 3 withdrawn" in capsys.readouterr().out
    assert acquis("list") == 0
    assert capsys.readouterr().out.startswith("esco 1.2: 12 entries, Commission européenne · European Commission")


def test_a_table_of_ones_own_needs_its_facts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "cadre.csv"
    path.write_bytes(tables.sheet("cadre.csv", ["uri", "label_fr"], [["https://cadre.example/a", "Lire"]]).content)
    words = ["import", str(path), "--version", "1", "--key", "cadre", "--name-fr", "Cadre", "--publisher", "Bureau"]
    assert acquis(*words) == 1
    assert capsys.readouterr().err.strip()
    assert queries.frameworks() == []
    assert acquis(*words, "--licence", "CC BY 4.0", "--source-url", "https://cadre.example/") == 0


def test_what_cannot_be_read_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert acquis("import", str(tmp_path / "absent.csv"), "--version", "1") == 1
    assert "absent.csv" in capsys.readouterr().err
