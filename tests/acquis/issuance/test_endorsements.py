"""Endorsements travel in the credentials issued under them, are checked by themselves, and stay when they end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from acquis.catalogue import actions, endorsing, queries
from acquis.platform import clock
from acquis.platform.engine import engine
from acquis.verification import queries as verification
from acquis.verification import showing
from acquis.verification.queries import ReportFacts
from sceau.encoding import strict_json
from tests.acquis.catalogue import endorsements as made
from tests.acquis.catalogue.endorsements import VISITOR, Signed
from tests.acquis.issuance.factories import offered
from tests.acquis.web import reader

pytestmark = pytest.mark.django_db


def check(report: ReportFacts, name: str = "endorsements") -> Any:
    return next(one for one in report.checks if one.check == name)


def credential(one: Signed, email: str = "maika@people.example") -> bytes:
    """What the college issues under the endorsed version."""
    return offered(one.college, one.version, email=email).credential.document


@pytest.mark.req("R-089")
def test_the_signed_document_is_an_endorsement_of_the_exact_version_and_verifies_alone() -> None:
    one = made.signed(about=("R1",))
    document: Any = strict_json.loads_object(one.facts.document)
    assert document["type"] == ["VerifiableCredential", "EndorsementCredential"]
    assert document["credentialSubject"]["id"] == one.version.address
    assert document["credentialSubject"]["type"] == ["EndorsementSubject"]
    said = document["credentialSubject"]["endorsementComment"]
    assert "The competency is in demand in the industry." in said
    assert all(
        words in said for words in ("We hire four a year.", "Head of operations", "Recognize a phishing attempt")
    )
    assert one.version.digest in document["description"]
    assert "Sacha" not in one.facts.document
    assert document["issuer"]["id"] == one.facts.did
    assert document["validUntil"]
    assert document["credentialStatus"]["statusPurpose"] == "revocation"
    report = verification.report(one.facts.document.encode())
    assert {name: check(report, name).outcome for name in ("format", "proof", "issuer", "status", "validity")} == (
        dict.fromkeys(("format", "proof", "issuer", "status", "validity"), "passed")
    )


@pytest.mark.req("R-089", "R-091")
def test_it_is_inside_the_credential_and_our_verifier_says_so_in_the_same_words() -> None:
    one = made.signed()
    data = credential(one)
    inside: Any = strict_json.loads_object(data)["credentialSubject"]
    assert inside["achievement"]["endorsement"] == [strict_json.loads_object(one.facts.document)]
    report = verification.report(data)
    assert (check(report).outcome, check(report).problems) == ("passed", ())
    with translation.override("en"):
        assert showing.shown(report).endorsers == tuple(queries.endorsers(one.version))


@pytest.mark.req("R-092")
def test_after_a_withdrawal_new_credentials_go_without_it_and_old_ones_say_that_it_held() -> None:
    one = made.signed()
    before = credential(one)
    with clock.at(clock.now() + timedelta(days=3)):
        actions.withdraw_endorsement(endorsement_id=one.id, reason="The work changed.", by=VISITOR, token=one.token)
        after = credential(one, "ines@people.example")
        assert "endorsement" not in strict_json.loads_object(after)["credentialSubject"]["achievement"]  # type: ignore[operator,index,call-overload]
        alone = verification.report(one.facts.document.encode())
        assert check(alone, "status").problems[0].code == "credential_revoked"
        report = verification.report(before)
        assert report.verdict == verification.report(after).verdict
        assert [problem.code for problem in check(report).problems] == ["endorsement_unconfirmed"], (
            "as any verifier says"
        )
        with translation.override("en"):
            shown = showing.shown(report)
            assert shown.unconfirmed == 0
            assert [each.note[:36] for each in shown.endorsers] == ["Endorsed at the time of the award. W"]
            row = next(row for row in shown.rows if "endorsed when it was awarded" in row.sentence)
            assert row.outcome == "not_applicable"
            assert [told["sentence"][:24] for told in row.problems] == ["This endorsement held wh"]
            assert row.advice == ""


@pytest.mark.req("R-092")
def test_after_its_end_an_endorsement_is_told_as_of_then() -> None:
    one = made.signed()
    data = credential(one)
    with clock.at(endorsing.end_of(endorsing.usual_end()) + timedelta(days=1)), translation.override("en"):
        shown = showing.shown(verification.report(data))
        assert [each.note[:36] for each in shown.endorsers] == ["Endorsed at the time of the award. E"]


def test_one_that_stood_already_withdrawn_when_it_was_put_in_is_not_told_as_former() -> None:
    """An issuer elsewhere may copy a withdrawn endorsement into what it signs later: it gains nothing."""
    one = made.signed()
    facts = one.facts
    actions.withdraw_endorsement(endorsement_id=one.id, reason="Changed.", by=VISITOR, token=one.token)
    ended = queries.endorsement(one.id)
    assert ended is not None
    assert queries.endorser_at_award(ended, clock.now() + timedelta(minutes=1)) is None
    assert facts.signed_at is not None
    assert queries.endorser_at_award(ended, facts.signed_at - timedelta(days=1)) is None


def test_an_altered_copy_inside_counts_for_nothing() -> None:
    one = made.signed()
    document: Any = strict_json.loads_object(credential(one))
    inner = document["credentialSubject"]["achievement"]["endorsement"][0]
    inner["credentialSubject"]["endorsementComment"] = "Better than everything else."
    alone = engine().verifier.verify(strict_json.dumps(inner), now=clock.now())
    assert str(alone.verdict) == "rejected"


@pytest.mark.req("R-091")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_verify_page_shows_who_endorses_with_both_confirmations(language: str) -> None:
    one = made.signed()
    status, page = reader.verify(credential(one), language)
    assert status == 200
    with translation.override(language):
        wanted = [str(one.partner.facts.name), *(str(words) for words in endorsing.STATEMENTS.values())]
    assert [words for words in wanted if not reader.said(words, page)] == []
    assert "We hire four a year." in page
    assert "Sacha" not in page


@pytest.mark.req("R-089")
def test_the_machine_address_gives_the_exact_signed_bytes_and_a_browser_the_page() -> None:
    one = made.signed()
    path = f"/id/endorsements/{one.id}"
    answer = Client().get(path, headers={"Accept": "application/vc"})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/vc")
    assert answer.content.decode() == one.facts.document
    page = Client().get(path, headers={"Accept": "text/html"})
    assert (page.status_code, page["Location"].rpartition("#")[2]) == (303, "endorsements")
    told: Any = strict_json.loads_object(
        Client().get(f"/id/achievements/{one.version.achievement_id}/1", headers={"Accept": "application/json"}).content
    )
    assert told["endorsement"][0]["id"].endswith(path)


def test_nothing_unsigned_or_unpublished_has_a_machine_address() -> None:
    asked = made.opened()
    actions.answer_endorsement(
        endorsement_id=asked.id, answer=asked.answer(confirmed={"reflects": "Yes."}), by=VISITOR, token=asked.token
    )
    assert Client().get(f"/id/endorsements/{asked.id}").status_code == 404
