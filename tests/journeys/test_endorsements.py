"""An endorsement in a real Chromium: asked by an author, signed by a partner without an account or any script."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import override_settings

from acquis.catalogue import queries
from acquis.platform.actor import Actor
from tests.acquis import factories
from tests.acquis.catalogue import endorsements as made
from tests.acquis.web.test_consortium import signed_in
from tests.acquis.web.world import address

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"


def enter(context: BrowserContext, base: str, by: Actor) -> None:
    """Be signed in as the actor."""
    cookie = signed_in(by).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": base}])


def judge(page: Page, axe: Callable[[Page], list[str]]) -> None:
    """Accessible, and nothing is cut."""
    assert axe(page) == [], page.url
    assert page.evaluate(OVERFLOW) <= 0, page.url


@pytest.mark.req("R-087", "R-088", "R-089")
@LANGUAGES
@pytest.mark.parametrize("width", [390, 1280])
def test_an_author_asks_and_a_partner_signs_by_a_link_without_scripts_and_by_keyboard(
    live_server: Any,
    new_context: Callable[..., BrowserContext],
    axe: Callable[[Page], list[str]],
    language: str,
    *,
    width: int,
) -> None:
    college, employer = factories.recognised_college(), made.partner()
    version = factories.published_version(college)
    size = {"width": width, "height": 900}
    author = new_context(viewport=size)
    enter(author, live_server.url, college.actor("author"))
    page = author.new_page()
    named = {"organization_id": college.id, "version_id": version.id}
    page.goto(live_server.url + address("issuer:endorsement_version", **named).replace("/fr/", f"/{language}/", 1))
    judge(page, axe)
    page.locator("a[href$='/ask/']").click()
    judge(page, axe)
    page.select_option("[name=partner]", str(employer.id))
    page.fill("[name=message]", "Comme convenu. 🌲")
    page.locator("main form button.button").click()
    judge(page, axe)
    page.locator("main table a").first.click()
    judge(page, axe)

    with override_settings(ACQUIS_PUBLIC_BASE=live_server.url):
        token = made.last_token(employer.facts.contact_email)
    visitor = new_context(viewport=size, java_script_enabled=False).new_page()
    visitor.goto(f"{live_server.url}/{language}/e/{token}/")
    visitor.locator("button[value=open]").focus()
    visitor.keyboard.press("Enter")
    visitor.wait_for_selector("[name=in_demand]")
    for box in ("in_demand", "reflects"):
        visitor.locator(f"[name={box}]").focus()
        visitor.keyboard.press("Space")
    visitor.fill("[name=in_demand_comment]", "Quatre embauches par an.")
    visitor.fill("[name=signatory_role]", "Direction")
    visitor.fill("[name=signatory_name]", "Sacha Testeur")
    visitor.locator("[name=confirm]").check()
    visitor.locator("button[value=answer]").click()
    visitor.locator(".form-errors a").first.click()
    assert visitor.locator("[name=in_demand_comment]").input_value() == "Quatre embauches par an."
    visitor.fill("[name=reflects_comment]", "Nos propres cas.")
    visitor.locator("button[value=answer]").click()
    visitor.wait_for_selector("[value=withdraw]", state="attached")
    held = visitor.url
    (one,) = queries.endorsements_about(version.achievement_id)
    assert one.stands

    reader = new_context(viewport=size).new_page()
    for path in (held.partition(f"/{language}/")[2], f"microcredentials/{version.achievement_id}/"):
        reader.goto(f"{live_server.url}/{language}/{path}")
        judge(reader, axe)
        assert "Quatre embauches par an." in reader.inner_text("main")


@LANGUAGES
@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_of_a_partner_is_accessible_and_whole(
    live_server: Any,
    new_context: Callable[..., BrowserContext],
    axe: Callable[[Page], list[str]],
    language: str,
    *,
    width: int,
) -> None:
    one = made.opened()
    context = new_context(viewport={"width": width, "height": 900})
    enter(context, live_server.url, one.partner.actor("endorser"))
    page, named = context.new_page(), {"organization_id": one.partner.id}
    for path in (
        address("partner:requests", **named),
        address("partner:request", **named, endorsement_id=one.id),
        address("partner:link", token=one.token),
        address("partner:link", token="A" * 22),
    ):
        page.goto(live_server.url + path.replace("/fr/", f"/{language}/", 1))
        judge(page, axe)
