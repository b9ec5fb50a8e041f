"""Writing achievements: begin, revise, open a new version, copy, put away, list an example."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from acquis.audit import actions as audit
from acquis.catalogue import content as written
from acquis.catalogue import models, queries, rules, vocabulary, wording
from acquis.catalogue.actions.showing import note_change
from acquis.catalogue.content import Content
from acquis.organizations import queries as organizations
from acquis.organizations.actions import require
from acquis.people import queries as people
from acquis.platform import clock
from acquis.platform.actor import Actor
from acquis.platform.faults import Forbidden, Refused
from acquis.platform.translatable import Text
from acquis.platform.writes import action

_Decided = Callable[[written.Alignment], dict[str, Any]]
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")


@action
def begin(*, organization_id: UUID, code: str, title: Text, kind: str, by: Actor) -> UUID:
    """Begin an achievement with an empty first draft; the achievement's id.

    Raises:
        Forbidden: without ``achievement.write``.
        Refused: ``code_invalid``, ``code_taken``, ``title_missing``, ``kind_unknown``.
    """
    require(by, "achievement.write", organization_id)
    if not title:
        raise Refused("title_missing", _("Give it a title, in one language at least."), "title")
    achievement = _found(organization_id=organization_id, code=code, kind=kind)
    _draft(achievement, number=1, content=Content(title=title), by=by)
    _record(by, "begin", achievement.pk, code=achievement.code)
    return achievement.pk


@action
def revise(*, version_id: UUID, content: Content, by: Actor, code: str | None = None, read: str | None = None) -> None:
    """Write the whole content of a draft. Anything may be missing: publication asks for completeness, saving never.

    Args:
        version_id: a draft.
        content: everything that it says from now on.
        code: a new local code, as long as no version is public.
        read: the digest of what the writer had before them, so that nobody's words are replaced unread; None where
            nobody reads a page.

    Raises:
        Forbidden: without ``achievement.write``.
        Refused: ``not_a_draft``, ``title_missing``, ``code_invalid``, ``code_taken``, ``code_settled``,
            ``outcome_code_repeated``, ``outcome_unknown``, ``code_unknown``, ``occupations_too_many``,
            ``number_out_of_range``, ``aid_not_yours``, ``changed_meanwhile``.
    """
    version = _the_draft(version_id)
    require(by, "achievement.write", version.organization_id)
    if not content.title:
        raise Refused("title_missing", _("Give it a title, in one language at least."), "title")
    _require_own_aid(version, content)
    if read is not None and read != _digest(version):
        raise Refused(
            "changed_meanwhile",
            _(
                "This draft was saved elsewhere after you opened this page: nothing is replaced yet. What you wrote is "
                "still here. Saving again replaces what was saved elsewhere."
            ),
        )
    if code is not None and code.strip() != version.achievement.code:
        _recode(version.achievement, code)
    _check(content)
    _write(version, content, by)
    _record(by, "revise", version.pk)


@action
def open_new_version(*, achievement_id: UUID, by: Actor) -> UUID:
    """Open a draft that begins with what the newest version says; the draft's id. An open draft is found again."""
    achievement = _achievement(achievement_id)
    require(by, "achievement.write", achievement.organization_id)
    newest = achievement.versions.order_by("-number").first()
    assert newest is not None
    if newest.state in wording.EDITABLE:
        return UUID(str(newest.pk))
    if newest.state in wording.UNDECIDED:
        raise Refused(
            "version_undecided",
            _("Version %(number)s is being decided. Wait for the answer.") % {"number": newest.number},
        )
    if newest.state == wording.State.EXAMPLE:
        raise Refused("example_settled", _("An example taken from the documents cannot be changed."))
    content = _without_ids(queries.content_of(newest))
    made = _draft(achievement, number=newest.number + 1, content=content, by=by, like=newest)
    _record(by, "open_new_version", made.pk, number=made.number)
    return made.pk


