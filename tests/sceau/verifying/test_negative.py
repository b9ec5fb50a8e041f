"""Every case of the negative corpus: the verdict, the check that notices, its answer, the code, the place."""

from __future__ import annotations

import pytest

from sceau.verifying.outcome import Outcome
from tests.sceau.verifying.world import NOW, World
from tests.vectors.negative import build
from tests.vectors.negative.case import Case


@pytest.mark.parametrize("case", build.CASES, ids=lambda case: case.name)
def test_one_thing_is_wrong_and_it_is_found(case: Case) -> None:
    world = World.usual()
    if case.world:
        case.world(world)
    report = world.verifier().verify(case.data, now=NOW)
    result = report.check(case.check)
    places = [problem.pointer for problem in result.problems if problem.code == case.code]
    assert places, result
    assert case.pointer is None or case.pointer in places
    assert (report.verdict, result.outcome) == (case.verdict, case.outcome)
    earlier = report.checks[: report.checks.index(result)]
    assert not any(each.outcome is Outcome.FAILED for each in earlier), "another check noticed it first"


def test_names_are_used_once() -> None:
    names = [case.name for case in build.CASES]
    assert len(set(names)) == len(names)


def test_the_files_are_those_that_the_builder_makes() -> None:
    assert build.MANIFEST.read_text() == build.manifest()
    assert {path.name for path in build.FOLDER.iterdir()} == {case.file for case in build.CASES}
    for case in build.CASES:
        assert (build.FOLDER / case.file).read_bytes() == case.data, case.name
