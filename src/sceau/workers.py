"""One job for many items in several processes: in order, with a bounded look-ahead, the world asked by the parent.

Threads do not help here: nearly all of the work is Python's own, and one thread at a time does it. Each process is
looked after by a thread of the parent, which hands it items and does for it what only the parent can: fetch, sign.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from itertools import islice
from multiprocessing.connection import Connection
from queue import SimpleQueue
from time import perf_counter
from typing import Any, TypeVar

from sceau.errors import SceauError, UsageError

CHUNK = 64
"""Items that travel together at most. Fewer when they are long, or take long: the last chunk is one process's alone."""

HERE = 32
"""Items done before any process is started: a small batch is over by then."""

Ask = Callable[..., Any]
"""`ask(name, *arguments, **named)`: has the parent run one of its services."""

T = TypeVar("T")
S = TypeVar("S")
R = TypeVar("R")

_FIRST = 16  # items of the first chunks
_ENOUGH = 0.008  # seconds of work in a chunk; the way to and fro takes a fraction of one thousandth
_PRICE = {"fork": 0.02, "spawn": 0.6}  # seconds until the first item of a process is done
_HEAVY = 1_000_000  # bytes in a chunk

_DONE, _FAILED, _ASKS, _ANSWER = "done", "failed", "asks", "answer"


def spread(
    items: Iterable[T],
    prepare: Callable[..., Callable[[S], Any]],
    *,
    here: Callable[[S], R],
    setup: tuple[Any, ...],
    services: Mapping[str, Callable[..., Any]],
    workers: int | None,
    bring: Callable[[T], S],
    unpack: Callable[[Any], R] | None = None,
    worth: float = 0.0,
) -> Iterator[R]:
    """The result for each item, in order. At most `CHUNK` items for each of ``2 * workers`` are under way.

    Args:
        items: read as results are taken.
        prepare: a function of a module; called in each process as ``prepare(ask, *setup)``, it gives the job.
        here: the same job for this process, which does the first `HERE` items.
        setup: what can be pickled.
        services: what the parent does when a process asks, by name; called from several threads.
        workers: processes, two or more. None for as many as there are processors, as soon as that pays.
        bring: makes of an item what is handed over; called in the parent, from several threads.
        unpack: makes of what a job in a process gives what ``here`` gives; called in the parent, from several threads.
        worth: seconds that an item must take for processes to pay.

    Raises:
        UsageError: ``usage_wrong`` when a process has ended by itself; what a job or a service raises.
    """
    source, times = iter(items), list[float]()

    def done(item: T) -> R:
        started = perf_counter()
        result = here(bring(item))
        times.append(perf_counter() - started)
        return result

    yield from map(done, islice(source, HERE))
    if workers is None:
        workers = processors()
        if workers == 1 or not times or sorted(times)[len(times) // 2] < worth:
            yield from map(here, map(bring, source))
            return
        # Nobody knows how long the batch is. Once it took as long as processes take to start, they are cheap at most.
        price, before = _PRICE[start_method()], 0
        while sum(times) < price and before < len(times):
            before = len(times)
            yield from map(done, islice(source, HERE))
    chunk = _chunk(source, _FIRST)
    if not chunk:
        return
    crew = _Crew(workers, prepare, setup, services, bring=bring, unpack=unpack)
    under_way: deque[Future[list[R]]] = deque()
    try:
        while chunk:
            under_way.append(crew.submit(chunk))
            if len(under_way) >= 2 * workers:
                yield from under_way.popleft().result()
            chunk = _chunk(source, crew.chunk)
        while under_way:
            yield from under_way.popleft().result()
    finally:
        crew.close()


def start_method() -> str:
    """How processes start. A fork knows at once what the parent has loaded and learned, but copies the locks that
    other threads hold, and nobody ever opens these: it is for a parent with one thread, where the system allows it.
    """
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _chunk(source: Iterator[T], most: int) -> list[T]:
    chunk: list[T] = []
    weight = 0
    for item in islice(source, most):
        chunk.append(item)
        weight += sys.getsizeof(item)
        if weight >= _HEAVY:
            break
    return chunk


class _Crew:
    """Processes, each with a thread.

    Attributes:
        chunk: how many items shall travel together next.
    """

    def __init__(
        self,
        size: int,
        prepare: Callable[..., Any],
        setup: tuple[Any, ...],
        services: Mapping[str, Callable[..., Any]],
        *,
        bring: Callable[[Any], Any],
        unpack: Callable[[Any], Any] | None,
    ) -> None:
        self.chunk = _FIRST
        self._bring, self._unpack = bring, unpack
        method = start_method()
        context: Any = multiprocessing.get_context(method)
        self._services = services
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="sceau-worker")
        self._free: SimpleQueue[Connection] = SimpleQueue()
        self._processes = []
        inherited: list[Connection] = []
        for _ in range(size):
            ours, theirs = context.Pipe()
            inherited += [ours] if method == "fork" else []
            process = context.Process(target=_serve, args=(theirs, inherited, prepare, setup), daemon=True)
            process.start()
            theirs.close()
            self._processes.append(process)
            self._free.put(ours)

    def submit(self, chunk: list[Any]) -> Future[list[Any]]:
        return self._threads.submit(self._look_after, chunk)

    def close(self) -> None:
        for process in self._processes:
            process.terminate()
        self._threads.shutdown(cancel_futures=True)
        for process in self._processes:
            process.join()
        while not self._free.empty():
            self._free.get().close()

    def _look_after(self, chunk: list[Any]) -> list[Any]:
        brought = [self._bring(item) for item in chunk]
        connection = self._free.get()
        try:
            connection.send(brought)
            while True:
                kind, content = connection.recv()
                if kind == _DONE:
                    done, seconds = content
                    if seconds < _ENOUGH and len(chunk) == self.chunk < CHUNK:
                        self.chunk *= 2
                    return list(done) if self._unpack is None else [self._unpack(each) for each in done]
                if kind == _FAILED:
                    raise content
                connection.send((_ANSWER, self._served(*content)))
        except (EOFError, ConnectionError) as error:
            raise UsageError("usage_wrong", detail="a worker process has ended; is the main module guarded?") from error
        finally:
            self._free.put(connection)

    def _served(self, name: str, arguments: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, SceauError | None]:
        try:
            return self._services[name](*arguments, **named), None
        except SceauError as error:
            return None, error


def _serve(
    connection: Connection,
    inherited: list[Connection],
    prepare: Callable[..., Callable[[Any], Any]],
    setup: tuple[Any, ...],
) -> None:
    """The life of a process."""
    for other in inherited:
        other.close()  # or nobody would notice that the parent has gone
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it too, and ends us
    try:
        job = prepare(partial(_ask, connection), *setup)
        gc.freeze()  # what came with the fork stays shared with the parent: no collection writes to it
        while True:
            chunk = connection.recv()
            started = perf_counter()
            done = [job(item) for item in chunk]
            connection.send((_DONE, (done, perf_counter() - started)))
    except (EOFError, ConnectionError):
        return  # the parent has gone
    except Exception as error:  # whatever it is, it is the parent's to raise: no fault may be lost with the process
        connection.send((_FAILED, error))


def _ask(connection: Connection, name: str, *arguments: Any, **named: Any) -> Any:
    connection.send((_ASKS, (name, arguments, named)))
    _, (found, error) = connection.recv()
    if error is not None:
        raise error
    return found
