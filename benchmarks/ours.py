"""Our side: the engine, through the functions that its users call."""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

import sceau
from benchmarks import documents, world
from benchmarks.serve import Act
from sceau.encoding import strict_json
from sceau.issuing.enveloping import issue_jwt
from sceau.issuing.sd_jwt import issue_sd_jwt_vc
from sceau.keys.multikey import BLS12381_G2, ED25519, P256
from sceau.verifying.policy import PROOF_ONLY, STRICT
from sceau.verifying.verifier import Verifier


def VERSION() -> str:  # noqa: N802 -- the name that every side has
    """What runs here."""
    return f"sceau {version('acquis')}"


def _issue(kind: str, suite: str) -> Act:
    signer = world.signer(kind)

    def act(text: str) -> str:
        signed = sceau.issue(strict_json.loads_object(text), signer=signer, now=world.NOW, cryptosuite=suite)
        return strict_json.dumps(signed).decode()

    return act


def _verify(verifier: Verifier) -> Act:
    def act(text: str) -> str:
        report = verifier.verify(text.encode(), now=world.NOW)
        if report.verdict != "verified":
            raise ValueError(f"{report.verdict}: {sorted(report.codes())}")
        return ""

    return act


def _derive(kind: str) -> Act:
    key = world.private(kind).public

    def act(text: str) -> str:
        shown = sceau.derive(strict_json.loads_object(text), documents.SHOWN, public_key=key)
        return strict_json.dumps(shown).decode()

    return act


def _jwt() -> Act:
    signer = world.signer(ED25519)

    def act(text: str) -> str:
        credential = strict_json.loads_object(text)
        return issue_jwt(credential, signer=signer, now=world.NOW, contexts=world.CONTEXTS, form="vc-jwt")

    return act


def _sd_jwt() -> Act:
    signer, holder = world.signer(P256), world.private(P256).public
    issuer, pointers = world.issuer(P256), [f"/{name}" for name in documents.DISCLOSABLE]

    def act(text: str) -> str:
        return issue_sd_jwt_vc(
            strict_json.loads_object(text),
            vct=documents.VCT,
            issuer=issuer,
            signer=signer,
            now=world.NOW,
            random=os.urandom,
            disclosable=pointers,
            holder_key=holder,
        )

    return act


def _raw() -> dict[str, Act]:
    """The signature alone, with the library that the engine uses."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
    public, message = private.public_key(), bytes(64)
    signature = private.sign(message)

    def sign(_text: str) -> str:
        private.sign(message)
        return ""

    def verify(_text: str) -> str:
        public.verify(signature, message)
        return ""

    return {"raw sign": sign, "raw verify": verify}


def acts(_setup: Any) -> dict[str, Act]:
    """What this side can do, by name."""
    plain = _verify(world.verifier(PROOF_ONLY))
    suites = {
        "eddsa-rdfc-2022": ED25519,
        "eddsa-jcs-2022": ED25519,
        "ecdsa-sd-2023": P256,
        "bbs-2023": BLS12381_G2,
    }
    found = {f"{suite} issue": _issue(kind, suite) for suite, kind in suites.items()}
    found |= {f"{suite} verify": plain for suite in (*suites, "vc-jwt", "sd-jwt")}
    found |= {f"{suite} derive": _derive(suites[suite]) for suite in ("ecdsa-sd-2023", "bbs-2023")}
    found |= {
        "strict verify": _verify(world.verifier(STRICT, full=True)),
        "vc-jwt issue": _jwt(),
        "sd-jwt issue": _sd_jwt(),
    }
    return found | _raw() | _many()


def _many() -> dict[str, Act]:
    """A batch on so many workers, as one operation, where the engine has the functions for it."""
    found: dict[str, Act] = {}
    if hasattr(sceau, "verify_many"):
        verify: Any = sceau.verify_many

        def verify_batch(text: str) -> str:
            batch, workers = _batch(text)
            reports = verify((each.encode() for each in batch), now=world.NOW, policy=PROOF_ONLY, workers=workers)
            return _refused(sum(getattr(each, "verdict", None) != "verified" for each in reports))

        found["verify_many"] = verify_batch
    if hasattr(sceau, "issue_many"):
        issue: Any = sceau.issue_many

        def issue_batch(text: str) -> str:
            batch, workers = _batch(text)
            documents = (strict_json.loads_object(each) for each in batch)
            signed = issue(documents, signer=world.signer(ED25519), now=world.NOW, workers=workers)
            return _refused(sum(not isinstance(each, dict) for each in signed))

        found["issue_many"] = issue_batch
    return found


def _batch(text: str) -> tuple[Iterator[str], int]:
    """The credentials of an order, repeated as often as is wanted, and how many shall work on them."""
    order = json.loads(text)
    return itertools.islice(itertools.cycle(order["credentials"]), order["several"]), order["workers"]


def _refused(number: int) -> str:
    if number:
        raise ValueError(f"{number} of a batch were refused")
    return ""
