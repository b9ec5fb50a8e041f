"""The negative corpus, built from fixed keys and dates: the same files each time.

    python -m tests.vectors.negative.build

writes `cases/` and `manifest.json` anew. `tests/sceau/verifying/test_negative.py` runs every case, and fails when
a file on disk is not the one built here. Cases with `"world": true` show their fault only in the world that the
builder makes around them (a list that is silent, a key that was revoked).
"""

from __future__ import annotations

import json
from pathlib import Path

from tests.vectors.negative import forms, seals
from tests.vectors.negative.case import Case

HERE = Path(__file__).parent
FOLDER = HERE / "cases"
MANIFEST = HERE / "manifest.json"
CASES: list[Case] = [*forms.CASES, *seals.CASES]


def manifest() -> str:
    """The manifest as text."""
    return json.dumps([case.to_json() for case in CASES], ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Write everything, and remove what is no longer built."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    for case in CASES:
        (FOLDER / case.file).write_bytes(case.data)
    MANIFEST.write_text(manifest())


if __name__ == "__main__":
    main()
