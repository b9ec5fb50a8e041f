"""Every case of the negative corpus: the verdict, the check that notices, its answer, the code, the place."""

from __future__ import annotations

import pytest

from sceau.verifying.outcome import Outcome
from sceau.verifying.policy import PROOF_ONLY, STRICT, Policy
from sceau.verifying.report import Report
from tests.sceau.verifying.world import NOW, World
from tests.vectors.negative import build
from tests.vectors.negative.case import Case, Good


def report(one: Case | Good, policy: Policy = STRICT) -> Report:
    world = World.usual()
    world.policy = policy
    if one.world:
        one.world(world)
    return world.verifier().verify(one.data, now=NOW, challenge=one.challenge, domain=one.domain)


@pytest.mark.parametrize("case", build.CASES, ids=lambda case: case.name)
def test_one_thing_is_wrong_and_it_is_found(case: Case) -> None:
    found = report(case)
    result = found.check(case.check)
    places = [problem.pointer for problem in result.problems if problem.code == case.code]
    assert places, result
    assert case.pointer is None or case.pointer in places
    assert (found.verdict, result.outcome) == (case.verdict, case.outcome)
    earlier = found.checks[: found.checks.index(result)]
    assert not any(each.outcome is Outcome.FAILED for each in earlier), "another check noticed it first"


@pytest.mark.parametrize("case", build.CASES, ids=lambda case: case.name)
def test_who_asks_for_the_proof_alone_is_told_about_the_proof_alone(case: Case) -> None:
    assert report(case, PROOF_ONLY).verdict == case.verdict_of_proof_only


@pytest.mark.parametrize("policy", [STRICT, PROOF_ONLY], ids=lambda policy: policy.name)
@pytest.mark.parametrize("good", build.GOOD, ids=lambda good: good.name)
def test_what_the_cases_are_made_of_is_good(good: Good, policy: Policy) -> None:
    found = report(good, policy)
    assert found.verdict == "verified", [result for result in found.checks if result.problems]


def test_every_case_is_made_of_a_good_document() -> None:
    assert {case.origin for case in build.CASES} <= {good.name for good in build.GOOD}


def test_names_are_used_once() -> None:
    names = [case.name for case in build.CASES]
    assert len(set(names)) == len(names)


def test_the_files_are_those_that_the_builder_makes() -> None:
    assert build.MANIFEST.read_text() == build.manifest()
    for folder, documents in ((build.FOLDER, build.CASES), (build.GOOD_FOLDER, build.GOOD)):
        assert {path.name for path in folder.iterdir()} == {document.file for document in documents}
        for document in documents:
            assert (folder / document.file).read_bytes() == document.data, document.name
