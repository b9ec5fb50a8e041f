"""A program that got no answer sends the same request again: it is done once, and answered alike (R-363)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache

from acquis.api.v1 import once
from acquis.catalogue.actions import exchange
from acquis.catalogue.queries import bulk
from acquis.platform import clock, repeats
from acquis.platform.models import KeptAnswer
from tests.acquis import factories
from tests.acquis.api.test_v1 import call, token_of, valid
from tests.acquis.factories import College

pytestmark = pytest.mark.django_db
KEY = {"Idempotency-Key": '"8e03978e-40d5-43dd-bc93-6894a57f9324"'}
BODY = {"code": "API-1", "title": {"fr": "Par programme"}}


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    """Nobody has called yet."""
    cache.clear()


@pytest.fixture
def where() -> College:
    """An organization that may write."""
    return factories.recognised_college()


def codes(where: College) -> list[str]:
    return [each.told["code"] for each in bulk.owned_definitions(where.id)]


@pytest.mark.req("R-363")
def test_the_same_request_again_gets_the_same_answer_and_nothing_happens_twice(where: College) -> None:
    token = token_of(where)
    first = call("post", "definitions", token, BODY, **KEY)
    again = call("post", "definitions", token, BODY, **KEY)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert [again.headers[name] for name in ("Location", "ETag", "Content-Type", once.REPLAYED)] == [
        *(first.headers[name] for name in ("Location", "ETag", "Content-Type")),
        "true",
    ]
    assert once.REPLAYED not in first.headers
    assert codes(where) == ["API-1"]
    assert call("post", "definitions", token, BODY).json()["code"] == "code_taken"


@pytest.mark.req("R-363")
def test_a_move_and_a_change_are_made_once(where: College) -> None:
    version, token = factories.published_version(where), token_of(where)
    made = call("post", "offers", token, {"code": version.code, **_TAKEN})
    path = f"offers/{made.json()['id']}"
    listed = [call("post", f"{path}/list", token, **KEY) for _ in range(2)]
    assert [each.json()["state"] for each in listed] == ["listed", "listed"]
    draft = call("post", "definitions", token, BODY).json()["id"]
    other = {"Idempotency-Key": "plain-token", "If-Match": "*"}
    changed = [call("patch", f"definitions/{draft}", token, {"weeks": 4}, **other) for _ in range(2)]
    assert [each.headers["ETag"] for each in changed] == [changed[0].headers["ETag"]] * 2


_TAKEN = {
    "delivery_mode": "online",
    "languages": ["fr"],
    "registration_url": "https://college.example/i",
    "sessions": [{"intake": "continuous"}],
}


def test_another_request_under_the_same_key_is_refused(where: College) -> None:
    token = token_of(where)
    call("post", "definitions", token, BODY, **KEY)
    for path, body in (("definitions", BODY | {"code": "API-2"}), ("offers", BODY)):
        answer = call("post", path, token, body, **KEY)
        assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")
        valid("Problem", answer.json())
    assert codes(where) == ["API-1"]


def test_a_refusal_is_an_answer_too(where: College) -> None:
    token = token_of(where)
    refused = [call("post", "definitions", token, {"code": "API 1", "title": {}}, **KEY) for _ in range(2)]
    assert [each.status_code for each in refused] == [422, 422]
    assert refused[0].json() == refused[1].json()
    assert refused[1].headers[once.REPLAYED] == "true"


def test_a_key_belongs_to_its_program(where: College) -> None:
    made = call("post", "definitions", token_of(where), BODY, **KEY)
    other = call("post", "definitions", token_of(where), BODY | {"code": "API-2"}, **KEY)
    assert (made.status_code, other.status_code) == (201, 201)


def test_the_second_of_two_at_once_is_told_to_wait(where: College, monkeypatch: pytest.MonkeyPatch) -> None:
    token, during = token_of(where), []
    real: Callable[..., Any] = exchange.put_definition

    def slow(**given: Any) -> Any:
        monkeypatch.setattr(exchange, "put_definition", real)
        during.append(call("post", "definitions", token, BODY, **KEY))
        return real(**given)

    monkeypatch.setattr(exchange, "put_definition", slow)
    assert call("post", "definitions", token, BODY, **KEY).status_code == 201
    assert [(each.status_code, each.json()["code"]) for each in during] == [(409, "idempotency_key_in_use")]
    assert codes(where) == ["API-1"]


def test_what_failed_by_our_fault_may_be_sent_again(where: College, monkeypatch: pytest.MonkeyPatch) -> None:
    token = token_of(where)

    def broken(**given: Any) -> Any:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(exchange, "put_definition", broken)
        with pytest.raises(RuntimeError):
            call("post", "definitions", token, BODY, **KEY)
    assert call("post", "definitions", token, BODY, **KEY).status_code == 201


def test_a_process_that_died_holds_up_nobody_and_answers_no_more(where: College) -> None:
    mine = repeats.claim(owner_id=where.id, key="k", request=b"same")
    assert isinstance(mine, repeats.Claim)
    with clock.at(clock.now() + repeats.LEASE):
        theirs = repeats.claim(owner_id=where.id, key="k", request=b"same")
        assert isinstance(theirs, repeats.Claim)
        with pytest.raises(Exception, match="idempotency_key_in_use"):
            repeats.keep(mine, repeats.Answered(201, {}, "late"))
        repeats.keep(theirs, repeats.Answered(201, {}, "made"))
        again = repeats.claim(owner_id=where.id, key="k", request=b"same")
        assert isinstance(again, repeats.Answered)
        assert again.body == "made"


def test_after_a_day_the_key_is_free_and_the_answer_gone(where: College) -> None:
    token = token_of(where)
    call("post", "definitions", token, BODY, **KEY)
    assert repeats.tidy() == 0
    assert KEY["Idempotency-Key"].strip('"') not in repr(KeptAnswer.objects.values())
    with clock.at(clock.now() + timedelta(hours=24)):
        assert call("post", "definitions", token, BODY | {"code": "API-2"}, **KEY).status_code == 201
        assert repeats.tidy() == 0
    with clock.at(clock.now() + timedelta(hours=49)):
        assert repeats.tidy() == 1
    assert not KeptAnswer.objects.exists()


@pytest.mark.parametrize("key", ['""', '"no end', "two words", '"' + "k" * 256 + '"', '"é"', ""])
def test_what_is_no_key_is_refused(where: College, key: str) -> None:
    answer = call("post", "definitions", token_of(where), BODY, **{"Idempotency-Key": key})
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_invalid")
    assert codes(where) == []
