"""Loading frameworks: files are examined, confirmed, and written in short batches that can be taken up again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from importlib import resources
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from acquis.audit import actions as audit
from acquis.organizations import actions as organizations
from acquis.organizations import queries as organization_queries
from acquis.platform import clock, files, jobs
from acquis.platform.actor import Actor
from acquis.platform.faults import Forbidden, Refused
from acquis.platform.translatable import Text
from acquis.platform.writes import action
from acquis.skills import queries, wording
from acquis.skills.folding import fold
from acquis.skills.indexing import ranked
from acquis.skills.layouts import reading
from acquis.skills.layouts.shape import Entry, Link, Package, SourceFile, Told
from acquis.skills.models import Framework, Import, Relation, Skill, SkillWord

SAMPLES = ("esco_sample.json", "skills_for_success.json")
PERMISSION = "frameworks.manage"
BATCH = 500
WRITTEN = 100  # words and relations that one statement inserts are many times more
MAX_STORED = 60_000_000
# What must be known of a framework, and how long it may be (languages, for its name).
LENGTHS = {"key": 40, "version": 40, "name": 2, "publisher": 120, "licence": 200, "source_url": 300}
T = TypeVar("T")
Progress = Callable[[int, int], None]


class Stopped(Exception):
    """Somebody ended the import while it ran; what was written stays, and the next import takes it up."""


@action
def load_sample(by: Actor) -> UUID:
    """Load the bundled selections of frameworks, both languages, without a network (R-071); the id of that of ESCO.

    Loading again writes only what changed; nothing is removed, because alignments point here. A framework that was
    imported whole is left alone.
    """
    folder = resources.files("acquis.skills").joinpath("data")
    made = []
    for name in SAMPLES:
        package = _read([SourceFile(name, folder.joinpath(name).read_bytes())], Told())
        kept = queries.framework_of(package.told.key, package.told.version)
        if kept is None or (kept.layout == package.layout and queries.differs(package)):
            made.append(_at_once(package, [], by=by, is_whole=False, progress=_silent))
        else:
            made.append(kept.id)
    return made[0]


def import_now(*, files: Iterable[SourceFile], told: Told, by: Actor, progress: Progress | None = None) -> UUID:
    """Import what lies on the operator's own disk, at once; the id of the framework.

    Raises:
        Forbidden: ``not_permitted``.
        Refused: as `examine` and `confirm`.
    """
    _require(by)
    unpacked = _unpacked(files)
    return _at_once(_read(unpacked, told), unpacked, by=by, is_whole=True, progress=progress or _silent)


@action
def examine(*, files: Iterable[SourceFile], told: Told, by: Actor) -> UUID:
    """Read files and keep them until the import is confirmed; its id. Nothing of the framework is written.

    Raises:
        Forbidden: ``not_permitted``.
        Refused: ``files_missing``, ``files_too_many``, ``files_too_large``, ``archive_broken``; ``told_missing`` and
            ``told_wrong`` at the field of the framework's facts that neither the files nor ``told`` give well.
    """
    _require(by)
    unpacked = _unpacked(files)
    package = _read(unpacked, told)
    return _register(package, unpacked, Import.State.EXAMINED, by=by).pk


@action
def confirm(*, import_id: UUID, by: Actor) -> None:
    """Have an examined import done in the background.

    Raises:
        Forbidden: ``not_permitted``.
        Refused: ``import_unknown``, ``problems_found``, ``import_running``: another one of this framework.
    """
    _require(by)
    found = Import.objects.select_for_update().filter(pk=import_id, state=Import.State.EXAMINED).first()
    if found is None:
        raise Refused("import_unknown", _("This import was confirmed or ended already."))
    if found.blocking:
        raise Refused("problems_found", _("Correct what is wrong in the files, then hand them over again."))
    found.state = Import.State.WAITING
    _save_alone(found)
    jobs.enqueue("skills.import", {"import_id": str(found.pk)})
    audit.record(by=by, verb="skills.confirm", subject_type="framework_import", subject_id=found.pk)


@action
def stop(*, import_id: UUID, by: Actor) -> None:
    """End an import that is not done; what it has written stays.

    Raises:
        Forbidden: ``not_permitted``.
        Refused: ``import_unknown``.
    """
    _require(by)
    found = Import.objects.select_for_update().filter(pk=import_id).exclude(state__in=queries.ENDED).first()
    if found is None:
        raise Refused("import_unknown", _("This import was confirmed or ended already."))
    _end(found, Import.State.STOPPED)
    audit.record(by=by, verb="skills.stop", subject_type="framework_import", subject_id=found.pk)


def run(*, import_id: UUID, by: Actor, progress: Progress) -> None:
    """Do a confirmed import; safe to run again after a worker went away."""
    found = Import.objects.filter(pk=import_id, state__in=[Import.State.WAITING, Import.State.RUNNING]).first()
    kept = files.read(found.file_id) if found is not None and found.file_id else None
    if found is None or kept is None:
        return
    package = reading.read(reading.unpacked([SourceFile("", kept)]), queries.told_of(found))
    try:
        _run(found, package, by=by, is_whole=True, progress=progress)
    except Stopped:
        return


# — examining —


def _require(by: Actor) -> None:
    if by.channel == "command":
        return
    operator = organization_queries.operator()
    if operator is None:
        raise Forbidden("not_permitted", _("Your role in this organization does not allow this."))
    organizations.require(by, PERMISSION, operator.id)


def _unpacked(files: Iterable[SourceFile]) -> list[SourceFile]:
    try:
        found = reading.unpacked(files)
    except reading.Unreadable as fault:
        raise Refused(fault.code, wording.refusal(fault.code, fault.file), "files") from fault
    if not found:
        raise Refused("files_missing", _("Choose at least one file."), "files")
    return found


def _read(unpacked: list[SourceFile], told: Told) -> Package:
    """The files, completed by what is known of the framework's former version."""
    # A table of codes needs the address that they stand behind before anything else.
    base = told.source_url or queries.former(told.key).source_url
    package = reading.read(unpacked, replace(told, source_url=base))
    package.told = package.told.filled(queries.former(package.told.key))
    for name, longest in LENGTHS.items():
        value, where = getattr(package.told, name), "name_fr" if name == "name" else name
        if package.blocking:
            break
        if not value:
            told_missing = _("The files do not say this. Fill it in, then hand them over again.")
            raise Refused("told_missing", told_missing, where)
        if len(value) > longest or (name == "key" and not re.fullmatch(r"[\w-]+", value, re.ASCII)):
            raise Refused("told_wrong", _("This is too long, or not of the expected form."), where)
    return package


