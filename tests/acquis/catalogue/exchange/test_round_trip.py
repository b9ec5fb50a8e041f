"""What leaves as a file or as JSON comes back as it was; what a spreadsheet could run does not leave at all."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from acquis.catalogue import content as written
from acquis.catalogue.content import Content
from acquis.catalogue.exchange import cells, definitions, offers, tables
from acquis.catalogue.exchange.shape import DEFINITION, OFFER, columns, every_column
from acquis.catalogue.offering import Session, Terms
from acquis.platform.translatable import Text
from sceau.encoding import strict_json
from tests.acquis import factories

HOSTILE = '=HYPERLINK("https://evil.example","x")'


def whole() -> Content:
    """A definition that uses every kind of field."""
    return replace(
        factories.content(),
        alignments=(written.Alignment(free_text=Text(fr="Calme", en="Calm"), reason="None fits.", transversal=True),),
        hours_typical=Decimal("24.50"),
        price_cents=9850,
        valid_until=date(2028, 2, 29),
        audiences=("newcomers", "students"),
        sectors=("62",),
        hours_reason=HOSTILE,
        aid_source="'=kept",
        prerequisites=(written.Prerequisite(Text(fr="Une licence"), kind="licence", regulator="Ordre"),),
        standards=(written.Standard(Text(en="ISO"), "4.2", "https://iso.example/1"),),
        needs=(written.NeedProof("consultation", "Sûreté inc.", date(2026, 1, 5), Text(fr="Oui", en="Yes")),),
        outcomes=(
            written.Outcome(
                "R1",
                Text(fr="Agir"),
                (
                    written.Underpinning("knowledge", Text(fr="Les lois\nde 2020", en="Laws \\n of 2020")),
                    written.Underpinning("knowledge", Text(en="Only English")),
                    written.Underpinning("skill", Text(fr="Seul le français")),
                ),
                required=False,
            ),
        ),
        assessments=(written.Assessment(Text(fr="Épreuve"), outcomes=("R1",)),),
    )


def no_entry(address: str) -> None:
    """No framework is loaded."""


@pytest.fixture
def told(db: None) -> dict[str, object]:
    """The JSON of that definition."""
    return definitions.told_of("CYB-1", "microcredential", whole())


def test_json_comes_back_as_it_was(told: dict[str, object]) -> None:
    again = strict_json.loads_object(strict_json.dumps(told))  # type: ignore[arg-type]
    content, findings = definitions.content_of(again, no_entry)
    assert findings == []
    assert content == whole()


@pytest.mark.parametrize("layout", ["csv", "xlsx"])
def test_a_file_comes_back_as_it_was(layout: str, told: dict[str, object]) -> None:
    flat = cells.flat(DEFINITION, told)
    header, line = list(flat), [flat[key] for key in flat]
    data = (
        b"".join(tables.to_csv(header, [line]))
        if layout == "csv"
        else tables.to_xlsx("definitions", header, [line], [])
    )
    table = tables.read(data)
    targets = cells.guess(DEFINITION, table.header)
    assert targets == header
    reading = cells.read(DEFINITION, targets, table.lines[0])
    assert reading.findings == []
    content, findings = definitions.content_of(cells.merged(DEFINITION, {}, reading), no_entry)
    assert findings == []
    assert content == whole()


def test_no_cell_that_leaves_begins_like_a_formula(told: dict[str, object]) -> None:
    flat = cells.flat(DEFINITION, told)
    assert HOSTILE in flat.values()
    text = b"".join(tables.to_csv(list(flat), [list(flat.values())])).decode("utf-8-sig")
    assert "'=HYPERLINK" in text
    assert not [cell for line in csv.reader(io.StringIO(text)) for cell in line if cell[:1] in set("=+-@\t\r")]


def test_a_formula_in_a_workbook_is_refused() -> None:
    from openpyxl import Workbook

    from acquis.platform.faults import Refused

    workbook, held = Workbook(), io.BytesIO()
    workbook.active.append(["code"])  # type: ignore[union-attr]
    workbook.active.append(["=1+1"])  # type: ignore[union-attr]
    workbook.save(held)
    with pytest.raises(Refused) as refused:
        tables.read(held.getvalue())
    assert refused.value.code == "formula_found"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_headings_in_words_are_understood(language: str) -> None:
    from django.utils import translation

    with translation.override(language):
        spoken = {key: column.label for key, column in every_column(DEFINITION).items() if key in TRIED}
    assert cells.guess(DEFINITION, list(spoken.values())) == list(spoken)
    assert cells.guess(DEFINITION, ["Title", "title", "?"]) == ["title_en", "", ""]


TRIED = ("code", "title_fr", "title_en", "hours_typical", "outcome_2_statement_fr", "module_1_price")


def test_words_and_commas_of_people_are_understood(db: None) -> None:
    shown = {
        "code": "A-1",
        "title_fr": "Titre",
        "delivery_mode": "en ligne",
        "hours_typical": "24,5",
        "price": "1 098,50 $",
        "languages": "français; English",
        "valid_until": "2027-01-31",
    }
    shown["delivery_mode"] = "Entirely online"
    reading = cells.read(DEFINITION, list(shown), list(shown.values()))
    content, findings = definitions.content_of(reading.told, no_entry)
    assert [*reading.findings, *findings] == []
    assert (content.hours_typical, content.price_cents) == (Decimal("24.50"), 109850)
    assert (content.delivery_mode, content.languages) == ("online", ("fr", "en"))


def test_what_a_file_has_no_column_for_stays(told: dict[str, object]) -> None:
    reading = cells.read(DEFINITION, ["title_en", "outcome_1_required"], ["New", "yes"])
    content, _findings = definitions.content_of(cells.merged(DEFINITION, told, reading), no_entry)
    assert content.title == Text(fr=whole().title["fr"], en="New")
    assert content.outcomes[0].required
    assert content.outcomes[0].statement == whole().outcomes[0].statement
    assert content.needs == whole().needs


def test_an_empty_row_in_the_middle_keeps_the_place_of_what_is_wrong() -> None:
    keys = ["module_1_title_fr", "module_1_hours", "module_2_title_fr", "module_2_hours", "module_3_hours"]
    reading = cells.read(DEFINITION, keys, ["Un", "6", "", "", "beaucoup"])
    assert [finding.place for finding in reading.findings] == ["modules.2.hours"]
    assert reading.in_file("modules.1.hours") == "modules.2.hours"


def test_offers_come_back_as_they_were() -> None:
    terms = Terms(
        label=Text(fr="Soir"),
        tuition_cents=0,
        languages=("fr",),
        registration_url="https://college.example/inscription?a=1",
        sessions=(Session("fixed", date(2027, 1, 4), date(2027, 2, 1), 20), Session("continuous")),
    )
    told = offers.told_of("", "CYB-1", terms)
    flat = cells.flat(OFFER, told)
    reading = cells.read(OFFER, list(flat), list(flat.values()))
    assert offers.terms_of(cells.merged(OFFER, {}, reading)) == (terms, [])
    assert offers.terms_of(told) == (terms, [])


def test_every_column_has_one_key_and_a_template_offers_the_usual_ones() -> None:
    keys = [column.key for column in columns(DEFINITION)]
    assert len(keys) == len(set(keys))
    assert set(keys) <= set(every_column(DEFINITION))
    assert {"code", "title_fr", "outcome_3_skills_en", "assessment_1_outcomes"} <= set(keys)
