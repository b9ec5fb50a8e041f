"""The CSV layout of ESCO, of version 1.0 and of the newer ones with more columns; one file for each language.

Recognized by the columns ``conceptType`` and ``conceptUri``: skills, skill groups, occupations and ISCO groups by what
their rows are; hierarchies by ``broaderUri``; the skills of occupations by ``occupationUri`` and ``relationType``.
"""

from __future__ import annotations

import re
from pathlib import PurePath

from acquis.platform.translatable import Text
from acquis.skills.layouts.rows import Row, Table
from acquis.skills.layouts.shape import ADDRESS, CODE, LABEL, Entry, Link, Package, Problem, Told

NAME = "esco"
TOLD = Told(
    key="esco",
    publisher="Commission européenne · European Commission",
    name=Text(
        fr="Classification européenne des aptitudes, compétences, certifications et professions (ESCO)",
        en="European Skills, Competences, Qualifications and Occupations (ESCO)",
    ),
    licence="Réutilisation autorisée avec mention de la source · Reuse permitted with attribution (2011/833/EU)",
    attribution=Text(
        fr="Ce service utilise la classification ESCO de la Commission européenne.",
        en="This service uses the ESCO classification of the European Commission.",
    ),
    source_url="https://esco.ec.europa.eu/",
)
_KINDS = {"occupation": "occupation", "iscogroup": "group", "skillgroup": "group", "knowledgeskillcompetence": "skill"}
_REUSES = {
    "transversal": "transversal",
    "cross-sector": "cross-sector",
    "sector-specific": "sector",
    "occupation-specific": "occupation",
    "": "",
}
_LANGUAGE = re.compile(r"_([a-z]{2})(?:[-_][a-z]{2})?\.csv$", re.IGNORECASE)
_MANY = re.compile(r"[\n|]")
# The tables do not type attitudes: they are what stands directly under the groups "attitudes" and "values".
_ATTITUDES = frozenset(
    f"http://data.europa.eu/esco/skill/{group}"
    for group in ("a90b12b6-248d-487f-be36-c44bd9a032e5", "25a26ff6-af18-40b0-b2e2-cb58471015eb")
)


def knows(table: Table) -> bool:
    """Whether a table is one of ESCO's."""
    columns = set(table.columns)
    return {"concepttype", "concepturi"} <= columns or {"occupationuri", "skilluri", "relationtype"} <= columns


def read(tables: list[Table]) -> Package:
    """Every table of one release, in any order."""
    package = Package(NAME, TOLD)
    for table in tables:
        columns = set(table.columns)
        if "broaderuri" in columns:
            _relations(package, table, "concepturi", "broaderuri")
        elif "occupationuri" in columns:
            _relations(package, table, "occupationuri", "skilluri")
        elif "preferredlabel" in columns:
            _entries(package, table)
        else:
            package.problem(Problem("table_unknown", table.file.name, blocks=False))
    _attitudes(package)
    return package


def _entries(package: Package, table: Table) -> None:
    found = _LANGUAGE.search(PurePath(table.file.name).name)
    if found is None:
        package.problem(Problem("language_unknown", table.file.name))
        return
    language, seen = found[1].lower(), set[str]()
    for row in table.rows(package):
        uri = row["concepturi"]
        if not _is_address(uri):
            package.problem(row.wrong("address_wrong", "concepturi"))
        elif uri in seen:
            package.problem(row.wrong("entry_twice", "concepturi"))
        else:
            seen.add(uri)
            _entry(package, row, uri, language)


def _is_address(uri: str) -> bool:
    return uri.startswith(("http://", "https://")) and len(uri) <= ADDRESS


def _entry(package: Package, row: Row, uri: str, language: str) -> None:
    kind = _KINDS.get(row["concepttype"].casefold())
    reuse = _REUSES.get(row["reuselevel"])
    if kind is None:
        package.problem(row.wrong("kind_unknown", "concepttype"))
        return
    if reuse is None:
        package.problem(row.wrong("reuse_unknown", "reuselevel"))
        return
    if len(row["code"]) > CODE:
        package.problem(row.wrong("cell_too_long", "code"))
        return
    entry = package.entry(uri)
    entry.kind = "knowledge" if row["skilltype"] == "knowledge" else kind
    entry.reuse = reuse
    entry.code = row["code"] or entry.code
    entry.is_obsolete = row["status"] == "obsolete"
    _texts(package, row, entry, language)
    isco = row["iscogroup"]
    if isco:
        package.link(Link(uri, "broader", f"http://data.europa.eu/esco/isco/C{isco.removeprefix('C')}"))


def _texts(package: Package, row: Row, entry: Entry, language: str) -> None:
    label, description = row["preferredlabel"], row["description"] or row["definition"]
    if len(label) > LABEL:
        package.problem(row.wrong("cell_too_long", "preferredlabel"))
    elif label:
        entry.labels[language] = label
    else:
        package.problem(row.wrong("translation_missing", "preferredlabel", blocks=False))
    others = dict.fromkeys(name.strip() for name in _MANY.split(f"{row['altlabels']}\n{row['hiddenlabels']}"))
    entry.alternatives |= {language: kept} if (kept := [name for name in others if name and name != label]) else {}
    if description:
        entry.descriptions[language] = description


def _relations(package: Package, table: Table, source: str, target: str) -> None:
    for row in table.rows(package):
        kind = row["relationtype"] or "broader"
        if kind not in {"broader", "essential", "optional"}:
            package.problem(row.wrong("relation_unknown", "relationtype"))
        elif not _is_address(row[source]) or not _is_address(row[target]):
            package.problem(row.wrong("address_wrong", target if _is_address(row[source]) else source))
        else:
            package.link(Link(row[source], kind, row[target]))


def _attitudes(package: Package) -> None:
    """Give the entries under the two groups of attitudes their kind, once every file is read."""
    for link in package.links.values():
        entry = package.entries.get(link.source)
        if link.kind == "broader" and link.target in _ATTITUDES and entry is not None and entry.kind == "skill":
            entry.kind = "attitude"
