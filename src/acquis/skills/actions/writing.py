"""Writing the entries and relations of a framework, in short batches that can be taken up again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.db.models import Exists, OuterRef, Subquery

from acquis.audit import actions as audit
from acquis.platform import clock, files
from acquis.platform.actor import Actor
from acquis.platform.translatable import Text
from acquis.platform.writes import action
from acquis.skills import queries
from acquis.skills.folding import fold
from acquis.skills.indexing import ranked
from acquis.skills.layouts.shape import Entry, Link, Package
from acquis.skills.models import Framework, Import, Relation, Skill, SkillWord

BATCH = 500
WRITTEN = 100  # words and relations that one statement inserts are many times more
T = TypeVar("T")
Progress = Callable[[int, int], None]


class Stopped(Exception):
    """Somebody ended the import while it ran; what was written stays, and the next import takes it up."""


def write(one: Import, package: Package, *, by: Actor, is_whole: bool, progress: Progress) -> UUID:
    """Write a package batch by batch: entries, what is gone, relations; each batch with its counts."""
    framework_id = _begin(one.pk, package)
    known = queries.stored(framework_id)
    gone = [uri for uri, row in known.items() if uri not in package.entries and not row.is_obsolete] if is_whole else []
    fresh = [entry for entry in package.entries.values() if _is_new(entry, known)]
    steps: list[tuple[Callable[..., dict[str, int]], Sequence[Any]]] = [
        *((_write_entries, batch) for batch in _batches(fresh)),
        *((_withdraw, batch) for batch in _batches(gone)),
    ]
    linked = queries.stored_links(framework_id)
    new = [link for key, link in package.links.items() if linked.get(key, ("", ""))[1] != link.digest()]
    left = _left(package, linked, known) if is_whole else []
    steps += [*((_unlink, batch) for batch in _batches(left)), *((_write_links, batch) for batch in _batches(new))]
    total = sum(len(batch) for _step, batch in steps)
    done = 0
    for step, batch in steps:
        done += len(batch)
        _batch(one.pk, framework_id, step=step, batch=batch, known=known, done=done, total=total)
        progress(done, total)
    _finish(one.pk, framework_id, len(package.entries), by)
    return framework_id


def _is_new(entry: Entry, known: dict[str, queries.Stored]) -> bool:
    row = known.get(entry.uri)
    return row is None or row.digest != entry.digest()


def _left(package: Package, linked: dict[str, tuple[UUID, str]], known: dict[str, queries.Stored]) -> list[str]:
    """Relations that the files no longer tell; what an obsolete entry said last stays."""
    still = {row.pk for uri, row in known.items() if uri in package.entries}
    return [key for key, (source, _digest) in linked.items() if key not in package.links and source in still]


def _batches(items: Sequence[T]) -> Iterator[list[T]]:
    waiting = iter(items)
    while batch := list(islice(waiting, BATCH)):
        yield batch


@action
def _begin(import_id: UUID, package: Package) -> UUID:
    told = package.told
    facts = {name: getattr(told, name) for name in queries.FACTS if name not in {"key", "version"}}
    framework, _made = Framework.objects.update_or_create(
        key=told.key,
        version=told.version,
        defaults={**facts, "details": dict(told.details), "layout": package.layout},
        create_defaults={**facts, "details": dict(told.details), "layout": package.layout, "loaded_at": clock.now()},
    )
    Import.objects.filter(pk=import_id).update(state=Import.State.RUNNING, framework=framework)
    return framework.pk


@action
def _batch(
    import_id: UUID,
    framework_id: UUID,
    *,
    step: Callable[..., dict[str, int]],
    batch: Sequence[Any],
    known: dict[str, queries.Stored],
    done: int,
    total: int,
) -> None:
    """One short transaction, so that nobody else waits long; the counts stand or fall with it."""
    one = Import.objects.select_for_update().get(pk=import_id)
    if one.state == Import.State.STOPPED:
        raise Stopped
    for name, number in step(framework_id, batch, known).items():
        one.result[name] = one.result.get(name, 0) + number
    one.done, one.total = done, total
    one.save(update_fields=["result", "done", "total"])


def _write_entries(framework_id: UUID, batch: Sequence[Entry], known: dict[str, queries.Stored]) -> dict[str, int]:
    changed = [known[entry.uri].pk for entry in batch if entry.uri in known]
    rows = [_skill(framework_id, entry, known) for entry in batch]
    updated = [field.name for field in Skill._meta.concrete_fields if field.name not in {"id", "framework", "uri"}]
    Skill.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["framework", "uri"], update_fields=updated, batch_size=WRITTEN
    )
    SkillWord.objects.filter(skill_id__in=changed).delete()
    SkillWord.objects.bulk_create(
        [
            SkillWord(word=word, kind=row.kind, skill_id=_pk(row, known), rank=rank)
            for row in rows
            if row.state == Skill.State.CURRENT
            for word, rank in ranked(row.code, row.labels, row.alternatives)
        ],
        batch_size=10 * WRITTEN,
    )
    return {"added": len(batch) - len(changed), "changed": len(changed)}


def _pk(row: Skill, known: dict[str, queries.Stored]) -> UUID:
    return known[row.uri].pk if row.uri in known else row.pk


def _skill(framework_id: UUID, entry: Entry, known: dict[str, queries.Stored]) -> Skill:
    labels = Text(entry.labels)
    plain = {language: fold(labels.shown(language).text)[:80] for language in ("fr", "en")}
    return Skill(
        id=uuid4(),  # not written over an entry that is here: its address decides which one it is
        framework_id=framework_id,
        uri=entry.uri,
        code=entry.code,
        labels=labels,
        alternatives=entry.alternatives,
        descriptions=Text(entry.descriptions),
        kind=entry.kind,
        reuse=entry.reuse,
        state=Skill.State.OBSOLETE if entry.is_obsolete else Skill.State.CURRENT,
        identifier=entry.identifier,
        details=entry.details,
        digest=entry.digest(),
        sorted_fr=plain["fr"],
        sorted_en=plain["en"],
        changed_at=clock.now(),
    )


def _withdraw(framework_id: UUID, batch: Sequence[str], known: dict[str, queries.Stored]) -> dict[str, int]:
    """Their publisher no longer has them: they stay, and are no longer found."""
    ids = [known[uri].pk for uri in batch]
    SkillWord.objects.filter(skill_id__in=ids).delete()
    # Without a digest an entry that comes back counts as changed.
    Skill.objects.filter(pk__in=ids).update(state=Skill.State.OBSOLETE, digest="", changed_at=clock.now())
    return {"withdrawn": len(ids)}


def _unlink(framework_id: UUID, batch: Sequence[str], known: dict[str, queries.Stored]) -> dict[str, int]:
    Relation.objects.filter(framework_id=framework_id, key__in=batch).delete()
    return {"relations_removed": len(batch)}


def _write_links(framework_id: UUID, batch: Sequence[Link], known: dict[str, queries.Stored]) -> dict[str, int]:
    ends = queries.ids_of(framework_id, {end for link in batch for end in (link.source, link.target)})
    rows = [
        Relation(
            framework_id=framework_id,
            source_id=ends[link.source],
            kind=link.kind,
            target_id=ends.get(link.target),
            target_uri=link.target,
            position=link.position,
            key=link.key(),
            details=link.details,
            digest=link.digest(),
        )
        for link in batch
        if link.source in ends
    ]
    Relation.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["framework", "key"],
        update_fields=["source", "kind", "target", "target_uri", "position", "details", "digest"],
        batch_size=WRITTEN,
    )
    return {"relations_written": len(rows)}


@action
def _finish(import_id: UUID, framework_id: UUID, entries: int, by: Actor) -> None:
    # A relation may have been told before its target came.
    target = Skill.objects.filter(framework_id=framework_id, uri=OuterRef("target_uri"))
    waiting = Relation.objects.filter(Exists(target), framework_id=framework_id, target=None)
    waiting.update(target=Subquery(target.values("pk")[:1]))
    one = Import.objects.select_for_update().get(pk=import_id)
    counts = {name: one.result.get(name, 0) for name in queries.COUNTS}
    one.result = counts | {"unchanged": entries - counts["added"] - counts["changed"]}
    one.done = one.total
    end(one, Import.State.DONE)
    audit.record(by=by, verb="skills.import", subject_type="framework", subject_id=framework_id, facts=dict(one.result))


def end(one: Import, state: Import.State) -> None:
    """Close an import; its files are no longer needed."""
    if one.file_id:
        files.remove(one.file_id)
    one.state, one.file_id, one.finished_at = state, None, clock.now()
    one.save()
