"""What an organization may say of student aid, by every way in; what the operator records, and where it is read."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from openpyxl import load_workbook

from acquis.catalogue import actions, queries
from acquis.catalogue.exchange import tables
from acquis.catalogue.models import Achievement, AchievementVersion
from acquis.organizations import actions as organizations
from acquis.platform import clock
from acquis.platform.faults import Blocked
from acquis.platform.pagination import page_of
from sceau.encoding import strict_json
from tests.acquis import factories
from tests.acquis.api.test_v1 import call, token_of
from tests.acquis.catalogue.test_offers import facts, listed
from tests.acquis.web.editor import Fields, address, form_of, signed_in, stored
from tests.acquis.web.pages import at, member, operator, read

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
WHO = {"fr": "Seul le ministère approuve ou refuse", "en": "The ministry alone approves or refuses"}


def from_before(version: queries.VersionFacts) -> None:
    """As a draft that says it from before the ministry's decisions were kept apart."""
    AchievementVersion.objects.filter(pk=version.id).update(
        aid_status="approved", aid_year="2025-2026", aid_source="List"
    )


@pytest.mark.req("R-285")
@pytest.mark.parametrize(("status", "language"), [("approved", "fr"), ("not_eligible", "en")])
def test_an_author_states_no_decision_and_reads_who_does(status: str, language: str) -> None:
    college = factories.college()
    version = factories.draft(college)
    client = signed_in(college, "author")
    page = address(college, version, "edit/", language)
    offered = client.get(page).content.decode().partition('name="aid_status"')[2].partition("</select>")[0]
    assert ('value="requested"' in offered, f'value="{status}"' in offered) == (True, False)
    answer = client.post(page, form_of(client, college, version) | {"aid_status": status, "contact": "a@b.example"})
    assert answer.status_code == 422
    assert WHO[language] in answer.content.decode().replace("&nbsp;", " ")
    assert Fields(answer.content.decode()).values["contact"] == ["a@b.example"]
    assert stored(version).content.aid_status == "not_stated"
    answer = client.post(page, form_of(client, college, version) | {"aid_status": "requested"})
    assert (answer.status_code, stored(version).content.aid_status) == (302, "requested")


def test_a_draft_from_before_is_saved_as_it_is_and_not_submitted() -> None:
    college = factories.college()
    version = factories.draft(college)
    from_before(version)
    client = signed_in(college, "author")
    page = address(college, version, "edit/")
    whole = form_of(client, college, version)
    assert client.post(page, whole | {"weeks": "9"}).status_code == 302
    assert (stored(version).content.weeks, stored(version).content.aid_status) == (9, "approved")
    answer = client.post(page, form_of(client, college, version) | {"aid_year": "2026-2027"})
    assert (answer.status_code, stored(version).content.aid_year) == (422, "2025-2026")
    with pytest.raises(Blocked) as blocked:
        actions.submit(version_id=version.id, by=college.actor("author"))
    assert [(one.code, one.where) for one in blocked.value.reasons] == [("aid_not_yours", "aid_status")]
    copied = queries.latest(actions.copy(version_id=version.id, code="COPY", by=college.actor("author")))
    assert copied is not None
    assert (copied.content.aid_status, copied.content.aid_year, copied.content.aid_source) == ("not_stated", "", "")


@LANGUAGES
def test_what_was_published_before_is_told_as_the_institutions_own_word(language: str) -> None:
    college = factories.recognised_college()
    version = factories.published_version(college, aid_status="requested")
    _as_published_before(version)
    page = read(Client(), at("public:achievement", language, achievement_id=version.achievement_id))
    said = {"fr": "Affirmé par l’établissement lui-même", "en": "Stated by the institution itself"}[language]
    assert said in page
    assert 'href="#aid"' in page
    assert 'id="aid"' in page


def _as_published_before(version: queries.VersionFacts) -> None:
    with connection.cursor() as cursor:
        key = version.id.hex if connection.vendor == "sqlite" else str(version.id)
        cursor.execute("UPDATE catalogue_achievementversion SET aid_status = 'approved' WHERE id = %s", [key])


def _file(layout: str) -> bytes:
    header, line = ["code", "title_fr", "aid_status"], ["B-1", "Titre", "approved"]
    if layout == "csv":
        return "\n".join(",".join(row) for row in (header, line)).encode()
    if layout == "xlsx":
        return tables.to_xlsx("definitions", header, [line], [])
    record: dict[str, Any] = {"code": "B-1", "title": {"fr": "Titre"}, "aid_status": "approved"}
    return strict_json.dumps({"definitions": [record]})


@pytest.mark.req("R-285")
@pytest.mark.parametrize(("layout", "language"), [("csv", "fr"), ("xlsx", "en"), ("json", "fr")])
def test_no_file_brings_a_decision_in(layout: str, language: str) -> None:
    college = factories.college()
    author = signed_in(college, "author")
    desk = f"/{language}/org/{college.id}/exchange/"
    given = SimpleUploadedFile(f"f.{layout}", _file(layout))
    page = author.post(desk, {"subject": "definitions", "file": given})["Location"]
    (row,) = author.get(page).context["rows"]
    with translation.override(language):
        field = translation.gettext("Student financial assistance (OSAP)")
    assert [(each["field"], WHO[language] in each["sentence"].replace("\xa0", " ")) for each in row["errors"]] == [
        (field, True)
    ]
    author.post(f"{page}confirm/")
    assert not Achievement.objects.filter(organization_id=college.id).exists()


