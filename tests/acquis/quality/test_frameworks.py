"""Versions of frameworks: two people publish them, each has its days, and a published one never changes."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from acquis.audit.models import Entry
from acquis.organizations import actions as organizations
from acquis.platform import clock
from acquis.platform.actor import Actor
from acquis.platform.faults import Forbidden
from acquis.platform.models import NewsItem
from acquis.platform.translatable import Text
from acquis.platform.writes import WrittenOutsideAction, action
from acquis.quality import actions, queries
from acquis.quality import format as framework_file
from acquis.quality.models import (
    ComplianceFramework,
    FrameworkLine,
    FrameworkVersion,
    PublishedNeverChanges,
)
from tests.acquis import factories as shared
from tests.acquis.factories import COMMAND
from tests.acquis.quality import factories
from tests.acquis.quality.factories import ELEMENTS, EU, NOTE, PRINCIPLES, refused

pytestmark = pytest.mark.django_db


# — what comes with the product —


def test_what_is_bundled_is_loaded_once_and_by_the_command_line_only() -> None:
    refused("not_permitted", lambda: actions.load_bundled(by=factories.operators(1)[0]))
    assert len(actions.load_bundled(by=COMMAND)) == len(actions.BUNDLED)
    assert actions.load_bundled(by=COMMAND) == []
    assert [one.kind for one in queries.in_force(clock.today())][:2] == ["principles", "elements"]
    assert {one.effective_from for one in queries.in_force(clock.today())} == {clock.today()}


def test_a_newer_bundled_file_is_never_slipped_in(monkeypatch: pytest.MonkeyPatch) -> None:
    factories.in_force()
    newer = json.dumps({**factories.document(), "version": "2030"}).encode()
    monkeypatch.setattr("acquis.quality.actions.frameworks.bundled_file", lambda key: newer)
    assert actions.load_bundled(by=COMMAND, keys=[ELEMENTS]) == []
    assert [one.label for one in queries.versions_of(ELEMENTS)] == ["2020"]


def test_exactly_the_lines_where_possible_are_soft_in_the_two_documents_of_the_framework() -> None:
    known = factories.bundled(PRINCIPLES, ELEMENTS)
    lines = [line for one in known.values() for line in one.every_line]
    for line in lines:
        assert line.is_soft is line.text["fr"].startswith("Dans toute la mesure du possible"), line.code
        assert line.is_soft is line.text["en"].partition(". This")[0].rstrip(".").endswith("where possible"), line.code
    assert sum(line.is_soft for line in lines) == 3


# — two people —


@pytest.mark.req("R-034")
def test_one_operator_alone_cannot_publish() -> None:
    first, second = factories.operators()
    made = factories.proposed(by=first)
    refused("own_proposal", lambda: actions.confirm(version_id=made.id, read=actions.reading(made), by=first))
    assert queries.in_force(clock.today()) == []
    actions.confirm(version_id=made.id, read=actions.reading(made), by=second)
    (found,) = queries.in_force(clock.today())
    assert (found.proposed_by_id, found.confirmed_by_id) == (first.person_id, second.person_id)
    assert found.origin == "uploaded"


def test_whoever_brought_the_file_in_does_not_confirm_what_a_colleague_proposes() -> None:
    first, second, third = factories.operators(3)
    made = factories.draft(by=first)
    actions.propose(version_id=made.id, effective_from=clock.today(), change_note=NOTE, by=second)
    proposed = queries.version(made.id)
    assert proposed is not None
    for own in (first, second):
        refused("own_proposal", lambda: actions.confirm(version_id=made.id, read=actions.reading(proposed), by=own))  # noqa: B023
    actions.confirm(version_id=made.id, read=actions.reading(proposed), by=third)


def test_the_database_holds_that_it_takes_two() -> None:
    made = factories.proposed()
    with pytest.raises(IntegrityError), transaction.atomic():
        FrameworkVersion.objects.filter(pk=made.id).update(state="published", confirmed_by_id=made.proposed_by_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        FrameworkVersion.objects.filter(pk=made.id).update(state="published")


def strangers() -> list[Actor]:
    """Everybody who must not touch a framework of the network."""
    college = shared.college()
    pretender = shared.person("Charlie Fictif")
    organizations.admit(organization_id=college.id, person_id=pretender.id, roles=["operator"], by=COMMAND)
    reader = shared.person("Reader Fictif")
    operator = shared.operator()
    organizations.admit(organization_id=operator.id, person_id=reader.id, roles=["reader"], by=COMMAND)
    return [
        *(college.actor(role) for role in college.people),
        Actor.person(pretender.id).within(college.id),
        Actor.person(pretender.id).within(operator.id),
        Actor.person(reader.id).within(operator.id),
        Actor(None, None, "web", "visitor"),
    ]


def test_nobody_else_brings_in_proposes_confirms_returns_or_drops() -> None:
    told = framework_file.read(factories.text(key="other").encode())
    drafted, proposed = factories.draft(), factories.proposed(key="second")
    declared = factories.declared(factories.in_force())
    written = Entry.objects.count()
    for by in strangers():
        written = Entry.objects.count()
        for call in (
            lambda by: actions.draft(told=told, by=by),
            lambda by: actions.propose(version_id=drafted.id, effective_from=clock.today(), change_note=NOTE, by=by),
            lambda by: actions.confirm(version_id=proposed.id, read=actions.reading(proposed), by=by),
            lambda by: actions.send_back(version_id=proposed.id, reason="x", by=by),
            lambda by: actions.discard(version_id=drafted.id, by=by),
            lambda by: actions.decide_adoption(adoption_id=declared, confirmed=True, reason="x", by=by),
        ):
            with pytest.raises(Forbidden):
                call(by)
        assert Entry.objects.count() == written


# — the steps —


def test_a_draft_is_refused_when_it_cannot_be_the_next_version() -> None:
    (by,) = factories.operators(1)
    before = factories.in_force()
    same = framework_file.write(before.content)

    def bring(**changes: object) -> None:
        actions.draft(told=framework_file.read(json.dumps({**same, **changes}).encode()), by=by)

    assert refused("version_known", bring).where == "/version"
    refused("nothing_changed", lambda: bring(version="2021"))
    assert refused("kind_differs", lambda: bring(version="2021", kind="checklist")).where == "/kind"
    bring(version="2021", use="optional")
    refused("version_open", lambda: bring(version="2022", use="optional"))


def test_a_dropped_draft_leaves_no_framework_behind() -> None:
    (by,) = factories.operators(1)
    made = factories.draft(by=by)
    actions.discard(version_id=made.id, by=by)
    assert not ComplianceFramework.objects.exists()
    assert not FrameworkLine.objects.exists()
    factories.draft(by=by)


def test_a_published_or_proposed_version_is_not_dropped() -> None:
    (by,) = factories.operators(1)
    for made in (factories.proposed(by=by), factories.in_force()):
        refused("version_settled", lambda: actions.discard(version_id=made.id, by=by))  # noqa: B023


def test_a_proposal_needs_its_note_in_both_languages() -> None:
    (by,) = factories.operators(1)
    made = factories.draft(by=by)
    told = refused(
        "note_missing",
        lambda: actions.propose(
            version_id=made.id, effective_from=clock.today(), change_note=Text(fr="Corrigé"), by=by
        ),
    )
    assert told.where == "change_note_en"


def test_a_later_version_never_changes_the_past() -> None:
    (by,) = factories.operators(1)
    before = factories.in_force()
    told = {**framework_file.write(before.content), "version": "2027", "use": "optional"}
    made = actions.draft(told=framework_file.read(json.dumps(told).encode()), by=by)
    day = clock.today()
    for wrong, code in ((day - timedelta(days=1), "effective_in_past"), (day, "effective_too_early")):
        found = refused(
            code,
            lambda: actions.propose(version_id=made, effective_from=wrong, change_note=NOTE, by=by),  # noqa: B023
        )
        assert found.where == "effective_from"
    actions.propose(version_id=made, effective_from=day + timedelta(days=1), change_note=NOTE, by=by)


def test_a_proposal_that_waited_past_its_day_is_not_confirmed() -> None:
    first, second = factories.operators()
    before = factories.in_force()
    told = {**framework_file.write(before.content), "version": "2027", "use": "optional"}
    made = actions.draft(told=framework_file.read(json.dumps(told).encode()), by=first)
    actions.propose(version_id=made, effective_from=clock.today() + timedelta(days=1), change_note=NOTE, by=first)
    proposed = queries.version(made)
    assert proposed is not None
    with clock.at(clock.now() + timedelta(days=5)):
        refused(
            "effective_in_past",
            lambda: actions.confirm(version_id=made, read=actions.reading(proposed), by=second),
        )


def test_what_was_sent_back_and_proposed_anew_is_not_confirmed_unread() -> None:
    first, second = factories.operators()
    made = factories.proposed(by=first)
    read = actions.reading(made)
    refused("reason_missing", lambda: actions.send_back(version_id=made.id, reason=" ", by=second))
    actions.send_back(version_id=made.id, reason="La note est trop courte.", by=second)
    back = queries.version(made.id)
    assert back is not None
    assert (back.state, back.sent_back, back.proposed_by_id) == ("draft", "La note est trop courte.", None)
    refused("version_settled", lambda: actions.confirm(version_id=made.id, read=read, by=second))
    actions.propose(
        version_id=made.id, effective_from=clock.today(), change_note=Text(fr="Mieux", en="Better"), by=first
    )
    refused("read_differs", lambda: actions.confirm(version_id=made.id, read=read, by=second))


def test_a_publication_is_recorded_and_told_to_upper_contexts() -> None:
    first, second = factories.operators()
    made = factories.proposed(by=first)
    actions.confirm(version_id=made.id, read=actions.reading(made), by=second)
    verbs = list(Entry.objects.filter(subject_id=made.id).order_by("at").values_list("verb", flat=True))
    assert verbs == ["quality.draft_framework", "quality.propose_framework", "quality.publish_framework"]
    told = NewsItem.objects.get(kind="quality.framework_published")
    assert told.payload == {"framework": "small-list", "version_id": str(made.id)}


# — days —


def test_each_day_has_its_version_and_the_former_one_stays_readable() -> None:
    today = clock.today()
    first = factories.in_force()
    second = factories.successor(first, on=today + timedelta(days=30), version="2027", use="optional")
    assert [(one.label, one.effective_to) for one in queries.versions_of(ELEMENTS)] == [
        ("2027", None),
        ("2020", today + timedelta(days=30)),
    ]
    for days, expected in ((0, first.id), (29, first.id), (30, second.id), (400, second.id)):
        found = queries.current(ELEMENTS, today + timedelta(days=days))
        assert found is not None
        assert found.id == expected
    assert queries.current(ELEMENTS, today - timedelta(days=1)) is None
    assert queries.versions_after(first.id, today) == []
    assert [one.id for one in queries.versions_after(first.id, today + timedelta(days=30))] == [second.id]
    assert queries.versions_after(second.id, today + timedelta(days=30)) == []


def test_what_is_in_force_costs_two_queries_however_many_frameworks_there_are(
    django_assert_num_queries: Callable[[int], object],
) -> None:
    factories.bundled()
    with django_assert_num_queries(2):  # type: ignore[attr-defined]
        assert len(queries.in_force(clock.today())) == len(actions.BUNDLED)


def test_lines_are_read_in_order_with_those_below_them() -> None:
    made = factories.in_force()
    assert [line.code for line in queries.lines(made.id)] == [
        *("issuing-body", "targeted-competencies", "outcomes", "summative-assessment", "evidence"),
        *("transcripts", "partner-endorsement"),
    ]
    assert [line.code for line in made.lines[3].below] == ["evidence"]
    assert set(queries.line_ids(made.id, ["evidence", "nothing"])) == {"evidence"}


# — never changes —


def _save() -> None:
    row = FrameworkVersion.objects.get()
    row.note = Text(fr="Autre", en="Other")
    row.save()


def _save_line() -> None:
    row = FrameworkLine.objects.first()
    assert row is not None
    row.strength = "soft"
    row.save()


def _add_line() -> None:
    row = FrameworkLine.objects.first()
    assert row is not None
    row.pk, row.code = None, "more"
    FrameworkLine.objects.bulk_create([row])


WAYS: dict[str, Callable[[], object]] = {
    "save": _save,
    "update": lambda: FrameworkVersion.objects.update(label="9"),
    "back to a draft": lambda: FrameworkVersion.objects.update(state="draft"),
    "delete": lambda: FrameworkVersion.objects.get().delete(),
    "delete all": lambda: FrameworkVersion.objects.all().delete(),
    "save a line": _save_line,
    "update lines": lambda: FrameworkLine.objects.update(strength="soft"),
    "delete lines": lambda: FrameworkLine.objects.all().delete(),
    "add a line": _add_line,
}


@pytest.mark.parametrize("way", WAYS)
def test_a_published_version_refuses(way: str) -> None:
    factories.in_force()
    with pytest.raises(PublishedNeverChanges):
        action(WAYS[way])()


def test_a_draft_is_saved_inside_an_action_only() -> None:
    factories.draft()
    with pytest.raises(WrittenOutsideAction):
        _save()
    action(_save)()


# — completeness, and search —


def test_a_definition_is_counted_against_each_line_by_what_it_says() -> None:
    from acquis.quality.facts import completeness

    where = shared.recognised_college()
    version = shared.published_version(where)
    found = completeness(version, factories.in_force(EU))
    assert {line.code for line in found.unmeasured} == {"level", "grade"}
    assert {line.code for line in found.unsaid} == {"country-region", "stackability"}
    assert (found.said, found.asked) == (12, 14)
    more = shared.published_version(where, stackability=shared.both("Seule", "Alone"))
    assert completeness(more, found.framework).said == 13


@pytest.mark.parametrize("words", ["titularité", "Titularite", "TITULARITÉ"])
def test_a_former_name_finds_the_principle(words: str) -> None:
    factories.bundled()
    named = [match for match in queries.search(words, clock.today()) if match.by_name]
    assert [(match.framework.key, match.line.code) for match in named] == [(PRINCIPLES, "ownership")]


def test_words_of_a_text_find_its_line_after_those_of_a_name() -> None:
    factories.bundled()
    found = queries.search("relevés de notes", clock.today())
    assert next(match.line.code for match in found) == "transcripts"
    assert queries.search("x", clock.today()) == []
    assert queries.search("zzzz", clock.today()) == []
