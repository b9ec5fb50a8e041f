"""The negative corpus, built from fixed keys and dates: the same files each time.

    python -m tests.vectors.negative.build

writes `good/`, `cases/` and `manifest.json` anew; README.md says how to read them.
`tests/sceau/verifying/test_negative.py` runs every case, and fails when a file on disk is not the one built here.
"""

from __future__ import annotations

import json
from pathlib import Path

from tests.vectors.negative import chosen, forms, good, inside, lists, older, seals, shown, suites, texts, trust
from tests.vectors.negative.case import Case, Good

HERE = Path(__file__).parent
FOLDER = HERE / "cases"
GOOD_FOLDER = HERE / "good"
MANIFEST = HERE / "manifest.json"
GOOD: list[Good] = [each for part in (good, lists, chosen, older, inside) for each in part.GOOD]
CASES: list[Case] = [
    each for part in (forms, seals, trust, lists, suites, texts, chosen, shown, inside, older) for each in part.CASES
]


def manifest() -> str:
    """The manifest as text."""
    content = {"good": [each.to_json() for each in GOOD], "cases": [case.to_json() for case in CASES]}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Write everything, and remove what is no longer built."""
    for folder, documents in ((FOLDER, CASES), (GOOD_FOLDER, GOOD)):
        folder.mkdir(exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        for document in documents:
            (folder / document.file).write_bytes(document.data)
    MANIFEST.write_text(manifest())


if __name__ == "__main__":
    main()
