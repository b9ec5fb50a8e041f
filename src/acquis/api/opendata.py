"""The open catalogue for machines that read pages: JSON-LD, CSV dumps, feeds, a sitemap (R-110, R-366).

Nothing here tells of a person, everything names its licence, and long answers are streamed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from uuid import UUID
from xml.sax.saxutils import escape

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import path, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from acquis.api.v1.catalogue import LICENCE
from acquis.catalogue.exchange import cells, tables
from acquis.catalogue.exchange.shape import DEFINITION, OFFER, columns
from acquis.catalogue.linked import ctdl, schema_org
from acquis.catalogue.queries import bulk, listed
from acquis.catalogue.queries.bulk import Open
from acquis.platform import clock, links, throttles
from acquis.platform.doors import open_to_all
from acquis.platform.translatable import LANGUAGES

SECONDS = 3600
DUMPS_PER_HOUR = 30
EU_QUALITY = tuple(f"eu_type_of_quality_assurance_{language}" for language in LANGUAGES)
"""An element of the European recommendation of 2022, by its own name (R-083)."""
IN_A_FEED = 50
DUMPED = {"outcomes": 12, "assessments": 4, "alignments": 12, "modules": 12, "prerequisites": 4, "standards": 4}
OPEN_PAGES = (
    *(
        f"public:{name}"
        for name in ("home", "achievements", "free", "issuers", "glossary", "definitions", "frameworks")
    ),
    *("public:about", "public:accessibility", "public:privacy", "api_pages:open_data", "employer:verify"),
)


# — JSON-LD —


@open_to_all
@require_safe
def as_ctdl(request: HttpRequest, achievement_id: UUID) -> HttpResponseBase:
    """The published version in CTDL."""
    found = _found(achievement_id)
    offers = listed([achievement_id]).get(achievement_id, [])
    return _json_ld(ctdl.document(found, offers))


@open_to_all
@require_safe
def as_schema_org(request: HttpRequest, achievement_id: UUID, language: str) -> HttpResponseBase:
    """The published version in schema.org, as its page has it."""
    if language not in LANGUAGES:
        raise Http404
    found = _found(achievement_id)
    return _json_ld(schema_org.document(found, listed([achievement_id]).get(achievement_id, []), language))


def _found(achievement_id: UUID) -> Open:
    found = bulk.open_definition(achievement_id)
    if found is None:
        raise Http404
    return found


def _json_ld(told: object) -> HttpResponse:
    return _public(HttpResponse(json.dumps(told, ensure_ascii=False), content_type="application/ld+json"))


def _public(answer: HttpResponse, seconds: int = SECONDS) -> HttpResponse:
    answer["Cache-Control"] = f"public, max-age={seconds}"
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Link"] = f'<{LICENCE}>; rel="license"'
    return answer


# — CSV —


@open_to_all
@require_safe
def dump(request: HttpRequest, subject: str) -> HttpResponseBase:
    """Everything that is public, as CSV; read from the database while it is sent."""
    throttles.hit("dump", throttles.address_of(request), limit=DUMPS_PER_HOUR, seconds=3600)
    made = {"definitions": _definition_lines, "offers": _offer_lines}.get(subject)
    if made is None:
        raise Http404
    header, lines = made()
    answer = StreamingHttpResponse(tables.to_csv(header, lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="acquis-{subject}-{clock.today()}.csv"'
    answer["Cache-Control"] = f"public, max-age={SECONDS}"
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Link"] = f'<{LICENCE}>; rel="license"'
    return answer


def _definition_lines() -> tuple[list[str], Iterator[list[str]]]:
    told = {column.key: column for column in columns(DEFINITION, DUMPED)}
    keys = [key for key, column in told.items() if column.field.name not in {*bulk.NOT_OPEN, "reason"}]
    header = ["licence", "address", "organization", "published_on", "version", *EU_QUALITY, *keys]

    def lines() -> Iterator[list[str]]:
        for each in bulk.every_open_definition():
            flat = cells.flat(DEFINITION, {**each.told(), "needs": [], "contact": ""})
            about = [
                LICENCE,
                each.address,
                str(each.organization.name),
                str(clock.day_of(each.published_at)),
                str(each.number),
                *(each.quality_assurance.get(language, "") for language in LANGUAGES),
            ]
            yield [*about, *(flat.get(key, "") for key in keys)]

    return header, lines()


def _offer_lines() -> tuple[list[str], Iterator[list[str]]]:
    keys = [column.key for column in columns(OFFER, {"sessions": 6})]

    def lines() -> Iterator[list[str]]:
        for each in bulk.every_open_offer():
            code = bulk.codes_of([each.achievement_id])[each.achievement_id]
            flat = cells.flat(OFFER, bulk.offer_told(each, code))
            confirmed = str(clock.day_of(each.last_confirmed_at)) if each.last_confirmed_at else ""
            total = "" if each.total_cents is None else f"{each.total_cents / 100:.2f}"
            definition = links.machine(f"api/v1/catalogue/definitions/{each.achievement_id}")
            about = [LICENCE, definition, str(each.organization.name), total, confirmed]
            yield [*about, *(flat.get(key, "") for key in keys)]

    return ["licence", "definition", "organization", "total", "confirmed_on", *keys], lines()


# — sitemap and feeds —


@open_to_all
@require_safe
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """Every public page, in both languages."""

    def lines() -> Iterator[str]:
        yield '<?xml version="1.0" encoding="UTF-8"?>\n'
        yield (
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        )
        for name in OPEN_PAGES:
            yield from _pages(lambda language, name=name: links.absolute(name, language=language))
        for achievement_id, changed in bulk.open_pages():
            yield from _pages(
                lambda language, one=achievement_id: links.absolute(
                    "public:achievement", language=language, achievement_id=one
                ),
                clock.day_of(changed).isoformat(),
            )
        yield "</urlset>\n"

    answer = StreamingHttpResponse(lines(), content_type="application/xml")
    answer["Cache-Control"] = f"public, max-age={SECONDS}"
    return answer


def _pages(address: object, changed: str = "") -> Iterator[str]:
    found = {language: escape(address(language)) for language in LANGUAGES}  # type: ignore[operator]
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}-CA" href="{url}"/>' for language, url in found.items()
    )
    when = f"<lastmod>{changed}</lastmod>" if changed else ""
    for url in found.values():
        yield f"<url><loc>{url}</loc>{when}{others}</url>\n"


@open_to_all
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read: everything public; shares and claims say "noindex" themselves."""
    return HttpResponse(
        f"User-agent: *\nDisallow: /fr/org/\nDisallow: /en/org/\nSitemap: {links.machine('sitemap.xml')}\n",
        content_type="text/plain",
    )


