"""The wheel installs elsewhere and runs with what it carries."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house.repository import ROOT
from tools.paths import UV, environment

Run = Callable[..., subprocess.CompletedProcess[str]]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree."""
    folder = tmp_path_factory.mktemp("wheel")
    words = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(words, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Call a command of the wheel, installed where nothing of this checkout can be imported."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home / "env", with_pip=False, symlinks=True)
    python = home / "env" / "bin" / "python"
    words = [str(UV), "pip", "install", "--quiet", "--offline", "--no-deps", "--python", str(python), str(wheel)]
    subprocess.run(words, env=environment(), check=True)
    # The dependencies come from the test environment; a .pth file does not bring its editable installations along.
    libraries = next((home / "env" / "lib").glob("python3*/site-packages"))
    (libraries / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")

    def run(command: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(home / "env" / "bin" / command), *arguments],
            cwd=home,
            env={"PATH": os.defpath, "HOME": str(home), **variables},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_the_wheel_carries_its_built_pages_and_messages(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "acquis/static/build/app.css" in names
    assert "acquis/static/build/app.js" in names
    assert "acquis/locale/fr/LC_MESSAGES/django.mo" in names
    assert "acquis/templates/base.html" in names
    assert not [name for name in names if name.startswith(("tests/", "tools/"))]


def test_an_installed_wheel_migrates_and_finds_itself_in_order(installed: Run, tmp_path: Path) -> None:
    demo = {"ACQUIS_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "acquis.config.settings.demo"}
    for command in ("migrate", "check"):
        done = installed("acquis", command, **demo)
        assert done.returncode == 0, done.stdout + done.stderr


def test_a_production_without_its_secrets_refuses_to_start(installed: Run, tmp_path: Path) -> None:
    done = installed("acquis", "check", ACQUIS_DATA=str(tmp_path))
    assert done.returncode == 1
    assert "ACQUIS_MASTER_KEY" in done.stdout + done.stderr


def test_the_command_line_of_the_engine_runs_without_the_product(installed: Run) -> None:
    done = installed("sceau", "--help")
    assert done.returncode == 0, done.stderr
    assert "verify" in done.stdout


def test_the_code_comes_from_the_wheel(installed: Run) -> None:
    done = installed("python", "-c", "import acquis, sceau; print(acquis.__file__, sceau.__file__)")
    assert str(ROOT) not in done.stdout, done.stdout
    assert "site-packages" in done.stdout
