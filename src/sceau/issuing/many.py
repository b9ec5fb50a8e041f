"""Many credentials, signed one after the other: streams in, streams out."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, TypeAlias, cast

from sceau.encoding import strict_json
from sceau.encoding.strict_json import JsonObject
from sceau.errors import SceauError, UsageError
from sceau.issuing.issuer import issue
from sceau.linked_data.contexts import Contexts
from sceau.ports import MessagesSigner, RandomBytes, Signer
from sceau.proofs import catalogue
from sceau.proofs.whole import WholeSuite, proof_value
from sceau.workers import Ask, spread

WORTH = 0.0003
"""Seconds that a credential must take for processes to pay, by measure: this one writes, reads and signs it."""

Item: TypeAlias = "JsonObject | bytes | SceauError"
Done: TypeAlias = tuple[bytes, bytes | None] | SceauError
"""A credential as JSON, and what is to be signed where its signature is still missing; or why there is none."""


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
    workers: int | None = 1,
) -> Iterator[JsonObject | SceauError]:
    """Each credential signed, in order, to the same bytes as one by one; or why it cannot be.

    Args:
        credentials: unsigned, not changed; read as results are taken.
        terms: common to all.
        signer: a key of their issuer. It signs in this process: the others send what is to be signed.
        random: for the suites that need it. Any other than `os.urandom` is asked in order, by one worker.
        workers: 1 for this thread alone, or processes once a batch turns out to be longer than some items; None for
            what is quicker, as the first items show. A program must guard its main module by
            ``if __name__ == "__main__"``, for that is how processes may start.

    Raises:
        UsageError: ``usage_wrong`` for no worker.
    """
    if workers is not None and workers < 1:
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

    sign = alone(signer.sign)
    services = {"sign": sign}
    public_raw = b""
    if isinstance(signer, MessagesSigner):
        services["sign_messages"] = alone(signer.sign_messages)
        public_raw = signer.public_raw
    setup = terms, signer.key_type, signer.verification_method, public_raw
    return spread(
        credentials,
        _prepare,
        here=here,
        setup=setup,
        services=services,
        workers=workers,
        bring=_written,
        unpack=partial(_signed, sign),
        worth=WORTH,
    )


def _job(terms: Terms, signer: Signer, random: RandomBytes) -> Callable[[Item], JsonObject | SceauError]:
    def signed(credential: Item) -> JsonObject | SceauError:
        if isinstance(credential, SceauError):
            return credential
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


def _written(credential: JsonObject) -> Item:
    """As it goes to another process, or the error that `issue` raises before it reads anything."""
    if "proof" in credential:
        return UsageError("usage_wrong", "/proof", "signed already")
    try:
        return strict_json.dumps(credential)
    except SceauError as error:
        return error


def _prepare(
    ask: Ask, terms: Terms, key_type: str, verification_method: str, public_raw: bytes
) -> Callable[[Item], Done]:
    """The same in a process of its own, whose parent signs: at the end where one signature is all that is missing."""
    suite = catalogue.find(catalogue.DATA_INTEGRITY, terms.cryptosuite)
    if isinstance(suite, WholeSuite):
        return _unsigned(terms, _LaterSigner(key_type, verification_method))
    kind = _AskingMessagesSigner if public_raw else _AskingSigner
    job = _job(terms, kind(ask, key_type, verification_method, public_raw), os.urandom)

    def done(credential: Item) -> Done:
        found = job(credential)
        return found if isinstance(found, SceauError) else (strict_json.dumps(found), None)

    return done


def _unsigned(terms: Terms, signer: _LaterSigner) -> Callable[[Item], Done]:
    job = _job(terms, signer, os.urandom)

    def done(credential: Item) -> Done:
        signer.message = None
        found = job(credential)
        return found if isinstance(found, SceauError) else (strict_json.dumps(found), signer.message)

    return done


def _signed(sign: Callable[[bytes], bytes], done: Done) -> JsonObject | SceauError:
    """What a process has done, with the signature that it left to this one."""
    if isinstance(done, SceauError):
        return done
    written, message = done
    document: Any = strict_json.loads_object(written, max_bytes=len(written))
    if message is not None:
        try:
            document["proof"][-1]["proofValue"] = proof_value(sign(message))
        except SceauError as error:
            return error
    return cast("JsonObject", document)


class _LaterSigner:
    """Keeps what is to be signed, for the one who has the key."""

    def __init__(self, key_type: str, verification_method: str) -> None:
        self.key_type = key_type
        self.verification_method = verification_method
        self.message: bytes | None = None

    def sign(self, message: bytes) -> bytes:
        self.message = message
        return b""


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