@action
def list_example(*, organization_id: UUID, code: str, kind: str, content: Content, source_note: str, by: Actor) -> UUID:
    """List what the documents say of a real organization's achievement; never awardable, unknown facts stay blank.

    The achievement's id; the same code is listed once. Only the command line and the demonstration may.
    """
    if by.channel != "command":
        raise Forbidden("not_permitted", _("Your role in this organization does not allow this."))
    known = models.Achievement.objects.filter(organization_id=organization_id, code__iexact=code).first()
    if known is not None:
        return known.pk
    _check(content)
    achievement = _found(organization_id=organization_id, code=code, kind=kind)
    version = _draft(achievement, number=1, content=content, by=by)
    version.source_note, version.state = source_note, wording.State.EXAMPLE
    version.published_at = clock.now()
    version.content_digest = queries.digest_of(achievement.pk, 1, content)
    version.save()
    note_change(achievement.pk)
    _record(by, "list_example", achievement.pk, code=code)
    return achievement.pk


@action
def copy(*, version_id: UUID, code: str, by: Actor) -> UUID:
    """Begin another achievement with what this version says; the achievement's id. A rejected one begins anew so.

    Raises:
        Forbidden: without ``achievement.write``.
        Refused: ``code_invalid``, ``code_taken``.
    """
    version = _version(version_id)
    require(by, "achievement.write", version.organization_id)
    achievement = _found(organization_id=version.organization_id, code=code, kind=version.achievement.kind)
    _draft(achievement, number=1, content=_undecided(_without_ids(queries.content_of(version))), by=by, like=version)
    _record(by, "begin", achievement.pk, code=achievement.code, copied_from=str(version_id))
    return achievement.pk


@action
def put_away(*, achievement_id: UUID, by: Actor) -> None:
    """Take an achievement that nobody can earn out of the lists; everything stays and can be brought back.

    Raises:
        Forbidden: without ``achievement.write``.
        Refused: ``still_in_use``.
    """
    achievement = _achievement(achievement_id)
    require(by, "achievement.write", achievement.organization_id)
    if achievement.versions.filter(state__in=wording.IN_USE).exists():
        raise Refused("still_in_use", _("It is published or being decided. Retire it first."))
    achievement.archived_at = achievement.archived_at or clock.now()
    achievement.save(update_fields=["archived_at"])
    _record(by, "put_away", achievement.pk)


@action
def bring_back(*, achievement_id: UUID, by: Actor) -> None:
    """Bring an achievement that was put away back into the lists."""
    achievement = _achievement(achievement_id)
    require(by, "achievement.write", achievement.organization_id)
    achievement.archived_at = None
    achievement.save(update_fields=["archived_at"])
    _record(by, "bring_back", achievement.pk)


@action
def add_editor(*, version_id: UUID, by: Actor) -> None:
    """Count whoever writes what is judged with a draft, such as its answers, among its authors: none of them decides.

    Raises:
        Forbidden: without ``achievement.write``.
        Refused: ``not_a_draft``.
    """
    version = _the_draft(version_id)
    require(by, "achievement.write", version.organization_id)
    _count_editor(version, by)
    version.save(update_fields=["editors"])


# — steps —


def _count_editor(version: models.AchievementVersion, by: Actor) -> None:
    if by.person_id is not None and str(by.person_id) not in version.editors:
        version.editors = [*version.editors, str(by.person_id)]


def _record(by: Actor, verb: str, subject_id: UUID, **facts: Any) -> None:
    kind = "achievement_version" if verb in {"revise", "open_new_version"} else "achievement"
    audit.record(by=by, verb=f"catalogue.{verb}", subject_type=kind, subject_id=subject_id, facts=facts)


def _achievement(achievement_id: UUID) -> models.Achievement:
    found = models.Achievement.objects.filter(pk=achievement_id).first()
    if found is None:
        raise Refused("achievement_unknown", _("There is no such microcredential here."))
    return found


