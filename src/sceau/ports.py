"""What the engine asks of the world: fetching, caching, signing, chance. The clock is a plain argument."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol, runtime_checkable

from sceau.records import record

RandomBytes = Callable[[int], bytes]
"""`n` to `n` unpredictable bytes; `os.urandom` outside tests."""


@record
class Fetched:
    """An answer of the world.

    Attributes:
        url: the address that answered, after redirects.
        body: at most the asked number of bytes.
        media_type: lower-case, without parameters; "" when absent.
        fetched_at: when the body left its origin (aware), older than now when it came from a cache.
    """

    url: str
    body: bytes
    media_type: str
    fetched_at: datetime | None = None


class Fetch(Protocol):
    """Bring the bytes behind an address.

    Raises:
        ResolutionError: with a ``fetch_*`` code, for every reason not to have them.
    """

    def __call__(self, url: str, *, accept: str = "*/*", max_bytes: int = 2_000_000, redirects: int = 3) -> Fetched: ...


class Cache(Protocol):
    """A bounded store of answers, keyed by address."""

    def get(self, key: str) -> Fetched | None: ...

    def put(self, key: str, value: Fetched, *, seconds: float) -> None: ...


class Signer(Protocol):
    """One private key, wherever it lives: this process, a hardware module, a key service."""

    @property
    def verification_method(self) -> str:
        """The DID URL of the public key."""
        ...

    @property
    def key_type(self) -> str:
        """The kind of key: Ed25519, P-256, …"""
        ...

    def sign(self, message: bytes) -> bytes:
        """The raw signature over ``message`` (Ed25519: 64 bytes)."""
        ...


@runtime_checkable
class MessagesSigner(Signer, Protocol):
    """A `Signer` whose key signs many messages at once (BBS), so that some can be shown without the others."""

    @property
    def public_raw(self) -> bytes:
        """The public key (BBS: a compressed point, 96 bytes), which its signatures travel with."""
        ...

    def sign_messages(self, header: bytes, messages: Sequence[bytes]) -> bytes:
        """The raw signature over ``header`` and every message in order (BBS: 80 bytes)."""
        ...