def _register(package: Package, unpacked: list[SourceFile], state: Import.State, *, by: Actor) -> Import:
    told, kept = package.told, None
    if state is Import.State.EXAMINED and not package.blocking:
        kept = files.store(
            reading.packed(unpacked),
            name="framework.zip",
            media_type="application/zip",
            accepted={"application/zip": (b"PK\x03\x04",)},
            max_bytes=MAX_STORED,
        ).id
    return _keep(
        Import(
            key=told.key,
            version=told.version,
            state=state,
            layout=package.layout,
            told={name: getattr(told, name) for name in queries.FACTS},
            files=[file.name for file in unpacked],
            file_id=kept,
            expected=queries.expected(package),
            problems=[wording.problem_facts(problem) for problem in package.problems],
            blocking=package.blocking,
            created_at=clock.now(),
        ),
        by,
    )


@action
def _keep(made: Import, by: Actor) -> Import:
    _save_alone(made)
    audit.record(
        by=by,
        verb="skills.examine",
        subject_type="framework_import",
        subject_id=made.pk,
        facts={"key": made.key, "version": made.version, "blocking": made.blocking},
    )
    return made


def _save_alone(one: Import) -> None:
    try:
        with transaction.atomic():
            one.save()
    except IntegrityError as error:
        told = _("Another import of this framework is running. Wait until it is done.")
        raise Refused("import_running", told) from error


# — writing —


def _at_once(package: Package, unpacked: list[SourceFile], *, by: Actor, is_whole: bool, progress: Progress) -> UUID:
    if package.blocking:
        raise Refused("problems_found", wording.sentence(package.problems[0]), "files")
    made = _register(package, unpacked, Import.State.RUNNING, by=by)
    return _run(made, package, by=by, is_whole=is_whole, progress=progress)


def _silent(done: int, total: int) -> None:
    """Nobody watches."""


def _run(one: Import, package: Package, *, by: Actor, is_whole: bool, progress: Progress) -> UUID:
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
    _end(one, Import.State.DONE)
    audit.record(by=by, verb="skills.import", subject_type="framework", subject_id=framework_id, facts=dict(one.result))


def _end(one: Import, state: Import.State) -> None:
    if one.file_id:
        files.remove(one.file_id)
    one.state, one.file_id, one.finished_at = state, None, clock.now()
    one.save()
