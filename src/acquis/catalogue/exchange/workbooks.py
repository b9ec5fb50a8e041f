"""The first sheet of an XLSX workbook: its cells as words, read in one pass that is bounded from its first byte.

A small file unpacks into millions of elements, may number its rows in billions, and may refer to itself; so each row,
column and element is counted while it is read, and no document type is accepted.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from math import isfinite
from typing import Any
from xml.parsers import expat

MAX_UNPACKED = 60_000_000
MAX_ELEMENTS = 2_000_000
MAX_NUMBER = 50_000
_CHUNK = 65_536
_COLUMN = re.compile(r"([A-Z]{1,3})[0-9]*")
_WHOLE = re.compile(r"-?[0-9]{1,15}")

Line = tuple[int, tuple[str, ...]]


class Unreadable(Exception):
    """The workbook is not taken.

    Attributes:
        code: "unreadable", "too_large", "too_many_rows", "too_many_columns" or "formula".
        line: the number of the row concerned, 0 for the whole.
    """

    def __init__(self, code: str, line: int = 0) -> None:
        super().__init__(code)
        self.code, self.line = code, line


def read(data: bytes, *, most_rows: int, most_columns: int) -> list[Line]:
    """The rows of the first sheet that hold something, each with its number.

    Raises:
        Unreadable: as it says.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            parts = packed.infolist()
            if sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise Unreadable("too_large")
            # The others ask for memory by the archive's own word.
            if any(part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for part in parts):
                raise Unreadable("unreadable")
            return _Workbook(packed).lines(most_rows, most_columns)
    except Unreadable:
        raise
    except Exception as error:  # a hostile workbook has more ways to fail than its readers have names for
        raise Unreadable("unreadable") from error


class _Workbook:
    """An open archive; ``left`` elements may still be read of all its parts together."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self.packed, self.left = packed, MAX_ELEMENTS

    def lines(self, most_rows: int, most_columns: int) -> list[Line]:
        """See `read`."""
        book = next(target for kind, target in self._related("").values() if kind == "officeDocument")
        facts = _Facts()
        self._parse(book, facts)
        related = self._related(book)
        by_kind = dict(related.values())
        sheet = next(related[key][1] for key in facts.sheets if related[key][0] == "worksheet")
        strings, styles = _Strings(), _Styles()
        for part, kind in ((strings, "sharedStrings"), (styles, "styles")):
            if kind in by_kind:
                self._parse(by_kind[kind], part)
        found = _Sheet(strings.found, styles.dates(), facts.from_1904, most_rows, most_columns)
        self._parse(sheet, found)
        return found.lines

    def _related(self, part: str) -> dict[str, tuple[str, str]]:
        """The relations of a part: identifier → kind, part."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        found = _Relations(folder)
        if path in self.packed.namelist():
            self._parse(path, found)
        return found.found

    def _parse(self, part: str, into: _Part) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True

        def begin(name: str, given: dict[str, str]) -> None:
            self.left -= 1
            if self.left < 0:
                raise Unreadable("too_large")
            into.begin(name.rpartition(" ")[2], given)

        def refuse(*_told: Any) -> None:
            raise Unreadable("unreadable")

        parser.StartElementHandler, parser.CharacterDataHandler = begin, into.text
        parser.EndElementHandler = lambda name: into.end(name.rpartition(" ")[2])
        parser.StartDoctypeDeclHandler = refuse
        with self.packed.open(part) as opened:
            while chunk := opened.read(_CHUNK):
                parser.Parse(chunk)
        parser.Parse(b"", True)


