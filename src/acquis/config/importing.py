"""Competency frameworks from the operator's own disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from acquis.platform.actor import Actor
from acquis.platform.translatable import Text
from acquis.skills import actions, queries
from acquis.skills.layouts.shape import SourceFile, Told

_KINDS = {".csv", ".json", ".zip", ".txt", ".tsv"}


def bring(
    paths: Iterable[Path], facts: Mapping[str, str], *, progress: Callable[[int, int], None] | None = None
) -> str:
    """Import the files; what was done, on one line.

    Args:
        paths: files, or folders whose files of a known kind are taken.
        facts: what the files do not say of the framework, by the names of the command's options.

    Raises:
        Refused: as `acquis.skills.actions.import_now`.
        OSError: a file cannot be read.
    """
    files = [SourceFile(path.name, path.read_bytes()) for path in _files(paths)]
    told = Told(
        key=facts["key"],
        version=facts["version"],
        publisher=facts["publisher"],
        name=Text(fr=facts["name_fr"], en=facts["name_en"]),
        licence=facts["licence"],
        attribution=Text(fr=facts["attribution_fr"], en=facts["attribution_en"]),
        source_url=facts["source_url"],
    )
    made = actions.import_now(
        files=files, told=told, by=Actor(None, None, "command", "acquis skills import"), progress=progress
    )
    last = queries.imports().filter(framework_id=made)[0]
    counts = ", ".join(f"{last.result[name]} {name}" for name in ("added", "changed", "withdrawn", "unchanged"))
    return f"{last.key} {last.version}: {counts}."


def listed() -> Iterator[str]:
    """Each framework that is here, on one line."""
    for one in queries.frameworks():
        yield f"{one.key} {one.version}: {one.size} entries, {one.publisher}, {one.licence}"


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(inner for inner in path.iterdir() if inner.suffix.lower() in _KINDS)
        else:
            yield path