def _version(version_id: UUID) -> models.AchievementVersion:
    # Locked, so that nobody writes into a draft while it is being published.
    rows = models.AchievementVersion.objects.select_related("achievement").select_for_update(of=("self",))
    found: models.AchievementVersion | None = rows.filter(pk=version_id).first()
    if found is None:
        raise Refused("version_unknown", _("There is no such version here."))
    return found


def _the_draft(version_id: UUID) -> models.AchievementVersion:
    found = _version(version_id)
    if found.state not in wording.EDITABLE:
        raise Refused("not_a_draft", _("This version is no longer a draft and never changes. Open a new version."))
    return found


def _found(*, organization_id: UUID, code: str, kind: str) -> models.Achievement:
    if kind not in wording.Kind.values:
        raise Refused("kind_unknown", _("Choose a kind from the list."), "kind")
    achievement = models.Achievement(organization_id=organization_id, code="", kind=kind, created_at=clock.now())
    _recode(achievement, code)
    return achievement


def _recode(achievement: models.Achievement, code: str) -> None:
    wanted = code.strip()
    if not CODE.fullmatch(wanted):
        raise Refused(
            "code_invalid",
            _("Use up to 40 letters without accents, digits, hyphens or dots, for example CYB-101."),
            "code",
        )
    others = models.Achievement.objects.filter(
        organization_id=achievement.organization_id, code__iexact=wanted
    ).exclude(pk=achievement.pk)
    if others.exists():
        raise Refused("code_taken", _("Your organization already uses this code. Choose another one."), "code")
    if achievement.versions.exclude(state__in=wording.EDITABLE).exists():
        raise Refused("code_settled", _("The code of a published microcredential never changes."), "code")
    achievement.code = wanted
    achievement.save()


def _draft(
    of: models.Achievement, *, number: int, content: Content, by: Actor, like: models.AchievementVersion | None = None
) -> models.AchievementVersion:
    version = models.AchievementVersion.objects.create(
        organization_id=of.organization_id,
        achievement=of,
        number=number,
        title=content.title,
        author_id=by.person_id,
        editors=list(like.editors) if like and like.approval is None else [],  # unapproved words keep their authors
        created_at=clock.now(),
        edited_at=clock.now(),
    )
    _write(version, content, by)
    return version


def _write(version: models.AchievementVersion, content: Content, by: Actor) -> None:
    """Write what was checked, or what another version says: a list may have lost a code since, an editor tells."""
    content = vocabulary.with_official_words(content)
    for name in written.COLUMNS:
        value = getattr(content, name)
        setattr(version, name, written.plain(value) if isinstance(value, tuple) else value)
    _count_editor(version, by)
    version.edited_at = clock.now()
    version.blocker_count = len(rules.blockers(content, version.achievement.kind))
    version.search_words = _search_words(version, content)
    version.save()
    _write_parts(version, content, _decisions(version, by))


def _require_own_aid(version: models.AchievementVersion, content: Content) -> None:
    """A decision on student aid is not the author's to write; one that stood in a draft from before may stand."""
    told = (content.aid_status, content.aid_year, content.aid_source)
    if content.aid_status in wording.DECIDED_AID and told != (version.aid_status, version.aid_year, version.aid_source):
        raise Refused("aid_not_yours", wording.AID_NOT_YOURS, "aid_status")


def _undecided(content: Content) -> Content:
    """Without what was decided on student aid: nobody decided it for a copy."""
    if content.aid_status not in wording.DECIDED_AID:
        return content
    return replace(content, aid_status=wording.AidStatus.NOT_STATED, aid_year="", aid_source="")


def _digest(version: models.AchievementVersion) -> str:
    return queries.digest_of(version.achievement_id, version.number, queries.content_of(version))


