"""The operator's frameworks: from a file to a published version, by two people, in both languages."""

from __future__ import annotations

import json
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from acquis.people import queries as people
from acquis.platform import clock
from acquis.platform.actor import Actor
from acquis.quality import queries
from tests.acquis.quality import factories
from tests.acquis.quality.factories import ELEMENTS
from tests.acquis.web import reader
from tests.acquis.web.world import signed_in

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])


def client_of(by: Actor) -> Client:
    assert by.person_id is not None
    person = people.person(by.person_id)
    assert person is not None
    return signed_in(person)


def desk(by: Actor, language: str = "fr") -> str:
    return f"/{language}/org/{by.organization_id}/quality/"


def proposal(**changes: str) -> dict[str, str]:
    told = {"effective_from": clock.today().isoformat(), "change_note_fr": "Relu.", "change_note_en": "Read again."}
    return {**told, **changes}


def newest() -> UUID:
    row = queries.open_versions().first()
    assert row is not None
    return row.pk


@pytest.mark.req("R-034")
@LANGUAGES
def test_a_file_is_read_proposed_by_one_and_published_by_another(language: str) -> None:
    factories.in_force()
    first, second = factories.operators()
    one, two = client_of(first), client_of(second)
    told = {**factories.document(), "version": "2027"}
    told["lines"][5]["strength"] = "hard"
    given = SimpleUploadedFile("cadre.json", json.dumps(told).encode(), content_type="application/json")
    answer = one.post(f"{desk(first, language)}upload/", {"file": given})
    page = f"{desk(first, language)}versions/{newest()}/"
    assert (answer.status_code, answer.headers["Location"]) == (302, page)

    shown = unescape(one.get(page).content.decode())
    assert {"fr": "Endossement par des partenaires", "en": "Partner Endorsement"}[language] in shown
    assert "<del>" in shown
    assert one.post(f"{page}confirm/", {"read": "x", "confirm": "on"}).status_code == 422

    later = (clock.today() + factories.DAY).isoformat()
    assert one.post(f"{page}propose/", proposal(effective_from=later)).status_code == 302
    assert f"/versions/{newest()}/confirm/" not in one.get(page).content.decode()
    read = one.get(page).context["confirmation"].initial["read"]
    alone = one.post(f"{page}confirm/", {"read": read, "confirm": "on"})
    assert alone.status_code == 422
    assert queries.current(ELEMENTS, clock.today() + factories.DAY).label == "2020"  # type: ignore[union-attr]

    assert page in two.get(f"/{language}/org/{second.organization_id}/").content.decode()
    assert two.post(f"{page}confirm/", {"read": read, "confirm": "on"}).status_code == 302
    assert queries.current(ELEMENTS, clock.today()).label == "2020"  # type: ignore[union-attr]
    assert queries.current(ELEMENTS, clock.today() + factories.DAY).label == "2027"  # type: ignore[union-attr]
    log = unescape(Client().get(f"/{language}/framework/changes/").content.decode())
    assert {"fr": "Relu.", "en": "Read again."}[language] in log


@LANGUAGES
@pytest.mark.parametrize("way", ["file", "text"])
def test_a_faulty_file_comes_back_with_its_text_and_every_fault_by_its_place(language: str, way: str) -> None:
    (by,) = factories.operators(1)
    told = factories.text(kind="list", name={"fr": "Liste <b>"})
    given: Any = SimpleUploadedFile("liste.json", told.encode()) if way == "file" else told
    answer = client_of(by).post(f"{desk(by, language)}upload/", {way: given})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "<code>/kind</code>" in shown
    assert "<code>/name/en</code>" in shown
    assert answer.context["form"]["text"].value() == told
    assert "Liste &lt;b&gt;" in shown
    assert not queries.open_versions().exists()
    if language == "fr":
        assert reader.english_in(shown) == []


@pytest.mark.parametrize("told", [{}, {"text": "   "}, {"file": SimpleUploadedFile("vide.json", b"")}])
def test_nothing_given_is_said(told: dict[str, Any]) -> None:
    (by,) = factories.operators(1)
    answer = client_of(by).post(f"{desk(by)}upload/", told)
    assert answer.status_code == 422
    assert answer.context["form"].errors


