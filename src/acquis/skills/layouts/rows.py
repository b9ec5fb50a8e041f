"""Rows of CSV files: any usual encoding and separator, each cell with its place."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from acquis.platform.translatable import cleaned
from acquis.skills.folding import fold
from acquis.skills.layouts.shape import Package, Problem, SourceFile

MAX_CELL = 20_000
MAX_COLUMNS = 400
SHOWN = 80
_SEPARATORS = ",;\t"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet counts, and its cells by folded heading."""

    file: str
    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def wrong(self, code: str, column: str, *, blocks: bool = True) -> Problem:
        """Something wrong in one of its cells."""
        return Problem(code, self.file, self.number, column, self[column][:SHOWN], blocks)


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file: its headings as written, and as compared."""

    file: SourceFile
    headings: list[str]
    separator: str
    text: str

    @property
    def columns(self) -> list[str]:
        """The headings without accents and case."""
        return [fold(heading) for heading in self.headings]

    def rows(self, package: Package) -> Iterator[Row]:
        """Every row that has as many cells as there are headings; the others become problems."""
        columns, number = self.columns, 1
        reader = csv.reader(io.StringIO(self.text, newline=""), delimiter=self.separator)
        next(reader, None)
        try:
            for number, cells in enumerate(reader, start=2):
                if not any(cells):
                    continue
                if len(cells) > len(columns) and any(cells[len(columns) :]):
                    package.problem(Problem("row_too_long", self.file.name, number))
                    continue
                long = next((place for place, cell in enumerate(cells[: len(columns)]) if len(cell) > MAX_CELL), None)
                if long is not None:
                    package.problem(Problem("cell_too_long", self.file.name, number, self.headings[long]))
                    continue
                told = zip(columns, cells, strict=False)
                yield Row(self.file.name, number, {column: cleaned(cell) for column, cell in told if cell})
        except csv.Error:
            package.problem(Problem("csv_malformed", self.file.name, number + 1))


def table(file: SourceFile) -> Table | None:
    """The file as a table; None when it is none: not text, or without two headings."""
    text = _decoded(file.content)
    if text is None:
        return None
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    try:
        headings = next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), [])
    except csv.Error:
        return None
    headings = [cleaned(heading) for heading in headings]
    while headings and not headings[-1]:
        headings.pop()
    if not headings or len(headings) > MAX_COLUMNS or (len(headings) == 1 and not first.isprintable()):
        return None
    return Table(file, headings, separator, text)


def _decoded(content: bytes) -> str | None:
    if b"\x00" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    for encoding in ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
