"""Files: CSV and XLSX into lines of cells, and lines of cells into files. Nothing in a file is ever evaluated."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from acquis.catalogue.exchange import workbooks
from acquis.catalogue.exchange.cells import passive
from acquis.catalogue.exchange.workbooks import Line
from acquis.platform.faults import Refused

MAX_BYTES = 5_000_000
MAX_ROWS = 1000
MAX_COLUMNS = 600
MAX_CELL = 10_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ZIP = b"PK\x03\x04"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Table:
    """A file as it was read: its first line, and every other line that holds something.

    Attributes:
        numbers: of each line, its number in the file.
        layout: "csv" or "xlsx".
    """

    layout: str
    header: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]


def read(data: bytes) -> Table:
    """The table in a file.

    Raises:
        Refused: ``file_empty``, ``file_too_large``, ``file_unreadable``, ``too_many_rows``, ``too_many_columns``,
            ``cell_too_long``, ``formula_found``.
    """
    if len(data) > MAX_BYTES:
        raise _refused("file_too_large", _("This file is larger than 5 MB. Split it."))
    if not data.strip():
        raise _refused("file_empty", _("This file is empty. Choose another one."))
    layout, lines = ("xlsx", _of_workbook(data)) if data.startswith(_ZIP) else ("csv", _of_text(data))
    kept: list[tuple[int, tuple[str, ...]]] = []
    for number, cells in lines:
        if not any(cells):
            continue
        if len(cells) > MAX_COLUMNS:
            raise _too_many_columns()
        if any(len(cell) > MAX_CELL for cell in cells):
            raise _refused(
                "cell_too_long",
                _("Line %(line)s: a cell holds more than %(number)s characters.")
                % {"line": number, "number": MAX_CELL},
            )
        kept.append((number, cells))
        if len(kept) > MAX_ROWS + 1:
            raise _too_many_rows()
    if len(kept) < 2:  # noqa: PLR2004 -- the headings and one line
        raise _refused("file_empty", _("There is no line under the headings. Fill one in."))
    header = kept[0][1]
    return Table(layout, header, tuple(cells for _n, cells in kept[1:]), tuple(number for number, _c in kept[1:]))


def _refused(code: str, sentence: str) -> Refused:
    return Refused(code, sentence, "file")


def _too_many_rows() -> Refused:
    return _refused("too_many_rows", _("At most %(number)s lines are read. Split the file.") % {"number": MAX_ROWS})


def _too_many_columns() -> Refused:
    return _refused("too_many_columns", _("At most %(number)s columns are read.") % {"number": MAX_COLUMNS})


def _of_text(data: bytes) -> Iterator[Line]:
    text = _decoded(data)
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        for number, cells in enumerate(reader, start=1):
            # Counted before they are cleaned: a line of nothing but separators can hold millions.
            if not any(cells):
                continue
            if len(cells) > MAX_COLUMNS:
                raise _too_many_columns()
            yield number, tuple(_CONTROL.sub(" ", cell).strip() for cell in cells)
    except csv.Error as error:
        raise _refused("file_unreadable", _("This file is not a table: its quotation marks do not match.")) from error


def _decoded(data: bytes) -> str:
    if b"\x00" in data[:4096]:
        raise _refused("file_unreadable", _("This file is neither CSV nor XLSX. Save it as one of these."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _of_workbook(data: bytes) -> list[Line]:
    try:
        lines = workbooks.read(data, most_rows=MAX_ROWS + 1, most_columns=MAX_COLUMNS)
    except workbooks.Unreadable as error:
        raise _workbook_refused(error) from error
    return [(number, tuple(_CONTROL.sub(" ", cell).strip() for cell in cells)) for number, cells in lines]


def _workbook_refused(error: workbooks.Unreadable) -> Refused:
    if error.code == "formula":
        return _refused(
            "formula_found",
            _("Line %(line)s holds a formula. Replace formulas by their values, then choose the file again.")
            % {"line": error.line},
        )
    if error.code == "too_many_rows":
        return _too_many_rows()
    if error.code == "too_many_columns":
        return _too_many_columns()
    if error.code == "too_large":
        return _refused("file_too_large", _("This file is larger than 5 MB. Split it."))
    return _refused("file_unreadable", _("This workbook cannot be read. Save it as XLSX or CSV."))


# — out —


def to_csv(header: Sequence[str], lines: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """CSV, line by line; a mark at its start tells spreadsheets that it is UTF-8."""
    held = io.StringIO()
    writer = csv.writer(held)
    held.write("\ufeff")
    writer.writerow(header)
    for cells in lines:
        yield _taken(held)
        writer.writerow([passive(cell) for cell in cells])
    yield _taken(held)


def _taken(held: io.StringIO) -> bytes:
    written = held.getvalue().encode()
    held.seek(0)
    held.truncate()
    return written


def to_xlsx(
    title: str, header: Sequence[str], lines: Iterable[Sequence[str]], help_lines: Iterable[Sequence[str]]
) -> bytes:
    """A workbook: the lines as text, and a second sheet that says what each column is."""
    from openpyxl import Workbook  # noqa: PLC0415
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.styles import Font  # noqa: PLC0415

    workbook = Workbook(write_only=True)

    def add(name: str, rows: Iterable[Sequence[str]]) -> None:
        sheet = workbook.create_sheet(name)
        sheet.freeze_panes = "A2"
        for number, cells in enumerate(rows):
            made = []
            for words in cells:
                cell = WriteOnlyCell(sheet, value=passive(_CONTROL.sub(" ", words)))
                cell.data_type, cell.number_format = "s", "@"  # text, whatever it looks like
                if not number:
                    cell.font = Font(bold=True)
                made.append(cell)
            sheet.append(made)

    add(title, (header, *lines))
    add("columns", help_lines)
    held = io.BytesIO()
    workbook.save(held)
    return held.getvalue()
