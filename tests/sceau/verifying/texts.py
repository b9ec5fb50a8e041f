"""Signed texts for the tests of the verifier: JWT and SD-JWT of the college, and their holder."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sceau.did.methods import key as did_key
from sceau.issuing.enveloping import issue_jwt
from sceau.issuing.sd_jwt import issue_sd_jwt_vc
from sceau.keys.ecdsa import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.keys.multikey import P256
from sceau.proofs.sd_jwt.holding import present
from sceau.verifying.register import Register
from sceau.verifying.report import Report
from tests.sceau.openbadges import examples
from tests.sceau.verifying import world as worlds
from tests.sceau.verifying.world import COLLEGE, CONTEXTS, NOW, SIGNED, World

HOLDER_KEY = PrivateKey.from_secret(P256, b"h" * 32)
HOLDER = did_key.of(HOLDER_KEY.public)
HOLDER_SIGNER = LocalSigner(HOLDER_KEY, did_key.method_of(HOLDER_KEY.public))
ASKED = {"challenge": "9f3c", "domain": "https://employer.example"}
SOON = NOW - timedelta(minutes=1)


def college() -> Any:
    return worlds.signer(COLLEGE, "key-1-jwk")


def jwt(form: Any = "vc-jwt", by: Any = None, **changes: Any) -> str:
    unsigned = examples.credential(**changes)
    return issue_jwt(unsigned, signer=by or college(), now=SIGNED, contexts=CONTEXTS, form=form)


def sd_jwt_vc(**changes: Any) -> str:
    arguments: dict[str, Any] = {
        "vct": "https://college.example/vct/badge",
        "issuer": COLLEGE,
        "signer": college(),
        "now": SIGNED,
        "random": bytes,
        "disclosable": ["/name", "/level"],
        "holder_key": HOLDER_KEY.public,
    } | changes
    return issue_sd_jwt_vc({"name": "Marie Tremblay", "level": 3, "title": "Littératie de l’IA"}, **arguments)


def shown(text: str, *pointers: str, **changes: Any) -> str:
    arguments: dict[str, Any] = {
        "holder_signer": HOLDER_SIGNER,
        "nonce": ASKED["challenge"],
        "audience": ASKED["domain"],
        "now": SOON,
    } | changes
    return present(text, pointers, **arguments)


def usual(**recognition: Any) -> World:
    """The usual world, where the college is recognised for every kind: an SD-JWT says nothing about its own."""
    world = World.usual()
    world.register = Register.parse(worlds.register(recognizedFor=[], **recognition))
    return world


def verify(text: str, world: World | None = None, **asked: Any) -> Report:
    return (world or usual()).verifier().verify(text.encode(), now=NOW, **asked)


def outcomes(report: Report) -> dict[str, str]:
    return {result.check: str(result.outcome) for result in report.checks}
