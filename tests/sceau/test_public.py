"""The four functions of the package, as its documentation shows them."""

from __future__ import annotations

import subprocess
import sys
from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import sceau
from sceau.did.methods import key as did_key
from sceau.encoding import pointer
from sceau.encoding.strict_json import dumps
from sceau.errors import InputError, ResolutionError, UsageError
from sceau.keys import bls12381, ecdsa, ed25519
from sceau.keys.local import LocalSigner
from sceau.keys.multikey import P256, P384
from sceau.openbadges.baking import bake_png
from sceau.ports import Fetched
from sceau.verifying.policy import PROOF_ONLY
from tests.sceau.documents import badge
from tests.sceau.openbadges.pictures import png
from tests.sceau.verifying.world import NOW, SIGNED

KEYS: dict[str, Any] = {
    "Ed25519": ed25519.PrivateKey.from_seed(b"1" * 32),
    "P-256": ecdsa.PrivateKey.from_secret(P256, b"2" * 32),
    "P-384": ecdsa.PrivateKey.from_secret(P384, b"3" * 48),
    "BLS12-381-G2": bls12381.PrivateKey.from_secret(b"4" * 32),
}
SUITES = {
    "Ed25519": ["", "eddsa-rdfc-2022", "eddsa-jcs-2022"],
    "P-256": ["", "ecdsa-rdfc-2019", "ecdsa-jcs-2019"],
    "P-384": ["", "ecdsa-rdfc-2019", "ecdsa-jcs-2019"],
}


def nobody(url: str, **_: Any) -> Fetched:
    raise ResolutionError("fetch_failed", detail=url)


def signer(kind: str) -> LocalSigner:
    return LocalSigner(KEYS[kind], did_key.method_of(KEYS[kind].public))


def unsigned(kind: str) -> dict[str, Any]:
    document: dict[str, Any] = badge(KEYS["Ed25519"])
    document["issuer"]["id"] = did_key.of(KEYS[kind].public)
    return document


def chance(size: int) -> bytes:
    return bytes(range(7, 7 + size))


@pytest.mark.parametrize(("kind", "suite"), [(kind, suite) for kind, suites in SUITES.items() for suite in suites])
def test_issued_is_verified(kind: str, suite: str) -> None:
    signed = sceau.issue(unsigned(kind), signer=signer(kind), now=SIGNED, cryptosuite=suite)
    assert signed == sceau.issue(unsigned(kind), signer=signer(kind), now=SIGNED, cryptosuite=suite)
    assert sceau.verify(dumps(signed), now=NOW, fetch=nobody).verdict == "verified"
    tampered: dict[str, Any] = deepcopy(signed)
    tampered["credentialSubject"]["achievement"]["name"] = "Doctorate"
    assert sceau.verify(dumps(tampered), now=NOW, fetch=nobody).verdict == "rejected"


@pytest.mark.parametrize(("kind", "suite"), [("P-256", "ecdsa-sd-2023"), ("BLS12-381-G2", "bbs-2023")])
def test_derived_is_verified_and_shows_no_more_than_chosen(kind: str, suite: str) -> None:
    signed = sceau.issue(unsigned(kind), signer=signer(kind), now=SIGNED, cryptosuite=suite, random=chance)
    assert sceau.verify(dumps(signed), now=NOW, fetch=nobody).codes() == {"proof_base_needed"}
    chosen = "/credentialSubject/achievement/name"
    shown = sceau.derive(signed, [chosen], fetch=nobody, random=chance)
    assert sceau.verify(dumps(shown), now=NOW, fetch=nobody).verdict == "verified"
    assert pointer.at(shown, chosen) == pointer.at(signed, chosen)
    assert shown["validFrom"] == signed["validFrom"]
    assert "description" not in str(shown)


def test_a_presentation_answers_one_question() -> None:
    signed = sceau.issue(unsigned("Ed25519"), signer=signer("Ed25519"), now=SIGNED)
    shown = sceau.present([signed], signer=signer("P-256"), now=SIGNED, challenge="9f3c", domain="employer.example")
    asked = {"now": NOW, "fetch": nobody, "domain": "employer.example"}
    assert sceau.verify(dumps(shown), challenge="9f3c", policy=PROOF_ONLY, **asked).verdict == "verified"
    assert sceau.verify(dumps(shown), challenge="another", **asked).verdict == "rejected"


def test_bytes_texts_and_addresses_are_read_alike() -> None:
    signed = dumps(sceau.issue(unsigned("Ed25519"), signer=signer("Ed25519"), now=SIGNED))

    def world(url: str, **_: Any) -> Fetched:
        return Fetched(url, signed, "application/json")

    sources: list[bytes | str] = [signed, signed.decode(), bake_png(png(), signed), "https://college.example/1"]
    assert {sceau.verify(source, now=NOW, fetch=world).verdict for source in sources} == {"verified"}


def test_the_callers_faults_are_told() -> None:
    with pytest.raises(UsageError, match="usage_wrong"):
        sceau.verify(b"", now=NOW.replace(tzinfo=None), fetch=nobody)
    with pytest.raises(UsageError, match="issuer_key_not_controlled"):
        sceau.issue(unsigned("Ed25519"), signer=signer("P-256"), now=NOW)
    with pytest.raises(ResolutionError, match="fetch_failed"):
        sceau.verify("https://gone.example/", now=NOW, fetch=nobody)
    with pytest.raises(InputError, match="proof_base_needed"):
        sceau.derive(unsigned("Ed25519"), ["/id"], fetch=nobody)


def test_what_has_expired_has_expired() -> None:
    document = unsigned("Ed25519") | {"validUntil": "2026-03-01T14:06:00Z"}
    signed = sceau.issue(document, signer=signer("Ed25519"), now=SIGNED)
    assert sceau.verify(dumps(signed), now=NOW, fetch=nobody).verdict == "verified"
    assert sceau.verify(dumps(signed), now=NOW + timedelta(days=1), fetch=nobody).verdict == "check"


def test_importing_the_package_imports_nothing_heavy() -> None:
    code = (
        "import sys, sceau; print(*{name.partition('.')[0] for name in sys.modules} & {'cryptography', 'pyld', 'json'})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_documentation_of_the_package_names_what_exists() -> None:
    named = {name for name in sceau.__all__ if f"sceau.{name}(" in (sceau.__doc__ or "")}
    assert named == set(sceau.__all__)
    assert Path(sceau.__file__ or "").name == "__init__.py"
