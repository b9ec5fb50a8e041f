"""Definitions and offers in bulk: take them away as files, bring files in line by line (R-067)."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from acquis.catalogue.actions import exchange
from acquis.catalogue.exchange import cells, tables
from acquis.catalogue.exchange.shape import SHAPES, Column, Kind, Shape, columns, every_column, named
from acquis.catalogue.queries import exchange as stored
from acquis.catalogue.queries.exchange import ImportFacts, States, Verdicts
from acquis.organizations.doorkeeper import MemberRequest
from acquis.platform import throttles
from acquis.platform.doors import for_members
from acquis.platform.faults import Refused
from acquis.platform.fields import Form
from acquis.platform.translatable import Text
from sceau.encoding import strict_json

Answer = TypeVar("Answer", bound=HttpResponseBase)
FILES_PER_HOUR = 60
CHANGES_SHOWN = 6
SUBJECTS = {"definitions": gettext_lazy("Definitions"), "offers": gettext_lazy("Offers")}
TONES = {Verdicts.REFUSED: "refusal", Verdicts.UNCHANGED: "quiet"}


class FileForm(Form):
    """A file to bring in, and what it is about."""

    subject = forms.ChoiceField(label=gettext_lazy("What the file is about"), choices=list(SUBJECTS.items()))
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV, XLSX or JSON; at most 5 MB and 1,000 lines."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.json"}),
    )

    def __init__(self, *told: Any, permissions: frozenset[str]) -> None:
        """Offer what this member may bring in; what is posted all the same is for the action to forbid."""
        super().__init__(*told)
        subjects: Any = self.fields["subject"]
        subjects.widget.choices = [pair for pair in SUBJECTS.items() if exchange.MAY[pair[0]] in permissions]


@for_members("organization.read")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """Everything that can be taken away, the form that brings a file in, and the imports so far."""
    form = FileForm(request.POST or None, request.FILES or None, permissions=request.permissions)
    if request.method == "POST" and form.is_valid():
        throttles.hit("import", str(organization_id), limit=FILES_PER_HOUR, seconds=3600)
        given = form.cleaned_data["file"]
        try:
            made = exchange.receive_file(
                organization_id=organization_id,
                subject=form.cleaned_data["subject"],
                file_name=given.name or "",
                data=given.read(tables.MAX_BYTES + 1),
                by=request.actor,
            )
        except Refused as refused:
            form.add_error(refused.where if refused.where in form.fields else None, str(refused.sentence))
        else:
            return redirect("issuer:import", organization_id=organization_id, import_id=made)
    page = stored.imports_of(organization_id, page=request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [_row(request, row) for row in page],
        "subjects": SUBJECTS.items(),
        "may_import": "offer.write" in request.permissions,
        "limits": {"rows": tables.MAX_ROWS},
    }
    return _page(request, "issuer/exchange.html", context, 422 if form.errors else 200)


@for_members("organization.read")
@require_safe
def export(request: MemberRequest, organization_id: UUID, subject: str, layout: str) -> HttpResponseBase:
    """Everything of one kind, as a file that can come back without changing anything."""
    shape = _shape(subject)
    found = stored.exported_definitions if subject == "definitions" else stored.exported_offers
    told = list(found(organization_id))
    name = f"{request.organization.key}-{subject}"
    if layout == "json":
        document: dict[str, Any] = {"format": f"acquis-{subject}", "version": 1, subject: told}
        return _download(strict_json.dumps(document), "application/json", f"{name}.json")
    rows = {part.name: max((len(each[part.name]) for each in told), default=0) for part in shape.parts}
    keys = [column.key for column in columns(shape, rows)]
    lines = ([flat.get(key, "") for key in keys] for flat in (cells.flat(shape, each) for each in told))
    return _file(shape, layout, keys, lines, name)


@for_members("organization.read")
@require_safe
def template(request: MemberRequest, organization_id: UUID, subject: str, layout: str) -> HttpResponseBase:
    """An empty file with the usual columns."""
    shape = _shape(subject)
    return _file(shape, layout, [column.key for column in columns(shape)], [], f"acquis-{subject}")


@for_members("offer.write")
@never_cache
@require_GET
def one(request: MemberRequest, organization_id: UUID, import_id: UUID) -> HttpResponse:
    """Where an import stands: its columns, its lines before anything is written, how far it is, what it did."""
    found = _import(organization_id, import_id)
    if found.state == States.COLUMNS or (found.state == States.CHECKED and "columns" in request.GET):
        _require(request, found)
        return _columns_page(request, found, list(found.targets), {})
    only = request.GET.get("only", "")
    page = stored.import_lines(import_id, page=request.GET.get("page"), only=only)
    context = {
        "found": found,
        "subject": SUBJECTS[found.subject],
        "page": page,
        "only": only,
        "rows": [_line(found.shape, line) for line in page],
        "tabs": _tabs(found),
        "left_out": found.counts.get(Verdicts.REFUSED, 0),
        "may_decide": exchange.MAY[found.subject] in request.permissions,
    }
    return _page(request, "issuer/import.html", context)


@for_members("offer.write")
@require_POST
def name_columns(request: MemberRequest, organization_id: UUID, import_id: UUID) -> HttpResponse:
    """Take what somebody said the columns are; the check follows."""
    found = _import(organization_id, import_id)
    typed = [request.POST.get(f"column-{index}", "").strip()[:120] for index in range(len(found.header))]
    try:
        exchange.name_columns(import_id=import_id, targets=typed, by=request.actor)
    except Refused as refused:
        if found.state not in {States.COLUMNS, States.CHECKED}:
            return _back(request, found, refused)
        return _columns_page(request, found, typed, {refused.where: str(refused.sentence)})
    return redirect("issuer:import", organization_id=organization_id, import_id=import_id)


@for_members("offer.write")
@require_POST
def confirm(request: MemberRequest, organization_id: UUID, import_id: UUID) -> HttpResponse:
    """Write the good lines."""
    found = _import(organization_id, import_id)
    try:
        exchange.confirm_import(import_id=import_id, by=request.actor)
    except Refused as refused:
        return _back(request, found, refused)
    return redirect("issuer:import", organization_id=organization_id, import_id=import_id)


@for_members("offer.write")
@require_POST
def drop(request: MemberRequest, organization_id: UUID, import_id: UUID) -> HttpResponse:
    """Forget the file."""
    found = _import(organization_id, import_id)
    try:
        exchange.drop_import(import_id=import_id, by=request.actor)
    except Refused as refused:
        return _back(request, found, refused)
    messages.success(request, _("The file is forgotten. What was imported stays."))
    return redirect("issuer:exchange", organization_id=organization_id)


# — steps —


def _row(request: MemberRequest, row: Any) -> dict[str, Any]:
    """A line of the list; as long as columns wait for their names, only whoever may name them has a page to open."""
    opens = row.state != States.COLUMNS or exchange.MAY[row.subject] in request.permissions
    return {"import": row, "subject": SUBJECTS[row.subject], "state": States(row.state).label, "opens": opens}


def _require(request: MemberRequest, found: ImportFacts) -> None:
    """The door lets in whoever may write offers; a file of definitions is for those who write definitions."""
    if exchange.MAY[found.subject] not in request.permissions:
        raise PermissionDenied


def _import(organization_id: UUID, import_id: UUID) -> ImportFacts:
    found = stored.bulk_import(organization_id, import_id)
    if found is None or found.state == States.DROPPED:
        raise Http404
    return found


def _shape(subject: str) -> Shape:
    if subject not in SHAPES:
        raise Http404
    return SHAPES[subject]


def _columns_page(request: MemberRequest, found: ImportFacts, typed: list[str], wrong: dict[str, str]) -> HttpResponse:
    samples = stored.samples(found.id)
    rows = [
        {
            "index": index,
            "heading": heading,
            "samples": [line[index] for line in samples if index < len(line) and line[index]][:2],
            "typed": typed[index] if index < len(typed) else "",
            "error": wrong.get(str(index), ""),
        }
        for index, heading in enumerate(found.header)
    ]
    known = every_column(found.shape)
    read = [row for row in rows if row["typed"] in known and not row["error"]]
    context = {
        "found": found,
        "subject": SUBJECTS[found.subject],
        "asked": [row for row in rows if row not in read],
        "read": read,
        "total": len(rows),
        "known": sum(1 for target in typed if target in known),
        "choices": [(key, column.label) for key, column in known.items() if column.index < _offered(column)],
        "error": wrong.get("", ""),
    }
    return _page(request, "issuer/import_columns.html", context, 422 if wrong else 200)


def _offered(column: Column) -> int:
    """Of rows, the list offers a few more than a template; any number can be typed."""
    return (column.part.shown + 5) if column.part else 1


def _line(shape: Shape, line: Any) -> dict[str, Any]:
    known = every_column(shape)
    labels = [known[key].label if key in known else key for key in line.changes[:CHANGES_SHOWN]]
    more = len(line.changes) - len(labels)
    return {
        "number": line.number,
        "code": line.code,
        "title": line.title,
        "verdict": _effect(shape.subject, line.verdict),
        "tone": TONES.get(line.verdict, "attention" if line.has_warnings else "verified"),
        "written": line.written,
        "made_id": line.made_id,
        "errors": _told(shape, line, "error"),
        "remarks": _told(shape, line, "warning"),
        "changes": labels if line.verdict in {Verdicts.CHANGED, Verdicts.VERSION} else [],
        "more": ngettext("and %(number)s more", "and %(number)s more", more) % {"number": more} if more > 0 else "",
    }


def _effect(subject: str, verdict: str) -> str:
    """What a line does; an offer has no draft beside what is shown, so it changes itself."""
    if subject == "offers" and verdict == Verdicts.CHANGED:
        return pgettext("line", "Changes an offer")
    return str(Verdicts(verdict).label)


def _told(shape: Shape, line: Any, level: str) -> list[dict[str, str]]:
    return [
        {"field": named(shape, each["place"]), "sentence": str(Text(each["sentence"]))}
        for each in line.findings
        if each["level"] == level
    ]


def _tabs(found: ImportFacts) -> list[tuple[str, str, int]]:
    tabs = [("", _("All lines"), sum(count for verdict, count in found.counts.items() if verdict != "warning"))]
    for verdict in (Verdicts.REFUSED, Verdicts.NEW, Verdicts.CHANGED, Verdicts.VERSION, Verdicts.UNCHANGED):
        if number := found.counts.get(verdict, 0):
            tabs.append((verdict.value, _effect(found.subject, verdict), number))
    if number := found.counts.get("warning", 0):
        tabs.append(("warning", _("With a warning"), number))
    return tabs


def _back(request: MemberRequest, found: ImportFacts, refused: Refused) -> HttpResponse:
    messages.error(request, str(refused.sentence))
    return redirect("issuer:import", organization_id=found.organization_id, import_id=found.id)


def _file(shape: Shape, layout: str, keys: list[str], lines: Any, name: str) -> HttpResponseBase:
    if layout == "csv":
        answer: HttpResponseBase = StreamingHttpResponse(
            tables.to_csv(keys, lines), content_type="text/csv; charset=utf-8"
        )
        return _named(answer, f"{name}.csv")
    if layout != "xlsx":
        raise Http404
    return _download(tables.to_xlsx(shape.subject, keys, lines, _help(shape, keys)), tables.XLSX, f"{name}.xlsx")


def _help(shape: Shape, keys: list[str]) -> list[list[str]]:
    """What each column is, in the language of the page, and what it may hold."""
    known = every_column(shape)
    told = [[_("Column"), _("Meaning"), _("What it may hold")]]
    for key in keys:
        column = known[key]
        words = column.field.words() if column.field.words else []
        codes = "; ".join(f"{code} = {label}" for code, label in words if code and code not in column.field.reserved)
        told.append([key, column.label, codes or str(HINTS.get(column.field.kind, ""))])
    return told


HINTS = {
    Kind.TEXT: gettext_lazy("Text"),
    Kind.STRING: gettext_lazy("Text"),
    Kind.EMAIL: gettext_lazy("An e-mail address"),
    Kind.DECIMAL: gettext_lazy("A number, such as 24.5"),
    Kind.INTEGER: gettext_lazy("A whole number"),
    Kind.CENTS: gettext_lazy("Dollars, such as 98.00; 0 is free, nothing is unknown"),
    Kind.DATE: gettext_lazy("A date, such as 2027-01-31"),
    Kind.YES_NO: gettext_lazy("yes or no"),
    Kind.CODES: gettext_lazy("Codes, separated by commas"),
    Kind.LINES: gettext_lazy("One on each line; the same line in the other language is its translation"),
    Kind.NAMES: gettext_lazy("Codes, separated by commas"),
    Kind.SKILL: gettext_lazy("The address of the entry, as its page shows it"),
}


def _download(body: bytes, media_type: str, name: str) -> HttpResponse:
    return _named(HttpResponse(body, content_type=media_type), name)


def _named(answer: Answer, name: str) -> Answer:
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Language"] = (get_language() or "fr")[:2]
    return answer


def _page(request: MemberRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, name, {"organization": request.organization, **context}, status=status)


_ONE = "exchange/imports/<uuid:import_id>/"
exchange_urls = [
    path("exchange/", desk, name="exchange"),
    path("exchange/export/<slug:subject>.<slug:layout>", export, name="export"),
    path("exchange/template/<slug:subject>.<slug:layout>", template, name="import_template"),
    path(_ONE, one, name="import"),
    path(f"{_ONE}columns/", name_columns, name="import_columns"),
    path(f"{_ONE}confirm/", confirm, name="import_confirm"),
    path(f"{_ONE}drop/", drop, name="import_drop"),
]
