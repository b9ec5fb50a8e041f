"""Our own layout, for any other framework: a table, or a JSON file with the same names.

Columns: ``uri`` or ``code`` (at least one), ``kind``, ``reuse``, and for each language ``label_fr``, ``label_en``,
``other_names_fr`` (separated by ``|``), ``description_fr``…; ``broader`` and ``related`` name other entries by address
or code; ``status`` is empty or ``obsolete``, ``replaced_by`` names what follows. The guide for operators documents it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from acquis.platform.translatable import LANGUAGES, Text, cleaned
from acquis.skills.layouts.rows import SHOWN, Row, Table
from acquis.skills.layouts.shape import ADDRESS, CODE, KINDS, LABEL, REUSES, Link, Package, Problem, SourceFile, Told
from sceau.encoding import strict_json
from sceau.errors import InputError

NAME = "table"
MAX_JSON = 40_000_000
MAX_DEPTH = 12
_LINKS = {"broader": "broader", "related": "related", "replaced_by": "replaced_by"}


def knows(table: Table) -> bool:
    """Whether a table is one of ours."""
    columns = set(table.columns)
    return bool({"uri", "code"} & columns) and bool({f"label_{language}" for language in LANGUAGES} & columns)


def read(tables: list[Table], told: Told) -> Package:
    """Tables that together are one framework; ``told`` gives the address that codes are put behind."""
    package = Package(NAME, Told())
    names: dict[str, str] = {}
    seen, waiting = set[str](), list[tuple[Row, str]]()
    for table in tables:
        for row in table.rows(package):
            uri = _entry(package, row, told, seen, names)
            if uri:
                waiting.append((row, uri))
    for row, uri in waiting:
        _links(package, row, uri, names)
    return package


def read_json(file: SourceFile, document: Any, told: Told) -> Package:
    """A document ``{"framework": {…}, "skills": [{…}]}``."""
    package = read([], told)
    facts = document.get("framework", {}) if isinstance(document, dict) else {}
    if not isinstance(facts, dict) or not isinstance(document.get("skills"), list):
        package.problem(Problem("json_shape", file.name, 0, "/skills"))
        return package
    package.told = _told(facts)
    names, seen, waiting = dict[str, str](), set[str](), list[tuple[Row, str]]()
    for place, item in enumerate(document["skills"]):
        if not isinstance(item, dict):
            package.problem(Problem("json_shape", file.name, 0, f"/skills/{place}"))
            continue
        row = Row(file.name, 0, dict(_flat(item)) | {"place": f"/skills/{place}"})
        uri = _entry(package, row, told.filled(package.told), seen, names)
        if uri:
            waiting.append((row, uri))
    for row, uri in waiting:
        _links(package, row, uri, names)
    return package


def load(file: SourceFile, package: Package) -> Any:
    """The JSON of a file, within limits; None once its problem is told."""
    try:
        return strict_json.loads(file.content, max_bytes=MAX_JSON, max_depth=MAX_DEPTH)
    except InputError as error:
        package.problem(Problem(error.code, file.name, 0, error.pointer[:SHOWN], error.detail[:SHOWN]))
        return None


def _told(facts: Mapping[str, Any]) -> Told:
    def text(name: str) -> Text:
        value = facts.get(name)
        kept = {key: told for key, told in value.items() if isinstance(told, str)} if isinstance(value, dict) else {}
        return Text(kept)

    plain: dict[str, Any] = {
        name: cleaned(str(facts.get(name) or "")) for name in ("key", "version", "publisher", "licence", "source_url")
    }
    return Told(name=text("name"), attribution=text("attribution"), **plain)


def _flat(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The cells that a JSON entry would have as a row."""
    for name, value in item.items():
        column = {"labels": "label", "alternatives": "other_names", "descriptions": "description"}.get(name, name)
        if isinstance(value, dict):
            for language, told in value.items():
                parts = told if isinstance(told, list) else [told]
                yield f"{column}_{language}", "|".join(cleaned(str(part)) for part in parts)
        elif isinstance(value, list):
            yield column, "|".join(str(part) for part in value)
        elif value is not None:
            yield column, cleaned(str(value))


def _entry(package: Package, row: Row, told: Told, seen: set[str], names: dict[str, str]) -> str:
    """Read one entry; its address, "" once it is told what is wrong."""
    code = row["code"]
    uri = row["uri"] or (f"{told.source_url}#{code}" if code and told.source_url else "")
    labels = {name.removeprefix("label_"): row[name] for name in row.cells if name.startswith("label_")}
    wrong = _wrong(row, uri, labels, seen)
    if wrong:
        package.problem(wrong)
        return ""
    seen.add(uri)
    entry = package.entry(uri)
    entry.code, entry.labels = code, labels
    entry.kind, entry.reuse = row["kind"] or "skill", row["reuse"]
    entry.is_obsolete = row["status"] == "obsolete"
    for name, value in row.cells.items():
        column, _, language = name.rpartition("_")
        if column == "other_names":
            entry.alternatives[language] = [other.strip() for other in value.split("|") if other.strip()]
        elif column == "description":
            entry.descriptions[language] = value
    names[uri] = uri
    if code:
        names.setdefault(code, uri)
    return uri


def _wrong(row: Row, uri: str, labels: Mapping[str, str], seen: set[str]) -> Problem | None:
    """The first thing that is wrong in a row."""
    long = next((language for language, label in labels.items() if len(label) > LABEL), "")
    told = [
        ("address_wrong", "uri", not uri.startswith(("http://", "https://")) or len(uri) > ADDRESS),
        ("entry_twice", "uri", uri in seen),
        ("cell_too_long", "code", len(row["code"]) > CODE),
        ("cell_too_long", f"label_{long}", bool(long)),
        ("label_missing", "label_fr", not labels),
        ("kind_unknown", "kind", (row["kind"] or "skill") not in KINDS),
        ("reuse_unknown", "reuse", row["reuse"] not in REUSES),
        ("status_unknown", "status", row["status"] not in {"", "current", "obsolete"}),
    ]
    return next((_at(row, code, column) for code, column, wrong in told if wrong), None)


def _at(row: Row, code: str, column: str) -> Problem:
    place = f"{row['place']}/{column}" if row["place"] else column
    return Problem(code, row.file, row.number, place, row[column][:SHOWN])


def _links(package: Package, row: Row, uri: str, names: Mapping[str, str]) -> None:
    for column, kind in _LINKS.items():
        for told in filter(None, (part.strip() for part in row[column].split("|"))):
            target = names.get(told, told)
            if target.startswith(("http://", "https://")) and len(target) <= ADDRESS and target != uri:
                package.link(Link(uri, kind, target))
            else:
                package.problem(_at(row, "link_unknown", column))
