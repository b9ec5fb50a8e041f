"""Many credentials, signed one after the other: streams in, streams out."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sceau.encoding.strict_json import JsonObject
from sceau.errors import SceauError, UsageError
from sceau.issuing.issuer import issue
from sceau.linked_data.contexts import Contexts
from sceau.ports import MessagesSigner, RandomBytes, Signer
from sceau.workers import Ask, spread


@dataclass(frozen=True, slots=True)
class Terms:
    """What all credentials of a batch have in common; see `sceau.issuing.issue`.

    Attributes:
        now: aware moment of signing.
        contexts: those that credentials may name.
        cryptosuite: one of `sceau.proofs.catalogue.names`.
        mandatory_pointers: for suites with selective disclosure.
    """

    now: datetime
    contexts: Contexts
    cryptosuite: str = "eddsa-rdfc-2022"
    mandatory_pointers: Sequence[str] | None = None


def issue_many(
    credentials: Iterable[JsonObject],
    terms: Terms,
    *,
    signer: Signer,
    random: RandomBytes = os.urandom,
    workers: int = 1,
) -> Iterator[JsonObject | SceauError]:
    """Each credential signed, in order, to the same bytes as one by one; or why it cannot be.

    Args:
        credentials: unsigned, not changed; read as results are taken.
        terms: common to all.
        signer: a key of their issuer. It signs in this process: the others send what is to be signed.
        random: for the suites that need it. Any other than `os.urandom` is asked in order, by one worker.
        workers: 1 for this thread alone, or processes once a batch turns out to be longer than some items. A program
            must guard its main module by ``if __name__ == "__main__"``, for that is how processes may start.

    Raises:
        UsageError: ``usage_wrong`` for no worker.
    """
    if workers < 1:
        raise UsageError("usage_wrong", detail="at least one worker")
    here = _job(terms, signer, random)
    if workers == 1 or random is not os.urandom:
        return map(here, credentials)
    lock = threading.Lock()

    def alone(work: Callable[..., bytes]) -> Callable[..., bytes]:
        def served(*arguments: Any) -> bytes:
            with lock:  # hardware modules do one thing at a time
                return work(*arguments)

        return served

    services = {"sign": alone(signer.sign)}
    public_raw = b""
    if isinstance(signer, MessagesSigner):
        services["sign_messages"] = alone(signer.sign_messages)
        public_raw = signer.public_raw
    setup = terms, signer.key_type, signer.verification_method, public_raw
    return spread(credentials, _prepare, here=here, setup=setup, services=services, workers=workers, bring=_same)


def _job(terms: Terms, signer: Signer, random: RandomBytes) -> Callable[[JsonObject], JsonObject | SceauError]:
    def signed(credential: JsonObject) -> JsonObject | SceauError:
        try:
            return issue(
                credential,
                signer=signer,
                now=terms.now,
                contexts=terms.contexts,
                cryptosuite=terms.cryptosuite,
                mandatory_pointers=terms.mandatory_pointers,
                random=random,
            )
        except SceauError as error:
            return error

    return signed


def _prepare(
    ask: Ask, terms: Terms, key_type: str, verification_method: str, public_raw: bytes
) -> Callable[[JsonObject], JsonObject | SceauError]:
    """The same in a process of its own, whose parent signs."""
    kind = _AskingMessagesSigner if public_raw else _AskingSigner
    return _job(terms, kind(ask, key_type, verification_method, public_raw), os.urandom)


def _same(credential: JsonObject) -> JsonObject:
    return credential


@dataclass(frozen=True)
class _AskingSigner:
    ask: Ask
    key_type: str
    verification_method: str
    public_raw: bytes

    def sign(self, message: bytes) -> bytes:
        return bytes(self.ask("sign", message))


class _AskingMessagesSigner(_AskingSigner):
    def sign_messages(self, header: bytes, messages: Sequence[bytes]) -> bytes:
        return bytes(self.ask("sign_messages", header, messages))
