"""The holder of the engine's objects: built by the composition root, read by actions, queries and jobs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sceau.ports import Fetch, RandomBytes


class Verifies(Protocol):
    """Bytes of unknown kind to a report; see `sceau.verifying.verifier.Verifier.verify`."""

    def verify(self, data: bytes, *, now: datetime, resources: Mapping[str, bytes] | None = None) -> Any: ...


@dataclass(frozen=True, slots=True)
class Engine:
    """Everything of the world that the product lends to the engine.

    Attributes:
        fetch: the guarded fetcher, with the product's own addresses answered in process.
        random: unpredictable bytes.
        contexts: the hash-locked JSON-LD contexts (`sceau.linked_data.contexts.Contexts`).
        verifier: the strict verifier with the network's register.
    """

    fetch: Fetch
    random: RandomBytes
    contexts: Any
    verifier: Verifies


class _Holder:
    engine: Engine | None = None


def hold(engine: Engine) -> Engine | None:
    """Put the engine in place and return the former one; the composition root and tests call this."""
    former, _Holder.engine = _Holder.engine, engine
    return former


def engine() -> Engine:
    """The engine's objects of this process."""
    if _Holder.engine is None:
        raise RuntimeError("acquis.config.composition has not run")
    return _Holder.engine
