"""The network in the open: who issues in it, what its definitions are held against, and competencies (R-362)."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from acquis.api.v1 import paging
from acquis.api.v1.answers import said
from acquis.api.v1.catalogue import LICENCE, SECONDS, asked_identifier
from acquis.organizations import queries as organizations
from acquis.organizations.queries import OrganizationFacts
from acquis.platform import clock, links
from acquis.platform.faults import Refused
from acquis.platform.translatable import LANGUAGES
from acquis.quality import format as framework_file
from acquis.quality import queries as quality
from acquis.quality.facts import FrameworkFacts
from acquis.registry import queries as registry
from acquis.registry.queries import RegisterRow
from acquis.skills import queries as skills
from acquis.skills.queries import FrameworkFacts as CompetencyFrameworkFacts
from acquis.skills.queries import SkillFacts

LONGEST = 100
Entry = TypeVar("Entry", SkillFacts, CompetencyFrameworkFacts)

# — organizations —


def issuers(request: HttpRequest) -> HttpResponse:
    """The organizations of the public register, whatever their standing today."""
    found, mark = registry.registered(after=paging.identifier(request), limit=paging.limit_of(request))
    known = organizations.organizations({row.organization_id for row in found})
    items = [_organization(row, known[row.organization_id]) for row in found]
    page = paging.page(request, items, paging.written(mark) if mark else "")
    return said({"licence": LICENCE, **page}, seconds=SECONDS)


def issuer(request: HttpRequest, organization_id: UUID) -> HttpResponse:
    """One organization of the public register."""
    row, known = registry.in_register(organization_id), organizations.organization(organization_id)
    if row is None or known is None:
        raise Http404
    return said({"licence": LICENCE, **_organization(row, known)}, seconds=SECONDS)


def _organization(row: RegisterRow, known: OrganizationFacts) -> dict[str, Any]:
    return {
        "id": str(row.organization_id),
        "name": dict(known.name),
        "kind": known.kind,
        "region": known.region,
        "website": known.website,
        "is_fictional": known.is_fictional,
        "did": row.did,
        "recognition": {
            "state": row.state,
            "kinds": list(row.scope),
            "since": row.since.isoformat(),
            "until": row.until.isoformat() if row.until else None,
        },
    }


# — frameworks of principles and elements —


def frameworks(request: HttpRequest) -> HttpResponse:
    """Every version of every framework that was published here, in the order of publication."""
    limit = paging.limit_of(request)
    found = quality.released(after=paging.moment(request), limit=limit)
    cursor = ""
    if len(found) == limit and (last := found[-1].published_at):
        cursor = paging.written(last, found[-1].id)
    return said(paging.page(request, [_framework(each) for each in found], cursor), seconds=SECONDS)


def framework(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """One version with its lines, as its file has them (docs/frameworks.md)."""
    found = quality.published(key, number)
    if found is None:
        raise Http404
    return said({**_framework(found), "document": framework_file.write(found.content)}, seconds=SECONDS)


def _framework(found: FrameworkFacts) -> dict[str, Any]:
    pages = {"key": found.key, "number": found.number}
    return {
        "key": found.key,
        "number": found.number,
        "version": found.label,
        "kind": found.kind,
        "use": found.use,
        "name": dict(found.name),
        "publisher": dict(found.publisher),
        "source": found.source_address,
        "is_in_force": found.is_in_force(clock.today()),
        "effective_from": str(found.effective_from) if found.effective_from else None,
        "effective_to": str(found.effective_to) if found.effective_to else None,
        "digest": found.digest,
        "pages": {
            language: links.absolute("public:framework_version", language=language, **pages) for language in LANGUAGES
        },
    }


# — competencies —


def competency_frameworks(request: HttpRequest) -> HttpResponse:
    """Every version of every competency framework here, with what its licence wants said."""
    found = sorted(skills.frameworks(), key=lambda one: one.id.hex)
    items, cursor = _after(request, found)
    told = [
        {
            "id": str(each.id),
            "key": each.key,
            "version": each.version,
            "name": dict(each.name),
            "publisher": each.publisher,
            "licence": each.licence,
            "attribution": dict(each.attribution),
            "source": each.source_url,
            "entries": each.size,
        }
        for each in items
    ]
    return said(paging.page(request, told, cursor), seconds=SECONDS)


def competencies(request: HttpRequest) -> HttpResponse:
    """Current entries named by every word, in either language, the best first; the first 200 of them."""
    words = request.GET.get("q", "").replace("\x00", " ").strip()[:LONGEST]
    if not words:
        raise Refused("words_missing", _("Say in q what the entries are called."))
    found = skills.search(
        words,
        (get_language() or "fr")[:2],
        skills.CANDIDATES,
        framework_id=asked_identifier(request, "framework"),
        kinds=_codes(request, "kind", dict(skills.KINDS)) or skills.COMPETENCIES,
        reuse=next(iter(_codes(request, "reuse", dict(skills.REUSES))), ""),
    )
    items, cursor = _after(request, found)
    return said(paging.page(request, [_competency(each) for each in items], cursor), seconds=SECONDS)


def competency(request: HttpRequest, skill_id: UUID) -> HttpResponse:
    """One entry: its words, its other names and its descriptions in every language that there is."""
    found = skills.entry(skill_id)
    if found is None:
        raise Http404
    told = {
        **_competency(found.skill),
        "other_names": {language: list(several) for language, several in found.alternatives.items()},
        "description": dict(found.descriptions),
        "licence": found.framework.licence,
        "attribution": dict(found.framework.attribution),
    }
    return said(told, seconds=SECONDS)


def _competency(found: SkillFacts) -> dict[str, Any]:
    return {
        "id": str(found.id),
        "address": found.uri,
        "code": found.code,
        "name": dict(found.labels),
        "kind": found.kind,
        "reuse": found.reuse,
        "is_obsolete": found.is_obsolete,
        "framework": {
            "id": str(found.framework_id),
            "key": found.framework_key,
            "version": found.framework_version,
            "name": dict(found.framework_name),
        },
    }


def _codes(request: HttpRequest, name: str, known: dict[str, Any]) -> tuple[str, ...]:
    told = request.GET.get(name, "")
    if told and told not in known:
        raise Refused("code_unknown", _("%(name)s is one of: %(codes)s.") % {"name": name, "codes": ", ".join(known)})
    return (told,) if told else ()


def _after(request: HttpRequest, found: list[Entry]) -> tuple[list[Entry], str]:
    """A page of what is read whole, after the entry that the cursor names; and the next cursor."""
    limit, after = paging.limit_of(request), paging.identifier(request)
    places = {each.id: place for place, each in enumerate(found, start=1)}
    if after is not None and after not in places:
        raise Refused("cursor_invalid", _("This cursor is not one of ours: begin the list anew."))
    begin = places[after] if after is not None else 0
    items = found[begin : begin + limit]
    return items, paging.written(items[-1].id) if begin + limit < len(found) else ""
