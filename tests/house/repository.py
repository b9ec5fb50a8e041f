"""The files of this repository, as the house tests read them."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
PRODUCT = SOURCE / "acquis"
ENGINE = SOURCE / "sceau"


def committed() -> list[Path]:
    """Every file that git tracks or would take, as it lies in the working tree."""
    words = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(words, capture_output=True, check=True)
    names = done.stdout.decode("utf-8").split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def text_of(path: Path) -> str | None:
    """A file's text, or None where it is none."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def modules(folder: Path) -> list[Path]:
    """The Python files under a folder, migrations left out."""
    return sorted(path for path in folder.rglob("*.py") if "migrations" not in path.parts)


def shown(path: Path) -> str:
    """A path as a person reads it."""
    return path.relative_to(ROOT).as_posix()
