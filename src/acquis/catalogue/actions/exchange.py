"""Importing in bulk: receive a file, say what its columns are, check every line, and write only what is confirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from acquis.audit import actions as audit
from acquis.catalogue import models, queries, wording
from acquis.catalogue.actions import drafts, offers, plans
from acquis.catalogue.actions.plans import Entries, Plan
from acquis.catalogue.content import Content
from acquis.catalogue.exchange import cells, tables
from acquis.catalogue.exchange.cells import Reading
from acquis.catalogue.exchange.shape import SHAPES, every_column
from acquis.catalogue.offering import Terms
from acquis.catalogue.queries import exchange as stored
from acquis.organizations.actions import require
from acquis.platform import clock, jobs
from acquis.platform.actor import Actor
from acquis.platform.faults import Blocked, Refusal, Refused
from acquis.platform.translatable import LANGUAGES, Text
from acquis.platform.writes import action
from sceau.encoding import strict_json
from sceau.errors import SceauError

States = models.BulkImport.State
Verdicts = models.BulkLine.Verdict
AT_ONCE = 20
"""So many lines are checked while the page waits; more are left to a job."""

MAY = {"definitions": "achievement.write", "offers": "offer.write"}
_JSON = (b"{", b"[")


@action
def receive_file(*, organization_id: UUID, subject: str, file_name: str, data: bytes, by: Actor) -> UUID:
    """Take a file in as lines of cells; the import's id. When its headings are ours, it is checked at once.

    Raises:
        Forbidden: without the permission to write what the file is about.
        Refused: ``subject_unknown``, and those of `tables.read`.
    """
    if subject not in SHAPES:
        raise Refused("subject_unknown", _("Choose what the file is about."), "subject")
    require(by, MAY[subject], organization_id)
    layout, header, lines = _opened(subject, data)
    shape = SHAPES[subject]
    targets = cells.guess(shape, header)
    assert by.person_id is not None
    made = models.BulkImport.objects.create(
        organization_id=organization_id,
        subject=subject,
        layout=layout,
        file_name=file_name[-160:],
        header=header,
        targets=targets,
        total=len(lines),
        author_id=by.person_id,
        created_at=clock.now(),
    )
    models.BulkLine.objects.bulk_create(
        models.BulkLine(organization_id=organization_id, source=made, number=number, cells=told)
        for number, told in lines
    )
    _record(by, "receive_file", made.pk, subject=subject, lines=len(lines))
    if layout == "json" or all(targets):
        _start_check(made)
    return made.pk


@action
def name_columns(*, import_id: UUID, targets: Sequence[str], by: Actor) -> None:
    """Say which column each heading of the file is, "" to skip one; then every line is checked.

    Raises:
        Forbidden: without the permission.
        Refused: ``import_settled``, ``column_unknown``, ``column_repeated``, ``code_column_missing``.
    """
    found = _import(import_id, by, States.COLUMNS, States.CHECKED)
    known = every_column(SHAPES[found.subject])
    wanted = [target.strip() for target in targets][: len(found.header)]
    for index, target in enumerate(wanted):
        if target and target not in known:
            raise Refused("column_unknown", _("There is no column of this name. Choose one of the list."), f"{index}")
        if target and target in wanted[:index]:
            raise Refused("column_repeated", _("Another column of the file is this one already."), f"{index}")
    if "code" not in wanted and "id" not in wanted:
        raise Refused("code_column_missing", _("One column must be the local code: it says what a line is about."))
    found.targets = wanted
    _record(by, "name_columns", found.pk, columns=[target for target in wanted if target])
    _start_check(found)


@action
def confirm_import(*, import_id: UUID, by: Actor) -> None:
    """Write every line that was found good, in the background; lines with an error are left out.

    Raises:
        Forbidden: without the permission.
        Refused: ``import_settled``, ``nothing_to_import``.
    """
    found = _import(import_id, by, States.CHECKED)
    waiting = stored.waiting_lines(import_id, checked=True)
    if not waiting:
        raise Refused("nothing_to_import", _("No line of this file would change anything."))
    found.state, found.confirmed_at, found.done, found.total = States.RUNNING, clock.now(), 0, len(waiting)
    found.save()
    _record(by, "confirm_import", found.pk, lines=len(waiting))
    jobs.enqueue("catalogue.import", {"import_id": str(found.pk)}, unique_key=f"import:{found.pk}")


@action
def drop_import(*, import_id: UUID, by: Actor) -> None:
    """Forget a file: its cells go, the fact that there was one stays.

    Raises:
        Forbidden: without the permission.
        Refused: ``import_settled`` once it runs.
    """
    found = _import(import_id, by, States.COLUMNS, States.CHECKING, States.CHECKED, States.DONE)
    found.lines.all().delete()
    found.state, found.file_name, found.header, found.targets = States.DROPPED, "", [], []
    found.save()
    _record(by, "drop_import", found.pk)


# — in the background —


@action
def check_line(*, line_id: UUID, entries: Entries) -> None:
    """Find out what a line would do: everything short of writing it, then a trial whose writes are undone."""
    line = models.BulkLine.objects.select_related("source").get(pk=line_id)
    by = _author(line.source)
    plan = _planned(line, entries)
    if plan.writes and (refused := _tried(plan, line, by)):
        plan = _refused(plan, refused)
    _keep(line, plan)
    models.BulkImport.objects.filter(pk=line.source_id).update(done=line.number)


@action
def write_line(*, line_id: UUID, entries: Entries) -> None:
    """Write a line as things stand now; run twice, it is written once."""
    line = models.BulkLine.objects.select_related("source").select_for_update(of=("self",)).get(pk=line_id)
    if line.written:
        return
    plan = _planned(line, entries)
    made: UUID | None = plan.subject_id
    if plan.writes:
        try:
            with transaction.atomic():
                made = _written(plan, line.organization_id, _author(line.source))
        except Refusal as refused:
            plan = _refused(plan, refused)
    verdict = line.verdict
    _keep(line, plan)
    if plan.writes:
        models.BulkLine.objects.filter(pk=line.pk).update(written=True, made_id=made, verdict=verdict)


@action
def finish_check(*, import_id: UUID) -> None:
    """Every line was checked: the author may confirm."""
    models.BulkImport.objects.filter(pk=import_id, state=States.CHECKING).update(state=States.CHECKED)


@action
def finish_import(*, import_id: UUID) -> None:
    """Every line was dealt with."""
    models.BulkImport.objects.filter(pk=import_id, state=States.RUNNING).update(
        state=States.DONE, finished_at=clock.now()
    )


@action
def count_written(*, import_id: UUID, done: int) -> None:
    """Say how far it is."""
    models.BulkImport.objects.filter(pk=import_id).update(done=done)


# — steps —


def _opened(subject: str, data: bytes) -> tuple[str, list[str], list[tuple[int, Any]]]:
    """Layout, headings, and the numbered lines."""
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_JSON):
        table = tables.read(data)
        return table.layout, list(table.header), list(zip(table.numbers, table.lines, strict=True))
    if len(data) > tables.MAX_BYTES:
        raise Refused("file_too_large", _("This file is larger than 5 MB. Split it."), "file")
    try:
        told = strict_json.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except SceauError as error:
        raise Refused(
            "file_unreadable", _("This JSON cannot be read: %(code)s.") % {"code": error.code}, "file"
        ) from error
    records = told.get(subject) if isinstance(told, dict) else told
    if not isinstance(records, list) or not all(isinstance(each, dict) for each in records):
        raise Refused("file_unreadable", _("This JSON holds no list of such records."), "file")
    if not records:
        raise Refused("file_empty", _("This file is empty. Choose another one."), "file")
    if len(records) > tables.MAX_ROWS:
        raise Refused(
            "too_many_rows",
            _("At most %(number)s lines are read. Split the file.") % {"number": tables.MAX_ROWS},
            "file",
        )
    return "json", [], list(enumerate(records, start=1))


def _start_check(found: models.BulkImport) -> None:
    found.lines.update(verdict=Verdicts.UNCHECKED, findings=[], changes=[], has_warnings=False)
    found.state, found.done, found.total = States.CHECKING, 0, found.lines.count()
    found.save()
    if found.total > AT_ONCE:
        jobs.enqueue("catalogue.import_check", {"import_id": str(found.pk)})
        return
    entries = Entries()
    for line_id in stored.waiting_lines(found.pk, checked=False):
        check_line(line_id=line_id, entries=entries)
    finish_check(import_id=found.pk)


def _planned(line: models.BulkLine, entries: Entries) -> Plan:
    read = partial(_read, line.source.subject, list(line.source.targets), line.cells)
    if line.source.subject == "offers":
        return plans.offer(line.organization_id, read)
    earlier = models.BulkLine.objects.filter(source_id=line.source_id, number__lt=line.number).exclude(code="")
    return plans.definition(line.organization_id, read, entries, earlier.values_list("code", flat=True))


def _read(subject: str, targets: list[str], told: Any) -> Reading:
    if isinstance(told, dict):
        return Reading(told, [], {}, {}, whole=True)
    return cells.read(SHAPES[subject], targets, told)


def _tried(plan: Plan, line: models.BulkLine, by: Actor) -> Refusal | None:
    """Why the catalogue would refuse it; what was written to find out is undone."""
    try:
        with transaction.atomic():
            _written(plan, line.organization_id, by)
            transaction.set_rollback(True)
    except Refusal as refused:
        return refused
    return None


def _written(plan: Plan, organization_id: UUID, by: Actor) -> UUID:
    if isinstance(plan.said, Terms):
        if plan.subject_id is not None:
            offers.revise_offer(offer_id=plan.subject_id, terms=plan.said, by=by)
            return plan.subject_id
        assert plan.achievement_id is not None
        return offers.begin_offer(achievement_id=plan.achievement_id, terms=plan.said, by=by)
    return write_definition(plan, plan.said, organization_id, by)


def write_definition(plan: Plan, content: Content, organization_id: UUID, by: Actor) -> UUID:
    """Write a definition as planned; the id of its draft."""
    version_id = plan.subject_id
    if plan.verdict == Verdicts.NEW:
        made = drafts.begin(organization_id=organization_id, code=plan.code, title=content.title, kind=plan.kind, by=by)
        begun = queries.latest(made)
        assert begun is not None
        version_id = begun.id
    elif plan.verdict == Verdicts.VERSION:
        assert plan.achievement_id is not None
        version_id = drafts.open_new_version(achievement_id=plan.achievement_id, by=by)
    assert version_id is not None
    read = plan.read if plan.verdict == Verdicts.CHANGED else None
    try:
        drafts.revise(version_id=version_id, content=content, by=by, read=read)
    except Refused as refused:
        if refused.code == "changed_meanwhile":
            raise Refused("changed_since", _("It was changed since you read it. Read it again.")) from refused
        raise
    return version_id


def _refused(plan: Plan, refused: Refusal) -> Plan:
    reasons = refused.reasons if isinstance(refused, Blocked) else [refused]
    findings = [
        {"level": "error", "code": each.code, "place": each.where.replace("-", "."), "sentence": _both(each.sentence)}
        for each in reasons
    ]
    return replace(plan, verdict=Verdicts.REFUSED, findings=findings)


def _both(sentence: str | Promise) -> dict[str, str]:
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[language] = str(sentence)
    return found


def _keep(line: models.BulkLine, plan: Plan) -> None:
    line.verdict, line.code, line.title = plan.verdict, plan.code, plan.title
    line.findings, line.changes = plan.findings, plan.changes
    line.has_warnings = any(each["level"] == "warning" for each in plan.findings)
    line.save()


def _author(source: models.BulkImport) -> Actor:
    return Actor(source.author_id, source.organization_id, "job", f"import:{source.pk}"[:64])


def _import(import_id: UUID, by: Actor, *states: str) -> models.BulkImport:
    found = models.BulkImport.objects.select_for_update().filter(pk=import_id).first()
    if found is None:
        raise Refused("import_unknown", _("There is no such import here."))
    require(by, MAY[found.subject], found.organization_id)
    if found.state not in states:
        raise Refused("import_settled", wording.MOVE_REFUSED % {"state": States(found.state).label})
    return found


def _record(by: Actor, verb: str, subject_id: UUID, **facts: Any) -> None:
    audit.record(by=by, verb=f"catalogue.{verb}", subject_type="bulk_import", subject_id=subject_id, facts=facts)


# — one record at a time, for programs —


@action
def put_definition(*, organization_id: UUID, told: Mapping[str, Any], by: Actor, is_new: bool, read: str = "") -> UUID:
    """Write one definition told in JSON into a draft; what is left out stays as it is. The draft's id.

    Args:
        organization_id: whose.
        told: see `acquis.catalogue.exchange.shape.DEFINITION`.
        by: who.
        is_new: whether it must be new; else it must be there.
        read: the digest of what the writer had before them, "" where they did not say.

    Raises:
        Forbidden: without ``achievement.write``.
        Refused: ``code_taken``, ``definition_unknown``, ``version_undecided``, ``put_away``, ``changed_since``.
        Blocked: ``not_understood``, with every reason and its place.
    """
    require(by, MAY["definitions"], organization_id)
    plan = plans.definition(organization_id, lambda: Reading(dict(told), [], {}, {}, whole=True), Entries())
    if is_new and plan.subject_id is not None:
        raise Refused("code_taken", _("Your organization already uses this code. Choose another one."), "code")
    _require_understood(plan)
    if not is_new and plan.subject_id is None:
        raise Refused("definition_unknown", _("There is no such microcredential here."), "code")
    if read and read != plan.read:
        raise Refused("changed_since", _("It was changed since you read it. Read it again."))
    if not plan.writes:
        assert plan.subject_id is not None
        return plan.subject_id
    assert isinstance(plan.said, Content)
    return write_definition(plan, plan.said, organization_id, by)


@action
def put_offer(*, organization_id: UUID, told: Mapping[str, Any], by: Actor) -> UUID:
    """Write one offer told in JSON: a new one, or with ``id`` the one that is there; its id.

    Raises:
        Forbidden: without ``offer.write``.
        Refused: those of the actions on offers.
        Blocked: ``not_understood``, with every reason and its place.
    """
    require(by, MAY["offers"], organization_id)
    plan = plans.offer(organization_id, lambda: Reading(dict(told), [], {}, {}, whole=True))
    _require_understood(plan)
    if not plan.writes:
        assert plan.subject_id is not None
        return plan.subject_id
    return _written(plan, organization_id, by)


def _require_understood(plan: Plan) -> None:
    wrong = [each for each in plan.findings if each["level"] == "error"]
    if not wrong:
        return
    reasons = [Refused(each["code"], str(Text(each["sentence"])), each["place"]) for each in wrong]
    if len(reasons) == 1 and reasons[0].code in {"version_undecided", "put_away", "offer_closed"}:
        raise reasons[0]
    raise Blocked("not_understood", _("It cannot be written as it is: see each reason."), reasons)
