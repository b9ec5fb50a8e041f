"""From answers to a verdict."""

from __future__ import annotations

import pytest

from sceau.errors import UsageError
from sceau.problems import CATALOGUE, Problem
from sceau.verifying.outcome import UNDECIDED, CheckResult, Outcome, answer
from sceau.verifying.policy import CHECKS, PROOF_ONLY, STRICT, Policy

PASSED = [CheckResult(check, Outcome.PASSED) for check in CHECKS]


def with_answer(check: str, outcome: Outcome, *codes: str) -> list[CheckResult]:
    result = CheckResult(check, outcome, tuple(Problem(code) for code in codes))
    return [result if each.check == check else each for each in PASSED]


def test_all_passed_is_verified() -> None:
    assert STRICT.judge(PASSED, CHECKS) == "verified"


def test_empty_is_never_yes() -> None:
    assert STRICT.judge([], CHECKS) == "check"


def test_format_is_needed_whatever_can_be_asked() -> None:
    assert STRICT.judge([], ()) == "check"


@pytest.mark.parametrize("check", sorted(STRICT.required))
def test_a_required_answer_that_is_missing_is_not_a_yes(check: str) -> None:
    assert STRICT.judge([each for each in PASSED if each.check != check], CHECKS) == "check"


@pytest.mark.parametrize("check", sorted(STRICT.required - STRICT.dispensable))
def test_a_required_question_with_nothing_to_ask_is_not_a_yes(check: str) -> None:
    assert STRICT.judge(with_answer(check, Outcome.NOT_APPLICABLE), CHECKS) == "check"


def test_only_a_presentation_that_says_so_may_do_without_a_proof() -> None:
    unsigned = with_answer("proof", Outcome.NOT_APPLICABLE, "proof_missing")
    assert PROOF_ONLY.judge(unsigned, CHECKS) == "verified"
    assert PROOF_ONLY.judge(with_answer("proof", Outcome.NOT_APPLICABLE), CHECKS) == "check"


@pytest.mark.parametrize("check", CHECKS)
def test_an_open_question_is_never_verified_nor_rejected(check: str) -> None:
    assert STRICT.judge(with_answer(check, Outcome.INCONCLUSIVE, "did_unreachable"), CHECKS) == "check"


@pytest.mark.parametrize("check", CHECKS)
def test_a_no_without_reason_rejects(check: str) -> None:
    assert STRICT.judge(with_answer(check, Outcome.FAILED), CHECKS) == "rejected"


@pytest.mark.parametrize(
    ("codes", "verdict"),
    [
        (["credential_expired"], "check"),
        (["credential_suspended", "credential_revoked"], "rejected"),
        (["proof_signature_invalid"], "rejected"),
    ],
)
def test_a_no_is_weighed_by_its_reasons(codes: list[str], verdict: str) -> None:
    assert STRICT.judge(with_answer("status", Outcome.FAILED, *codes), CHECKS) == verdict


@pytest.mark.parametrize(
    ("checks", "required"),
    [
        ((), set()),
        (CHECKS, set()),
        (("format",), {"format", "proof"}),
        (("proof", "format"), {"format"}),
        (CHECKS, {"proof"}),
    ],
    ids=["nothing", "nothing-required", "unasked", "disordered", "formless"],
)
def test_a_policy_that_would_say_yes_to_nothing_cannot_be_made(checks: tuple[str, ...], required: set[str]) -> None:
    with pytest.raises(UsageError):
        Policy("own", checks, frozenset(required))


def test_every_code_that_is_weighed_is_in_the_catalogue() -> None:
    assert set(CATALOGUE) >= UNDECIDED | STRICT.tell
    assert not UNDECIDED & STRICT.tell


def test_one_no_among_open_questions_is_a_no() -> None:
    problems = [Problem("did_unreachable"), Problem("proof_signature_invalid")]
    assert answer("proof", problems[:1]).outcome is Outcome.INCONCLUSIVE
    assert answer("proof", problems).outcome is Outcome.FAILED
