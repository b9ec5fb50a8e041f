"""Key pairs of every kind, the same in every run."""

from __future__ import annotations

import math

from sceau.keys import bls12381, ecdsa, ed25519, rsa
from sceau.keys.local import Private
from sceau.keys.private import MultikeyPrivate

_P, _Q = 2**1024 - 105, 3 * 2**1022 - 91  # primes anybody can guess

RSA_PRIVATE = rsa.PrivateKey.from_primes(_P, _Q, pow(65_537, -1, math.lcm(_P - 1, _Q - 1)), 65_537)
P256_PRIVATE = ecdsa.PrivateKey.from_secret("P-256", bytes(range(32)))
P384_PRIVATE = ecdsa.PrivateKey.from_secret("P-384", bytes(range(48)))
P521_PRIVATE = ecdsa.PrivateKey.from_secret("P-521", bytes(range(66)))
ED25519_PRIVATE = ed25519.PrivateKey.from_seed(bytes(range(32)))
BLS_PRIVATE = bls12381.PrivateKey.from_secret(bytes(range(32)))

SIGNING: list[Private] = [ED25519_PRIVATE, P256_PRIVATE, P384_PRIVATE, P521_PRIVATE, RSA_PRIVATE]
"""Those that sign single messages; every one has a JWK."""

MULTIKEYS: list[MultikeyPrivate] = [ED25519_PRIVATE, P256_PRIVATE, P384_PRIVATE, P521_PRIVATE, BLS_PRIVATE]
"""Those that have a Multikey."""