def _check(content: Content) -> None:
    codes = [outcome.code for outcome in content.outcomes]
    if len(set(codes)) != len(codes):
        raise Refused("outcome_code_repeated", _("Two outcomes have the same code."), "outcomes")
    for index, assessment in enumerate(content.assessments):
        if not set(assessment.outcomes) <= set(codes):
            raise Refused(
                "outcome_unknown",
                _("An assessment covers an outcome that does not exist."),
                f"assessments.{index}.outcomes",
            )
    for refused in vocabulary.unknown(content):
        raise refused


def _search_words(version: models.AchievementVersion, content: Content) -> str:
    organization = organizations.organization(version.organization_id)
    texts = [content.title, content.purpose, content.description, *(a.name for a in content.alignments)]
    texts += [outcome.statement for outcome in content.outcomes]
    if organization is not None:
        texts.append(organization.name)
    words = [version.achievement.code, *(word for text in texts for word in text.values())]
    return queries.folded(" ".join(words))


def _write_parts(version: models.AchievementVersion, content: Content, decided: _Decided) -> None:
    # What points at other rows goes before them.
    parts: tuple[type[models.Part], ...] = (
        *(models.Coverage, models.Underpinning, models.Outcome, models.Assessment),
        *(models.Alignment, models.Module, models.Prerequisite, models.Standard, models.NeedProof),
    )
    for part in parts:
        part.objects.filter(version=version).delete()
    own = {"version": version, "organization_id": version.organization_id}
    outcomes = {}
    for position, outcome in enumerate(content.outcomes):
        row = outcomes[outcome.code] = models.Outcome.objects.create(
            **own,
            position=position,
            code=outcome.code,
            statement=outcome.statement,
            required=outcome.required,
        )
        models.Underpinning.objects.bulk_create(
            models.Underpinning(**own, position=place, outcome=row, kind=item.kind, text=item.text)
            for place, item in enumerate(outcome.underpinnings)
        )
    for position, assessment in enumerate(content.assessments):
        values = _values(assessment, but={"id", "outcomes"})
        held = models.Assessment.objects.create(**own, position=position, **values)
        models.Coverage.objects.bulk_create(
            models.Coverage(**own, position=place, assessment=held, outcome=outcomes[code])
            for place, code in enumerate(dict.fromkeys(assessment.outcomes))
        )
    _write_lists(own, content, decided)


def _write_lists(own: dict[str, Any], content: Content, decided: _Decided) -> None:
    models.Alignment.objects.bulk_create(
        models.Alignment(
            **own,
            position=position,
            skill_id=alignment.skill_id,
            free_text=alignment.free_text,
            reason=alignment.reason,
            transversal=alignment.transversal,
            relation=alignment.relation,
            **decided(alignment),
        )
        for position, alignment in enumerate(content.alignments)
    )
    rows: tuple[tuple[Any, tuple[Any, ...]], ...] = (
        (models.Module, content.modules),
        (models.Prerequisite, content.prerequisites),
        (models.Standard, content.standards),
        (models.NeedProof, content.needs),
    )
    for part, items in rows:
        part.objects.bulk_create(part(**own, position=position, **_values(item)) for position, item in enumerate(items))


def _decisions(version: models.AchievementVersion, by: Actor) -> _Decided:
    """Who chose a competency and when (R-073): as it was, where it was chosen before; else whoever writes now."""
    person = people.person(by.person_id) if by.person_id else None
    now = {"decided_by": person.name if person else "", "decided_at": clock.now()}
    kept = {
        (row.skill_id, row.relation): {"decided_by": row.decided_by, "decided_at": row.decided_at}
        for row in models.Alignment.objects.filter(version=version, skill__isnull=False)
    }
    return lambda alignment: kept.get((alignment.skill_id, alignment.relation), now)


def _values(item: Any, *, but: Iterable[str] = ()) -> dict[str, Any]:
    return {field.name: getattr(item, field.name) for field in fields(item) if field.name not in but}


def _without_ids(content: Content) -> Content:
    return replace(
        content,
        outcomes=tuple(replace(outcome, id=None) for outcome in content.outcomes),
        assessments=tuple(replace(assessment, id=None) for assessment in content.assessments),
    )
