"""Writing an organization's achievements: the editor, saving while typing, copying, putting away, differences."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from acquis.catalogue import actions, classifications, diff, queries, wording
from acquis.catalogue.queries import VersionFacts
from acquis.organizations.doorkeeper import MemberRequest
from acquis.platform.doors import for_members
from acquis.platform.faults import Refused
from acquis.skills import queries as skills
from acquis.web.issuer.definition_editor import Editor, uuids
from acquis.web.issuer.definition_pages import attach, field_of, gate, page, to_version, version_of
from acquis.web.issuer.forms_definitions import CopyForm

STAMP = "X-Draft"
"""The header that tells a page which draft it saved, so that its next save is not taken for somebody else's."""

# The button that searches: the field with the words.
_SEARCHES = {"search": "skills", "search_occupations": "occupation"}

# The button pressed in the editor: where the page goes on.
_GOES_ON = {
    "search": "competencies",
    "search_occupations": "occupations-rows",
    "add_occupation": "occupations-rows",
    "occupation": "occupations-rows",
    "add_skill": "competencies",
    "need": "needs-rows",
    "standard": "standards-rows",
    "outcome": "outcomes",
    "assessment": "assessments",
    "module": "modules-rows",
    "prerequisite": "prerequisites-rows",
}


@for_members("achievement.write")
@require_http_methods(["GET", "POST"])
def edit(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """The editor of a draft. Every button saves; a search for competencies comes back with its results."""
    version = version_of(organization_id, version_id)
    if version.state not in wording.EDITABLE:
        messages.info(request, _("This version is no longer a draft and never changes. Open a new version."))
        return to_version(organization_id, version_id)
    editor = Editor(version, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if _saved(request, editor, version):
            return _after_saving(request, organization_id, version_id)
        # What the page shows from here on is the draft as it stands now.
        version = version_of(organization_id, version_id)
    return _editor_page(request, editor, version)


@for_members("achievement.write")
@require_POST
def autosave(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """Save while somebody types; the answer is the panel beside the editor, or 422 when something is not understood."""
    version = version_of(organization_id, version_id)
    if not _saved(request, Editor(version, request.POST), version):
        return HttpResponse(status=422)
    after = version_of(organization_id, version_id)
    panel = page(request, "issuer/definition_edit_panel.html", {"version": after, **gate(after)})
    panel[STAMP] = after.digest
    return panel


@for_members("achievement.write")
@require_GET
def find_skills(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """The competencies found while somebody types, as the part of the editor that lists them."""
    version = version_of(organization_id, version_id)
    context = _found(version, request.GET.get("skills", ""), uuids(request.GET.getlist("add_skill")))
    return page(request, "issuer/definition_found.html", context)


@for_members("achievement.write")
@require_GET
def find_occupations(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """The occupations found while somebody types, as the part of the editor that lists them."""
    version = version_of(organization_id, version_id)
    ticked = uuids(request.GET.getlist("add_occupation"))
    context = _found_occupations(version, request.GET.get("occupation", ""), ticked)
    return page(request, "issuer/definition_found_occupations.html", context)


@for_members("achievement.write")
@require_http_methods(["GET", "POST"])
def copy(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """Begin another achievement with what this version says."""
    version = version_of(organization_id, version_id)
    form = CopyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.copy(version_id=version_id, code=form.cleaned_data["code"], by=request.actor)
        except Refused as refused:
            attach(form, refused)
        else:
            begun = queries.latest(made)
            assert begun is not None
            messages.success(request, _("This is the copy. It and its original may go separate ways from now on."))
            return redirect("issuer:definition_edit", organization_id=organization_id, version_id=begun.id)
    return page(request, "issuer/definition_copy.html", {"version": version, "form": form}, invalid=form.is_bound)


@for_members("achievement.write")
@require_POST
def put_away(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """Take an achievement that nobody can earn out of the lists."""
    version = version_of(organization_id, version_id)
    try:
        actions.put_away(achievement_id=version.achievement_id, by=request.actor)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    else:
        messages.success(request, _("It is put away. Find it under “Put away”, and bring it back at any time."))
    return to_version(organization_id, version_id)


@for_members("achievement.write")
@require_POST
def bring_back(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """Bring an achievement that was put away back into the lists."""
    version = version_of(organization_id, version_id)
    actions.bring_back(achievement_id=version.achievement_id, by=request.actor)
    messages.success(request, _("It is back in the lists."))
    return to_version(organization_id, version_id)


@for_members("organization.read")
@require_GET
def differences(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    """What a version says otherwise than another one of the same achievement; by default the one before it."""
    version = version_of(organization_id, version_id)
    others = [card for card in queries.history(version.achievement_id) if card.number != version.number]
    chosen = request.GET.get("from", "")
    earlier = [card for card in others if card.number < version.number]
    other = next((card for card in others if str(card.number) == chosen), earlier[0] if earlier else None)
    older, newer = version, version
    if other is not None:
        older, newer = sorted((version_of(organization_id, other.id), version), key=lambda one: one.number)
    context = {
        "version": version,
        "others": others,
        "older": older,
        "newer": newer,
        "compared": other,
        "differences": diff.between(older.content, newer.content),
    }
    return page(request, "issuer/definition_differences.html", context)


# — steps —


def _saved(request: MemberRequest, editor: Editor, version: VersionFacts) -> bool:
    if not editor.is_valid():
        return False
    code = editor.main.cleaned_data["code"] if version.number == 1 else None
    try:
        actions.revise(
            version_id=version.id,
            content=editor.content(),
            by=request.actor,
            code=code or None,
            read=request.POST.get("read"),
        )
    except Refused as refused:
        editor.refuse(str(refused.sentence), field_of(refused.where))
        return False
    return True


def _after_saving(request: MemberRequest, organization_id: UUID, version_id: UUID) -> HttpResponse:
    messages.success(request, _("The draft is saved."))
    if request.POST.get("do") == "done":
        return to_version(organization_id, version_id)
    address = reverse("issuer:definition_edit", kwargs={"organization_id": organization_id, "version_id": version_id})
    asked = request.POST.get("do", "")
    searched = _SEARCHES.get(asked)
    query = {searched: request.POST.get(searched, "").strip()} if searched else {"new": asked}
    return redirect(f"{address}?{urlencode(query)}#{_GOES_ON[asked]}" if asked in _GOES_ON else address)


def _editor_page(request: MemberRequest, editor: Editor, version: VersionFacts) -> HttpResponse:
    source = request.POST if request.method == "POST" else request.GET
    context = {
        "version": version,
        "editor": editor,
        "opened": request.GET.get("new", ""),
        **_found(version, source.get("skills", ""), editor.added),
        **_found_occupations(version, source.get("occupation", ""), editor.added_occupations),
        **gate(version),
    }
    return page(request, "issuer/definition_edit.html", context, invalid=request.method == "POST")


def _found(version: VersionFacts, typed: str, ticked: list[UUID]) -> dict[str, Any]:
    """What the words find and the version does not have yet; what was ticked before stays, and stands first."""
    words, known = typed.strip()[:100], skills.skills(ticked)
    chosen = {item.skill_id for item in version.content.alignments} | set(known)
    found = skills.search(words, get_language() or "fr") if words else []
    more = [skill for skill in found if skill.id not in chosen]
    return {"words": words, "found": [*known.values(), *more], "added": set(known)}


def _found_occupations(version: VersionFacts, typed: str, ticked: list[UUID]) -> dict[str, Any]:
    """The same for occupations; without a classification there is nothing to find, and codes are typed."""
    source, words = classifications.loaded_occupations(), typed.strip()[:100]
    if source is None:
        return {"occupation_source": None, "occupation_words": words, "occupations_found": []}
    known = {pk: one for pk, one in skills.skills(ticked).items() if one.kind == "occupation"}
    chosen = {each.code for each in version.content.occupations} | {one.code for one in known.values()}
    language = get_language() or "fr"
    found = skills.search(words, language, framework_id=source.id, kinds=("occupation",)) if words else []
    more = [one for one in found if one.code not in chosen]
    return {
        "occupation_source": source,
        "occupation_words": words,
        "occupations_found": [*known.values(), *more],
        "occupations_ticked": set(known),
    }


def writing_urls(one: str) -> list[URLPattern]:
    """Addresses under that of one version, in the namespace of whoever includes them."""
    return [
        path(f"{one}edit/", edit, name="definition_edit"),
        path(f"{one}autosave/", autosave, name="definition_autosave"),
        path(f"{one}competencies/", find_skills, name="definition_skills"),
        path(f"{one}occupations/", find_occupations, name="definition_occupations"),
        path(f"{one}copy/", copy, name="definition_copy"),
        path(f"{one}put-away/", put_away, name="definition_put_away"),
        path(f"{one}bring-back/", bring_back, name="definition_bring_back"),
        path(f"{one}differences/", differences, name="definition_differences"),
    ]
