"""A report on our own credentials: the engine's answers, and what only this network knows."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from acquis.issuance import actions as issuance
from acquis.platform import clock, guilloche, links
from acquis.platform.engine import engine
from acquis.verification import queries, showing
from acquis.verification.queries import ReportFacts
from sceau.did.methods import key
from sceau.encoding import strict_json
from sceau.keys.ed25519 import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.openbadges import baking
from sceau.proofs import add_proof
from tests.acquis import factories
from tests.acquis.passport.factories import Held, held

pytestmark = pytest.mark.django_db
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4"/></svg>'


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def outcomes(report: ReportFacts) -> dict[str, str]:
    return {check.check: check.outcome for check in report.checks}


def changed(item: Held, change: Callable[[Any], None]) -> bytes:
    document = strict_json.loads(item.facts.document)
    change(document)
    return strict_json.dumps(document)


@pytest.mark.req("R-182")
def test_a_fresh_credential_passes_every_check_that_applies() -> None:
    report = queries.report(held().facts.document)

    assert report.verdict == "verified"
    assert outcomes(report) == {
        "format": "passed",
        "context": "passed",
        "proof": "passed",
        "issuer": "passed",
        "validity": "passed",
        "status": "passed",
        "recognition": "passed",
        "evidence": "not_applicable",
        "definition": "passed",
        "endorsements": "not_applicable",
    }


@pytest.mark.req("R-147")
def test_a_file_a_png_and_an_svg_give_the_same_report() -> None:
    document = held().facts.document
    picture = guilloche.to_png(guilloche.rosette(b"12345678", guilloche.HOUSE_INK, guilloche.HOUSE_ACCENT), 96)

    given = [document, baking.bake_png(picture, document), baking.bake_svg(SVG, document), b"\n " + document]

    reports = [queries.report(data) for data in given]
    assert [outcomes(report) for report in reports] == [outcomes(reports[0])] * 4
    assert all(report.own for report in reports)


@pytest.mark.req("R-147")
def test_a_plain_picture_is_told_to_hold_no_credential() -> None:
    picture = guilloche.to_png(guilloche.rosette(b"12345678", guilloche.HOUSE_INK, guilloche.HOUSE_ACCENT), 96)
    report = queries.report(picture)

    assert (report.verdict, report.deciding) == ("rejected", "badge_absent")
    assert "No credential was found" in showing.shown(report).sentence


@pytest.mark.req("R-195")
def test_a_revocation_is_told_with_its_day_and_reason() -> None:
    item = held()
    issuance.revoke(
        credential_id=item.facts.credential.id,
        reason_code="error",
        by=item.offer.where.actor("registrar"),
        note="secret",
    )
    report = queries.report(item.facts.document)

    assert (report.verdict, report.deciding) == ("rejected", "credential_revoked")
    shown = showing.shown(report)
    assert shown.detail.startswith("Revoked on ")
    assert "issued in error" in shown.detail
    assert "secret" not in repr(shown)


def test_a_revocation_shows_at_once_to_who_has_just_looked() -> None:
    item = held()
    verifier = engine().verifier  # for a report, the record of the credential would say it as well
    assert verifier.verify(item.facts.document, now=clock.now()).verdict == "verified"
    issuance.revoke(
        credential_id=item.facts.credential.id, reason_code="error", by=item.offer.where.actor("registrar"), note=""
    )
    found = verifier.verify(item.facts.document, now=clock.now())
    assert (found.verdict, found.check("status").problems[0].code) == ("rejected", "credential_revoked")


def test_a_suspension_lowers_the_verdict_though_no_signed_status_tells_of_it() -> None:
    item = held()
    registrar = item.offer.where.actor("registrar")
    issuance.suspend(credential_id=item.facts.credential.id, reason_code="under_review", by=registrar)
    suspended = queries.report(item.facts.document)
    issuance.reinstate(credential_id=item.facts.credential.id, by=registrar)

    assert (suspended.verdict, suspended.deciding) == ("check", "credential_suspended")
    assert queries.report(item.facts.document).verdict == "verified"


def test_spelling_a_document_otherwise_hides_neither_suspension_nor_revocation() -> None:
    """What the signature allows: another order of the members, a list of one."""
    item = held()
    registrar = item.offer.where.actor("registrar")
    issuance.suspend(credential_id=item.facts.credential.id, reason_code="under_review", by=registrar)
    document: Any = strict_json.loads(item.facts.document)
    turned = queries.report(strict_json.dumps(dict(reversed(document.items()))))
    issuance.revoke(credential_id=item.facts.credential.id, reason_code="fraud", by=registrar)
    entry = document["credentialStatus"]
    entry["statusListIndex"] = [entry["statusListIndex"]]
    listed = queries.report(strict_json.dumps(document))

    assert (turned.verdict, turned.deciding) == ("check", "credential_suspended")
    assert (listed.verdict, listed.deciding) == ("rejected", "credential_revoked")


def _of_a_stranger(document: Any) -> bytes:
    """The document, made and signed by somebody with a key of their own."""
    private = PrivateKey.generate(os.urandom)
    document["issuer"]["id"] = key.of(private.public)
    del document["proof"], document["credentialStatus"]
    signer = LocalSigner(private, key.method_of(private.public))
    now, contexts = clock.now(), engine().contexts
    return strict_json.dumps(
        add_proof(document, signer=signer, cryptosuite="eddsa-rdfc-2022", created=now, contexts=contexts)
    )


def test_a_strangers_own_signature_borrows_no_seal_and_no_record() -> None:
    report = queries.report(_of_a_stranger(strict_json.loads(held().facts.document)))

    assert (report.verdict, report.deciding) == ("check", "issuer_unknown")
    assert (report.issuer, report.own, report.version) == (None, None, None)
    assert outcomes(report)["definition"] == "failed"


def test_a_stranger_may_point_to_an_address_that_looks_like_ours() -> None:
    document: Any = strict_json.loads(held().facts.document)
    document["credentialSubject"]["achievement"]["id"] = f"{links.base()}/id/achievements/{'-' * 36}/1"

    assert outcomes(queries.report(_of_a_stranger(document)))["definition"] == "not_applicable"


def test_a_forgery_borrows_nothing_from_what_it_claims() -> None:
    report = queries.report(changed(held(), lambda document: document.update(name="Doctorat")))

    assert (report.verdict, report.deciding) == ("rejected", "proof_signature_invalid")
    assert (report.issuer, report.own, report.version) == (None, None, None)
    shown = showing.shown(report)
    assert not shown.recognized
    assert {row.outcome for row in shown.rows} == {"passed", "failed", "not_applicable"}


def test_a_hidden_name_is_nowhere_in_what_is_shown() -> None:
    item = held()
    shown = showing.shown(queries.report(item.facts.document), name="", evidence=(), hidden_evidence=2)
    assert "Fictive" not in repr(shown)


def test_evidence_that_was_exchanged_is_seen() -> None:
    item = held()
    (identifier, *_) = [piece["id"] for piece in strict_json.loads(item.facts.document)["evidence"]]  # type: ignore[index,call-overload,union-attr]
    report = queries.report(item.facts.document, resources={str(identifier): b"another file"})

    assert outcomes(report)["evidence"] == "failed"
    assert (report.verdict, report.deciding) == ("check", "evidence_altered")


@pytest.mark.parametrize("data", [b"", b"\x00\xff", b"[]", b"{", b"x" * 3_000_000, b"[" * 1000], ids=range(6))
def test_bad_input_gets_a_report(data: bytes) -> None:
    report = queries.report(data)
    assert report.verdict == "rejected"
    assert report.deciding
    assert showing.shown(report).rows[0].advice


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "9999-12-31T23:59:59Z", "x"])
@pytest.mark.parametrize("member", ["awardedDate", "validFrom", "validUntil"])
def test_a_day_at_the_end_of_time_gets_a_report(member: str, moment: str) -> None:
    document: Any = strict_json.loads(held().facts.document)
    document[member] = moment
    showing.shown(queries.report(strict_json.dumps(document)))
    assert queries.report(strict_json.dumps(document)).verdict == "rejected"


@pytest.mark.req("R-184")
def test_verifying_writes_nothing() -> None:
    document = held().facts.document
    told: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        told.append(sql.split(maxsplit=1)[0].upper())
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        queries.report(document)
    assert set(told) == {"SELECT"}


# Documents inside documents


def shown_together(*credentials: bytes) -> bytes:
    """What somebody put together without signing."""
    document: Any = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": [strict_json.loads(each) for each in credentials],
    }
    return strict_json.dumps(document)


def test_our_own_credentials_bear_their_names_in_a_presentation_too() -> None:
    item = held()
    inner = queries.report(shown_together(item.facts.document)).members[0]
    alone = queries.report(item.facts.document)

    assert (inner.role, inner.counts, inner.report.verdict) == ("credential", True, "verified")
    assert inner.report.issuer == alone.issuer is not None
    assert inner.report.version == alone.version is not None
    assert inner.report.own == alone.own is not None
    assert inner.report.checks == alone.checks


def test_a_stranger_borrows_nothing_beside_the_genuine_one() -> None:
    genuine = held().facts.document
    stranger = _of_a_stranger(strict_json.loads(genuine))
    first, second = queries.report(shown_together(genuine, stranger)).members

    assert first.report.issuer is not None
    assert (second.report.issuer, second.report.own, second.report.version) == (None, None, None)
    assert (second.counts, second.report.deciding) == (False, "issuer_unknown")


def test_what_only_our_record_knows_of_a_credential_weighs_on_what_holds_it() -> None:
    item, other = held(), held()
    registrar = item.offer.where.actor("registrar")
    issuance.suspend(credential_id=item.facts.credential.id, reason_code="under_review", by=registrar)
    report = queries.report(shown_together(other.facts.document, item.facts.document))

    assert [member.report.verdict for member in report.members] == ["verified", "check"]
    assert [member.counts for member in report.members] == [True, False]
    assert (report.verdict, report.deciding) == ("check", "member_to_check")
    (check,) = [check for check in report.checks if check.check == "credentials"]
    assert [problem.pointer for problem in check.problems] == ["/verifiableCredential/1"]
    assert "Suspended since" in showing.shown(report).inside[1].shown.detail


def test_a_hidden_name_is_hidden_of_what_is_inside_too() -> None:
    report = queries.report(shown_together(held().facts.document))
    assert "Maïka Fictive" in repr(showing.shown(report))
    assert "Maïka Fictive" not in repr(showing.shown(report, name=""))


def test_many_credentials_cost_as_many_queries_as_one() -> None:
    where, holder = factories.recognised_college(), factories.person()
    documents = [held(where, holder=holder).facts.document for _ in range(4)]

    def cost(*credentials: bytes) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert [each.counts for each in queries.report(shown_together(*credentials)).members] == [True] * len(
                credentials
            )
        return len(asked)

    cost(documents[0])  # what is read once per process is read
    assert cost(*documents) == cost(documents[0])
