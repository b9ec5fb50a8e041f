"""Principles, elements and checklists in public: what is in force, every version, what changed, and the files."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from acquis.catalogue import queries as catalogue
from acquis.platform import clock, links
from acquis.platform.doors import open_to_all
from acquis.platform.formats import html_lang
from acquis.platform.pagination import page_of
from acquis.platform.translatable import LANGUAGES
from acquis.quality import format as framework_file
from acquis.quality import queries
from acquis.quality.facts import FrameworkFacts, Match, completeness
from acquis.web.public import framework_text
from sceau.encoding import strict_json

ON_PAGE = 5
FORMS = {"html": "text/html; charset=utf-8", "text": "text/plain; charset=utf-8", "json": "application/json"}
EXTENSIONS = {"html": "html", "text": "txt", "json": "json"}


@open_to_all
@require_safe
def frameworks(request: HttpRequest) -> HttpResponse:
    """What a microcredential of this network is held against (R-023, R-024), and a search over it (R-033)."""
    words = request.GET.get("q", "")[:200].strip()
    found = queries.search(words, clock.today()) if words else []
    named = [match for match in found if match.by_name]
    if len(named) == 1:
        return redirect(_place(named[0], words))
    known = queries.in_force(clock.today())
    context = {
        "words": words,
        "matches": [{"match": match, "url": _place(match, words)} for match in found],
        "required": [one for one in known if one.is_required],
        "checklists": [one for one in known if not one.is_required],
        "findings": [queries.finding_facts(row) for row in queries.findings()[:ON_PAGE]],
    }
    return render(request, "public/frameworks.html", context)


@open_to_all
@require_safe
def framework(request: HttpRequest, key: str, number: int | None = None) -> HttpResponse:
    """One framework: the version in force, or any other one that was ever published."""
    today = clock.today()
    shown = queries.published(key, number) if number is not None else _newest(key, today)
    if shown is None:
        raise Http404
    words = request.GET.get("q", "")[:200].strip()
    found = {match.line.code: match for match in queries.search(words, today) if match.framework.key == key}
    context = {
        "framework": shown,
        "versions": queries.versions_of(key),
        "standing": _standing(shown, today),
        "current": queries.current(key, today),
        "words": words,
        "found": next((match for match in found.values() if match.by_name), None),
        "provenance": [(html_lang(language), language, shown.provenance(language)) for language in LANGUAGES],
        "files": _files(shown),
        "address": links.absolute(
            "public:framework_version",
            language=(get_language() or "fr")[:2],
            key=shown.key,
            number=shown.number,
        ),
        "findings": [queries.finding_facts(row) for row in queries.findings(key=key)[:ON_PAGE]],
    }
    return render(request, "public/framework.html", context)


@open_to_all
@require_safe
def changes(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """What reads otherwise than in the version before."""
    shown = queries.published(key, number)
    if shown is None:
        raise Http404
    context = {"framework": shown, "before": queries.before(shown), "differences": queries.changes(shown)}
    return render(request, "public/framework_changes.html", context)


@open_to_all
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """The public change log: every version ever published, and why (R-034)."""
    page = page_of(queries.change_log(), request.GET.get("page"))
    return render(
        request, "public/framework_log.html", {"page": page, "rows": [queries.log_entry(row) for row in page]}
    )


@open_to_all
@require_safe
def download(request: HttpRequest, key: str, number: int, form: str) -> HttpResponse:
    """A version as a file, in the language of the address; the JSON file carries both (R-030)."""
    shown = queries.published(key, number)
    if shown is None or form not in FORMS:
        raise Http404
    language = (get_language() or "fr")[:2]
    if form == "json":
        answer = HttpResponse(strict_json.dumps(framework_file.write(shown.content)))
    elif form == "text":
        answer = HttpResponse(framework_text.plain(shown, language))
    else:
        answer = render(request, "public/framework_document.html", {"framework": shown, "lang": html_lang(language)})
    suffix = "" if form == "json" else f"-{language}"
    answer["Content-Type"] = FORMS[form]
    answer["Content-Disposition"] = f'attachment; filename="{key}-{number}{suffix}.{EXTENSIONS[form]}"'
    return answer


@open_to_all
@require_safe
def achievement(request: HttpRequest, achievement_id: UUID) -> HttpResponse:
    """How much of each framework in force a published definition answers by what it says (R-032)."""
    version = catalogue.achievement_page(achievement_id)
    if version is None:
        raise Http404
    answers = [completeness(version, one) for one in queries.in_force(clock.today())]
    return render(request, "public/achievement_frameworks.html", {"version": version, "answers": answers})


def _newest(key: str, today: date) -> FrameworkFacts | None:
    """The version in force, else the newest one that was published."""
    found = queries.current(key, today)
    if found is not None:
        return found
    known = queries.versions_of(key)
    return queries.published(key, known[0].number) if known else None


def _standing(shown: FrameworkFacts, today: date) -> str:
    assert shown.effective_from is not None
    if shown.effective_from > today:
        return "to_come"
    return "past" if shown.effective_to is not None and shown.effective_to <= today else "in_force"


def _place(match: Match, words: str) -> str:
    page = reverse("public:framework", kwargs={"key": match.framework.key})
    return f"{page}?{urlencode({'q': words})}#{match.line.code}"


def _files(shown: FrameworkFacts) -> list[dict[str, Any]]:
    """The links to each file, by language; the JSON file is the same in both."""
    files = []
    for language in LANGUAGES:
        with translation.override(language):
            files.append(
                {
                    "lang": html_lang(language),
                    "language": language,
                    "html": _file(shown, "html"),
                    "text": _file(shown, "text"),
                }
            )
    return files


def _file(shown: FrameworkFacts, form: str) -> str:
    return reverse("public:framework_file", kwargs={"key": shown.key, "number": shown.number, "form": form})
