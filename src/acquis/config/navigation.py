"""What surrounds every page: who is signed in, where they may go, whether this is the demonstration."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from acquis.organizations import queries as organizations


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of ``base.html``: ``navigation``, ``account``, ``demo_banner``, ``demo_accounts``."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    desks = (
        [
            {
                "label": str(organization.name),
                "url": reverse("issuer:desk", kwargs={"organization_id": organization.id}),
            }
            for organization, _roles in organizations.memberships_of(user.pk)
        ]
        if signed_in and user is not None
        else []
    )
    return {
        "navigation": _navigation(request, desks, signed_in=signed_in),
        "account": _account(user) if signed_in else None,
        "demo_banner": {"url": reverse("public:home"), "mailbox_url": reverse("demo:mailbox")}
        if settings.ACQUIS_DEMO
        else None,
        "demo_accounts": _demo_accounts if settings.ACQUIS_DEMO else None,
    }


def _demo_accounts() -> list[dict[str, Any]]:
    """The demonstration's accounts; only the pages that list them ask."""
    from acquis.demo.accounts import by_role  # noqa: PLC0415 -- absent from a real installation

    return by_role()


def _navigation(request: HttpRequest, desks: list[dict[str, Any]], *, signed_in: bool) -> list[dict[str, Any]]:
    entries = [
        {"label": _("Microcredentials"), "url": reverse("public:achievements")},
        {"label": _("Verify"), "url": reverse("employer:verify")},
        *([{"label": _("My passport"), "url": reverse("learner:passport")}] if signed_in else []),
        *desks,
    ]
    return [entry | {"current": _current(request.path, entry["url"])} for entry in entries]


def _current(path: str, url: str) -> str:
    """The value of `aria-current`: this very page, a page below it, or neither."""
    if path == url:
        return "page"
    return "true" if path.startswith(url) else ""


def _account(user: Any) -> dict[str, Any]:
    return {
        "name": user.name or user.email,
        "links": [
            {"label": _("E-mail addresses"), "url": reverse("account_email")},
            {"label": _("Passkeys and second factors"), "url": reverse("mfa_index")},
        ],
        "sign_out_url": reverse("account_logout"),
    }
