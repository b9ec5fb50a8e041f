"""Workbooks that mean harm are refused in words, before they cost anything; honest ones are read as they are meant."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from acquis.catalogue.exchange import tables, workbooks
from acquis.platform.faults import Refused

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
HEADING = '<row r="1"><c r="A1" t="inlineStr"><is><t>code</t></is></c></row>'
LINE = '<row r="2"><c r="A2" t="inlineStr"><is><t>B-1</t></is></c></row>'


def workbook(rows: str, *, before: str = "", strings: str = "") -> bytes:
    """A workbook with these rows, whatever they are."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:

        def related(path: str, **targets: str) -> None:
            told = "".join(
                f'<Relationship Id="{kind}" Type="{KINDS}/{kind}" Target="{target}"/>'
                for kind, target in targets.items()
            )
            packed.writestr(path, f'<Relationships xmlns="{RELATIONS}">{told}</Relationships>')

        related("_rels/.rels", officeDocument="xl/workbook.xml")
        related("xl/_rels/workbook.xml.rels", worksheet="worksheets/sheet1.xml", sharedStrings="sharedStrings.xml")
        sheets = '<sheets><sheet name="a" sheetId="1" r:id="worksheet"/></sheets>'
        packed.writestr("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{KINDS}">{sheets}</workbook>')
        packed.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}"><si><t>shared</t></si>{strings}</sst>')
        sheet = f'<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData></worksheet>'
        packed.writestr("xl/worksheets/sheet1.xml", before + sheet)
    return held.getvalue()


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
HARMFUL = [
    ("too_many_rows", HEADING + LINE + '<row r="300000000000"><c><v>1</v></c></row>'),
    ("too_many_rows", HEADING + LINE + '<row r="1048576"><c><v>1</v></c></row>'),
    ("too_many_rows", HEADING + "<row/>" * 60_000 + LINE),
    ("too_many_columns", HEADING + '<row r="2"><c r="XFD2"><v>1</v></c></row>'),
    ("too_many_columns", HEADING + "<row>" + "<c/>" * 700 + "</row>"),
    ("file_unreadable", HEADING + '<row r="2"><c r="ZZZZ2"><v>1</v></c></row>'),
    ("file_unreadable", HEADING + "<row><c><v>1e999</v></c></row>"),
    ("file_unreadable", HEADING + "<row><c><v>nan</v></c></row>"),
    ("file_unreadable", HEADING + '<row><c t="s"><v>99</v></c></row>'),
    ("file_unreadable", HEADING + '<row><c t="d"><v>soon</v></c></row>'),
    ("file_unreadable", HEADING + "<row><c></row>"),
    ("formula_found", HEADING + "<row><c><f>1+1</f><v>2</v></c></row>"),
]


@pytest.mark.req("R-067")
@pytest.mark.parametrize(("code", "rows"), HARMFUL)
def test_a_harmful_workbook_is_refused_in_words(code: str, rows: str) -> None:
    with pytest.raises(Refused) as refused:
        tables.read(workbook(rows))
    assert refused.value.code == code


def test_entities_are_not_even_looked_at() -> None:
    with pytest.raises(Refused) as refused:
        tables.read(workbook(HEADING + '<row><c t="str"><v>&b;</v></c></row>', before=ENTITIES))
    assert refused.value.code == "file_unreadable"


def test_the_elements_of_all_parts_are_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MAX_ELEMENTS", 500)
    tables.read(workbook(HEADING + LINE, strings="<si><t>a</t></si>" * 200))
    with pytest.raises(Refused) as refused:
        tables.read(workbook(HEADING + LINE, strings="<si><t>a</t></si>" * 260))
    assert refused.value.code == "file_too_large"


def test_an_archive_whose_bytes_are_broken_is_refused_in_words() -> None:
    broken = bytearray(workbook(HEADING + LINE * 50))
    start = broken.index(b"xl/worksheets/sheet1.xml") + len("xl/worksheets/sheet1.xml")
    for place in range(start + 5, start + 40):
        broken[place] ^= 0xFF
    with pytest.raises(Refused) as refused:
        tables.read(bytes(broken))
    assert refused.value.code == "file_unreadable"


def test_an_honest_workbook_is_read_as_it_is_meant() -> None:
    made, held = Workbook(), io.BytesIO()
    sheet = made.active
    assert sheet is not None
    sheet.append(["code", "shown", "day", "moment", "whole", "part", "yes"])
    sheet.append([])
    sheet.append([" B-1 ", "a\x09b", date(2027, 1, 31), datetime(2027, 2, 1, 9), 25.0, 24.5, True])  # noqa: DTZ001
    made.save(held)
    table = tables.read(held.getvalue())
    assert table.header == ("code", "shown", "day", "moment", "whole", "part", "yes")
    assert table.lines == (("B-1", "a\tb", "2027-01-31", "2027-02-01", "25", "24.5", "yes"),)
    assert table.numbers == (3,)


def test_shared_words_leave_out_how_they_are_spoken() -> None:
    rows = HEADING + '<row><c t="s"><v>1</v></c></row>'
    spoken = "<si><r><t>two </t></r><r><t>parts</t></r><rPh><t>tou</t></rPh></si>"
    assert tables.read(workbook(rows, strings=spoken)).lines == (("two parts",),)
