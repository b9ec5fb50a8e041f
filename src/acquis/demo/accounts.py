"""The accounts that the demonstration offers, grouped by role, for the home page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from acquis.demo.people import PEOPLE, Account


def by_role() -> list[dict[str, Any]]:
    """Groups with a heading and their accounts."""
    offered = [account for account in PEOPLE if account.offered]

    def group(label: str, *organizations: str) -> dict[str, Any]:
        return {"label": label, "accounts": [one for one in offered if one.organization in organizations]}

    return [
        group(_("People who learn"), ""),
        group(_("A college that issues"), "riviere-aux-pins"),
        group(_("Around them"), "trois-lacs", "reseau-demo", "grand-heron", "conseil-exemple"),
    ]


def account(key: str) -> Account | None:
    """The offered account with this key."""
    return next((one for one in PEOPLE if one.key == key and one.offered), None)
