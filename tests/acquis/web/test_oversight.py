"""The operator suspends what an organization published, and lifts that: what everybody sees of it (SM-1)."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.utils import translation

from acquis.catalogue import queries
from acquis.catalogue.queries import portal
from acquis.platform import clock, jobs
from acquis.platform.formats import day
from tests.acquis import factories
from tests.acquis.catalogue.test_offers import facts, listed
from tests.acquis.web.editor import Fields
from tests.acquis.web.pages import at, member, operator, read

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
REASON = {"reason_fr": "La norme est retirée.", "reason_en": "The standard is withdrawn."}


@pytest.mark.req("R-066")
@LANGUAGES
def test_a_suspension_by_the_network_is_public_dated_and_told_to_its_organization(language: str) -> None:
    network, _by = operator()
    college = factories.recognised_college()
    offer = facts(listed(college))
    version = queries.achievement_page(offer.achievement_id)
    assert version is not None
    client = member(network, "operator")
    listing = at("consortium:definitions", language, organization_id=network.id)
    page = at("consortium:definition", language, organization_id=network.id, version_id=version.id)
    assert f'href="{page}"' in read(client, f"{listing}?q={version.code}")
    empty = client.post(page, {"do": "suspend", "reason_fr": " ", "reason_en": ""})
    assert empty.status_code == 422
    mail.outbox.clear()
    assert client.post(page, {"do": "suspend", **REASON}).status_code == 302

    public = read(Client(), at("public:achievement", language, achievement_id=offer.achievement_id))
    said = {"fr": "Suspendue par le réseau depuis le", "en": "Suspended by the network since"}[language]
    assert said in public
    assert day(clock.today(), language).replace("\xa0", " ") in public
    assert REASON[f"reason_{language}"] in public
    assert f"offer-{offer.id}" not in public
    assert portal.of_keys([offer.id]) == []
    found = queries.version(version.id)
    assert found is not None
    assert not found.is_awardable
    own = read(
        member(college, "approver"),
        at("issuer:definition", language, organization_id=college.id, version_id=version.id),
    )
    assert said.partition(" de")[0] in own
    assert at("issuer:definition_resume", language, organization_id=college.id, version_id=version.id) not in own

    jobs.run_due()
    letters = {letter.to[0]: letter for letter in mail.outbox}
    assert set(letters) == {college.people[role].email for role in ("approver", "registrar")}
    for letter in letters.values():
        assert "suspend" in letter.subject.casefold()
        assert REASON["reason_fr"] in letter.body or REASON["reason_en"] in letter.body
        assert str(version.id) in letter.body

    mail.outbox.clear()
    assert client.post(page, {"do": "lift"}).status_code == 302
    assert [one.key for one in portal.of_keys([offer.id])] == [offer.id]
    assert said not in read(Client(), at("public:achievement", language, achievement_id=offer.achievement_id))
    jobs.run_due()
    assert len(mail.outbox) == 2


def test_a_refusal_loses_nothing_typed_and_a_second_lift_says_why_not() -> None:
    network, _by = operator()
    version = factories.published_version(factories.recognised_college())
    client = member(network, "operator")
    page = at("consortium:definition", "en", organization_id=network.id, version_id=version.id)
    long = client.post(page, {"do": "suspend", "reason_fr": "x" * 401, "reason_en": "Because."})
    assert long.status_code == 422
    assert Fields(long.content.decode()).values["reason_en"] == ["Because."]
    late = client.post(page, {"do": "lift"}, follow=True)
    assert "cannot be done in its present state" in late.content.decode()
    assert client.post(page, {"do": "anything"}).status_code == 404
    draft = factories.draft(factories.college())
    unknown = at("consortium:definition", "en", organization_id=network.id, version_id=draft.id)
    assert client.get(unknown).status_code == 404


@LANGUAGES
def test_what_its_own_organization_suspended_is_left_to_it(language: str) -> None:
    from acquis.catalogue import actions

    network, _by = operator()
    college = factories.recognised_college()
    version = factories.published_version(college)
    actions.suspend(version_id=version.id, reason="Nouvelle loi.", by=college.actor("approver"))
    page = at("consortium:definition", language, organization_id=network.id, version_id=version.id)
    words = read(member(network, "operator"), page)
    with translation.override(language):
        assert "Nouvelle loi." in words
    assert 'name="do"' not in words
