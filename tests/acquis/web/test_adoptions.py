"""An organization declares that it works by a framework, and an operator decides."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from acquis.platform import clock
from acquis.quality import actions, queries
from tests.acquis.quality import factories
from tests.acquis.web.framework_pages import page, signed_in_as

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
DECLARATION = {
    "organization_name_fr": "Collège du Ruisseau <b>",
    "place": "Hearst, Ontario",
    "website": "https://ruisseau.example",
    "scope": "both",
    "statement": "Nous suivons le cadre.",
    "contact_name": "Camille Exemple",
    "contact_email": "camille@ruisseau.example",
}


@pytest.mark.req("R-028")
@LANGUAGES
def test_an_organization_declares_an_operator_confirms_and_it_is_listed(language: str) -> None:
    cache.clear()
    framework = factories.in_force()
    answer = Client().post(f"/{language}/framework/adopters/declare/", {**DECLARATION, "version_id": framework.id})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/{language}/framework/adopters/")
    assert "Collège du Ruisseau" not in page("adopters/", language)
    (row,) = queries.declared()
    (by,) = factories.operators(1)
    desk = signed_in_as(by.person_id)
    place = f"/{language}/org/{by.organization_id}/quality/"
    assert f"{place}adoptions/{row.pk}/" in desk.get(place).content.decode()
    assert "camille@ruisseau.example" in desk.get(f"{place}adoptions/{row.pk}/").content.decode()
    told = {"confirmed": "yes", "reason": "Appelée"}
    assert desk.post(f"{place}adoptions/{row.pk}/", told).status_code == 302
    listed = Client().get(f"/{language}/framework/adopters/").content.decode()
    assert "Collège du Ruisseau &lt;b&gt;" in listed
    assert {"fr": "nouvelles et existantes", "en": "New and existing"}[language] in listed
    assert clock.today().isoformat() in listed
    assert "camille" not in listed.casefold()
    assert "Appelée" not in listed


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"organization_name_fr": ""}, "organization_name_fr"),
        ({"place": ""}, "place"),
        ({"scope": "all"}, "scope"),
        ({"contact_email": "camille"}, "contact_email"),
        ({"contact_name": " "}, "contact_name"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"version_id": "00000000-0000-0000-0000-000000000007"}, "version_id"),
    ],
)
def test_an_incomplete_declaration_loses_nothing_of_what_was_typed(changes: dict[str, str], field: str) -> None:
    cache.clear()
    told = {**DECLARATION, "version_id": factories.in_force().id, **changes}
    answer = Client().post("/fr/framework/adopters/declare/", told)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    for name in set(DECLARATION) - set(changes):
        assert answer.context["form"][name].value() == DECLARATION[name]
    assert not queries.declared().exists()


def test_an_empty_declaration_hears_of_everything_that_is_missing_at_once() -> None:
    cache.clear()
    answer = Client().post("/fr/framework/adopters/declare/", {"website": ""})
    assert {"organization_name_fr", "place", "contact_name"} <= set(answer.context["form"].errors)


def test_declarations_without_end_are_stopped() -> None:
    cache.clear()
    told = {**DECLARATION, "version_id": factories.in_force().id}
    client = Client()
    answers = [client.post("/fr/framework/adopters/declare/", told).status_code for _ in range(11)]
    assert answers == [302] * 10 + [429]


def test_a_declined_declaration_is_never_listed() -> None:
    framework = factories.in_force()
    made = factories.declared(framework)
    (by,) = factories.operators(1)
    actions.decide_adoption(adoption_id=made, confirmed=False, reason="Inconnue", by=by)
    assert "Ruisseau" not in page("adopters/")
