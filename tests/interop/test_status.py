"""Status lists made here, read by other people's verifiers."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from sceau.did import document as did_document
from sceau.issuing import issue
from sceau.keys.ed25519 import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.linked_data.contexts import Contexts
from sceau.status import bitstring
from tests.interop import node
from tests.sceau.documents import badge

pytestmark = [pytest.mark.node, pytest.mark.slow]

DID = "did:web:college.example"
DID_ADDRESS = "https://college.example/.well-known/did.json"
LIST = "https://college.example/status/7"
INDEX = 94_567
PRIVATE = PrivateKey.from_seed(bytes(range(32)))


def signed(document: Any, now: datetime, private: PrivateKey = PRIVATE) -> Any:
    return issue(document, signer=LocalSigner(private, f"{DID}#key-1"), now=now, contexts=Contexts.bundled())


def world(now: datetime, *, revoked: bool, signed_by: PrivateKey = PRIVATE) -> dict[str, Any]:
    """The issuer's DID document and status list, by address and DID."""
    bits = bitstring.BitString()
    bits[INDEX] = revoked
    published = did_document.build(DID, [did_document.PublishedKey("key-1", PRIVATE.public)])
    made = bitstring.credential(url=LIST, issuer=DID, bits=bits, valid_from=now - timedelta(minutes=1))
    return {DID: published, DID_ADDRESS: published, LIST: signed(made, now, signed_by)}


@pytest.fixture
def credential(now: datetime) -> Any:
    unsigned = badge(PRIVATE) | {"credentialStatus": bitstring.entry(LIST, INDEX)}
    unsigned["issuer"] = {"id": DID, "type": ["Profile"], "name": "Collège"}
    return signed(unsigned, now)


@pytest.mark.parametrize("verifier", ["digitalbazaar", "verifier-core"])
def test_a_clear_bit_verifies_and_a_set_bit_does_not(verifier: str, credential: Any, now: datetime) -> None:
    assert node.verified(verifier, [credential], world(now, revoked=False)) == [{"verified": True, "errors": []}]
    assert not node.verified(verifier, [credential], world(now, revoked=True))[0]["verified"]


@pytest.mark.parametrize("verifier", ["digitalbazaar", "verifier-core"])
def test_a_list_signed_by_another_is_refused(verifier: str, credential: Any, now: datetime) -> None:
    other = PrivateKey.from_seed(bytes(32))
    assert not node.verified(verifier, [credential], world(now, revoked=False, signed_by=other))[0]["verified"]


def test_rows_of_bits_are_read_alike_on_both_sides() -> None:
    ours = bitstring.BitString(2 * bitstring.MIN_LENGTH)
    ours[0] = ours[9] = ours[262_143] = True
    answer = node.run("lists.mjs", {"set": [0, 7, 8, 94_567, 131_071], "encodedList": ours.encode()})
    assert (answer["read"], answer["length"]) == ([0, 9, 262_143], 262_144)
    theirs = bitstring.BitString.decode(answer["credential"]["credentialSubject"]["encodedList"])
    assert [index for index in range(len(theirs)) if theirs[index]] == [0, 7, 8, 94_567, 131_071]


def test_shapes_accept_the_status_entry(credential: Any) -> None:
    assert node.run("shapes.mjs", credential) == {"valid": True, "issues": []}
