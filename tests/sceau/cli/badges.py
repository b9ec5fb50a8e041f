"""What the tests of the commands share: badges, a register, and a run."""

from __future__ import annotations

import os
import sys
from typing import Any

import pytest

from sceau.cli.main import main
from sceau.did.methods import key
from sceau.encoding.strict_json import dumps
from sceau.issuing import issue
from sceau.keys.ed25519 import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.openbadges.achievement import Profile
from tests.sceau.openbadges import examples
from tests.sceau.verifying.world import CONTEXTS, SIGNED

PRIVATE = PrivateKey.from_seed(bytes(range(32)))
ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}  # the checkout, installed or not
AT = ("--at", "2026-03-01T12:00:00Z")
SIGNER = LocalSigner(PRIVATE, key.method_of(PRIVATE.public))


def unsigned_badge() -> dict[str, Any]:
    return examples.credential(status=[], issuer=Profile(key.of(PRIVATE.public), "Collège Boréalis"))


def credential(issuer: str = key.of(PRIVATE.public), method: str = "", **changes: Any) -> dict[str, Any]:
    signer = LocalSigner(PRIVATE, method or key.method_of(PRIVATE.public))
    building = {"status": [], "issuer": Profile(issuer, "Collège Boréalis")} | changes
    return issue(examples.credential(**building), signer=signer, now=SIGNED, contexts=CONTEXTS)


def register(*entries: dict[str, Any]) -> bytes:
    return dumps(
        {
            "type": "IssuerRegister",
            "publisher": "did:web:register.example",
            "updated": "2026-01-01T00:00:00Z",
            "issuers": list(entries),
        }
    )


ENTRY = {"id": key.of(PRIVATE.public), "from": "2025-01-01T00:00:00Z", "status": "recognized"}


def run(capsysbinary: pytest.CaptureFixture[bytes], *arguments: object) -> tuple[int, str, str]:
    status = main(["verify", *AT, *(str(argument) for argument in arguments)])
    captured = capsysbinary.readouterr()
    return status, captured.out.decode(), captured.err.decode()
