"""Who issues: one did:key identity for each kind of key, made when the process first needs it and never stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from acquis.platform.engine import engine
from sceau.did.methods import key as did_key
from sceau.keys import bls12381, ecdsa, ed25519
from sceau.keys.local import LocalSigner, Private
from sceau.keys.multikey import BLS12381_G2, ED25519, P256, P384
from sceau.ports import RandomBytes, Signer
from sceau.proofs import catalogue

ENVELOPING = "vc+jwt"
"""What stands in an address instead of a cryptosuite."""

_KEYS: dict[str, Callable[[RandomBytes], Private]] = {
    ED25519: ed25519.PrivateKey.generate,
    P256: lambda random: ecdsa.PrivateKey.generate(P256, random),
    P384: lambda random: ecdsa.PrivateKey.generate(P384, random),
    BLS12381_G2: bls12381.PrivateKey.generate,
}


@dataclass(frozen=True, slots=True)
class Issuer:
    """One way of signing.

    Attributes:
        suite: the value of `cryptosuite`.
        key_type: as `sceau.keys.multikey` names it.
        signer: the key.
        is_selective: whether its credentials are base proofs, which a holder derives from.
    """

    suite: str
    key_type: str
    signer: Signer
    is_selective: bool

    @property
    def did(self) -> str:
        """Who it is."""
        return self.signer.verification_method.partition("#")[0]


@cache
def every() -> dict[tuple[str, str], Issuer]:
    """Each cryptosuite that the engine can sign with, once for each kind of key, by both names."""
    found: dict[tuple[str, str], Issuer] = {}
    for name in catalogue.names():
        suite = catalogue.find(catalogue.DATA_INTEGRITY, name)
        for kind in sorted(suite.key_kinds if suite else ()):
            if kind in _KEYS and suite is not None:
                found[name, kind] = Issuer(name, kind, _signer(kind), catalogue.is_selective(suite))
    return found


@cache
def enveloping() -> dict[str, Issuer]:
    """Who signs credentials as JWS (VC-JOSE-COSE), by the kind of key."""
    return {kind: Issuer(ENVELOPING, kind, _signer(kind), is_selective=False) for kind in (ED25519, P256, P384)}


@cache
def _signer(kind: str) -> Signer:
    private = _KEYS[kind](engine().random)
    return LocalSigner(private, did_key.method_of(private.public))
