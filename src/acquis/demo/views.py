"""Signing in as anyone with one click, and reading everyone's mail: for the demonstration only."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.backends import ModelBackend
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from acquis.demo import accounts
from acquis.demo import mailbox as letters
from acquis.demo.people import Account
from acquis.organizations import queries as organizations
from acquis.people import queries as people
from acquis.platform.doors import open_to_all
from acquis.platform.pagination import page_of

View = Callable[..., HttpResponse]


def only_in_the_demonstration(view: View) -> View:
    """These pages do not exist anywhere else."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not settings.ACQUIS_DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_in_the_demonstration
def sign_in(request: HttpRequest) -> HttpResponse:
    """The accounts by role; a click signs in."""
    if request.method != "POST":
        return render(request, "demo/sign_in.html", {"groups": accounts.by_role()})
    chosen = accounts.account(request.POST.get("account", ""))
    known = people.by_email(chosen.email) if chosen else None
    if chosen is None or known is None or not known.is_fictional:
        raise Http404(_("There is no such demonstration account."))
    person = ModelBackend().get_user(known.id)
    if person is None:
        raise Http404
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    return redirect(_start(chosen))


def _start(account: Account) -> str:
    organization = organizations.by_key(account.organization) if account.organization else None
    if account.start == "desk" and organization:
        return reverse("issuer:desk", kwargs={"organization_id": organization.id})
    if account.start == "issuers" and organization:
        return reverse("consortium:issuers", kwargs={"organization_id": organization.id})
    return reverse("employer:verify" if account.start == "verify" else "learner:passport")


@open_to_all
@never_cache
@require_safe
@only_in_the_demonstration
def mailbox(request: HttpRequest) -> HttpResponse:
    """Every message that the demonstration sent, newest first."""
    return render(request, "demo/mailbox.html", {"page": page_of(letters.letters(), request.GET.get("page"))})


@open_to_all
@never_cache
@require_safe
@only_in_the_demonstration
def message(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """One message, with its links to click."""
    found = letters.letter(name, number)
    if found is None:
        raise Http404
    return render(request, "demo/message.html", {"letter": found})
