"""The document of problem codes is the engine's own."""

from __future__ import annotations

from sceau.problems import CATALOGUE
from tools import problem_table


def test_every_code_stands_in_one_section() -> None:
    codes = [code for section in problem_table.sections().values() for code in section]
    assert codes == list(CATALOGUE)


def test_the_document_is_the_one_that_would_be_written() -> None:
    assert problem_table.DOCUMENT.read_text(encoding="utf-8") == problem_table.rendered()


def test_answers_are_told_apart() -> None:
    found = {
        code: problem_table.answer(code)
        for code in (
            *("proof_signature_invalid", "credential_expired", "status_list_unreachable"),
            *("evidence_not_shown", "fetch_timeout"),
        )
    }
    assert list(found.values()) == ["no", "no, to weigh", "open", "remark", "raised"]