def test_a_file_of_what_was_said_before_comes_back_without_a_change_and_the_template_offers_no_decision() -> None:
    college = factories.college()
    version = factories.draft(college)
    from_before(version)
    author = signed_in(college, "author")
    desk = f"/en/org/{college.id}/exchange/"
    taken = author.get(f"{desk}export/definitions.json").content
    page = author.post(desk, {"subject": "definitions", "file": SimpleUploadedFile("f.json", taken)})["Location"]
    (row,) = author.get(page).context["rows"]
    assert row["errors"] == []
    book = load_workbook(BytesIO(author.get(f"{desk}template/definitions.xlsx").content))
    told = {row[0]: row[2] for row in book.worksheets[1].iter_rows(values_only=True)}
    assert ("requested" in told["aid_status"], "approved" in told["aid_status"]) == (True, False)


@pytest.mark.req("R-285")
def test_no_program_states_a_decision() -> None:
    college = factories.recognised_college()
    token = token_of(college)
    body = {"code": "API-1", "title": {"fr": "Par programme"}, "aid_status": "approved"}
    refused = call("post", "definitions", token, body)
    assert (refused.status_code, refused.json()["code"]) == (422, "aid_not_yours")
    (reason,) = refused.json()["errors"]
    assert reason["pointer"].endswith("aid_status")
    assert WHO["en"] in reason["detail"]
    assert call("post", "definitions", token, body | {"aid_status": "requested"}).status_code == 201


@pytest.mark.req("R-285")
@LANGUAGES
def test_the_public_mark_leads_to_the_year_and_the_source(language: str) -> None:
    network, _by = operator()
    college = factories.recognised_college()
    offer = facts(listed(college))
    desk = at("consortium:aid", language, organization_id=network.id)
    year = clock.today().year
    told = {"year": str(year), "decided_on": clock.today().isoformat(), "source": "Liste du ministère n° 7"}
    client = member(network, "operator")
    assert client.post(desk, told | {"achievement": str(offer.achievement_id)}).status_code == 302
    page = at("public:achievement", language, achievement_id=offer.achievement_id)
    assert f'href="{page}#aid"' in read(Client(), at("public:achievements", language) + "?q=x&q=")
    section = read(Client(), page).partition('id="aid"')[2].partition("</section>")[0]
    assert f"{year}–{year + 1}" in section
    assert "Liste du ministère n° 7" in section


@pytest.mark.req("R-285")
@LANGUAGES
def test_the_operator_finds_what_was_approved_by_its_words_page_by_page(language: str) -> None:
    network, _by = operator()
    client = member(network, "operator")
    college = factories.recognised_college()
    wanted = factories.published_version(college, code="SOUD-9", title=factories.both("Soudage fin", "Fine welding"))
    factories.draft(college, code="SOUD-8", title=factories.both("Soudage brouillon", "Draft welding"))
    desk = at("consortium:aid", language, organization_id=network.id)
    page = read(client, desk)
    assert 'name="achievement"' not in page, "nothing is typed before one is chosen"
    listing = at("consortium:definitions", language, organization_id=network.id)
    assert f'action="{listing}"' in page
    found = client.get(f"{listing}?q=soudage fin").context["page"].object_list
    assert [one.id for one in found] == [wanted.id]
    chosen = f"{desk}?achievement={wanted.achievement_id}"
    assert f'href="{chosen}"' in read(client, f"{listing}?q=SOUD-9")
    assert wanted.title[language] in read(client, chosen)
    assert Fields(client.get(chosen).content.decode()).values["achievement"] == [str(wanted.achievement_id)]
    answer = client.post(chosen, {"achievement": str(wanted.achievement_id), "source": "List"})
    assert answer.status_code == 422
    assert Fields(answer.content.decode()).values["source"] == ["List"]
    nothing = client.get(f"{listing}?q=zzz")
    assert {"fr": "Rien trouvé", "en": "Nothing found"}[language] in nothing.content.decode()
    for unknown in ("?achievement=x", f"?achievement={network.id}"):
        assert 'name="achievement"' not in read(client, desk + unknown)


def test_the_list_of_the_network_is_paged_and_costs_the_same_however_long(monkeypatch: pytest.MonkeyPatch) -> None:
    network, _by = operator()
    client = member(network, "operator")
    college = factories.recognised_college()
    for _ in range(2):
        factories.published_version(college)
    listing = at("consortium:definitions", "en", organization_id=network.id)
    with CaptureQueriesContext(connection) as before:
        client.get(listing)
    for _ in range(3):
        factories.published_version(college)
    with CaptureQueriesContext(connection) as after:
        client.get(listing)
    assert len(after) <= len(before)
    monkeypatch.setitem(page_of.__kwdefaults__, "per_page", 3)
    first, second = (client.get(f"{listing}?page={number}").context["page"] for number in (1, 2))
    assert (len(first.object_list), len(second.object_list), first.paginator.count) == (3, 2, 5)


def test_only_the_operator_sees_the_list_of_the_network() -> None:
    college = factories.recognised_college()
    person = factories.person("Opérateur Ailleurs")
    organizations.admit(organization_id=college.id, person_id=person.id, roles=["operator"], by=factories.COMMAND)
    college.people["operator"] = person
    version = factories.published_version(college)
    for name, named in (("consortium:definitions", {}), ("consortium:definition", {"version_id": version.id})):
        assert member(college, "operator").get(at(name, organization_id=college.id, **named)).status_code == 404
