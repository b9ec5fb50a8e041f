"""Endorsements that the product signs for its partners, in the hands of other people's software."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from pytest_django import Settings

from acquis.catalogue import actions
from acquis.catalogue.endorsing import State
from acquis.signing import queries as signing
from sceau.did.methods import web
from sceau.encoding import strict_json
from tests.acquis.catalogue import endorsements as made
from tests.acquis.catalogue.endorsements import VISITOR
from tests.acquis.issuance.factories import offered
from tests.interop import node

pytestmark = [pytest.mark.node, pytest.mark.slow, pytest.mark.django_db]

BASE = "https://acquis.example"
VERIFIERS = ["digitalbazaar", "verifier-core"]


@pytest.fixture(autouse=True)
def _public(settings: Settings) -> None:
    settings.ACQUIS_PUBLIC_BASE = BASE


def published(*documents: Any) -> dict[str, Any]:
    """What the product publishes beside documents, by DID and by address."""
    found: dict[str, Any] = {}
    for document in documents:
        issuer, listed = document["issuer"]["id"], document["credentialStatus"]["statusListCredential"]
        for name, address in ((issuer, web.address(issuer)), (listed, listed)):
            own = signing.own_document(address.removeprefix(BASE))
            assert own is not None
            found[name] = found[address] = strict_json.loads_object(own.body)
    return found


@pytest.mark.req("R-089")
@pytest.mark.parametrize("verifier", VERIFIERS)
def test_the_endorsement_verifies_elsewhere_until_it_is_withdrawn(verifier: str) -> None:
    one = made.signed()
    document: Any = strict_json.loads_object(one.facts.document)
    assert node.run("shapes.mjs", document) == {"valid": True, "issues": []}
    assert node.verified(verifier, [document], published(document)) == [{"verified": True, "errors": []}]
    altered = copy.deepcopy(document)
    altered["credentialSubject"]["endorsementComment"] += " And more."
    assert not node.verified(verifier, [altered], published(document))[0]["verified"]
    actions.withdraw_endorsement(endorsement_id=one.id, reason="Changed.", by=VISITOR, token=one.token)
    assert one.facts.state == State.WITHDRAWN
    (answer,) = node.verified(verifier, [document], published(document))
    assert not answer["verified"]
    assert any("revocation" in error for error in answer["errors"]), answer


@pytest.mark.req("R-089")
@pytest.mark.parametrize("verifier", VERIFIERS)
def test_a_credential_that_holds_an_endorsement_verifies_elsewhere(verifier: str) -> None:
    one = made.signed()
    credential: Any = strict_json.loads_object(offered(one.college, one.version).credential.document)
    (inside,) = credential["credentialSubject"]["achievement"]["endorsement"]
    assert node.run("shapes.mjs", credential) == {"valid": True, "issues": []}
    documents = published(credential, inside)
    assert node.verified(verifier, [credential], documents) == [{"verified": True, "errors": []}]
