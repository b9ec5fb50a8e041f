"""The API: everybody reads what is public, a program writes drafts with its token and nothing else."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import jsonschema
import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from acquis.api.v1 import openapi
from acquis.api.v1.operations import OPERATIONS
from acquis.audit.models import Entry
from acquis.catalogue import actions as catalogue
from acquis.catalogue import queries
from acquis.catalogue.actions import plans
from acquis.catalogue.content import Approval
from acquis.catalogue.offering import Session, Terms
from acquis.organizations import actions as organizations
from acquis.organizations import queries as organization_queries
from acquis.platform import clock
from acquis.platform.actor import Actor
from acquis.platform.faults import Forbidden
from tests.acquis import factories
from tests.acquis.factories import College
from tests.acquis.web.test_consortium import signed_in

pytestmark = pytest.mark.django_db
ALL = ("definitions.read", "definitions.write", "offers.read", "offers.write")


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    """Nobody has called yet."""
    cache.clear()


def token_of(where: College, *scopes: str, days: int = 30) -> str:
    return organizations.make_client(
        organization_id=where.id, name="Prog", scopes=scopes or ALL, days=days, by=where.actor("administrator")
    )


def call(method: str, path: str, token: str = "", body: Any = None, **headers: str) -> Any:
    """The answer of a call, always JSON."""
    more = {"Authorization": f"Bearer {token}"} if token else {}
    more["Accept-Language"] = "en"
    send = getattr(Client(), method)
    given = {} if method == "get" else {"data": body or "", "content_type": "application/json"}
    return send(f"/api/v1/{path}", headers=more | headers, **given)


def valid(schema: str, told: Any) -> None:
    """Raise unless the answer is what the OpenAPI document says."""
    document = openapi.document()
    whole = {"$ref": f"#/components/schemas/{schema}", "components": document["components"]}
    jsonschema.Draft202012Validator(whole).validate(told)


@pytest.mark.req("R-362")
def test_everybody_reads_the_catalogue_and_gets_what_the_document_says() -> None:
    where = factories.recognised_college()
    versions = [factories.published_version(where) for _ in range(3)]
    factories.draft(where)
    terms = Terms(
        tuition_cents=0, materials_cents=0, exam_cents=0, delivery_mode="online", languages=("fr",),
        registration_url="https://college.example/i", sessions=(Session("continuous"),),
    )  # fmt: skip
    offer = catalogue.begin_offer(achievement_id=versions[0].achievement_id, terms=terms, by=where.actor("author"))
    assert call("get", "catalogue/offers").json()["items"] == []
    catalogue.list_offer(offer_id=offer, by=where.actor("author"))
    first = call("get", "catalogue/definitions?limit=2")
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    valid("OpenDefinitionList", first.json())
    rest = Client().get(first.json()["next"]).json()
    found = {each["id"] for each in (*first.json()["items"], *rest["items"])}
    assert (found, rest["next"]) == ({str(each.achievement_id) for each in versions}, None)
    assert "contact" not in first.json()["items"][0]
    one = call("get", f"catalogue/definitions/{versions[0].achievement_id}").json()
    assert (one["title"]["fr"], one["licence"][:5]) == (versions[0].content.title["fr"], "https")
    offers = call("get", "catalogue/offers").json()
    valid("OpenOfferList", offers)
    assert [(each["id"], each["total_cents"]) for each in offers["items"]] == [(str(offer), 0)]


@pytest.mark.req("R-363")
def test_a_program_begins_reads_and_changes_a_definition() -> None:
    where = factories.recognised_college()
    token = token_of(where)
    body = {"code": "API-1", "title": {"fr": "Par programme"}, "hours_typical": 12.5}
    made = call("post", "definitions", token, body)
    assert (made.status_code, made.json()["state"]) == (201, "draft")
    valid("OwnDefinition", made.json())
    assert made.json()["missing_for_publication"]
    again = call("post", "definitions", token, body)
    assert (again.status_code, again.json()["code"]) == (409, "code_taken")
    path = f"definitions/{made.json()['id']}"
    stale = call("patch", path, token, {"weeks": 3}, **{"If-Match": '"0"'})
    assert stale.status_code == 412
    changed = call("patch", path, token, {"weeks": 3}, **{"If-Match": made.headers["ETag"]})
    assert (changed.json()["weeks"], changed.json()["hours_typical"]) == (3, 12.5)
    read = call("get", path, token)
    assert read.headers["ETag"] == changed.headers["ETag"] != made.headers["ETag"]
    assert [each["code"] for each in call("get", "definitions", token).json()["items"]] == ["API-1"]
    acts = Entry.objects.filter(verb="catalogue.begin", organization_id=where.id)
    assert [(entry.channel, entry.request_id[:7]) for entry in acts] == [("api", "client-")]


@pytest.mark.req("R-363")
@pytest.mark.parametrize("marked", [True, False])
def test_a_program_does_not_replace_what_somebody_writes_meanwhile(
    marked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = factories.recognised_college()
    version, token, plan = factories.draft(where), token_of(where), plans.definition
    path = f"definitions/{version.achievement_id}"
    headers = {"If-Match": call("get", path, token).headers["ETag"]} if marked else {}

    def planned_while_somebody_writes(*given: Any, **named: Any) -> plans.Plan:
        found = plan(*given, **named)
        content = replace(version.content, hours_reason="Typed at this moment.")
        catalogue.revise(version_id=version.id, content=content, by=where.actor("author"))
        return found

    monkeypatch.setattr(plans, "definition", planned_while_somebody_writes)
    answer = call("patch", path, token, {"weeks": 7}, **headers)
    assert (answer.status_code, answer.json()["code"]) == (412, "changed_since")
    # The call was undone as a whole; with a database of its own, the person's words are the ones that stay.
    monkeypatch.undo()
    assert call("patch", path, token, {"weeks": 7}, **headers).status_code == 200


def test_a_change_of_what_is_published_opens_a_new_version() -> None:
    where = factories.recognised_college()
    version = factories.published_version(where)
    answer = call("patch", f"definitions/{version.achievement_id}", token_of(where), {"weeks": 9})
    assert (answer.json()["version"], answer.json()["state"]) == (2, "draft")
    assert call("get", f"catalogue/definitions/{version.achievement_id}").json()["version"] == 1


def test_every_reason_of_a_refusal_has_its_pointer() -> None:
    where = factories.college()
    body = {
        "code": "API 1",
        "title": {},
        "hours_min": -1,
        "nonsense": 1,
        "assessments": [{"mode": "moon", "outcomes": ["R9"]}],
        "modules": "x",
    }
    answer = call("post", "definitions", token_of(where), body)
    assert (answer.status_code, answer.headers["Content-Type"]) == (422, "application/problem+json")
    valid("Problem", answer.json())
    assert {each["pointer"] for each in answer.json()["errors"]} == {
        "/code", "/title", "/hours_min", "/nonsense", "/assessments/0/mode", "/assessments/0/outcomes", "/modules",
    }  # fmt: skip


@pytest.mark.req("R-363")
def test_a_token_does_what_its_scopes_say_in_its_own_organization_while_it_lasts() -> None:
    where, other = factories.recognised_college(), factories.recognised_college()
    version = factories.published_version(other)
    reading = token_of(where, "definitions.read")
    refused = call("post", "definitions", reading, {"code": "A", "title": {"fr": "A"}})
    assert (refused.status_code, refused.json()["code"]) == (403, "scope_missing")
    assert call("get", "offers", reading).status_code == 403
    writing = token_of(where)
    assert call("get", f"definitions/{version.achievement_id}", writing).status_code == 404
    assert call("patch", f"definitions/{version.achievement_id}", writing, {"weeks": 1}).status_code == 404
    for token in ("", "acquis_nonsense"):
        answer = call("get", "definitions", token)
        assert (answer.status_code, answer.headers["WWW-Authenticate"][:6]) == (401, "Bearer")
    with clock.at(clock.now() + timedelta(days=31)):
        assert call("get", "definitions", writing).status_code == 401
    client = organization_queries.client_behind(writing)
    assert client is not None
    call("post", "definitions", writing, {"code": "B", "title": {"fr": "B"}})
    assert organization_queries.client_behind(writing).used_on == clock.today()  # type: ignore[union-attr]
    organizations.revoke_client(organization_id=where.id, client_id=client.id, by=where.actor("administrator"))
    assert call("get", "definitions", writing).status_code == 401


@pytest.mark.req("R-363")
def test_a_token_ends_with_the_administration_of_whoever_saw_it() -> None:
    where = factories.recognised_college()
    maker, heir = where.people["administrator"], factories.person()
    manager = where.actor("administrator")
    organizations.admit(organization_id=where.id, person_id=heir.id, roles=["administrator"], by=manager)
    by_heir = Actor.person(heir.id).within(where.id)
    token = token_of(where)
    assert call("get", "definitions", token).status_code == 200
    organizations.admit(organization_id=where.id, person_id=maker.id, roles=["author"], by=factories.COMMAND)
    assert call("get", "definitions", token).status_code == 401
    assert call("post", "definitions", token, {"code": "A", "title": {"fr": "A"}}).status_code == 401
    page = f"/en/org/{where.id}/api-clients/"
    told = signed_in(by_heir).get(page).content.decode()
    assert "Whoever made it is not an administrator any more" in told
    # Whoever administers again makes another: the secret of then stays dead.
    for is_dismissed in (False, True):
        if is_dismissed:
            organizations.dismiss(organization_id=where.id, person_id=maker.id, by=by_heir)
        organizations.admit(organization_id=where.id, person_id=maker.id, roles=["administrator"], by=factories.COMMAND)
        assert call("get", "definitions", token).status_code == 401
        token = token_of(where)
        assert call("get", "definitions", token).status_code == 200


def test_a_thousand_names_that_mean_nothing_get_a_short_answer() -> None:
    where = factories.college()
    told = {"code": "A", "title": {"fr": "A"}, **{f"field{number}": 0 for number in range(1000)}}
    answer = call("post", "definitions", token_of(where), told)
    assert answer.status_code == 422
    assert {each["code"] for each in answer.json()["errors"]} == {"field_unknown"}
    assert len(answer.json()["errors"]) <= 20


def test_the_token_is_kept_nowhere_and_its_maker_approves_nothing_written_with_it() -> None:
    where = factories.recognised_college()
    maker = where.people["administrator"]
    organizations.admit(
        organization_id=where.id, person_id=maker.id, roles=["administrator", "approver"], by=factories.COMMAND
    )
    token = token_of(where)
    row = organization_queries.clients_of(where.id)[0]
    assert token not in repr(row.__dict__)
    made = call("post", "definitions", token, {"code": "A", "title": {"fr": "A"}}).json()
    version = queries.latest(made["id"])
    assert version is not None
    assert maker.id in version.editor_ids
    complete = factories.draft(where)
    call("patch", f"definitions/{complete.achievement_id}", token, {"weeks": 4})
    catalogue.submit(version_id=complete.id, by=where.actor("author"))
    with pytest.raises(Forbidden, match="author_may_not_approve"):
        catalogue.approve(version_id=complete.id, approval=Approval(maker.id, "Bien."), by=where.actor("administrator"))


def test_offers_are_begun_listed_and_closed() -> None:
    where = factories.recognised_college()
    version = factories.published_version(where)
    token = token_of(where)
    body = {
        "code": version.code,
        "delivery_mode": "online",
        "languages": ["fr"],
        "registration_url": "https://college.example/i",
        "sessions": [{"intake": "continuous"}],
    }
    made = call("post", "offers", token, body)
    assert made.status_code == 201
    valid("OwnOffer", made.json())
    path = f"offers/{made.json()['id']}"
    assert call("post", f"{path}/confirm", token).status_code == 409
    assert call("post", f"{path}/list", token).json()["state"] == "listed"
    assert call("patch", path, token, {"tuition_cents": 4500}).json()["tuition_cents"] == 4500
    assert len(call("get", "offers", token).json()["items"]) == 1
    assert call("post", f"{path}/close", token).json()["state"] == "closed"
    refused = call("patch", path, token, {"place": "Sudbury"})
    assert (refused.status_code, refused.json()["code"]) == (409, "offer_closed")


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [("{", "application/json", 400), ("[]", "application/json", 400), ("a=1", "text/plain", 415)],
)
def test_what_is_no_json_is_refused(body: str, kind: str, status: int) -> None:
    token = token_of(factories.college())
    answer = Client().post(
        "/api/v1/definitions", data=body, content_type=kind, headers={"Authorization": f"Bearer {token}"}
    )
    assert answer.status_code == status
    valid("Problem", answer.json())


def test_wrong_questions_are_refused_in_words() -> None:
    far = [f"{moment}|{uuid4()}" for moment in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00")]
    cursors = [f"cursor={urlsafe_b64encode(each.encode()).decode()}" for each in far]
    limits = [f"limit={told}" for told in ("0", "1000", "x", "00000000150", "0000000001" + "9" * 5000)]
    for query in (*limits, *cursors, "cursor=%FF", "cursor=abc", "organization=1"):
        answer = call("get", f"catalogue/definitions?{query}")
        assert (answer.status_code, answer.headers["Content-Type"]) == (422, "application/problem+json"), query
    assert call("delete", "catalogue/definitions").status_code == 405


def test_somebody_who_asks_too_often_is_told_to_wait() -> None:
    answers = [call("get", "catalogue/offers").status_code for _ in range(121)]
    assert (answers[119], answers[120]) == (200, 429)


@pytest.mark.req("R-362")
def test_the_openapi_document_names_every_call_and_every_schema_that_it_uses() -> None:
    document = Client().get(reverse("api:openapi")).json()
    assert document["openapi"] == "3.1.0"
    calls = {(method.upper(), path[1:]) for path, methods in document["paths"].items() for method in methods}
    assert calls == {(each.method, each.path) for each in OPERATIONS}
    used = {part.split('"')[0] for part in repr(document).replace("'", '"').split("#/components/schemas/")[1:]}
    assert used <= set(document["components"]["schemas"])
    for name, schema in document["components"]["schemas"].items():
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema["type"] == "object", name


def test_the_number_of_queries_of_a_list_is_fixed() -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    where, counts = factories.recognised_college(), []
    token = token_of(where)
    for _ in range(2):
        factories.published_version(where)
        with CaptureQueriesContext(connection) as asked:
            call("get", "catalogue/definitions")
            call("get", "definitions", token)
        counts.append(len(asked))
    assert counts[0] == counts[1]
