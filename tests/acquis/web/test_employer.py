"""The verify page and the share page, as someone without an account meets them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from acquis.issuance import actions as issuance
from acquis.passport import actions as passport
from acquis.passport import queries as passport_queries
from acquis.passport.queries import Selection
from acquis.platform import clock, links
from sceau.encoding import strict_json
from tests.acquis.passport.factories import Held, held

pytestmark = pytest.mark.django_db
HOSTILE = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "type": ["VerifiableCredential"],
    "issuer": {"id": "https://x.example", "name": "<img src=x onerror=alert(1)>"},
    "credentialSubject": {
        "achievement": {
            "name": "<script>alert(1)</script>",
            "criteria": {"narrative": "[here](javascript:alert(1)) <b>bold</b>"},
            "alignment": [{"targetName": "go", "targetUrl": "javascript:alert(1)"}],
        }
    },
}


@pytest.fixture(autouse=True)
def _forget_tries() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def verify(text: str = "", *, file: bytes | None = None, language: str = "en") -> str:
    given = {"file": SimpleUploadedFile("credential.json", file)} if file is not None else {"text": text}
    answer = Client().post(f"/{language}/verify/", given)
    assert answer.status_code == 200
    return answer.content.decode()


def shared(item: Held, *, evidence: int = 0, **selection: bool) -> str:
    return item.share(Selection(evidence=tuple(item.evidence[:evidence]), **selection)).token


# — verifying —


@pytest.mark.req("R-001", "R-010", "R-183")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_report_unfolds_on_the_page_in_both_languages(language: str) -> None:
    page = verify(file=held().facts.document, language=language)

    assert f'<html lang="{language}-CA">' in page
    assert 'data-verdict="verified"' in page
    assert "glossary/#microcredential" in verify("{", language=language) + str(
        Client().get(f"/{language}/verify/").content
    )
    assert page.count('class="check"') == 10


@pytest.mark.req("R-182")
def test_the_verdict_comes_before_the_checks_and_these_before_the_rest() -> None:
    page = verify(file=held().facts.document)
    places = [
        page.index(mark) for mark in ('class="verdict"', 'class="checks"', 'class="outcomes"', 'class="alignments"')
    ]
    assert places == sorted(places)


def test_text_of_a_hostile_document_stays_text() -> None:
    page = verify(strict_json.dumps(HOSTILE).decode())  # type: ignore[arg-type]

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'href="javascript:' not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Choose a file, or paste"),
        ("http://192.0.2.1/c.json", "secure addresses"),
        ("https://169.254.169.254/latest", "private network"),
        ("http://localhost:8000/fr/verify/", "nothing for us"),
        ("https://LOCALHOST:8000/health", "nothing for us"),
        ("https://[x", "could not be reached"),
    ],
)
def test_what_cannot_be_looked_at_is_said_and_what_was_typed_is_kept(text: str, words: str) -> None:
    answer = Client().post("/en/verify/", {"text": text})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert text in answer.content.decode()


def test_a_file_beyond_the_limit_is_refused_with_a_sentence() -> None:
    answer = Client().post("/en/verify/", {"file": SimpleUploadedFile("big.json", b" " * 12_000_001)})
    assert answer.status_code == 422
    assert "larger than 12 MB" in answer.content.decode()


@pytest.mark.parametrize("inside", ["", f"credential/{UUID(int=1)}/", f"evidence/{UUID(int=1)}/", "?x=1"])
@pytest.mark.parametrize("spell", [str, str.upper], ids=["as it is", "in capitals"])
def test_a_pasted_link_into_a_share_opens_the_share(inside: str, spell: Callable[[str], str]) -> None:
    token = shared(held())
    answer = Client().post("/en/verify/", {"text": f"{spell(links.base())}/fr/s/{token}/{inside}"})
    assert answer.headers["Location"] == f"/fr/s/{token}/"


def test_too_many_tries_are_slowed_down() -> None:
    client = Client()
    answers = [client.post("/en/verify/", {"text": "{"}).status_code for _ in range(31)]
    assert answers == [200] * 30 + [429]


@pytest.mark.req("R-184")
def test_verifying_leaves_no_cookie_and_no_cache() -> None:
    answer = Client().post("/en/verify/", {"text": "{"})
    assert "no-store" in answer.headers["Cache-Control"]
    assert set(answer.cookies) <= {"csrftoken"}


# — shares —


@pytest.mark.req("R-171", "R-172")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_share_opens_without_an_account(language: str) -> None:
    answer = Client().get(f"/{language}/s/{shared(held())}/")

    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'data-verdict="verified"' in page
    assert "Maïka Fictive" in page
    assert answer.headers["Referrer-Policy"] in {"no-referrer", "same-origin"}
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.req("R-171")
def test_unknown_expired_and_withdrawn_links_get_one_and_the_same_page() -> None:
    item = held()
    withdrawn, expired = item.share(), item.share()
    passport.withdraw_share(share_id=withdrawn.id, by=item.by)
    unknown = Client().get(f"/en/s/{'A' * 22}/")
    ended = Client().get(f"/en/s/{withdrawn.token}/")
    facts = passport_queries.share(item.holder.id, expired.id)
    assert facts is not None
    with clock.at(facts.expires_at):
        over = Client().get(f"/en/s/{expired.token}/")

    assert {answer.status_code for answer in (unknown, ended, over)} == {404}
    told = {
        answer.content.decode().split("<main", 1)[1].replace(token, "")
        for answer, token in ((unknown, "A" * 22), (ended, withdrawn.token), (over, expired.token))
    }
    assert len(told) == 1


@pytest.mark.req("R-173")
def test_what_was_not_selected_is_unreachable_even_by_address() -> None:
    item = held()
    shown, hidden = item.evidence
    token = shared(item, evidence=1, shows_name=False)
    client = Client()

    page = client.get(f"/en/s/{token}/").content.decode()
    assert "Fictive" not in page
    assert "Report 1" in page
    assert "Report 2" not in page
    assert client.get(f"/en/s/{token}/evidence/{shown}/").content.startswith(b"%PDF")
    assert client.get(f"/en/s/{token}/evidence/{hidden}/").status_code == 404
    assert client.get(f"/en/s/{token}/credential/{item.item_id}/").status_code == 404


def test_the_signed_file_is_given_when_its_holder_says_so() -> None:
    item = held()
    token = shared(item, evidence=2, gives_file=True)
    answer = Client().get(f"/en/s/{token}/credential/{item.item_id}/")
    assert answer.content == item.facts.document
    assert "attachment" in answer.headers["Content-Disposition"]


def test_an_opening_counts_once_per_visit_and_not_for_machines_that_look_ahead() -> None:
    item = held()
    made = item.share()
    visitor = Client()
    visitor.get(f"/en/s/{made.token}/")
    visitor.get(f"/fr/s/{made.token}/")
    visitor.head(f"/en/s/{made.token}/")
    Client().head(f"/en/s/{made.token}/")
    Client(headers={"User-Agent": "Slackbot-LinkExpanding 1.0"}).get(f"/en/s/{made.token}/")
    Client(headers={"Sec-Purpose": "prefetch"}).get(f"/en/s/{made.token}/")
    Client().get(f"/en/s/{made.token}/")

    facts = passport_queries.share(item.holder.id, made.id)
    assert facts is not None
    assert facts.openings == 2


def test_guessing_links_is_slowed_down() -> None:
    client = Client()
    answers = [client.get(f"/en/s/{number:022d}/").status_code for number in range(21)]
    assert answers == [404] * 20 + [429]


@pytest.mark.req("R-195")
def test_a_revocation_shows_at_the_next_look() -> None:
    item = held()
    token = shared(item)
    before = Client().get(f"/en/s/{token}/").content.decode()
    issuance.revoke(credential_id=item.facts.credential.id, reason_code="fraud", by=item.offer.where.actor("registrar"))
    after = Client().get(f"/en/s/{token}/").content.decode()

    assert 'data-verdict="verified"' in before
    assert 'data-verdict="rejected"' in after
    assert "obtained dishonestly" in after
