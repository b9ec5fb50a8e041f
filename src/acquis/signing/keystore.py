"""The key store: private keys wrapped under the installation's master key, unwrapped for the length of one signature.

AES-256-GCM (NIST SP 800-38D): 12 fresh bytes of nonce, then the ciphertext with its tag. The DID URL of the key is
bound in as additional data, so that a wrapped key moved to another row does not open there. A hardware module
or a key service would take this module's place behind the same `sceau.ports.Signer`.
"""

from __future__ import annotations

import re
from typing import NoReturn

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.views.decorators.debug import sensitive_variables

from sceau.errors import UsageError
from sceau.keys.ed25519 import PrivateKey
from sceau.keys.multikey import ED25519
from sceau.ports import RandomBytes

NONCE_BYTES = 12


class MasterKeyWrong(UsageError):
    """The wrapped key does not open: ``ACQUIS_MASTER_KEY`` is not the one of this database, or the row was moved.

    Nothing was signed. The operator puts the former master key back; no other key can replace it.
    """

    def __init__(self, detail: str) -> None:
        super().__init__("master_key_wrong", detail=detail)


class KeyStore:
    """Wraps and unwraps Ed25519 seeds. Its ``repr`` shows nothing."""

    __slots__ = ("_cipher",)

    @sensitive_variables("master_key")
    def __init__(self, master_key: str) -> None:
        """Take the master key: 64 hexadecimal digits.

        Raises:
            MasterKeyWrong: for anything else.
        """
        if not re.fullmatch(r"[0-9a-fA-F]{64}", master_key):
            raise MasterKeyWrong("ACQUIS_MASTER_KEY must be 64 hexadecimal digits")
        self._cipher = AESGCM(bytes.fromhex(master_key))

    @classmethod
    def configured(cls) -> KeyStore:
        """The store under the installation's own master key."""
        return cls(settings.ACQUIS_MASTER_KEY)

    @sensitive_variables("seed")
    def wrap(self, seed: bytes, *, method: str, random: RandomBytes) -> bytes:
        """The 32 bytes of ``seed``, wrapped for the key published as the DID URL ``method``."""
        nonce = random(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, seed, method.encode())

    @sensitive_variables("seed")
    def unwrap(self, wrapped: bytes, *, method: str) -> PrivateKey:
        """The private key that was wrapped for ``method``.

        Raises:
            MasterKeyWrong: another master key, another key's row, or altered bytes; GCM cannot tell them apart.
        """
        try:
            seed = self._cipher.decrypt(bytes(wrapped[:NONCE_BYTES]), bytes(wrapped[NONCE_BYTES:]), method.encode())
        except (InvalidTag, ValueError):  # ValueError: too short for a nonce
            raise MasterKeyWrong(f"the key {method} does not open under this ACQUIS_MASTER_KEY") from None
        return PrivateKey.from_seed(seed)

    def __repr__(self) -> str:
        return "KeyStore()"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a key store is never serialized")


class StoredSigner:
    """A `sceau.ports.Signer` over a wrapped key: holds no secret between two signatures."""

    key_type = ED25519

    def __init__(self, store: KeyStore, wrapped: bytes, verification_method: str) -> None:
        self._store = store
        self._wrapped = wrapped
        self.verification_method = verification_method

    def sign(self, message: bytes) -> bytes:
        """64 bytes.

        Raises:
            MasterKeyWrong: see `KeyStore.unwrap`.
        """
        return self._store.unwrap(self._wrapped, method=self.verification_method).sign(message)

    def __repr__(self) -> str:
        return f"StoredSigner({self.verification_method})"
