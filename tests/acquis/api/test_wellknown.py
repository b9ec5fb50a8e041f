"""Machine addresses: open, cacheable, without a language, and saying only what they must."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError
from django.test import Client

from acquis.signing import actions as signing_actions
from acquis.signing import queries as signing
from sceau.encoding import strict_json
from sceau.status.bitstring import BitString
from tests.acquis.organizations import factories
from tests.acquis.organizations.factories import COMMAND
from tests.acquis.registry.factories import decision, recognized

pytestmark = pytest.mark.django_db


@pytest.fixture
def college(frozen: datetime) -> UUID:
    return recognized()


def path_of(did: str) -> str:
    """Where a DID document is served."""
    return f"/did/{did.rpartition(':')[2]}/did.json"


@pytest.mark.req("R-015")
def test_a_did_document_shows_every_key_the_organization_ever_had(college: UUID, client: Client) -> None:
    did = signing.did_of(college)
    assert did is not None
    signing_actions.rotate(organization_id=college, by=COMMAND)
    signing_actions.declare_compromised(
        organization_id=college,
        key_id=signing.keys(college)[0].id,
        since=signing.keys(college)[0].created_at,
        by=COMMAND,
    )
    answer = client.get(path_of(did))
    assert answer.headers["Content-Type"] == "application/did+json"
    document: Any = strict_json.loads(answer.content)
    assert document["id"] == did
    first, second = document["verificationMethod"][0], document["verificationMethod"][2]
    assert (first["type"], second["type"]) == ("Multikey", "Multikey")
    assert first["revoked"] == "2026-03-02T15:30:00Z"
    assert "revoked" not in second


@pytest.mark.req("R-197")
def test_a_status_list_is_one_long_signed_row_for_everybody(college: UUID, client: Client) -> None:
    places = signing_actions.allocate(organization_id=college, subject_id=uuid4(), by=COMMAND)
    answer = client.get("/status/" + places[0].list_url.rpartition("/")[2])
    assert answer.headers["Content-Type"] == "application/vc"
    document: Any = strict_json.loads(answer.content)
    assert document["id"] == places[0].list_url
    assert document["issuer"] == signing.did_of(college)
    assert document["proof"]
    assert len(BitString.decode(document["credentialSubject"]["encodedList"])) >= 131_072


def machine_addresses(college: UUID) -> list[str]:
    did = signing.did_of(college)
    assert did is not None
    place = signing_actions.allocate(organization_id=college, subject_id=uuid4(), by=COMMAND)[0]
    return [path_of(did), "/status/" + place.list_url.rpartition("/")[2], "/id/register"]


def test_machine_addresses_are_public_and_cacheable_and_set_no_cookie(college: UUID, client: Client) -> None:
    signing_actions.establish(organization_id=factories.operator(), by=COMMAND)
    for address in machine_addresses(college):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cache-Control"].startswith("public, max-age=")
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert not answer.cookies
        again = client.get(address, headers={"if-none-match": answer.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert client.head(address).status_code == 200
        assert client.post(address).status_code == 405


@pytest.mark.req("R-016")
def test_the_register_is_published_signed(college: UUID, client: Client) -> None:
    signing_actions.establish(organization_id=factories.operator(), by=COMMAND)
    document = client.get("/id/register").json()
    (entry,) = document["issuers"]
    assert entry == {
        "id": signing.did_of(college),
        "name": {"fr": "Collège du Test", "en": "Test College"},
        "recognizedFor": ["MicroCredential"],
        "from": "2026-03-02T15:30:00Z",
        "until": None,
        "status": "recognized",
    }
    assert document["proof"]
    decision(college, outcome="suspended")
    assert client.get("/id/register").json()["issuers"][0]["status"] == "suspended"


def test_a_network_that_cannot_sign_its_register_says_so(client: Client) -> None:
    answer = client.get("/id/register")
    assert (answer.status_code, answer.json()) == (503, {"error": "operator_missing"})


@pytest.mark.parametrize(
    "address",
    [
        "/did/aaaaaaaaaaaaaaaa/did.json",
        "/did/UPPER/did.json",
        "/status/00000000-0000-4000-8000-000000000000",
        "/id/achievements/00000000-0000-4000-8000-000000000000/1",
        "/id/evidence/00000000-0000-4000-8000-000000000000",
    ],
)
def test_what_does_not_exist_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_health_says_whether_the_database_answers(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/health").json()["status"] == "ok"

    def down() -> dict[str, int]:
        raise DatabaseError

    monkeypatch.setattr("acquis.api.wellknown.jobs.waiting", down)
    assert client.get("/health").status_code == 503


def test_the_engine_reads_the_same_bytes_in_process(college: UUID, client: Client) -> None:
    for address in machine_addresses(college)[:2]:
        own = signing.own_document(address)
        assert own is not None
        assert own.body == client.get(address).content
        assert isinstance(strict_json.loads(own.body), dict)
