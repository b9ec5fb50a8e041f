"""Badges, endorsements and learner records against another library of the same language."""

from __future__ import annotations

from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from openbadgeslib.ob3 import clr as other_clr
from openbadgeslib.ob3 import ldp
from openbadgeslib.ob3.verifier import OB3VerificationError

from sceau.linked_data.contexts import Contexts
from sceau.openbadges import clr
from sceau.proofs import chain, verify_proof
from tests.sceau.openbadges import everything, records

pytestmark = pytest.mark.slow

_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = _KEY.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
SECRET = _KEY.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


def test_a_badge_with_every_member_is_read_there() -> None:
    # An endorsement of the credential itself describes its own node again, which that library refuses.
    badge = everything.signed(everything.credential(status=[], endorsements=[]))
    assert ldp.OB3LdpVerifier(PUBLIC).verify(badge).id == everything.BADGE
    with pytest.raises(OB3VerificationError):
        ldp.OB3LdpVerifier(PUBLIC).verify(badge | {"name": "autre"})


def test_a_record_made_here_holds_there() -> None:
    contexts = other_clr.bundled_clr_contexts()
    record = records.record()
    ldp.verify_data_integrity_proof(record, PUBLIC, extra_contexts=contexts)
    with pytest.raises(OB3VerificationError):
        ldp.verify_data_integrity_proof(record | {"partial": False}, PUBLIC, extra_contexts=contexts)


def test_a_record_made_there_holds_here() -> None:
    learner = {"type": "IdentityObject", "hashed": False, "identityHash": "Marie", "identityType": "name"}
    badge: Any = records.badges()[0]
    unsigned = other_clr.build_clr_credential(everything.ISSUER_DID, [learner], [badge], credential_id=records.RECORD)
    made = other_clr.sign_clr_credential(unsigned, SECRET, badge["proof"][0]["verificationMethod"])
    for each in (made, *(content for _, content in clr.members(made))):
        assert isinstance(each, dict)
        (proof,) = chain.listed(each)
        verify_proof(each, proof, public_key=everything.ISSUER.public, contexts=Contexts.bundled())
