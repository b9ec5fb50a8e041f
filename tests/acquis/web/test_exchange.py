"""Files in and out, tokens, and the definitions side by side, through the pages."""

from __future__ import annotations

import html
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from openpyxl import load_workbook

from acquis.catalogue.models import Achievement
from acquis.platform import jobs
from acquis.web.public.definition_records import MARKS, RECORDS
from acquis.web.public.glossary import TERMS
from tests.acquis import factories
from tests.acquis.catalogue import listings
from tests.acquis.factories import College
from tests.acquis.web import reader
from tests.acquis.web.editor import signed_in

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])


def place(where: College, rest: str = "", language: str = "en") -> str:
    return f"/{language}/org/{where.id}/exchange/{rest}"


def upload(client: Client, where: College, data: bytes, subject: str = "definitions", name: str = "f.csv") -> str:
    """The address of the import."""
    answer = client.post(place(where), {"subject": subject, "file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 302, reader.visible(answer.content.decode())
    return str(answer.headers["Location"])


@pytest.mark.req("R-067")
@LANGUAGES
def test_fifty_rows_with_three_errors_are_told_by_row_and_field_and_nothing_is_written_before(language: str) -> None:
    where = factories.college()
    author = signed_in(where, "author")
    rows = [["code", "title_fr", "hours_typical"], *([f"B-{n}", f"Titre {n}", "20"] for n in range(50))]
    rows[7][2], rows[21][1], rows[34][0] = "vingt", "", "à refuser"
    data = "\n".join(",".join(row) for row in rows).encode()
    page = upload(author, where, data).replace("/en/", f"/{language}/")
    working = author.get(page)
    assert working.context["found"].is_working
    jobs.run_due()
    told = author.get(f"{page}?only=refused")
    text = reader.visible(told.content.decode())
    with translation.override(language):
        fields = [translation.gettext(word) for word in ("Typical hours", "Title", "Local code")]
    lines = {row["number"]: row["errors"][0]["field"] for row in told.context["rows"]}
    assert lines == dict(zip((8, 22, 35), fields, strict=True))
    assert all(field in text for field in fields)
    assert not Achievement.objects.filter(organization_id=where.id).exists()
    assert author.post(f"{page}confirm/").status_code == 302
    jobs.run_due()
    assert Achievement.objects.filter(organization_id=where.id).count() == 47
    done = author.get(page)
    assert done.context["found"].state == "done"
    assert author.post(f"{page}confirm/").status_code == 302
    jobs.run_due()
    assert Achievement.objects.filter(organization_id=where.id).count() == 47


@pytest.mark.req("R-067")
def test_an_import_of_offers_says_before_and_after_that_what_is_on_display_changes_at_once() -> None:
    where = factories.recognised_college()
    version = listings.define(where, "garden")
    offer = listings.offer(where, version, tuition_cents=100_00)
    author = signed_in(where, "author")
    data = f"id,code,tuition,region\n{offer},{version.code},80.00,est\n,{version.code},90.00,Toronto\n".encode()
    page = upload(author, where, data, subject="offers")
    jobs.run_due()
    before = reader.visible(author.get(page).content.decode())
    assert "What an offer on display says changes at once" in before
    assert "Changes an offer" in before
    assert "Changes a draft" not in before
    assert "Toronto" in before
    assert "centre, est, nord, ouest" in before
    public = f"/en/microcredentials/{version.achievement_id}/"
    assert "$80.00" not in reader.visible(Client().get(public).content.decode())
    author.post(f"{page}confirm/")
    jobs.run_due()
    told = author.get(page).content.decode()
    after = reader.visible(told)
    assert "Offers on display say it from now on" in after
    assert "nothing was published" not in after
    assert "1 line had an error and was left out. Correct it and bring it in with a file of its own." in after
    assert f"/en/org/{where.id}/offers/{offer}/" in told
    assert "$80.00" in reader.visible(Client().get(public).content.decode())


@pytest.mark.req("R-067")
@pytest.mark.parametrize("layout", ["csv", "xlsx", "json"])
def test_a_file_that_was_taken_away_comes_back_without_a_change(layout: str) -> None:
    where = factories.recognised_college()
    factories.published_version(where)
    factories.draft(where, hours_reason='=HYPERLINK("https://evil.example")')
    author = signed_in(where, "author")
    taken = author.get(place(where, f"export/definitions.{layout}"))
    data = b"".join(taken) if taken.streaming else taken.content  # type: ignore[arg-type]
    assert "attachment" in taken.headers["Content-Disposition"]
    page = upload(author, where, data, name=f"f.{layout}")
    jobs.run_due()
    assert author.get(page).context["found"].counts == {"unchanged": 2, "warning": 0}


def test_a_field_that_nobody_knows_is_named_however_it_is_spelled() -> None:
    where = factories.college()
    author = signed_in(where, "author")
    told = '[{"code": "B-1", "title": {"fr": "x"}, "outcomes.\u00b2": 1, "outcomes.-1": 1, "outcomes.9": 1}]'
    page = author.get(upload(author, where, told.encode(), name="f.json"))
    assert page.status_code == 200
    assert len(page.context["rows"][0]["errors"]) == 3


def test_the_template_of_a_workbook_explains_its_columns() -> None:
    where = factories.college()
    answer = signed_in(where, "reader").get(place(where, "template/definitions.xlsx", "fr"))
    workbook = load_workbook(io.BytesIO(answer.content))
    header = [cell.value for cell in workbook.worksheets[0][1]]
    told = {row[0].value: row[2].value for row in workbook.worksheets[1].iter_rows(min_row=2)}
    assert {"code", "title_fr", "outcome_1_statement_en"} <= set(header)
    assert set(told) == set(header)
    assert "online =" in str(told["delivery_mode"])
    assert signed_in(where, "reader").get(place(where, "template/nothing.csv")).status_code == 404


def test_columns_are_named_by_hand_and_a_wrong_name_loses_nothing() -> None:
    where = factories.college()
    author = signed_in(where, "author")
    page = upload(author, where, b"Sigle;Nom du cours;Notes\nA-1;Un cours;secret\n")
    asked = author.get(page)
    assert [row["typed"] for row in asked.context["asked"]] == ["", "", ""]
    wrong = author.post(f"{page}columns/", {"column-0": "code", "column-1": "titre", "column-2": ""})
    assert wrong.status_code == 422
    assert 'value="titre"' in wrong.content.decode()
    assert [row["typed"] for row in wrong.context["asked"]] == ["titre", ""], "first what is still to be said"
    assert [row["typed"] for row in wrong.context["read"]] == ["code"]
    assert author.post(f"{page}columns/", {"column-0": "code", "column-1": "title_fr"}).status_code == 302
    assert author.get(page).context["found"].counts == {"new": 1, "warning": 1}
    assert author.post(f"{page}drop/").status_code == 302
    assert author.get(page).status_code == 404


def test_what_is_no_file_is_refused_on_the_page() -> None:
    where = factories.college()
    author = signed_in(where, "author")
    for data in (b"\x00\x01\x02", b"code\n"):
        answer = author.post(place(where), {"subject": "definitions", "file": SimpleUploadedFile("f.csv", data)})
        assert answer.status_code == 422
    file = SimpleUploadedFile("f.csv", b"code,title_fr\nA,B")
    assert signed_in(where, "reader").post(place(where), {"subject": "definitions", "file": file}).status_code == 403


def test_the_number_of_queries_of_an_import_page_is_fixed() -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    where, counts = factories.college(), []
    author = signed_in(where, "author")
    for lines in (2, 12):
        data = "code,title_fr\n" + "\n".join(f"Q{lines}-{n},T" for n in range(lines))
        page = upload(author, where, data.encode())
        with CaptureQueriesContext(connection) as asked:
            author.get(page)
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.req("R-363")
@LANGUAGES
def test_an_administrator_makes_a_token_that_is_shown_once_and_revokes_it(language: str) -> None:
    where = factories.college()
    administrator = signed_in(where, "administrator")
    page = f"/{language}/org/{where.id}/api-clients/"
    assert administrator.post(page, {"name": "", "days": "30"}).status_code == 422
    made = administrator.post(page, {"name": "Catalogue", "scopes": ["definitions.read"], "days": "30"})
    token = re.search(r"acquis_[\w-]{40,}", made.content.decode())
    assert token is not None
    headers = {"Authorization": f"Bearer {token[0]}"}
    assert Client().get("/api/v1/definitions", headers=headers).status_code == 200
    again = administrator.get(page)
    assert token[0] not in again.content.decode()
    client = again.context["rows"][0]["client"]
    assert administrator.post(f"{page}{client.id}/revoke/").status_code == 302
    assert Client().get("/api/v1/definitions", headers=headers).status_code == 401


# — definitions side by side, glossary, open data —


@pytest.mark.req("R-003", "R-007")
@LANGUAGES
def test_eleven_bodies_are_quoted_with_their_source(language: str) -> None:
    page = Client().get(f"/{language}/definitions/").content.decode()
    wanted = ("ontario", "coqes", "ecampusontario", "contact-nord", "cican", "nzqa", "rmit", "mescertif", "ccf")
    assert set(wanted) <= {record.key for record in RECORDS}
    text = html.unescape(page)
    for record in RECORDS:
        assert f'id="{record.key}"' in page
        assert all(words in text for words in record.quotation), record.key
        assert record.source[language] in text
        assert not record.address or f'href="{record.address}"' in page
    assert page.count('<blockquote lang="fr-CA"') == 10
    assert page.count('<blockquote lang="en-CA"') == 1


@pytest.mark.req("R-008")
@LANGUAGES
def test_the_order_is_alphabetical_and_the_reader_changes_it(language: str) -> None:
    def bodies(query: str = "") -> list[str]:
        answer = Client().get(f"/{language}/definitions/{query}")
        return [record.key for record in answer.context["records"]]

    names = {record.key: record.body[language] for record in RECORDS}
    assert bodies() == sorted(names, key=lambda key: names[key].casefold().replace("é", "e"))
    assert bodies("?order=reversed") == bodies()[::-1]
    assert bodies("?order=language")[0] == "ontario-tech"
    assert set(bodies("?show=rmit&show=coqes&show=nothing")) == {"rmit", "coqes"}
    assert bodies("?order=score") == bodies()


@pytest.mark.req("R-009")
@LANGUAGES
def test_the_matrix_has_words_in_every_cell(language: str) -> None:
    page = Client().get(f"/{language}/definitions/").content.decode()
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in table.split("<tr>")[1:]]
    assert len(rows) == len(RECORDS)
    assert {len(row) for row in rows} == {len(MARKS)} == {8}
    assert all(reader.visible(cell).strip() for row in rows for cell in row)
    keys = {mark.key for mark in MARKS}
    for record in RECORDS:
        assert set(record.marks) <= keys
        whole = " ".join(record.quotation)
        for words in record.marks.values():
            assert all(part.strip() in whole for part in words.split("[…]")), (record.key, words)


@pytest.mark.req("R-006")
@LANGUAGES
def test_the_glossary_has_an_anchor_for_every_term_that_is_asked_for(language: str) -> None:
    page = Client().get(f"/{language}/glossary/").content.decode()
    asked = (
        *("digital-credential", "microcredential", "digital-microcredential", "decentralized-identity"),
        *("verifiable-credential", "badge", "stackable", "endorsement", "osap", "lbs"),
    )
    assert len(TERMS) >= 86
    assert len({term.anchor for term in TERMS}) == len(TERMS)
    assert all(f'id="{anchor}"' in page for anchor in (*asked, *(term.anchor for term in TERMS)))
    assert not [term.anchor for term in TERMS if term.name.missing or term.meaning.missing]


@pytest.mark.req("R-010")
@LANGUAGES
def test_pages_that_name_a_microcredential_say_what_it_is(language: str) -> None:
    version = factories.published_version(factories.recognised_college())
    for path in (
        "microcredentials/",
        f"microcredentials/{version.achievement_id}/",
        "definitions/",
        "verify/",
        "about/",
    ):
        page = Client().get(f"/{language}/{path}").content.decode()
        assert 'class="plain-definition"' in page, path
        assert f'href="/{language}/glossary/#microcredential"' in page, path


def test_the_page_of_open_data_names_every_call() -> None:
    page = Client().get("/en/open-data/").content.decode()
    assert "PATCH definitions/{achievement_id}" in page
    assert 'href="/open/definitions.csv"' in page


def test_whoever_writes_offers_only_brings_no_definitions_in_and_decides_about_none() -> None:
    where = factories.college()
    author, registrar = signed_in(where, "author"), signed_in(where, "registrar")
    data = b"code,title_fr\nB-1,Titre\n"
    page = upload(author, where, data)
    offered = registrar.get(place(where)).context["form"]["subject"].subwidgets
    assert [each.data["value"] for each in offered] == ["offers"]
    refused = registrar.post(place(where), {"subject": "definitions", "file": SimpleUploadedFile("f.csv", data)})
    assert refused.status_code == 403
    for step in ("columns/", "confirm/", "drop/"):
        assert registrar.post(f"{page}{step}").status_code == 403, step
    assert registrar.get(f"{page}?columns=1").status_code == 403
    read = registrar.get(page)
    assert (read.status_code, "confirm/" in read.content.decode()) == (200, False)
    assert author.get(page).context["found"].state == "checked"
    assert not Achievement.objects.filter(organization_id=where.id).exists()
