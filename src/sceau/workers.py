"""One job for many items in several processes: in order, with a bounded look-ahead, the world asked by the parent.

Threads do not help here: nearly all of the work is Python's own, and one thread at a time does it. Each process is
looked after by a thread of the parent, which hands it items and does for it what only the parent can: fetch, sign.
"""

from __future__ import annotations

import multiprocessing
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
from typing import Any, TypeVar

from sceau.errors import SceauError, UsageError

CHUNK = 16
"""Items that travel together."""

HERE = 32
"""Items done before any process is started: a small batch is over by then."""

Ask = Callable[..., Any]
"""`ask(name, *arguments, **named)`: has the parent run one of its services."""

T = TypeVar("T")
S = TypeVar("S")
R = TypeVar("R")

_DONE, _FAILED, _ASKS, _ANSWER = "done", "failed", "asks", "answer"


def spread(
    items: Iterable[T],
    prepare: Callable[..., Callable[[S], R]],
    *,
    here: Callable[[S], R],
    setup: tuple[Any, ...],
    services: Mapping[str, Callable[..., Any]],
    workers: int,
    bring: Callable[[T], S],
) -> Iterator[R]:
    """The result for each item, in order. At most `CHUNK` items for each of ``2 * workers`` are under way.

    Args:
        items: read as results are taken.
        prepare: a function of a module; called in each process as ``prepare(ask, *setup)``, it gives the job.
        here: the same job for this process, which does the first `HERE` items.
        setup: what can be pickled.
        services: what the parent does when a process asks, by name; called from several threads.
        workers: processes, two or more.
        bring: makes of an item what is handed over; called in the parent, from several threads.

    Raises:
        UsageError: ``usage_wrong`` when a process has ended by itself; what a job or a service raises.
    """
    source = iter(items)
    for item in islice(source, HERE):
        yield here(bring(item))
    chunk = list(islice(source, CHUNK))
    if not chunk:
        return
    crew = _Crew(workers, prepare, setup, services)
    under_way: deque[Future[list[R]]] = deque()
    try:
        while chunk:
            under_way.append(crew.submit(chunk, bring))
            if len(under_way) >= 2 * workers:
                yield from under_way.popleft().result()
            chunk = list(islice(source, CHUNK))
        while under_way:
            yield from under_way.popleft().result()
    finally:
        crew.close()


def start_method() -> str:
    """How processes start. A fork knows at once what the parent has loaded and learned, but copies the locks that
    other threads hold, and nobody ever opens these: it is for a parent with one thread, where the system allows it.
    """
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


class _Crew:
    def __init__(
        self,
        size: int,
        prepare: Callable[..., Any],
        setup: tuple[Any, ...],
        services: Mapping[str, Callable[..., Any]],
    ) -> None:
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

    def submit(self, chunk: list[T], bring: Callable[[T], S]) -> Future[list[Any]]:
        return self._threads.submit(self._look_after, chunk, bring)

    def close(self) -> None:
        for process in self._processes:
            process.terminate()
        self._threads.shutdown(cancel_futures=True)
        for process in self._processes:
            process.join()
        while not self._free.empty():
            self._free.get().close()

    def _look_after(self, chunk: list[T], bring: Callable[[T], S]) -> list[Any]:
        brought = [bring(item) for item in chunk]
        connection = self._free.get()
        try:
            connection.send(brought)
            while True:
                kind, content = connection.recv()
                if kind == _DONE:
                    return list(content)
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
        while True:
            connection.send((_DONE, [job(item) for item in connection.recv()]))
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
