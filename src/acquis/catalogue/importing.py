"""Background work of imports: checking the lines of a long file, and writing what was confirmed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from acquis.catalogue.actions import exchange
from acquis.catalogue.actions.plans import Entries
from acquis.catalogue.queries import exchange as stored
from acquis.platform import jobs


@jobs.work("catalogue.import_check")
def check(*, payload: Mapping[str, Any], progress: Callable[[int, int], None]) -> None:
    """Check every line that was not yet."""
    import_id, entries = UUID(payload["import_id"]), Entries()
    waiting = stored.waiting_lines(import_id, checked=False)
    for done, line_id in enumerate(waiting, start=1):
        exchange.check_line(line_id=line_id, entries=entries)
        progress(done, len(waiting))
    exchange.finish_check(import_id=import_id)


@jobs.work("catalogue.import")
def write(*, payload: Mapping[str, Any], progress: Callable[[int, int], None]) -> None:
    """Write every line that was not yet, each in a transaction of its own."""
    import_id, entries = UUID(payload["import_id"]), Entries()
    waiting = stored.waiting_lines(import_id, checked=True)
    for done, line_id in enumerate(waiting, start=1):
        exchange.write_line(line_id=line_id, entries=entries)
        exchange.count_written(import_id=import_id, done=done)
        progress(done, len(waiting))
    exchange.finish_import(import_id=import_id)
