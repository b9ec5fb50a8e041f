"""Packages of 1EdTech CASE 1.0 and 1.1: ``CFDocument``, ``CFItems``, ``CFAssociations``.

Identifiers are kept, and every member of the document, of an item and of an association stands in its ``details`` as it
was written, so that an export says again what the import said (CASE 1.1, section 5, CFPackage).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from acquis.platform.translatable import Text, cleaned
from acquis.skills.folding import fold
from acquis.skills.layouts.shape import ADDRESS, CODE, KINDS, LABEL, REUSES, Link, Package, Problem, SourceFile, Told

NAME = "case"
EXTENSION = "acquis"  # within an item's "extensions": what CASE has no member for
ASSOCIATIONS = {
    "isChildOf": "broader",
    "isPeerOf": "peer",
    "isPartOf": "part",
    "exactMatchOf": "exact",
    "precedes": "precedes",
    "isRelatedTo": "related",
    "replacedBy": "replaced_by",
    "exemplar": "exemplar",
    "hasSkillLevel": "level",
    "isTranslationOf": "translation",
}
_TYPES = (
    ("knowledge", ("knowledge", "connaissance", "savoir")),
    ("attitude", ("attitude", "disposition", "personal attribute", "savoir-etre")),
    ("occupation", ("occupation", "profession", "job", "metier")),
    ("group", ("group", "cluster", "domain", "category", "strand", "groupe", "domaine", "categorie")),
)
_STATEMENT = 4_000


def knows(document: Any) -> bool:
    """Whether a JSON document is a package of CASE."""
    return isinstance(document, dict) and isinstance(document.get("CFDocument"), dict)


def read(file: SourceFile, document: Mapping[str, Any]) -> Package:
    """One package."""
    head = document["CFDocument"]
    language = _language(head, "en")
    package = Package(NAME, _told(document, head, language))
    places: dict[str, str] = {}
    for place, item in enumerate(_listed(package, file, document, "CFItems")):
        _item(package, file, f"/CFItems/{place}", item, language=language, places=places)
    for place, told in enumerate(_listed(package, file, document, "CFAssociations")):
        _association(package, file, f"/CFAssociations/{place}", told, places)
    return package


def _listed(package: Package, file: SourceFile, document: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    value = document.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        package.problem(Problem("json_shape", file.name, 0, f"/{name}"))
        return []
    return value


def _told(document: Mapping[str, Any], head: Mapping[str, Any], language: str) -> Told:
    licence = head.get("licenseURI")
    return Told(
        key=_text(head, "identifier")[:40],
        version=_text(head, "version")[:40],
        publisher=(_text(head, "publisher") or _text(head, "creator"))[:120],
        name=Text({language: _text(head, "title")}),
        licence=(_text(licence, "title") or _text(licence, "uri"))[:200] if isinstance(licence, dict) else "",
        attribution=Text({language: _text(head, "creator")}),
        source_url=_text(head, "officialSourceURL") or _text(head, "uri"),
        identifier=_text(head, "identifier"),
        details={
            "case": {name: value for name, value in document.items() if name not in {"CFItems", "CFAssociations"}}
        },
    )


def _text(of: Any, name: str) -> str:
    value = of.get(name) if isinstance(of, Mapping) else None
    return cleaned(value) if isinstance(value, str) else ""


def _language(of: Mapping[str, Any], otherwise: str) -> str:
    return _text(of, "language")[:2].lower() or otherwise


def _item(
    package: Package, file: SourceFile, place: str, item: Mapping[str, Any], *, language: str, places: dict[str, str]
) -> None:
    identifier, uri, statement = _text(item, "identifier"), _text(item, "uri"), _text(item, "fullStatement")
    for member, wrong in (
        ("identifier", not identifier or len(identifier) > ADDRESS),
        ("uri", not uri.startswith(("http://", "https://")) or len(uri) > ADDRESS),
        ("fullStatement", not statement or len(statement) > _STATEMENT),
        ("humanCodingScheme", len(_text(item, "humanCodingScheme")) > CODE),
    ):
        if wrong:
            package.problem(Problem("member_wrong", file.name, 0, f"{place}/{member}", _text(item, member)[:80]))
            return
    if identifier in places or uri in package.entries:
        package.problem(Problem("entry_twice", file.name, 0, f"{place}/identifier", identifier))
        return
    entry = package.entry(uri)
    places[identifier] = uri
    spoken = _language(item, language)
    entry.identifier, entry.code = identifier, _text(item, "humanCodingScheme")
    entry.kind = _kind(_text(item, "CFItemType"))
    entry.labels = {spoken: statement[:LABEL]}
    others = [_text(item, "abbreviatedStatement"), _text(item, "alternativeLabel")]
    entry.alternatives = {spoken: kept} if (kept := [name for name in others if name and name != statement]) else {}
    notes = "\n\n".join(filter(None, [statement if len(statement) > LABEL else "", _text(item, "notes")]))
    entry.descriptions = {spoken: notes} if notes else {}
    entry.is_obsolete = bool(_text(item, "statusEndDate"))
    entry.details = {"case": dict(item)}
    _extended(entry, item)


def _kind(written: str) -> str:
    folded = fold(written)
    return next((kind for kind, parts in _TYPES if any(part in folded for part in parts)), "skill")


def _extended(entry: Any, item: Mapping[str, Any]) -> None:
    """What an export of ours adds: both languages, the kind, the reuse."""
    extensions = item.get("extensions")
    own = extensions.get(EXTENSION) if isinstance(extensions, Mapping) else None
    if not isinstance(own, Mapping):
        return
    for name in ("labels", "descriptions"):
        told = own.get(name)
        if isinstance(told, Mapping) and all(isinstance(text, str) for text in told.values()):
            setattr(entry, name, dict(Text(told)) or getattr(entry, name))
    others = own.get("alternatives")
    if isinstance(others, Mapping):
        entry.alternatives = {
            str(language)[:2]: [cleaned(name) for name in names if isinstance(name, str)]
            for language, names in others.items()
            if isinstance(names, list)
        }
    entry.kind = own["kind"] if own.get("kind") in KINDS else entry.kind
    entry.reuse = own["reuse"] if own.get("reuse") in REUSES else entry.reuse


def _association(
    package: Package, file: SourceFile, place: str, told: Mapping[str, Any], places: Mapping[str, str]
) -> None:
    identifier, written = _text(told, "identifier"), _text(told, "associationType")
    ends = [_end(told.get(name), places) for name in ("originNodeURI", "destinationNodeURI")]
    if not identifier or len(identifier) > ADDRESS or not written:
        member = "associationType" if identifier else "identifier"
        package.problem(Problem("member_wrong", file.name, 0, f"{place}/{member}", identifier[:80]))
    elif identifier in package.links:
        package.problem(Problem("entry_twice", file.name, 0, f"{place}/identifier", identifier))
    elif ends[0] not in package.entries:
        package.problem(Problem("link_unknown", file.name, 0, f"{place}/originNodeURI", ends[0][:80]))
    elif not ends[1] or len(ends[1]) > ADDRESS:
        package.problem(Problem("link_unknown", file.name, 0, f"{place}/destinationNodeURI", ends[1][:80]))
    else:
        number = told.get("sequenceNumber")
        position = number if isinstance(number, int) and 0 <= number < 2**31 else 0
        kind = ASSOCIATIONS.get(written, "other")
        package.link(Link(ends[0], kind, ends[1], identifier, position, {"case": dict(told)}))


def _end(node: Any, places: Mapping[str, str]) -> str:
    """The address of an association's end: known by its identifier, else as it is written."""
    if isinstance(node, str):
        return node
    return places.get(_text(node, "identifier")) or _text(node, "uri")
