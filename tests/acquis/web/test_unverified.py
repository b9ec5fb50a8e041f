"""A partner of which the network knows nothing but a mailbox: every page that shows its word says so (R-091)."""

from __future__ import annotations

import pytest
from django.test import Client

from acquis.catalogue import actions
from acquis.catalogue import queries as catalogue
from acquis.organizations import actions as organizations
from acquis.platform import jobs, links
from tests.acquis import factories
from tests.acquis.catalogue import endorsements as made
from tests.acquis.catalogue import listings
from tests.acquis.catalogue.endorsements import VISITOR
from tests.acquis.factories import College
from tests.acquis.web import reader
from tests.acquis.web.pages import at

pytestmark = pytest.mark.django_db
SAYS = {"fr": "Le réseau n’a pas vérifié qui est cette organisation.", "en": "The network has not verified who this"}


def by_a_stranger(college: College, version: catalogue.VersionFacts) -> catalogue.EndorsementFacts:
    """Signed by whoever reads the mailbox that the issuer named."""
    asked = actions.ask_endorsement(
        version_id=version.id, name="Atelier Neuf", kind="employer", email="chef@neuf.example",
        by=college.actor("author"),
    )  # fmt: skip
    token = made.last_token("chef@neuf.example")
    actions.open_endorsement(endorsement_id=asked, by=VISITOR, token=token)
    actions.answer_endorsement(endorsement_id=asked, answer=made.answer_to(version), by=VISITOR, token=token)
    jobs.run_due()
    found = catalogue.endorsement(asked)
    assert found is not None
    return found


def public(version: catalogue.VersionFacts, language: str) -> str:
    page = at("public:achievement", language, achievement_id=version.achievement_id)
    return Client().get(page).content.decode()


@pytest.mark.req("R-091")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_stranger_s_word_is_shown_with_what_is_not_known_of_it(language: str) -> None:
    operator, college = factories.operator(), factories.recognised_college()
    version = factories.published_version(college)
    one = by_a_stranger(college, version)
    status, verified = reader.verify(links.machine(f"id/endorsements/{one.id}"), language)
    assert (status, reader.verdict(verified)) == (200, "verified"), "a fact, not an alarm"
    top = {"fr": "signé au nom de Atelier Neuf", "en": "signed in the name of Atelier Neuf"}[language]
    assert reader.said(top, verified), "the line of the verdict says no more than is known"
    assert reader.said({"fr": "Signé au nom de : Atelier Neuf", "en": "Signed for Atelier Neuf"}[language], verified)
    assert not reader.said({"fr": "Délivrée par Atelier Neuf", "en": "Issued by Atelier Neuf"}[language], verified)
    for page in (public(version, language), verified):
        assert reader.said(SAYS[language], page)
        assert reader.said("Atelier Neuf", page)
        assert "Sacha" not in page
    assert one.partner is not None
    organizations.invite_administrator(
        organization_id=one.partner.id, email="chef@neuf.example", name="Chef", language="fr",
        by=operator.actor("operator"),
    )  # fmt: skip
    assert not reader.said(SAYS[language], public(version, language)), "the operator found out who it is"


@pytest.mark.req("R-091", "R-098")
def test_who_compares_is_told_too_and_no_stranger_makes_an_offer_endorsed() -> None:
    operator, college = factories.operator(), factories.recognised_college()
    version = factories.published_version(college)
    offer = listings.offer(college, version)
    one = by_a_stranger(college, version)
    search, compare = at("public:achievements", "en"), at("public:compare", "en")
    for page, words in (
        (Client().get(search), "Endorsed by Atelier Neuf, which the network has not verified"),
        (Client().get(compare, {"o": offer}), "not verified by the network"),
    ):
        assert reader.said(words, page.content.decode())
    assert "Endorsed by Atelier" not in Client().get(search, {"endorsed": "yes"}).content.decode()
    assert catalogue.endorsed_ids() == set()
    assert one.partner is not None
    organizations.invite_administrator(
        organization_id=one.partner.id, email="chef@neuf.example", name="Chef", language="fr",
        by=operator.actor("operator"),
    )  # fmt: skip
    assert catalogue.endorsed_ids() == {version.achievement_id}
    told = Client().get(search).content.decode()
    assert reader.said("Endorsed by Atelier Neuf", told)
    assert not reader.said("not verified", told)


@pytest.mark.req("R-091")
def test_of_an_organization_of_the_register_nothing_of_the_kind_is_said() -> None:
    one = made.signed()
    for language, words in SAYS.items():
        assert not reader.said(words, public(one.version, language))
        assert not reader.said(words, reader.verify(links.machine(f"id/endorsements/{one.id}"), language)[1])
