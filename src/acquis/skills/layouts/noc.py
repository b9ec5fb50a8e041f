"""The Canadian tables: the structure of the National Occupational Classification, and the ratings of OaSIS.

Structure (Statistics Canada), one file for each language: ``Level``, ``Hierarchical structure``,
``Code - NOC 2021 V1.0``, ``Class title``, ``Class definition``; in French
``Niveau``, ``Structure hiérarchique``, ``Code - CNP …``, ``Titres …``.
OaSIS (Employment and Social Development Canada): ``OaSIS Code - Final``, ``OaSIS Label - Final``, then one column for
each descriptor of the Skills and Competencies Taxonomy, rated from 0 to 5; the file's name says which category.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePath

from acquis.platform.translatable import Text
from acquis.skills.folding import fold
from acquis.skills.layouts.rows import Row, Table
from acquis.skills.layouts.shape import LABEL, Link, Package, Problem, Told

STRUCTURE, OASIS = "noc", "oasis"
UNIT_GROUP = 5
HIGHEST = 5
_LICENCE = "Licence du gouvernement ouvert – Canada · Open Government Licence – Canada"
_ATTRIBUTION = Text(
    fr="Contient de l’information visée par la Licence du gouvernement ouvert – Canada.",
    en="Contains information licensed under the Open Government Licence – Canada.",
)
NOC = Told(
    key="noc",
    version="2021 1.0",
    publisher="Statistique Canada et EDSC · Statistics Canada and ESDC",
    name=Text(
        fr="Classification nationale des professions (CNP) 2021", en="National Occupational Classification (NOC) 2021"
    ),
    licence=_LICENCE,
    attribution=_ATTRIBUTION,
    source_url="https://noc.esdc.gc.ca/",
)
TAXONOMY = Told(
    key="oasis",
    publisher="Emploi et Développement social Canada · Employment and Social Development Canada",
    name=Text(
        fr="Système d’information sur les professions et les compétences (SIPeC)",
        en="Occupational and Skills Information System (OaSIS)",
    ),
    licence=_LICENCE,
    attribution=_ATTRIBUTION,
    source_url="https://noc.esdc.gc.ca/Oasis/",
)
_CATEGORIES = {
    "knowledge": ("knowledge", "connaissance"),
    "attitude": ("personalattribute", "attribut"),
    "skill": ("skill", "competence", "abilit", "aptitude", "capacite", "activit"),
}
_OASIS_CODE = re.compile(r"(\d{1,5})(?:\.(\d{1,2}))?$")


def knows_structure(table: Table) -> bool:
    """Whether a table is the structure of the classification."""
    return _structure_columns(table.columns) is not None


def knows_oasis(table: Table) -> bool:
    """Whether a table holds ratings of OaSIS."""
    columns = [*table.columns[:3], "", "", ""]
    return columns[0].startswith(("oasis code", "code oasis", "code sipec", "sipec")) and bool(columns[2])


def address(code: str, *, base: str = NOC.source_url) -> str:
    """The address of a class: the classification's own page with its code."""
    return f"{base}#{code}"


# — structure —


def read_structure(tables: list[Table]) -> Package:
    """The structure in one language or in both."""
    package = Package(STRUCTURE, NOC)
    for table in tables:
        columns = _structure_columns(table.columns)
        if columns is None:
            package.problem(Problem("table_unknown", table.file.name, blocks=False))
            continue
        language, level, code, title, definition = columns
        seen = set[str]()
        for row in table.rows(package):
            _class(package, row, language, (level, code, title, definition), seen)
    return package


def _structure_columns(columns: list[str]) -> tuple[str, str, str, str, str] | None:
    code = next((name for name in columns if name.startswith("code - ")), None)
    title = next((name for name in columns if name.startswith(("class title", "titre"))), None)
    level = next((name for name in columns if name in {"level", "niveau"}), None)
    if code is None or title is None or level is None:
        return None
    definition = next((name for name in columns if "definition" in name), "")
    return "en" if level == "level" else "fr", level, code, title, definition


