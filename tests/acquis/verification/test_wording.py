"""No code of the engine reaches a person without a sentence and an advice."""

from __future__ import annotations

import pytest
from django.utils import translation

from acquis.verification.wording import CHECKS, PROBLEMS, headline
from sceau.problems import CATALOGUE
from sceau.verifying.outcome import Outcome
from sceau.verifying.policy import CHECKS as ENGINE_CHECKS


def test_every_problem_code_is_worded_and_no_other() -> None:
    assert set(PROBLEMS) == set(CATALOGUE)


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_a_problem_says_what_happened_and_what_to_do(code: str) -> None:
    words = PROBLEMS[code]
    assert str(words.sentence).endswith(".")
    assert str(words.advice).endswith(".")


@pytest.mark.req("R-182")
def test_every_check_answers_in_a_sentence_and_explains_itself() -> None:
    assert set(ENGINE_CHECKS) <= set(CHECKS)
    for name, words in CHECKS.items():
        sentences = {str(words.of(outcome)) for outcome in Outcome}
        assert len(sentences) == len(Outcome), name
        assert str(words.meaning), name


def test_a_genuine_credential_is_said_to_be_genuine_before_its_reservation() -> None:
    with translation.override("en"):
        said = headline("check", code="credential_expired", issuer="", genuine=True)
        doubted = headline("check", code="credential_expired", issuer="", genuine=False)
    assert said.startswith("Genuine")
    assert not doubted.startswith("Genuine")


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_every_code_can_decide(code: str) -> None:
    for verdict in ("check", "rejected"):
        assert headline(verdict, code=code, issuer="", genuine=False)


def test_a_verdict_without_a_deciding_problem_has_a_line_too() -> None:
    assert len({headline(verdict, code="", issuer="", genuine=False) for verdict in ("check", "rejected")}) == 2
    assert "Collège Exemple" in headline("verified", code="", issuer="Collège Exemple", genuine=True)
