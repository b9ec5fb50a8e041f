"""Cases of documents inside documents: learner records (CLR 2.0) and endorsements."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from sceau.encoding.strict_json import dumps
from sceau.openbadges.clr import Learner, clr_credential
from sceau.openbadges.endorsement import endorsement_credential
from sceau.openbadges.profile import Profile
from tests.sceau.openbadges import examples
from tests.sceau.verifying import world as worlds
from tests.sceau.verifying.world import COLLEGE, INDEX, SIGNED, STRANGER, World
from tests.vectors.negative.case import Case, Good

RECORD, ENDORSED = "record", "credential-endorsed"
MEMBER = "/credentialSubject/verifiableCredential/0"


def alone(world: World) -> None:
    """Nobody asks a register: the college is recognized for microcredentials, not for records."""
    world.register = None


def revoked(world: World) -> None:
    alone(world)
    world.publish(examples.STATUS_LIST, worlds.status_list(INDEX))


def record(*credentials: dict[str, Any]) -> dict[str, Any]:
    unsigned = clr_credential(
        id="urn:uuid:0d1f7d2c-1b4e-4c53-9d55-6a5a2c1f0010",
        issuer=Profile(id=COLLEGE, name="Collège Boréalis"),
        learner=Learner(id="urn:uuid:0d1f7d2c-1b4e-4c53-9d55-6a5a2c1f0011"),
        credentials=list(credentials) or [worlds.genuine()],
        name="Relevé de compétences",
        valid_from=SIGNED,
    )
    return worlds.sign(unsigned)


def endorsed() -> dict[str, Any]:
    """The credential with what an association says of its achievement."""
    vouched = endorsement_credential(
        id="urn:uuid:0d1f7d2c-1b4e-4c53-9d55-6a5a2c1f0009",
        issuer=Profile(id=STRANGER, name="Association des employeurs"),
        endorsed=examples.PLACE,
        comment="Cette compétence est demandée.",
        name="Appui",
        valid_from=SIGNED,
    )
    unsigned: dict[str, Any] = deepcopy(examples.credential())
    unsigned["credentialSubject"]["achievement"]["endorsement"] = [worlds.sign(vouched, by=STRANGER)]
    return worlds.sign(unsigned)


def _spoilt() -> dict[str, Any]:
    document = deepcopy(worlds.genuine())
    document["credentialSubject"]["achievement"]["name"] = "Doctorat"
    return document


def _added() -> dict[str, Any]:
    document = record()
    another = worlds.genuine(id="urn:uuid:0d1f7d2c-1b4e-4c53-9d55-6a5a2c1f0012")
    document["credentialSubject"]["verifiableCredential"].append(another)
    return document


def _hollowed() -> dict[str, Any]:
    """The record of a genuine badge whose own proof the collector took away before signing."""
    document = deepcopy(record())
    del document["proof"], document["credentialSubject"]["verifiableCredential"][0]["proof"]
    return worlds.sign(document)


def _moved() -> dict[str, Any]:
    """What is said of the achievement moves into the endorsement of it, which names the same object: the statements
    of the credential stay the same, and so does its proof."""
    document = endorsed()
    achievement = document["credentialSubject"]["achievement"]
    achievement["endorsement"][0]["credentialSubject"]["alignment"] = achievement.pop("alignment")
    return document


CASES = [
    Case("record-altered", "the title of the record is changed after signing", dumps(record() | {"name": "Diplôme"}),
         "rejected", "proof", "failed", "proof_signature_invalid", "/proof/0/proofValue", world=alone, origin=RECORD),
    Case("record-badge-added", "a badge more than the issuer of the record collected", dumps(_added()), "rejected",
         "proof", "failed", "proof_signature_invalid", "/proof/0/proofValue", world=alone, origin=RECORD),
    Case("record-badge-altered", "the record is sound; the title of the badge inside was changed before",
         dumps(record(_spoilt())), "rejected", "credentials", "failed", "member_rejected", MEMBER, world=alone,
         origin=RECORD),
    Case("record-badge-unsigned", "the record is sound; the badge inside has no proof of its own", dumps(_hollowed()),
         "rejected", "credentials", "failed", "member_rejected", MEMBER, world=alone, origin=RECORD),
    Case("record-badge-revoked", "the badge inside is revoked", dumps(record()), "rejected", "credentials", "failed",
         "member_rejected", MEMBER, world=revoked, origin=RECORD, proof_only="verified"),
    Case("endorsement-moved", "the alignment moved out of sight, into the endorsement of the same achievement",
         dumps(_moved()), "check", "context", "inconclusive", "identifier_repeated",
         "/credentialSubject/achievement/endorsement/0/credentialSubject/id", world=alone, origin=ENDORSED),
]  # fmt: skip

GOOD = [
    Good(RECORD, "a learner record (CLR 2.0) of one badge", dumps(record()), world=alone),
    Good(ENDORSED, "a credential whose achievement is endorsed", dumps(endorsed()), world=alone),
]
