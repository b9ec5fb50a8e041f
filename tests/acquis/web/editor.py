"""What the tests of the editor share: a definition's pages as its author, its approver and a browser meet them."""

from __future__ import annotations

from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

from django.test import Client
from django.utils import translation

from acquis.catalogue import actions as catalogue
from acquis.catalogue import queries
from acquis.catalogue.content import Approval
from acquis.catalogue.queries import VersionFacts
from acquis.platform import clock
from tests.acquis import factories
from tests.acquis.factories import College

BACKEND = "django.contrib.auth.backends.ModelBackend"


class Fields(HTMLParser):
    """What a browser would post from the page's editor form, untouched."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self.ids: set[str] = set()
        self._area = self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.ids.add(told.get("id", ""))
        name = told.get("name", "")
        ticks = told.get("type") in {"checkbox", "radio"}
        if tag == "input" and name and (not ticks or "checked" in told):
            self.values.setdefault(name, []).append(told.get("value", "on" if ticks else ""))
        elif tag == "textarea":
            self._area = name
            self.values[name] = [""]
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in told:
            self.values[self._select] = [told.get("value", "")]

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.values[self._area] = [self.values[self._area][0].removeprefix("\r\n").removeprefix("\n")]
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.values[self._area][0] += data


def signed_in(where: College, role: str) -> Client:
    client = Client()
    client.get("/en/account/login/")
    with translation.override("en"):
        from django.contrib.auth import get_user_model

        client.force_login(get_user_model().objects.get(pk=where.people[role].id), backend=BACKEND)
    return client


def address(where: College, version: VersionFacts, what: str = "", language: str = "en") -> str:
    return f"/{language}/org/{where.id}/achievements/{version.id}/{what}"


def form_of(client: Client, where: College, version: VersionFacts) -> dict[str, Any]:
    answer = client.get(address(where, version, "edit/"))
    assert answer.status_code == 200
    return dict(Fields(answer.content.decode()).values)


def stored(version: VersionFacts) -> VersionFacts:
    found = queries.version(version.id)
    assert found is not None
    return found


def publish(where: College, version: VersionFacts) -> None:
    """The rest of its way, by two people."""
    recognised = factories.recognise(where)
    catalogue.submit(version_id=version.id, by=recognised.actor("author"))
    approver = recognised.people["approver"].id
    catalogue.approve(version_id=version.id, approval=Approval(approver, "Reviewed."), by=recognised.actor("approver"))
    catalogue.publish(version_id=version.id, by=recognised.actor("approver"))


def decision(version: VersionFacts, reason: str) -> dict[str, str]:
    """What the approver sends from a page that shows what was submitted as it stands now."""
    until = (clock.today() + timedelta(days=90)).isoformat()
    return {"decision": "approve", "reason": reason, "review_on": until, "read": stored(version).digest}
