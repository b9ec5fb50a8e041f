"""Frameworks in the exchange formats CASE 1.1 and CTDL-ASN, in pieces: a large one never stands in memory whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from acquis.platform import links
from acquis.platform.translatable import Text
from acquis.skills.layouts.case import ASSOCIATIONS, EXTENSION
from sceau.encoding import strict_json

_TYPES = {kind: association for association, kind in ASSOCIATIONS.items()}
CTDL_CONTEXT = "https://credreg.net/ctdlasn/schema/context/json"


def case_package(framework: Any, skills: Iterable[Any], relations: Iterable[Any], language: str) -> Iterator[bytes]:
    """A CFPackage. What came as CASE goes as it came; what came otherwise says more in its ``extensions``.

    Args:
        framework, skills, relations: rows of this context; each relation with its source and its target.
        language: of the statements, where an entry has this one.
    """
    document = framework.details.get("case") or {"CFDocument": _document(framework, language)}
    head = {"uri": document["CFDocument"].get("uri", ""), "identifier": document["CFDocument"].get("identifier", "")}
    title = {"title": document["CFDocument"].get("title", "")}
    yield strict_json.dumps(document)[:-1]
    yield b',"CFItems":['
    yield from _listed(_item(one, head | title, language) for one in skills)
    yield b'],"CFAssociations":['
    yield from _listed(one.details.get("case") or _association(one, head | title, language) for one in relations)
    yield b"]}"


def _listed(items: Iterable[Any]) -> Iterator[bytes]:
    for place, item in enumerate(items):
        yield (b"," if place else b"") + strict_json.dumps(item)


def _document(framework: Any, language: str) -> dict[str, Any]:
    return {
        "identifier": framework.identifier or str(framework.pk),
        "uri": case_address(framework.pk),
        "creator": framework.publisher,
        "publisher": framework.publisher,
        "title": framework.name.shown(language).text,
        "version": framework.version,
        "officialSourceURL": framework.source_url,
        "language": framework.name.shown(language).language,
        "licenseURI": {"title": framework.licence, "identifier": str(framework.pk), "uri": framework.source_url},
        "notes": framework.attribution.shown(language).text,
        "lastChangeDateTime": _instant(framework.loaded_at),
    }


def case_address(framework_id: UUID) -> str:
    """Where the package is published."""
    return f"{links.base()}/ims/case/v1p1/CFPackages/{framework_id}"


def _instant(value: Any) -> str:
    return str(value.strftime("%Y-%m-%dT%H:%M:%S+00:00"))


def _item(one: Any, head: dict[str, str], language: str) -> dict[str, Any]:
    ended = one.changed_at.date().isoformat() if one.state == "obsolete" and one.changed_at else ""
    if kept := one.details.get("case"):
        return {**({"statusEndDate": ended} if ended else {}), **kept}
    label = one.labels.shown(language)
    own = {"labels": one.labels, "kind": one.kind, "reuse": one.reuse}
    more = {"alternatives": one.alternatives, "descriptions": one.descriptions}
    told = {
        "identifier": one.identifier or str(one.pk),
        "uri": one.uri,
        "CFDocumentURI": head,
        "fullStatement": label.text,
        "humanCodingScheme": one.code,
        "CFItemType": one.kind.capitalize(),
        "language": label.language,
        "notes": one.descriptions.get(label.language, ""),
        "statusEndDate": ended,
        "lastChangeDateTime": _instant(one.changed_at or one.framework.loaded_at),
        "extensions": {EXTENSION: own | {name: value for name, value in more.items() if value}},
    }
    return {name: value for name, value in told.items() if value}


def _association(one: Any, head: dict[str, str], language: str) -> dict[str, Any]:
    identifier = str(uuid5(NAMESPACE_URL, f"{head['identifier']} {one.key}"))
    source, target = one.source, one.target
    end = {"uri": one.target_uri, "identifier": str(uuid5(NAMESPACE_URL, one.target_uri)), "title": one.target_uri}
    return {
        "identifier": identifier,
        "uri": f"{head['uri']}#{identifier}",
        "CFDocumentURI": head,
        "associationType": _TYPES.get(one.kind) or f"ext:{one.kind}",
        "originNodeURI": _node(source, language),
        "destinationNodeURI": _node(target, language) if target else end,
        **({"sequenceNumber": one.position} if one.position else {}),
        "lastChangeDateTime": _instant(source.changed_at),
    }


def _node(one: Any, language: str) -> dict[str, str]:
    title = one.labels.shown(language).text
    return {"title": title, "identifier": one.identifier or str(one.pk), "uri": one.uri}


def ctdl_asn(framework: Any, skills: Iterable[Any], relations: Iterable[Any]) -> Iterator[bytes]:
    """A graph of one ``ceasn:CompetencyFramework`` and its ``ceasn:Competency``, in every language that there is."""
    address = f"{links.base()}/id/frameworks/{framework.pk}/ctdl-asn"
    parents: dict[UUID, list[str]] = {}
    for one in relations:
        if one.kind == "broader":
            parents.setdefault(one.source_id, []).append(one.target_uri)
    head: dict[str, Any] = {
        "@id": address,
        "@type": "ceasn:CompetencyFramework",
        "ceterms:ctid": f"ce-{framework.pk}",
        "ceasn:name": _spoken(framework.name),
        "ceasn:publisherName": {"und": [framework.publisher]},
        "ceasn:inLanguage": sorted(framework.name),
        "ceasn:source": [framework.source_url],
        "ceasn:rights": _spoken(framework.attribution),
    }
    yield strict_json.dumps({"@context": CTDL_CONTEXT, "@id": address})[:-1] + b',"@graph":['
    yield strict_json.dumps({name: value for name, value in head.items() if value})
    for one in skills:
        if one.state == "current":
            yield b"," + strict_json.dumps(_competency(one, address, parents.get(one.pk, [])))
    yield b"]}"


def _competency(one: Any, address: str, parents: list[str]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "@id": one.uri,
        "@type": "ceasn:Competency",
        "ceterms:ctid": f"ce-{one.pk}",
        "ceasn:competencyText": _spoken(one.labels),
        "ceasn:comment": _spoken(one.descriptions),
        "ceasn:codedNotation": one.code,
        "ceasn:competencyCategory": {"en": one.kind.capitalize()},
        "ceasn:isPartOf": [address],
        "ceasn:isChildOf": parents,
    }
    return {name: value for name, value in told.items() if value}


def _spoken(text: Text) -> dict[str, str]:
    return {"fr-CA" if language == "fr" else language: told for language, told in text.items()}
