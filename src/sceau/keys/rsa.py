"""RSA signatures with SHA-256: PKCS #1 v1.5 and PSS (RFC 8017 §8), as JOSE's RS256 and PS256 use them.

Open Badges 3.0 asks verifiers for RS256. Keys outside 2048 to 8192 bits, or with a small or even exponent, are
refused: below is weak, above only serves to keep a verifier busy.
"""

from __future__ import annotations

from functools import lru_cache

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

from sceau.errors import InputError
from sceau.keys.multikey import RSA, PublicKey

FEWEST_BITS = 2_048
MOST_BITS = 8_192
_SMALLEST_EXPONENT = 65_537
_LARGEST_EXPONENT = 1 << 32
_MOST_DER = MOST_BITS // 8 + 64
_MOST_KEPT = 256  # public keys, ready for use


class PrivateKey:
    """An RSA key pair held in memory. Its ``repr`` shows the public half only.

    RSA keys are not made here: they are brought by those who have one already.
    """

    __slots__ = ("_key", "public")

    def __init__(self, key: rsa.RSAPrivateKey) -> None:
        numbers = key.public_key().public_numbers()
        self.public = from_numbers(numbers.n, numbers.e)
        self._key = key

    @classmethod
    def from_primes(cls, p: int, q: int, d: int, e: int) -> PrivateKey:
        """The key pair of two primes and both exponents.

        Raises:
            InputError: ``key_malformed`` when the numbers are no key, or one of a size refused here.
        """
        n = p * q
        _check(n, e)
        try:
            shortcuts = rsa.rsa_crt_dmp1(d, p), rsa.rsa_crt_dmq1(d, q), rsa.rsa_crt_iqmp(p, q)
            return cls(rsa.RSAPrivateNumbers(p, q, d, *shortcuts, rsa.RSAPublicNumbers(e, n)).private_key())
        except (ValueError, ArithmeticError) as error:
            raise InputError("key_malformed", detail="not an RSA key") from error

    def members(self) -> dict[str, int]:
        """The private numbers under their names in a JWK (RFC 7518 §6.3.2): whoever reads them can sign."""
        found = self._key.private_numbers()
        return {"d": found.d, "p": found.p, "q": found.q, "dp": found.dmp1, "dq": found.dmq1, "qi": found.iqmp}

    def sign(self, message: bytes) -> bytes:
        """RSASSA-PKCS1-v1_5: as many bytes as the modulus; the same message always gives the same signature."""
        return self._key.sign(message, padding.PKCS1v15(), hashes.SHA256())

    def __repr__(self) -> str:
        return f"PrivateKey(RSA, {self._key.key_size} bits)"


def verify(key: PublicKey, message: bytes, signature: bytes, *, pss: bool = False) -> bool:
    """Whether ``signature`` over ``message`` was made with the private half of ``key``.

    Args:
        key: of kind "RSA".
        message: what was signed; it is hashed with SHA-256 here.
        signature: as long as the modulus.
        pss: PSS with a salt of 32 bytes (PS256) instead of PKCS #1 v1.5 (RS256).

    Raises:
        InputError: ``key_malformed``; ``key_type_unsupported``.
    """
    scheme = padding.PSS(padding.MGF1(hashes.SHA256()), hashes.SHA256.digest_size) if pss else padding.PKCS1v15()
    try:
        _load(key).verify(signature, message, scheme, hashes.SHA256())
    except InvalidSignature:
        return False
    return True


def from_numbers(n: int, e: int) -> PublicKey:
    """The key of modulus ``n`` and exponent ``e``; its ``raw`` is the DER of RFC 8017's RSAPublicKey.

    Raises:
        InputError: ``key_malformed`` for a size or exponent refused here.
    """
    _check(n, e)
    try:
        key = rsa.RSAPublicNumbers(e, n).public_key()
    except ValueError as error:
        raise InputError("key_malformed", detail="not an RSA key") from error
    return PublicKey(RSA, key.public_bytes(Encoding.DER, PublicFormat.PKCS1))


def numbers(key: PublicKey) -> tuple[int, int]:
    """Modulus and exponent.

    Raises:
        InputError: as `verify`.
    """
    found = _load(key).public_numbers()
    return found.n, found.e


@lru_cache(maxsize=_MOST_KEPT)
def _load(key: PublicKey) -> rsa.RSAPublicKey:
    if key.kind != RSA:
        raise InputError("key_type_unsupported", detail=key.kind)
    if len(key.raw) > _MOST_DER:
        raise InputError("key_malformed", detail=f"{len(key.raw)} bytes")
    try:
        loaded = load_der_public_key(key.raw)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise InputError("key_malformed", detail="not an RSA key") from error
    if not isinstance(loaded, rsa.RSAPublicKey):
        raise InputError("key_malformed", detail="not an RSA key")
    found = loaded.public_numbers()
    _check(found.n, found.e)
    return loaded


def _check(n: int, e: int) -> None:
    if not FEWEST_BITS <= n.bit_length() <= MOST_BITS or n % 2 == 0:
        raise InputError("key_malformed", detail=f"a modulus of {n.bit_length()} bits")
    if not _SMALLEST_EXPONENT <= e < _LARGEST_EXPONENT or e % 2 == 0:
        raise InputError("key_malformed", detail="an exponent that is small, even or very large")
