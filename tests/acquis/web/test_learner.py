"""The learner's passport and shares, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from acquis.issuance import actions as issuing
from acquis.issuance import queries as issuance
from acquis.passport import actions, queries
from acquis.passport.queries import Selection
from acquis.platform import clock
from sceau.openbadges import baking
from tests.acquis import factories
from tests.acquis.passport.factories import REPORT, Held, held
from tests.acquis.web.learner import page, sign_in

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])


@pytest.fixture(autouse=True)
def _fresh_throttles() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


# — the passport —


@LANGUAGES
def test_an_empty_passport_says_how_it_fills(client: Client, language: str) -> None:
    sign_in(client, factories.person())
    told = page(client, f"/{language}/passport/")
    assert 'class="empty"' in told


@pytest.mark.req("R-145", "R-170")
@LANGUAGES
def test_a_credential_is_a_card_and_a_page(client: Client, language: str) -> None:
    one = held()
    sign_in(client, one.holder)
    title = {"fr": "Cybersécurité au quotidien", "en": "Everyday Cybersecurity"}[language]
    card = page(client, f"/{language}/passport/")
    assert title in card
    assert f"/{language}/passport/{one.item_id}/" in card
    told = page(client, f"/{language}/passport/{one.item_id}/")
    assert title in told
    assert {"fr": "Rapport 1", "en": "Report 1"}[language] in told
    assert {"fr": "Quatre gestes sur cinq.", "en": "Four steps of five."}[language] in told


def test_reading_the_passport_writes_nothing(client: Client) -> None:
    person = factories.person()
    sign_in(client, person)
    page(client, "/en/passport/")
    assert not queries.passport(person.id)


@pytest.mark.req("R-155")
@pytest.mark.parametrize("rest", ["", "credential.json", "badge.png", "badge.svg", "note/", "take-out/", "put-back/"])
def test_nobody_else_opens_a_credential(client: Client, rest: str) -> None:
    one = held()
    for visitor in (factories.person(), one.offer.where.people["registrar"], one.offer.where.people["administrator"]):
        sign_in(client, visitor)
        address = f"/en/passport/{one.item_id}/{rest}"
        answer = client.post(address) if rest.endswith("/") else client.get(address)
        assert answer.status_code == 404
    client.logout()
    assert client.get(f"/en/passport/{one.item_id}/").status_code == 302


@pytest.mark.req("R-155")
def test_evidence_opens_for_its_holder_alone(client: Client) -> None:
    one = held()
    address = f"/en/passport/evidence/{one.evidence[0]}/"
    sign_in(client, one.holder)
    answer = client.get(address)
    assert answer.content == REPORT + b"1"
    assert "sandbox" in answer["Content-Security-Policy"]
    sign_in(client, factories.person())
    assert client.get(address).status_code == 404


@pytest.mark.req("R-148")
def test_the_files_carry_the_very_document(client: Client) -> None:
    one = held()
    sign_in(client, one.holder)
    base = f"/en/passport/{one.item_id}/"
    document = one.offer.credential.document
    assert client.get(f"{base}credential.json").content == document
    assert baking.unbake(client.get(f"{base}badge.png").content) == document
    assert baking.unbake(client.get(f"{base}badge.svg").content) == document


@pytest.mark.req("R-154", "R-195")
@LANGUAGES
def test_a_revoked_credential_stays_and_says_why(client: Client, language: str) -> None:
    one = held()
    issuing.revoke(
        credential_id=one.facts.credential.id,
        reason_code="error",
        note="private words",
        by=one.offer.where.actor("registrar"),
    )
    sign_in(client, one.holder)
    told = page(client, f"/{language}/passport/{one.item_id}/")
    assert 'data-verdict="rejected"' in told
    assert "private words" not in told
    assert str(one.item_id) in page(client, f"/{language}/passport/")


def test_taking_out_and_putting_back(client: Client) -> None:
    one = held()
    sign_in(client, one.holder)
    client.post(f"/en/passport/{one.item_id}/take-out/")
    assert str(one.item_id) not in page(client, "/en/passport/")
    assert str(one.item_id) in page(client, "/en/passport/?view=out")
    client.post(f"/en/passport/{one.item_id}/put-back/")
    assert str(one.item_id) in page(client, "/en/passport/")


def test_a_note_is_kept_and_escaped(client: Client) -> None:
    one = held()
    sign_in(client, one.holder)
    client.post(f"/en/passport/{one.item_id}/note/", {"note": "</textarea><script>alert(1)</script>"})
    told = page(client, f"/en/passport/{one.item_id}/")
    assert "<script>alert" not in told
    assert "&lt;script&gt;" in told
    answer = client.post(f"/en/passport/{one.item_id}/note/", {"note": "x" * 2001})
    assert answer.status_code == 422
    assert "x" * 2001 in answer.content.decode()


# — shares —


def details(one: Held, **changes: object) -> dict[str, object]:
    """What the second step of a share sends."""
    return {
        "shows_name": "on",
        "shows_results": "on",
        "recipient_name": "Clinique Exemple",
        "purpose_note": "Job at the clinic",
        "expires_on": (clock.today() + timedelta(days=14)).isoformat(),
        **changes,
    }


@pytest.mark.req("R-171", "R-177")
@LANGUAGES
def test_a_share_is_chosen_previewed_and_made(client: Client, language: str) -> None:
    one = held()
    sign_in(client, one.holder)
    assert str(one.item_id) in page(client, f"/{language}/passport/shares/new/")
    address = f"/{language}/passport/shares/new/details/?item={one.item_id}"
    page(client, address)
    preview = client.post(address, details(one))
    assert preview.status_code == 200
    assert "data-preview" in preview.content.decode()
    assert not queries.shares(one.holder.id)
    made = client.post(address, details(one, create="1"))
    share = queries.shares(one.holder.id).get()
    assert made["Location"] == f"/{language}/passport/shares/{share.pk}/"
    told = page(client, made["Location"])
    link = re.search(rf"http://localhost:8000/{language}/s/([\w-]{{22}})/", told)
    assert link is not None
    assert "<svg" in told
    facts = queries.shared(link[1])
    assert facts is not None
    assert facts.recipient_name == "Clinique Exemple"
    listed = page(client, f"/{language}/passport/shares/")
    assert "Job at the clinic" in listed
    assert link[1] not in listed


@pytest.mark.req("R-173")
@LANGUAGES
def test_the_preview_page_is_the_readers_page(client: Client, language: str) -> None:
    one = held()
    sign_in(client, one.holder)
    piece = f"{one.item_id}:{one.evidence[0]}"
    given = details(one, evidence=[piece])
    given.pop("shows_name")
    address = f"/{language}/passport/shares/new/details/?item={one.item_id}"
    with clock.at(clock.now()):
        preview = client.post(address, given).content.decode()
        made = client.post(address, {**given, "create": "1"})
        link = re.search(r"http://localhost:8000(/\w\w/s/[\w-]{22}/)", page(client, made["Location"]))
        assert link is not None
        read = page(Client(), link[1])
    assert _documents(preview) == _documents(read)
    assert "Maïka" not in _documents(read)
    assert {"fr": "Rapport 1", "en": "Report 1"}[language] in read
    assert {"fr": "Rapport 2", "en": "Report 2"}[language] not in read


def _documents(html: str) -> str:
    """The shared credentials of a page, without the addresses that differ by who looks and the seals' numbering."""
    found = "".join(re.findall(r'<article class="document".*?</article>', html, re.DOTALL))
    assert found
    return re.sub(r'href="[^"]*evidence/[^"]*"|s[0-9a-f]{4}\d+-', "", found)


