"""The Python that the README shows is run, not believed."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from sceau.did.methods import key
from sceau.encoding import strict_json
from sceau.issuing import issue
from sceau.keys.ed25519 import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.linked_data.contexts import Contexts
from sceau.openbadges.baking import bake_png
from tests.sceau.documents import badge

ROOT = Path(__file__).resolve().parents[2]
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


def test_the_example_verifies_a_badge(tmp_path: Path) -> None:
    code = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    assert code
    private = PrivateKey.from_seed(bytes(range(32)))
    signed = issue(
        badge(private),
        signer=LocalSigner(private, key.method_of(private.public)),
        now=datetime(2026, 3, 1, tzinfo=UTC),
        contexts=Contexts.bundled(),
    )
    (tmp_path / "badge.png").write_bytes(bake_png(PIXEL, strict_json.dumps(signed)))
    answer = subprocess.run(
        [sys.executable, "-c", code.group(1)], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    first, *checks = answer.stdout.splitlines()
    assert first == "verified"
    assert "proof: passed" in checks
    assert "recognition: not_applicable" in checks