@open_to_all
@require_safe
def feed(request: HttpRequest, kind: str, language: str) -> HttpResponseBase:
    """An Atom feed of what is new, or of what is known to cost nothing (R-099)."""
    if kind not in {"new", "free"} or language not in LANGUAGES:
        raise Http404
    with translation.override(language):
        found = bulk.newest_definitions(IN_A_FEED) if kind == "new" else bulk.free_definitions(IN_A_FEED)
        title = _("New microcredentials") if kind == "new" else _("Free microcredentials")
        return _public(HttpResponse(_atom(kind, language, title, found), content_type="application/atom+xml"))


def _atom(kind: str, language: str, title: str, found: list[Open]) -> str:
    own = links.base() + reverse("open:feed", kwargs={"kind": kind, "language": language})
    updated = max((each.published_at for each in found), default=clock.now().replace(hour=0, minute=0, second=0))
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}-CA">',
        f"<id>{escape(own)}</id><title>{escape(title)}</title>",
        f"<updated>{updated.replace(microsecond=0).isoformat()}</updated>",
        f'<link rel="self" href="{escape(own)}"/><link rel="license" href="{LICENCE}"/>',
        f'<link rel="alternate" href="{escape(links.absolute("public:achievements", language=language))}"/>',
    ]
    for each in found:
        page = escape(links.absolute("public:achievement", language=language, achievement_id=each.achievement_id))
        summary = each.content.purpose.shown(language).text or each.content.title.shown(language).text
        lines.append(
            f"<entry><id>{escape(each.address)}</id><title>{escape(each.content.title.shown(language).text)}</title>"
            f'<link href="{page}"/><updated>{each.published_at.replace(microsecond=0).isoformat()}</updated>'
            f"<author><name>{escape(str(each.organization.name))}</name></author>"
            f"<summary>{escape(summary)}</summary></entry>"
        )
    return "\n".join([*lines, "</feed>\n"])


app_name = "open"

urlpatterns = [
    path("id/achievements/<uuid:achievement_id>/ctdl.json", as_ctdl, name="ctdl"),
    path("id/achievements/<uuid:achievement_id>/schema-org.<slug:language>.json", as_schema_org, name="schema_org"),
    path("open/<slug:subject>.csv", dump, name="dump"),
    path("feeds/<slug:kind>.<slug:language>.atom", feed, name="feed"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("robots.txt", robots, name="robots"),
]
