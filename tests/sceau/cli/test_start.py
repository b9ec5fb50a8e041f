"""How much `sceau verify` loads: what an ordinary badge does not need must not keep anybody waiting."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import sceau
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
    *("django", "pikepdf", "py_arkworks_bls12381", "joserfc", "cbor2", "pyoxigraph", "multiprocessing"),
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
