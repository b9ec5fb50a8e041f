"""How much `sceau verify` loads: what an ordinary badge does not need must not keep anybody waiting."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import sceau
from sceau.cli import main
from sceau.did.methods import key as did_key
from sceau.encoding.strict_json import dumps
from sceau.keys.ed25519 import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.verifying import intake
from sceau.verifying.open_badges_2 import CHECKS
from sceau.verifying.questions import ANSWERS
from tests.sceau.documents import badge
from tests.sceau.verifying.world import SIGNED

NOT_NEEDED = {
    *("pyld", "asyncio", "http.client", "ssl", "lxml", "email", "xml.etree", "defusedxml", "shutil", "copy"),
    *("dataclasses", "inspect", "uuid", "orjson"),
    *("django", "pikepdf", "py_arkworks_bls12381", "joserfc", "cbor2", "pyoxigraph", "multiprocessing"),
    *("sceau.proofs.jose.compact", "sceau.proofs.sd_jwt", "sceau.openbadges.baking", "sceau.openbadges.pdf"),
    *("sceau.did.controlled", "sceau.did.methods.web", "sceau.status", "sceau.verifying.enveloped"),
    *("sceau.adapters.http", "sceau.keys.ecdsa", "sceau.keys.rsa"),
    *("sceau.proofs.data_integrity.bbs_2023", "sceau.proofs.data_integrity.ecdsa_sd_2023"),
    *("sceau.openbadges.clr", "sceau.openbadges.achievement", "sceau.openbadges.v2.model"),
    *("sceau.verifying.open_badges_2", "sceau.verifying.many", "sceau.issuing", "sceau.presenting"),
}


def test_an_ordinary_badge_needs_no_more_than_it_is_made_of(tmp_path: Path) -> None:
    private = PrivateKey.from_seed(b"1" * 32)
    signer = LocalSigner(private, did_key.method_of(private.public))
    file = tmp_path / "badge.json"
    file.write_bytes(dumps(sceau.issue(badge(private), signer=signer, now=SIGNED)))
    code = (
        "import sys; from sceau.cli.main import main;"
        f"status = main(['verify', {str(file)!r}, '--at', '2026-03-02T15:30:00Z', '--json']);"
        "print(status, *sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    status, *loaded = done.stderr.split()
    assert status == "0"
    assert "sceau.verifying.verifier" in loaded
    assert NOT_NEEDED.intersection(loaded) == set()


def test_questions_to_older_badges_are_those_that_their_hosts_answer() -> None:
    assert [name for name in ANSWERS[intake.OPEN_BADGE_2] if name != "recognition"] == list(CHECKS)


def test_a_command_says_all_before_it_leaves(tmp_path: Path) -> None:
    file = tmp_path / "none.json"
    file.write_text("{}")
    command = [sys.executable, "-m", "sceau.cli.main", "verify", *[str(file)] * 200, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.count('"verdict":"rejected"') == 200
    assert done.stdout.endswith("}\n")


@pytest.mark.parametrize("columns", [None, "", "0", "-3", "wide", "57", "200"])
def test_help_is_as_wide_as_the_terminal(monkeypatch: pytest.MonkeyPatch, columns: str | None) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    if columns is not None:
        monkeypatch.setenv("COLUMNS", columns)
    for size in (os.terminal_size((64, 20)), os.terminal_size((0, 0))):
        monkeypatch.setattr(os, "get_terminal_size", lambda _, size=size: size)
        assert main._columns() == shutil.get_terminal_size().columns
