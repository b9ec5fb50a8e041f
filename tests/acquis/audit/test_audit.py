"""The record of every write: complete, chained, and telling when it was touched."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from acquis.audit import actions, queries
from acquis.audit.models import Entry, Pseudonym
from acquis.config import command
from acquis.platform import clock, jobs
from acquis.platform.actor import Actor
from tests.acquis.organizations import factories
from tests.acquis.transactions import rolled_back

pytestmark = pytest.mark.django_db
BY = Actor.person(uuid4())


def record(number: int = 0, *, by: Actor = BY) -> None:
    actions.record(
        by=by, verb="test.did", subject_type="thing", subject_id=uuid4(), facts={"n": number, "mot": "été « »"}
    )


@pytest.fixture
def sealed(frozen: datetime) -> list[Entry]:
    """Five sealed entries."""
    for number in range(5):
        record(number)
    actions.seal()
    return list(Entry.objects.order_by("number"))


def test_an_entry_says_who_for_whom_through_which_door_what_and_when(frozen: datetime) -> None:
    organization_id = uuid4()
    by = BY.within(organization_id)
    record(by=by)
    entry = Entry.objects.get()
    assert (entry.at, entry.channel, entry.request_id) == (frozen, "web", by.request_id)
    assert (entry.organization_id, entry.verb) == (organization_id, "test.did")
    (pseudonym,) = Pseudonym.objects.all()
    assert (entry.pseudonym_id, pseudonym.person_id) == (pseudonym.pk, by.person_id)


def test_the_chain_knows_a_person_by_one_pseudonym_only(frozen: datetime) -> None:
    record()
    record()
    record(by=Actor.system("test"))
    assert Pseudonym.objects.count() == 1
    assert list(Entry.objects.filter(pseudonym_id=None).values_list("channel", flat=True)) == ["job"]


def test_an_act_that_is_rolled_back_leaves_no_entry(frozen: datetime) -> None:
    rolled_back(record)
    assert not Entry.objects.exists()


def test_a_record_nobody_touched_holds_together(sealed: list[Entry]) -> None:
    record()
    proof = queries.verify()
    assert (proof.sealed, proof.waiting, proof.broken_at) == (5, 1, None)
    assert proof.head == sealed[-1].chain
    assert [entry.number for entry in sealed] == [1, 2, 3, 4, 5]
    assert len({entry.chain for entry in sealed}) == 5


def test_sealing_goes_on_where_it_stopped(sealed: list[Entry]) -> None:
    assert actions.seal() == 0
    record()
    assert actions.seal() == 1
    assert queries.verify().sealed == 6


def test_sealing_in_batches_gives_the_same_chain(frozen: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "BATCH", 2)
    for number in range(5):
        record(number)
    jobs.enqueue("audit.seal", {})
    jobs.run_due()
    assert queries.verify() == queries.Proof(5, 0, None, Entry.objects.get(number=5).chain)


def other_verb(entry: Entry) -> None:
    entry.verb = "test.undid"


def other_moment(entry: Entry) -> None:
    entry.at = clock.now().replace(year=2001)


def other_author(entry: Entry) -> None:
    entry.pseudonym_id = uuid4()


def other_subject(entry: Entry) -> None:
    entry.subject_id = uuid4()


def other_organization(entry: Entry) -> None:
    entry.organization_id = uuid4()


def other_facts(entry: Entry) -> None:
    entry.facts = {"n": 99}


def other_facts_with_their_digest(entry: Entry) -> None:
    entry.facts = {"n": 99}
    entry.facts_digest = actions.digest_of(entry.facts, entry.salt)


def other_link(entry: Entry) -> None:
    entry.chain = actions.link(actions.GENESIS, entry)


def other_number(entry: Entry) -> None:
    entry.number = 77


@pytest.mark.parametrize(
    "tamper",
    [
        other_verb,
        other_moment,
        other_author,
        other_subject,
        other_organization,
        other_facts,
        other_facts_with_their_digest,
        other_link,
        other_number,
    ],
)
def test_a_changed_entry_breaks_the_chain_where_it_stands(sealed: list[Entry], tamper: Callable[[Entry], None]) -> None:
    tamper(sealed[2])
    sealed[2].save()
    assert queries.verify().broken_at == 3


def test_an_entry_relinked_after_a_change_breaks_the_next_one(sealed: list[Entry]) -> None:
    other_verb(sealed[2])
    sealed[2].chain = actions.link(sealed[1].chain, sealed[2])
    sealed[2].save()
    assert queries.verify().broken_at == 4


@pytest.mark.parametrize("gone", [0, 2])
def test_a_removed_entry_leaves_a_gap(sealed: list[Entry], gone: int) -> None:
    sealed[gone].delete()
    assert queries.verify().broken_at == gone + 1


def test_only_a_head_noted_before_tells_that_the_end_was_cut_off(
    sealed: list[Entry], capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--settings", "acquis.config.settings.test", "audit", "verify"]
    noted = queries.verify().head
    assert queries.holds(noted)
    assert command.main([*asked, "--head", noted]) == 0
    Entry.objects.filter(number__gte=4).delete()
    record()
    actions.seal()
    assert queries.verify().broken_at is None
    assert not queries.holds(noted)
    assert command.main([*asked, "--head", noted]) == 1
    assert "cut off" in capsys.readouterr().out


def test_two_entries_swapped_are_noticed(sealed: list[Entry]) -> None:
    Entry.objects.filter(pk=sealed[1].pk).update(number=99)
    Entry.objects.filter(pk=sealed[2].pk).update(number=2)
    Entry.objects.filter(pk=sealed[1].pk).update(number=3)
    assert queries.verify().broken_at == 2


def test_facts_can_be_erased_and_names_forgotten_without_breaking_the_chain(sealed: list[Entry]) -> None:
    Entry.objects.filter(pk=sealed[2].pk).update(facts={})
    Pseudonym.objects.all().delete()
    assert queries.verify().broken_at is None


def test_the_digest_of_a_fact_cannot_be_guessed(frozen: datetime) -> None:
    record(1)
    record(1)
    first, second = Entry.objects.all()
    assert first.facts == second.facts
    assert first.facts_digest != second.facts_digest


def test_two_sealers_cannot_fork_the_chain(sealed: list[Entry]) -> None:
    record()
    late = Entry.objects.get(number=None)
    late.number, late.chain = 5, actions.link(sealed[3].chain, late)
    with pytest.raises(IntegrityError), transaction.atomic():
        late.save()


def test_the_history_of_an_object_is_its_own(sealed: list[Entry]) -> None:
    found = queries.history(subject_type="thing", subject_id=sealed[0].subject_id)
    assert [entry.pk for entry in found] == [sealed[0].pk]


@pytest.mark.parametrize("role", ["administrator"])
def test_actions_leave_entries_in_the_record(frozen: datetime, role: str) -> None:
    college = factories.organization()
    factories.member(college, role)
    verbs: set[Any] = set(Entry.objects.values_list("verb", flat=True))
    assert verbs == {"organizations.propose", "organizations.admit", "people.open_account"}
