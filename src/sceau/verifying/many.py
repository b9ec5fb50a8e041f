"""Many documents, one report each: streams in, streams out. The keys and lists of a batch are asked for once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from datetime import datetime
from functools import cache, partial
from typing import Any

from sceau.did.resolver import Resolver
from sceau.errors import ResolutionError, SceauError, UsageError
from sceau.linked_data.contexts import Contexts
from sceau.ports import Fetch, Fetched
from sceau.problems import Problem
from sceau.records import field, record
from sceau.verifying import intake
from sceau.verifying.inquiry import RegisterSource
from sceau.verifying.memory import Memory
from sceau.verifying.outcome import CheckResult, Outcome, not_applicable
from sceau.verifying.policy import STRICT, Policy
from sceau.verifying.questions import ABOUT_MEMBERS, ANSWERS
from sceau.verifying.register import Register
from sceau.verifying.report import Report
from sceau.verifying.sealed import Sealed, seal, unseal
from sceau.verifying.verifier import Verifier
from sceau.workers import Ask, spread

MAX_BYTES = 12_000_000
"""Of a document behind an address."""

WORTH = 0.0001
"""Seconds that a verification must take for processes to pay, by measure: the way to and fro takes a tenth of it."""

Item = bytes | ResolutionError


@record
class Terms:
    """What all verifications of a batch have in common; see `sceau.verify`.

    Attributes:
        now: aware moment for which the reports hold.
        contexts: those that documents may name.
        policy: which questions, and what they weigh.
        resources: evidence at hand, by its identifier.
        challenge, domain: what presentations must answer, and for whom they must be made.
        allow_loopback_http: see `sceau.did.resolver.Resolver`.
    """

    now: datetime
    contexts: Contexts
    policy: Policy = STRICT
    resources: Mapping[str, bytes] = field(default_factory=dict)
    challenge: str | None = None
    domain: str | None = None
    allow_loopback_http: bool = False


def verify_many(
    items: Iterable[bytes | str],
    terms: Terms,
    *,
    fetch: Fetch,
    register: Register | RegisterSource | None = None,
    memory: Memory | None = None,
    workers: int | None = 1,
) -> Iterator[Report]:
    """The report about each item, in order; what `Verifier.verify` says about it alone.

    An address that cannot be read gets a report of kind "unknown" whose check "format" is left open.

    Args:
        items: as `sceau.verify` takes one; read as reports are taken.
        terms: common to all.
        fetch: who asks the world. Each list and key is asked for once, and an answer that did not come is not asked
            for again.
        register: asked for once, when a report first needs it.
        memory: what former verifications left, and takes what these leave; for one worker.
        workers: 1 for this thread alone, or processes once a batch turns out to be longer than some items; None for
            what is quicker, as the first items show. A program must guard its main module by
            ``if __name__ == "__main__"``, for that is how processes may start.

    Raises:
        UsageError: ``usage_wrong`` for a moment without time zone, for no worker, or for a memory with several.
    """
    if terms.now.tzinfo is None:
        raise UsageError("usage_wrong", detail="a moment needs its time zone")
    if workers is None and memory is not None:
        workers = 1
    if workers is not None and (workers < 1 or (memory is not None and workers > 1)):
        raise UsageError("usage_wrong", detail="one worker, or several without a common memory")
    known = None if register is None else _Asked(lambda: register if isinstance(register, Register) else register())
    read = partial(_read, fetch=fetch)
    if workers == 1:
        job = _job(terms, fetch, known, memory or Memory(failures=True))
        return (job(read(item)) for item in items)
    shared = _Shared(Memory(failures=True).fetching(fetch, terms.now))
    here = _job(terms, shared, known, Memory(failures=True))
    services: dict[str, Callable[..., Any]] = {"fetch": shared}
    if known is not None:
        services["register"] = known
    setup = terms, known is not None
    return spread(
        items,
        _prepare,
        here=here,
        setup=setup,
        services=services,
        workers=workers,
        bring=read,
        unpack=partial(unseal, now=terms.now),
        worth=WORTH,
    )


def _job(terms: Terms, fetch: Fetch, register: RegisterSource | None, memory: Memory) -> Callable[[Item], Report]:
    verifier = Verifier(
        resolver=Resolver(fetch, allow_loopback_http=terms.allow_loopback_http),
        fetch=fetch,
        contexts=terms.contexts,
        register=register,
        policy=terms.policy,
        resources=terms.resources,
        memory=memory,
    )

    def report(item: Item) -> Report:
        if isinstance(item, ResolutionError):
            return _unread(item, terms)
        return verifier.verify(item, now=terms.now, challenge=terms.challenge, domain=terms.domain)

    return report


def _prepare(ask: Ask, terms: Terms, has_register: bool) -> Callable[[Item], Sealed]:
    """The same in a process of its own, whose parent asks the world."""
    register = cache(partial(ask, "register")) if has_register else None
    job = _job(terms, partial(ask, "fetch"), register, Memory(failures=True))
    return lambda item: seal(job(item))


def _read(item: bytes | str, *, fetch: Fetch) -> Item:
    if isinstance(item, bytes):
        return item
    if not item.startswith(("https://", "http://")):
        return item.encode("utf-8", "replace")
    try:
        return fetch(item, max_bytes=MAX_BYTES).body
    except ResolutionError as error:
        return error


def _unread(error: ResolutionError, terms: Terms) -> Report:
    """What can be said of a document that could not be had: nothing, which is no refusal."""
    asked = {*ANSWERS[intake.UNKNOWN], *ABOUT_MEMBERS[intake.UNKNOWN]}
    checks = tuple(
        CheckResult(name, Outcome.INCONCLUSIVE, (Problem.of(error),)) if name == "format" else not_applicable(name)
        for name in terms.policy.checks
        if name in asked
    )
    return Report(
        kind=intake.UNKNOWN,
        carrier=intake.UNKNOWN,
        secured=intake.EMBEDDED,
        verdict=terms.policy.judge(checks, asked),
        policy=terms.policy.name,
        checks=checks,
        document=None,
        now=terms.now,
    )


class _Asked:
    """A register that is asked for once, whatever comes of it."""

    def __init__(self, source: RegisterSource) -> None:
        self._source = source
        self._lock = threading.Lock()
        self._found: Register | SceauError | None = None

    def __call__(self) -> Register:
        with self._lock:
            if self._found is None:
                try:
                    self._found = self._source()
                except SceauError as error:
                    self._found = error
        if isinstance(self._found, SceauError):
            raise self._found
        return self._found


class _Shared:
    """A fetch that several threads share: when two want the same, one asks."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._lock = threading.Lock()
        self._under_way: dict[Hashable, Future[Fetched]] = {}

    def __call__(self, url: str, *, accept: str = "*/*", max_bytes: int = 2_000_000, redirects: int = 3) -> Fetched:
        key = url, accept, max_bytes, redirects
        with self._lock:
            awaited = self._under_way.get(key)
            answer = self._under_way[key] = awaited or Future()
        if awaited is None:
            try:
                found = self._fetch(url, accept=accept, max_bytes=max_bytes, redirects=redirects)
                answer.set_result(Fetched(found.url, found.body, found.media_type, found.fetched_at))
            except BaseException as error:
                answer.set_exception(error)
            with self._lock:
                del self._under_way[key]
        return answer.result()