class _Part:
    """What one part of the archive says; overridden by what is of interest."""

    def begin(self, name: str, given: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """It ends."""

    def text(self, words: str) -> None:
        """Words between."""


@dataclass
class _Relations(_Part):
    folder: str
    found: dict[str, tuple[str, str]] = field(default_factory=dict)

    def begin(self, name: str, given: dict[str, str]) -> None:
        if name == "Relationship" and given.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", self.folder, given["Target"])).lstrip("/")
            self.found[given["Id"]] = (given["Type"].rpartition("/")[2], target)


@dataclass
class _Facts(_Part):
    """The identifiers of the sheets, in their order, and from which year days are counted."""

    sheets: list[str] = field(default_factory=list)
    from_1904: bool = False

    def begin(self, name: str, given: dict[str, str]) -> None:
        if name == "sheet":
            self.sheets += [value for key, value in given.items() if key.endswith(" id")]
        elif name == "workbookPr":
            self.from_1904 = given.get("date1904") in {"1", "true"}


@dataclass
class _Strings(_Part):
    """The words that cells share."""

    found: list[str] = field(default_factory=list)
    _held: list[str] = field(default_factory=list)
    _open: bool = False
    _beside: int = 0

    def begin(self, name: str, given: dict[str, str]) -> None:
        if name == "si":
            self._held = []
        elif name == "rPh":  # how the words are spoken
            self._beside += 1
        self._open = name == "t" and not self._beside

    def end(self, name: str) -> None:
        self._open = False
        if name == "si":
            self.found.append("".join(self._held))
        elif name == "rPh":
            self._beside -= 1

    def text(self, words: str) -> None:
        if self._open:
            self._held.append(words)


@dataclass
class _Styles(_Part):
    """Which styles show a number as a day."""

    _codes: dict[int, str] = field(default_factory=dict)
    _used: list[int] = field(default_factory=list)
    _open: bool = False

    def begin(self, name: str, given: dict[str, str]) -> None:
        if name == "numFmt":
            self._codes[int(given["numFmtId"])] = given.get("formatCode", "")
        elif name == "xf" and self._open:
            self._used.append(int(given.get("numFmtId", "0")))
        elif name == "cellXfs":
            self._open = True

    def end(self, name: str) -> None:
        self._open = self._open and name != "cellXfs"

    def dates(self) -> set[int]:
        """The places of these styles."""
        from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format  # noqa: PLC0415 -- slow to import

        codes = {**BUILTIN_FORMATS, **self._codes}
        return {place for place, used in enumerate(self._used) if is_date_format(codes.get(used, ""))}


class _Sheet(_Part):
    """The cells, row by row."""

    def __init__(self, strings: list[str], dates: set[int], from_1904: bool, most_rows: int, most_columns: int) -> None:
        self.lines: list[Line] = []
        self._strings, self._dates, self._from_1904 = strings, dates, from_1904
        self._most_rows, self._most_columns = most_rows, most_columns
        self._number = self._column = self._beside = 0
        self._row: dict[int, str] = {}
        self._given: dict[str, str] = {}
        self._held: list[str] = []
        self._open = False

    def begin(self, name: str, given: dict[str, str]) -> None:
        if name == "row":
            self._number = _whole(given["r"]) if "r" in given else self._number + 1
            self._row, self._column = {}, 0
            if not 0 < self._number <= MAX_NUMBER:
                raise Unreadable("too_many_rows")
        elif name == "c":
            self._given, self._held = given, []
            self._column = _column(given["r"]) if "r" in given else self._column + 1
            if self._column > self._most_columns:
                raise Unreadable("too_many_columns")
        elif name == "f":
            raise Unreadable("formula", self._number)
        elif name == "rPh":
            self._beside += 1
        self._open = name in {"v", "t"} and not self._beside

    def end(self, name: str) -> None:
        self._open = False
        if name == "rPh":
            self._beside -= 1
        elif name == "c" and self._held and (words := self._words("".join(self._held))):
            self._row[self._column] = words
        elif name == "row" and self._row:
            self.lines.append((self._number, tuple(self._row.get(at, "") for at in range(1, max(self._row) + 1))))
            if len(self.lines) > self._most_rows:
                raise Unreadable("too_many_rows")

    def text(self, words: str) -> None:
        if self._open:
            self._held.append(words)

    def _words(self, value: str) -> str:
        kind = self._given.get("t", "n")
        if kind == "n":
            return self._number_of(value)
        if kind == "s":
            return self._strings[_whole(value)]
        if kind == "b":
            return "yes" if value.strip() in {"1", "true"} else "no"
        return _day(datetime.fromisoformat(value.strip())) if kind == "d" else value

    def _number_of(self, value: str) -> str:
        number = float(value)
        if not isfinite(number):
            raise ValueError(value)
        if int(self._given.get("s", "0")) in self._dates:
            return self._dated(number)
        if _WHOLE.fullmatch(value.strip()):
            return str(int(value))
        return str(int(number)) if number.is_integer() else repr(number)

    def _dated(self, number: float) -> str:
        from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel  # noqa: PLC0415 -- slow to import

        return _day(from_excel(number, MAC_EPOCH if self._from_1904 else WINDOWS_EPOCH))


def _day(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def _whole(words: str) -> int:
    """A whole number of at most 15 digits, however it is spelled."""
    if _WHOLE.fullmatch(words.strip()):
        return int(words)
    number = float(words)
    if not number.is_integer():
        raise ValueError(words)
    return int(number)


def _column(place: str) -> int:
    """The number of the column of a place such as "AB7"."""
    letters = _COLUMN.fullmatch(place.upper())
    if letters is None:
        raise ValueError(place)
    number = 0
    for letter in letters[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
