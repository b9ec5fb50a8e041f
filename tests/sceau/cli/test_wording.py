"""What the commands say: help, and a sentence for every code."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sceau.cli import wording
from sceau.cli.main import COMMANDS, main
from sceau.openbadges.look import Kind
from sceau.problems import CATALOGUE, Problem
from sceau.verifying.members import Role
from sceau.verifying.outcome import Outcome
from sceau.verifying.policy import CHECKS, Verdict
from sceau.verifying.questions import ANSWERS
from tests.sceau.cli.badges import ENVIRONMENT


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str], command: str) -> None:
    with pytest.raises(SystemExit) as stop:
        main([command, "--help"])
    assert stop.value.code == 0
    out = capsys.readouterr().out
    assert f"usage: sceau {command}" in out
    assert "sceau" in out.split("usage:")[1]


def test_no_arguments_is_wrong_usage_with_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert all(command in captured.err for command in COMMANDS)


def test_help_loads_no_engine() -> None:
    script = (
        "import sys\n"
        "from sceau.cli.main import main\n"
        "try:\n    main(['--help'])\n"
        "except SystemExit: pass\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('pyld', 'cryptography', 'http')])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=ENVIRONMENT)
    assert done.stdout.endswith("[]\n")


def test_every_code_has_its_sentence() -> None:
    assert set(wording.PROBLEMS) == set(CATALOGUE)
    assert all(sentence.endswith(".") for sentence in wording.PROBLEMS.values())
    assert wording.VERDICTS.keys() == {str(verdict) for verdict in Verdict}
    assert wording.ANSWERS.keys() == {str(outcome) for outcome in Outcome}
    assert wording.QUESTIONS.keys() == set(CHECKS)
    assert wording.KINDS.keys() == {*ANSWERS}
    assert wording.TOPICS.keys() == {str(kind) for kind in Kind}
    assert wording.ROLES.keys() == {str(role) for role in Role}


def test_a_sentence_names_code_and_place() -> None:
    told = wording.sentence(Problem("credential_revoked", "/credentialStatus"))
    assert told == "Its issuer has revoked it. Ask its issuer. [credential_revoked at /credentialStatus]"
