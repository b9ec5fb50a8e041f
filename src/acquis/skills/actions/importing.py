"""Loading frameworks: files are examined, confirmed, and written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from importlib import resources
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from acquis.audit import actions as audit
from acquis.organizations import actions as organizations
from acquis.organizations import queries as organization_queries
from acquis.platform import clock, files, jobs
from acquis.platform.actor import Actor
from acquis.platform.faults import Forbidden, Refused
from acquis.platform.writes import action
from acquis.skills import queries, wording
from acquis.skills.actions.writing import Progress, Stopped, end, write
from acquis.skills.layouts import reading
from acquis.skills.layouts.shape import Package, SourceFile, Told
from acquis.skills.models import Import

SAMPLES = ("esco_sample.json", "skills_for_success.json")
PERMISSION = "frameworks.manage"
MAX_STORED = 60_000_000
# What must be known of a framework, and how long it may be (languages, for its name).
LENGTHS = {"key": 40, "version": 40, "name": 2, "publisher": 120, "licence": 200, "source_url": 300}


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
    end(found, Import.State.STOPPED)
    audit.record(by=by, verb="skills.stop", subject_type="framework_import", subject_id=found.pk)


def run(*, import_id: UUID, by: Actor, progress: Progress) -> None:
    """Do a confirmed import; safe to run again after a worker went away."""
    found = Import.objects.filter(pk=import_id, state__in=[Import.State.WAITING, Import.State.RUNNING]).first()
    kept = files.read(found.file_id) if found is not None and found.file_id else None
    if found is None or kept is None:
        return
    package = reading.read(reading.unpacked([SourceFile("", kept)]), queries.told_of(found))
    try:
        write(found, package, by=by, is_whole=True, progress=progress)
    except Stopped:
        return


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


def _at_once(package: Package, unpacked: list[SourceFile], *, by: Actor, is_whole: bool, progress: Progress) -> UUID:
    if package.blocking:
        raise Refused("problems_found", wording.sentence(package.problems[0]), "files")
    made = _register(package, unpacked, Import.State.RUNNING, by=by)
    return write(made, package, by=by, is_whole=is_whole, progress=progress)


def _silent(done: int, total: int) -> None:
    """Nobody watches."""