def _class(package: Package, row: Row, language: str, columns: tuple[str, str, str, str], seen: set[str]) -> None:
    level, code, title, definition = columns
    if row[level] not in {"1", "2", "3", "4", "5"}:
        package.problem(row.wrong("level_wrong", level))
        return
    depth = int(row[level])
    number = row[code].zfill(depth)  # a spreadsheet drops the zeros in front
    if not number.isdigit() or len(number) != depth:
        package.problem(row.wrong("code_wrong", code))
    elif number in seen:
        package.problem(row.wrong("entry_twice", code))
    elif not row[title] or len(row[title]) > LABEL:
        package.problem(row.wrong("label_missing" if not row[title] else "cell_too_long", title))
    else:
        seen.add(number)
        entry = package.entry(address(number))
        entry.code = number
        entry.kind = "occupation" if depth == UNIT_GROUP else "group"
        entry.details = {"teer": number[1]} if depth > 1 else {}
        entry.labels[language] = row[title]
        if row[definition]:
            entry.descriptions[language] = row[definition]
        if depth > 1:
            package.link(Link(entry.uri, "broader", address(number[:-1])))


# — ratings —


def read_oasis(tables: list[Table]) -> Package:
    """Ratings in one language or in both; columns of two languages that rate every occupation alike are one entry."""
    package = Package(OASIS, TAXONOMY)
    known: dict[tuple[str, ...], tuple[str, str]] = {}
    for table in sorted(tables, key=lambda one: _language(one) != "en"):
        _ratings(package, table, _language(table), known)
    return package


def _language(table: Table) -> str:
    return "en" if "label" in table.columns[1] or "title" in table.columns[1] else "fr"


def _category(table: Table) -> str:
    name = re.sub(r"[^a-z]", "", fold(PurePath(table.file.name).stem))
    return next((kind for kind, parts in _CATEGORIES.items() if any(part in name for part in parts)), "other")


def _ratings(package: Package, table: Table, language: str, known: dict[tuple[str, ...], tuple[str, str]]) -> None:
    code, label, *descriptors = table.columns
    rows = [(number, row) for row in table.rows(package) if (number := _oasis_code(package, row, code))]
    written = dict(zip(table.columns, table.headings, strict=True))
    for number, row in rows:
        entry = package.entry(address(number, base=TAXONOMY.source_url))
        entry.code, entry.kind = number, "occupation"
        entry.labels[language] = row[label][:LABEL]
        package.link(Link(entry.uri, "broader", address(number.partition(".")[0])))
    for descriptor in filter(None, descriptors):
        _descriptor(package, table, written[descriptor], language=language, rows=rows, known=known)


def _oasis_code(package: Package, row: Row, column: str) -> str:
    """The code with its five digits and its two after the point; "" once it is told that it is wrong."""
    found = _OASIS_CODE.match(row[column])
    if found is None:
        package.problem(row.wrong("code_wrong", column))
        return ""
    return f"{found[1].zfill(5)}.{(found[2] or '').ljust(2, '0')}"


def _descriptor(
    package: Package,
    table: Table,
    name: str,
    *,
    language: str,
    rows: Iterable[tuple[str, Row]],
    known: dict[tuple[str, ...], tuple[str, str]],
) -> None:
    ratings = tuple(sorted(f"{number}={row[fold(name)]}" for number, row in rows))
    category = _category(table)
    uri, told_in = known.get((category, *ratings), ("", ""))
    if not uri or told_in == language:
        if language == "fr" and any(kind == category and place[1] == "en" for (kind, *_), place in known.items()):
            package.problem(Problem("descriptor_unpaired", table.file.name, 1, name, blocks=False))
        uri = f"{TAXONOMY.source_url}#{category}-{re.sub(r'[^a-z0-9]+', '-', fold(name)).strip('-')}"
        known[(category, *ratings)] = (uri, language)
    entry = package.entry(uri)
    entry.kind = category
    entry.labels[language] = name[:LABEL]
    for number, row in rows:
        rated = row[fold(name)].removesuffix(".0")
        if not rated.isdigit() or int(rated) > HIGHEST:
            package.problem(row.wrong("rating_wrong", fold(name)))
        elif int(rated):
            occupation = address(number, base=TAXONOMY.source_url)
            package.link(Link(occupation, "rated", uri, position=int(rated)))