def test_going_back_keeps_what_was_typed(client: Client) -> None:
    one = held()
    sign_in(client, one.holder)
    address = f"/en/passport/shares/new/details/?item={one.item_id}"
    told = client.post(address, details(one, back="1")).content.decode()
    assert 'value="Job at the clinic"' in told
    wrong = client.post(address, details(one, expires_on="2019-01-01"))
    assert wrong.status_code == 422
    assert 'value="Job at the clinic"' in wrong.content.decode()
    assert not queries.shares(one.holder.id)


def test_nothing_chosen_leads_back_to_the_choice(client: Client) -> None:
    one, other = held(), held()
    sign_in(client, one.holder)
    for query in ("", "?item=nonsense", f"?item={other.item_id}"):
        answer = client.get(f"/en/passport/shares/new/details/{query}")
        assert answer["Location"] == "/en/passport/shares/new/"


@pytest.mark.req("R-171")
def test_stopping_asks_first(client: Client) -> None:
    one = held()
    made = one.share()
    sign_in(client, one.holder)
    page(client, f"/en/passport/shares/{made.id}/stop/")
    assert queries.shared(made.token) is not None
    client.post(f"/en/passport/shares/{made.id}/stop/")
    assert queries.shared(made.token) is None
    page(Client(), f"/en/s/{made.token}/", status=404)


@pytest.mark.req("R-174")
def test_the_holder_alone_sees_the_share_and_its_count(client: Client) -> None:
    one = held()
    made = one.share(Selection())
    page(Client(), f"/en/s/{made.token}/")
    sign_in(client, one.holder)
    assert "1 time" in page(client, f"/en/passport/shares/{made.id}/")
    sign_in(client, one.offer.where.people["registrar"])
    page(client, f"/en/passport/shares/{made.id}/", status=404)
    page(client, f"/en/passport/shares/{made.id}/stop/", status=404)


def test_the_link_is_shown_to_the_visit_that_made_it_only(client: Client) -> None:
    one = held()
    made = one.share()
    sign_in(client, one.holder)
    assert made.token not in page(client, f"/en/passport/shares/{made.id}/")


@pytest.mark.req("R-172")
@LANGUAGES
def test_the_reader_needs_no_account(client: Client, language: str) -> None:
    told = page(client, f"/{language}/s/{held().share().token}/")
    assert 'data-verdict="verified"' in told
    assert "Maïka Fictive" in told


@pytest.mark.req("R-195")
def test_a_revocation_shows_on_the_next_look(client: Client) -> None:
    one = held()
    token = one.share().token
    assert 'data-verdict="verified"' in page(client, f"/en/s/{token}/")
    issuing.revoke(credential_id=one.facts.credential.id, reason_code="error", by=one.offer.where.actor("registrar"))
    told = page(client, f"/en/s/{token}/")
    assert 'data-verdict="rejected"' in told
    assert "It was issued in error." in told


def test_a_share_without_what_was_taken_out(client: Client) -> None:
    one = held()
    token = one.share().token
    actions.archive(item_id=one.item_id, by=one.by)
    told = page(client, f"/en/s/{token}/")
    assert "Cybersecurity" not in told
    assert issuance.credential(one.facts.credential.id) is not None
