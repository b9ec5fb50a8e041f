"""A share shows exactly what was chosen (I-08), and the preview is what the reader gets."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from acquis.assessment import actions as assessment
from acquis.issuance import queries as issuance
from acquis.passport import actions, queries
from acquis.passport.queries import Selection
from acquis.platform import clock, files
from acquis.platform.faults import Refused
from tests.acquis.passport.factories import REPORT, held

pytestmark = pytest.mark.django_db


@pytest.mark.req("R-173")
def test_only_the_chosen_evidence_is_reachable() -> None:
    one = held()
    first, second = one.evidence
    token = one.share(Selection(evidence=(first,))).token
    facts = queries.shared(token)
    assert facts is not None
    (shown,) = facts.items
    assert [piece.id for piece in shown.evidence] == [first]
    assert shown.hidden_evidence == 1
    assert shown.resources() == {shown.evidence[0].identifier: REPORT + b"1"}
    opened = queries.shared_file(token, first)
    assert opened is not None
    assert files.read(opened) == REPORT + b"1"
    assert queries.shared_file(token, second) is None
    assert queries.shared_file("x" * 22, first) is None


@pytest.mark.req("R-173")
@pytest.mark.parametrize(("name", "results", "whole"), list(product([True, False], repeat=3)))
def test_the_file_is_given_only_when_nothing_is_hidden(name: bool, results: bool, whole: bool) -> None:
    one = held()
    evidence = tuple(one.evidence if whole else one.evidence[:1])
    chosen = Selection(shows_name=name, shows_results=results, evidence=evidence, gives_file=True)
    facts = queries.shared(one.share(chosen).token)
    assert facts is not None
    assert facts.items[0].selection.gives_file is (name and results and whole)
    assert facts.items[0].recipient_name == ("Maïka Fictive" if name else "")


def test_the_file_is_not_given_unasked() -> None:
    one = held()
    facts = queries.shared(one.share(Selection(evidence=tuple(one.evidence))).token)
    assert facts is not None
    assert not facts.items[0].selection.gives_file


@pytest.mark.req("R-173")
@pytest.mark.parametrize("gives_file", [True, False])
def test_the_preview_is_what_the_reader_gets(gives_file: bool) -> None:
    one = held()
    chosen = Selection(shows_name=False, evidence=(one.evidence[1],), gives_file=gives_file)
    with clock.at(clock.now()):
        made = actions.create_share(
            selections=[(one.item_id, chosen)], by=one.by, recipient_name="Clinique Exemple", language="en"
        )
        after = queries.shared(made.token)
        assert after is not None
        before = queries.preview(
            one.holder.id,
            [(one.item_id, chosen)],
            recipient_name="Clinique Exemple",
            expires_at=after.expires_at,
            language="en",
        )
    assert before is not None
    assert replace(before, share_id=made.id) == after


def test_a_preview_of_somebody_elses_credential_does_not_exist() -> None:
    one, other = held(), held()
    for chosen in ([(one.item_id, Selection())], []):
        found = queries.preview(other.holder.id, chosen, recipient_name="", expires_at=clock.now(), language="fr")
        assert found is None


def test_what_is_taken_out_disappears_from_its_shares() -> None:
    one = held()
    made = one.share()
    actions.archive(item_id=one.item_id, by=one.by)
    facts = queries.shared(made.token)
    assert facts is not None
    assert (facts.items, facts.removed) == ((), 1)
    actions.restore(item_id=one.item_id, by=one.by)
    again = queries.shared(made.token)
    assert again is not None
    assert (len(again.items), again.removed) == (1, 0)


def test_own_evidence_is_read_by_its_holder_alone() -> None:
    one, other = held(), held()
    assert queries.evidence_file(one.holder.id, one.evidence[0]) is not None
    assert queries.evidence_file(other.holder.id, one.evidence[0]) is None


def test_evidence_signed_into_a_credential_stays() -> None:
    one = held()
    with pytest.raises(Refused):
        assessment.remove_evidence(evidence_id=one.evidence[0], by=one.offer.where.actor("assessor"))
    assert len(issuance.evidence_of(one.facts.credential.id)) == 2
