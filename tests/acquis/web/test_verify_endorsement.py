"""An endorsement by itself, by its address: of this installation and of another one (R-089, R-147)."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import translation

from acquis.catalogue import actions, endorsing
from acquis.platform import links
from sceau.encoding.strict_json import dumps
from tests.acquis.catalogue import endorsements as made
from tests.acquis.catalogue.endorsements import VISITOR, Signed
from tests.acquis.web import reader
from tests.sceau.verifying import test_members
from tests.sceau.verifying.world import World

pytestmark = pytest.mark.django_db
ELSEWHERE = "https://network.example/id/endorsements/2d0f7d2c-1b4e-4c53-9d55-6a5a2c1f0013"


def address(one: Signed) -> str:
    return links.machine(f"id/endorsements/{one.id}")


@pytest.mark.req("R-089", "R-147")
def test_an_address_of_ours_is_verified_and_says_who_endorses_what() -> None:
    one = made.signed()
    for language, words in (("fr", "n’est pas tenu d’être un émetteur"), ("en", "need not be an issuer")):
        for spelled in (address(one), address(one).replace("http://localhost", "HTTPS://LOCALHOST")):
            status, page = reader.verify(spelled, language)
            assert (status, reader.verdict(page)) == (200, "verified")
        assert reader.said(words, page)
        with translation.override(language):
            wanted = [str(one.partner.facts.name), *(str(told) for told in endorsing.STATEMENTS.values())]
            there = reverse(
                "public:achievement_version", kwargs={"achievement_id": one.version.achievement_id, "number": 1}
            )
        assert [each for each in wanted if not reader.said(each, page)] == []
        assert f'href="{there}"' in page
        assert "We hire four a year." in page
        assert "Sacha" not in page


@pytest.mark.req("R-092")
def test_one_that_was_withdrawn_is_told_to_be() -> None:
    one = made.signed()
    actions.withdraw_endorsement(endorsement_id=one.id, reason="No longer true.", by=VISITOR, token=one.token)
    status, page = reader.verify(address(one))
    assert (status, reader.verdict(page)) == (200, "rejected")
    assert reader.said("its issuer has withdrawn what it once confirmed", page)


def test_an_address_of_ours_that_holds_nothing_public_is_refused_and_kept() -> None:
    asked = made.asked()
    for nothing in (asked.id, uuid4()):
        where = links.machine(f"id/endorsements/{nothing}")
        status, page = reader.verify(where)
        assert status == 422
        assert where in page
        assert reader.said("nothing for us", page)


@pytest.mark.req("R-147")
def test_an_address_of_another_installation_is_fetched_and_its_stranger_is_told() -> None:
    document: dict[str, Any] = test_members.endorsement()
    world = World.usual()
    world.publish(ELSEWHERE, dumps(document))
    with reader.internet(world):
        status, page = reader.verify(ELSEWHERE)
        assert (status, reader.verdict(page)) == (200, "check")
        assert reader.said("its issuer is not in this network’s register", page)
        assert reader.said("Endorsement", page)
        document["credentialSubject"]["endorsementComment"] = "Better than everything else."
        world.publish(ELSEWHERE, dumps(document))
        _, page = reader.verify(ELSEWHERE)
        assert reader.verdict(page) == "rejected"
