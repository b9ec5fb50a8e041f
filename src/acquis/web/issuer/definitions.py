"""An organization's achievements: the list, a version, its editor, its publication."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from acquis.catalogue import actions, queries, wording
from acquis.catalogue.content import Approval
from acquis.catalogue.queries import VersionFacts
from acquis.organizations.doorkeeper import MemberRequest
from acquis.platform.doors import for_members
from acquis.platform.faults import Blocked, Forbidden, Refused
from acquis.platform.translatable import read_pair
from acquis.skills import queries as skills
from acquis.web.issuer.definition_editor import Editor, anchor
from acquis.web.issuer.forms_definitions import BeginForm, PublishForm


@for_members("organization.read")
@require_GET
def achievements(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """Everything that the organization offers or prepares."""
    state = request.GET.get("state", "")
    wanted = state if state in wording.State.values else ""
    found = queries.of_organization(organization_id, page=request.GET.get("page"), state=wanted)
    tabs = [("", _("All")), *((code, wording.State(code).label) for code in ("draft", "published", "retired"))]
    return _page(request, "issuer/definitions.html", {"page": found, "tabs": tabs, "state": wanted})


@for_members("achievement.write")
@require_http_methods(["GET", "POST"])
def begin(request: MemberRequest, organization_id: UUID) -> HttpResponse:
    """Begin an achievement: kind, code, title; the editor follows."""
    form = BeginForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = actions.begin(
                organization_id=organization_id,
                code=told["code"],
                title=read_pair(told, "title"),
                kind=told["kind"],
                by=request.actor,
            )
        except Refused as refused:
            _attach(form, refused)
        else:
            begun = queries.latest(made)
            assert begun is not None
            return redirect("issuer:definition_edit", organization_id=organization_id, version_id=begun.id)
    return _page(request, "issuer/definition_begin.html", {"form": form}, invalid=form.is_bound)


@for_members("organization.read")
@require_GET
def definition(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """One version in full, in both languages, with what it still lacks."""
    version = _version(organization_id, version_id)
    return _page(
        request,
        "issuer/definition.html",
        {"version": version, "versions": queries.history(version.achievement_id), **_gate(version)},
    )


@for_members("achievement.write")
@require_http_methods(["GET", "POST"])
def edit(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """The editor of a draft. Every button saves; a search for competencies comes back with its results."""
    version = _version(organization_id, version_id)
    if version.state != wording.State.DRAFT:
        messages.info(request, _("This version is published and never changes. Open a new version to change it."))
        return _to_version(organization_id, version_id)
    editor = Editor(version, request.POST if request.method == "POST" else None)
    if request.method == "POST" and _saved(request, editor, version):
        return _after_saving(request, organization_id, version_id)
    return _editor_page(request, editor, version)


@for_members("achievement.write")
@require_POST
def autosave(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """Save while somebody types: 204, or 422 when something typed cannot be understood yet."""
    version = _version(organization_id, version_id)
    kept = _saved(request, Editor(version, request.POST), version)
    return HttpResponse(status=204 if kept else 422)


@for_members("achievement.approve")
@require_http_methods(["GET", "POST"])
def publish(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """The approver reads everything, gives a reason, and publishes."""
    version = _version(organization_id, version_id)
    form, status = PublishForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _publish(request, version, form)
            except Forbidden as refused:
                _attach(form, refused)
                status = 403
            except Blocked:
                form.add_error(None, _("It cannot be published yet: see what is missing above."))
            except Refused as refused:
                _attach(form, refused)
            else:
                messages.success(request, _("Version %(number)s is published.") % {"number": version.number})
                return _to_version(organization_id, version_id)
    is_writer = request.actor.person_id in version.editor_ids
    context = {"version": version, "form": form, "is_writer": is_writer, **_gate(version)}
    return _page(request, "issuer/definition_publish.html", context, status=status)


@for_members("achievement.write")
@require_POST
def new_version(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """Open a draft that begins with what the newest version says."""
    version = _version(organization_id, version_id)
    try:
        made = actions.open_new_version(achievement_id=version.achievement_id, by=request.actor)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
        return _to_version(organization_id, version_id)
    return redirect("issuer:definition_edit", organization_id=organization_id, version_id=made)


@for_members("achievement.approve")
@require_http_methods(["GET", "POST"])
def retire(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """Ask once more, then end a published version."""
    version = _version(organization_id, version_id)
    if request.method == "POST":
        try:
            actions.retire(version_id=version_id, by=request.actor)
        except Refused as refused:
            messages.error(request, str(refused.sentence))
        else:
            messages.success(request, _("It is retired: no new award; its page stays."))
        return _to_version(organization_id, version_id)
    return _page(request, "issuer/definition_retire.html", {"version": version})


# — steps —


def _version(organization_id: UUID, version_id: UUID) -> VersionFacts:
    found = queries.version_in(organization_id, version_id)
    if found is None:
        raise Http404
    return found


def _saved(request: MemberRequest, editor: Editor, version: VersionFacts) -> bool:
    if not editor.is_valid():
        return False
    code = editor.main.cleaned_data["code"] if version.number == 1 else None
    try:
        actions.revise(version_id=version.id, content=editor.content(), by=request.actor, code=code or None)
    except Refused as refused:
        editor.refuse(str(refused.sentence), _field_of(refused.where))
        return False
    return True


def _field_of(where: str) -> str:
    return "title_fr" if where == "title" else where


def _after_saving(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    messages.success(request, _("The draft is saved."))
    if request.POST.get("do") == "done":
        return _to_version(organization_id, version_id)
    address = reverse("issuer:definition_edit", kwargs={"organization_id": organization_id, "version_id": version_id})
    asked, words = request.POST.get("do", ""), request.POST.get("skills", "").strip()
    query = {"skills": words} if asked == "search" else {"new": asked}
    return redirect(f"{address}?{urlencode(query)}#{SECTIONS[asked]}" if asked in SECTIONS else address)


SECTIONS = {
    "search": "competencies",
    "add_skill": "competencies",
    "outcome": "outcomes",
    "assessment": "assessments",
    "module": "workload",
}


def _editor_page(request: MemberRequest, editor: Editor, version: VersionFacts) -> HttpResponse:
    source = request.POST if request.method == "POST" else request.GET
    words = source.get("skills", "").strip()[:100]
    chosen = {item.skill_id for item in version.content.alignments}
    found = [skill for skill in skills.search(words, get_language() or "fr") if words and skill.id not in chosen]
    context = {
        "version": version,
        "editor": editor,
        "words": words,
        "found": found,
        "opened": request.GET.get("new", ""),
        "added": set(editor.added),
        **_gate(version),
    }
    return _page(request, "issuer/definition_edit.html", context, invalid=request.method == "POST")


def _publish(request: MemberRequest, version: VersionFacts, form: PublishForm) -> None:
    assert request.actor.person_id is not None
    read = request.POST.get("read", "")
    approval = Approval(request.actor.person_id, form.cleaned_data["reason"], read=read)
    actions.publish(version_id=version.id, approval=approval, by=request.actor)


def _gate(version: VersionFacts) -> dict[str, Any]:
    """Blockers and warnings, each with the place in the editor that it is about (R-080)."""
    if version.state != wording.State.DRAFT:
        return {"blockers": [], "warnings": [], "completeness": queries.completeness(version)}
    return {
        "blockers": [(item.sentence, anchor(item.where)) for item in queries.blockers(version)],
        "warnings": [(item.sentence, anchor(item.where)) for item in queries.warnings(version)],
        "completeness": queries.completeness(version),
    }


def _attach(form: BeginForm | PublishForm, refused: Refused) -> None:
    where = _field_of(refused.where)
    form.add_error(where if where in form.fields else None, str(refused.sentence))


def _to_version(organization_id: UUID, version_id: UUID) -> HttpResponse:
    return redirect("issuer:definition", organization_id=organization_id, version_id=version_id)


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], *, invalid: bool = False, status: int = 200
) -> HttpResponse:
    whole = {
        "organization": request.organization,  # type: ignore[attr-defined]
        "may_write": "achievement.write" in request.permissions,  # type: ignore[attr-defined]
        "may_approve": "achievement.approve" in request.permissions,  # type: ignore[attr-defined]
        **context,
    }
    return render(request, template, whole, status=422 if invalid else status)


# Included by `acquis.web.issuer.urls`, in whose namespace these names stand.
_ONE = "achievements/<uuid:version_id>/"
definition_urls = [
    path("achievements/", achievements, name="achievements"),
    path("achievements/new/", begin, name="definition_begin"),
    path(_ONE, definition, name="definition"),
    path(f"{_ONE}edit/", edit, name="definition_edit"),
    path(f"{_ONE}autosave/", autosave, name="definition_autosave"),
    path(f"{_ONE}publish/", publish, name="publish"),
    path(f"{_ONE}new-version/", new_version, name="definition_new_version"),
    path(f"{_ONE}retire/", retire, name="definition_retire"),
]