def test_a_file_far_too_large_is_not_read() -> None:
    (by,) = factories.operators(1)
    large = SimpleUploadedFile("grand.json", b" " * 600_000)
    answer = client_of(by).post(f"{desk(by)}upload/", {"file": large})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["file"]


def test_a_version_that_is_known_already_is_refused_with_its_text() -> None:
    factories.in_force()
    (by,) = factories.operators(1)
    told = json.dumps(factories.document())
    answer = client_of(by).post(f"{desk(by)}upload/", {"text": told})
    assert answer.status_code == 422
    assert "/version" in answer.content.decode()
    assert answer.context["form"]["text"].value() == told


@pytest.mark.parametrize(
    ("changes", "field"), [({"effective_from": ""}, "effective_from"), ({"change_note_en": ""}, "change_note_en")]
)
def test_an_incomplete_proposal_loses_nothing_of_what_was_typed(changes: dict[str, str], field: str) -> None:
    (by,) = factories.operators(1)
    made = factories.draft(by=by)
    answer = client_of(by).post(f"{desk(by)}versions/{made.id}/propose/", proposal(**changes))
    assert answer.status_code == 422
    assert list(answer.context["proposal"].errors) == [field]
    assert answer.context["proposal"]["change_note_fr"].value() == "Relu."


@LANGUAGES
def test_a_proposal_goes_back_with_a_reason_that_its_author_reads(language: str) -> None:
    first, second = factories.operators()
    made = factories.proposed(by=first)
    page = f"{desk(first, language)}versions/{made.id}/"
    other = client_of(second)
    assert other.post(f"{page}send-back/", {"reason": ""}).status_code == 422
    assert other.post(f"{page}send-back/", {"reason": "La source a changé."}).status_code == 302
    assert "La source a changé." in client_of(first).get(page).content.decode()
    assert client_of(first).post(f"{page}discard/").status_code == 302
    assert client_of(first).get(page).status_code == 404


def test_a_published_version_is_not_dropped() -> None:
    (by,) = factories.operators(1)
    made = factories.in_force()
    page = f"{desk(by)}versions/{made.id}/"
    assert client_of(by).post(f"{page}discard/").status_code == 200
    assert client_of(by).get(page).status_code == 200


def test_a_decided_adoption_is_not_decided_again() -> None:
    (by,) = factories.operators(1)
    made = factories.declared(factories.in_force())
    page, told = f"{desk(by)}adoptions/{made}/", {"confirmed": "no", "reason": "Inconnue"}
    client = client_of(by)
    assert client.post(page, {"confirmed": "yes", "reason": ""}).status_code == 422
    assert client.post(page, told).status_code == 302
    assert client.post(page, {**told, "confirmed": "yes"}).status_code == 422
    found = queries.adoption(made)
    assert found is not None
    assert (found.state, found.reason, found.decided_by_id) == ("declined", "Inconnue", by.person_id)


def test_unknown_versions_and_declarations_are_not_found() -> None:
    (by,) = factories.operators(1)
    client, nobody = client_of(by), UUID(int=7)
    assert client.get(f"{desk(by)}versions/{nobody}/").status_code == 404
    assert client.get(f"{desk(by)}adoptions/{nobody}/").status_code == 404
    for step in ("propose", "confirm", "send-back", "discard"):
        assert client.post(f"{desk(by)}versions/{nobody}/{step}/").status_code == 404


@LANGUAGES
def test_the_pages_speak_one_language_and_cost_a_steady_number_of_queries(
    language: str, django_assert_max_num_queries: Any
) -> None:
    first, second = factories.operators()
    framework = factories.in_force()
    for number in range(6):
        factories.proposed(by=first, key=f"list-{number}")
        factories.declared(framework, name=f"Collège {number}")
    client = client_of(second)
    with django_assert_max_num_queries(20):
        shown = client.get(desk(second, language)).content.decode()
    assert shown.count("queue-row") == 12
    one = client.get(f"{desk(second, language)}versions/{newest()}/").content.decode()
    if language == "fr":
        assert reader.english_in(shown) == []
        assert reader.english_in(one) == []
