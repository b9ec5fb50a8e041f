"""The document of stable problem codes, written from the engine itself.

Runs inside the environment: ``python -m tools.problem_table [--check]``.
"""

from __future__ import annotations

import argparse
import inspect
import re
from collections.abc import Iterator

from tools.paths import ROOT

DOCUMENT = ROOT / "docs" / "problems.md"

_HEADING = re.compile(r"    # (.+)")
_CODE = re.compile(r'    "(\w+)": "')
_RAISED = ("fetch_", "usage_")
_REMARKS = frozenset({"evidence_not_shown", "endorsement_unconfirmed"})

_INTRODUCTION = """# Problem codes

Every fault that the engine finds has a code that never changes its meaning, a JSON Pointer to its place, and the
clause that asks for what is missing. Programs go by the code; the sentences here are those of the command line, and
the product has its own in both languages. This file is written by `python -m tools.problem_table`.

What a code does to an answer, and what the two policies make of it:

| answer | meaning | strict | proof-only |
|---|---|---|---|
| no | the question is answered with no | rejected | rejected |
| no, to weigh | the question is answered with no, and that is no forgery: whoever reads it decides | check | rejected |
| open | the answer could not be had, here or now: a list that is silent is no revocation | check | check |
| remark | said beside an answer, which it does not change | – | – |
| raised | given to the caller as an error; no report is made | – | – |

*strict* is the policy of the product: the key must be the issuer's own, the words known, the status clear, and the
register is asked who issues. *proof-only* asks whether the document can be read, whether its words have one meaning
and whether its proof holds, whoever made it. A verdict is *verified* when every required question is answered with
yes and none is left open.
"""


def sections() -> dict[str, list[str]]:
    """Heading → codes, in the order of the engine's catalogue."""
    from sceau import problems

    found: dict[str, list[str]] = {}
    lines = inspect.getsource(problems).partition("CATALOGUE: dict[str, str] = {")[2].splitlines()
    for line in lines:
        if heading := _HEADING.fullmatch(line):
            found[heading[1]] = []
        elif code := _CODE.match(line):
            found[list(found)[-1]].append(code[1])
    return found


def answer(code: str) -> str:
    """What a code does to the answer of a question."""
    from sceau.verifying.outcome import UNDECIDED
    from sceau.verifying.policy import STRICT

    if code.startswith(_RAISED):
        return "raised"
    if code in _REMARKS:
        return "remark"
    if code in UNDECIDED:
        return "open"
    return "no, to weigh" if code in STRICT.tell else "no"


def _lines() -> Iterator[str]:
    from sceau.cli.wording import PROBLEMS
    from sceau.problems import CATALOGUE

    yield _INTRODUCTION
    for heading, codes in sections().items():
        yield f"## {heading}\n"
        yield "| code | answer | meaning | clause |\n|---|---|---|---|"
        yield from (f"| `{code}` | {answer(code)} | {PROBLEMS[code]} | {CATALOGUE[code]} |" for code in codes)
        yield ""


def rendered() -> str:
    """The whole document."""
    return "\n".join(_lines()).rstrip() + "\n"


def main() -> int:
    """Write the document, or only say whether it is what would be written."""
    parser = argparse.ArgumentParser(prog="tools.problem_table")
    parser.add_argument("--check", action="store_true")
    if not parser.parse_args().check:
        DOCUMENT.write_text(rendered(), encoding="utf-8")
        return 0
    current = DOCUMENT.exists() and DOCUMENT.read_text(encoding="utf-8") == rendered()
    if not current:
        print("docs/problems.md differs from the engine: run python -m tools.problem_table")
    return 0 if current else 1


if __name__ == "__main__":
    raise SystemExit(main())
