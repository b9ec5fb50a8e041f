"""Documents of every kind that a first-time visitor may hold, and the internet that speaks for them."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from sceau.did.methods import key as did_key
from sceau.encoding.strict_json import dumps
from sceau.issuing.enveloping import issue_jwt
from sceau.issuing.sd_jwt import issue_sd_jwt_vc
from sceau.keys.ed25519 import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.openbadges.achievement import Translation
from sceau.openbadges.clr import Learner, clr_credential
from sceau.openbadges.endorsement import endorsement_credential
from sceau.openbadges.profile import Profile
from sceau.presenting import present
from sceau.proofs.sd_jwt import holding
from sceau.verifying.register import Register
from tests.sceau.openbadges import examples
from tests.sceau.openbadges.v2 import world as v2
from tests.sceau.verifying import world as worlds
from tests.sceau.verifying.world import COLLEGE, CONTEXTS, NOW, SIGNED, STRANGER, World

HOLDER = PrivateKey.from_seed(bytes([8]) * 32)
HOLDER_DID = did_key.of(HOLDER.public)
HOLDER_SIGNER = LocalSigner(HOLDER, did_key.method_of(HOLDER.public))
ASSOCIATION = "Association des employeurs"
SECOND = "https://college.example/id/achievements/102/1"
COMMENT = "« Cette compétence est demandée. »"


def internet() -> World:
    """Everybody answers; the register recognizes the college for whatever it issues."""
    world = World.usual()
    world.register = Register.parse(worlds.register(recognizedFor=[]))
    for address, document in v2.World.usual().pages.items():
        world.publish(address, document)
    return world


def second(**changes: Any) -> dict[str, Any]:
    """Another credential of the same person."""
    english = Translation(f"{SECOND}/en", "en-CA", "Cybersecurity basics", "Spot a phishing attempt")
    achievement = examples.achievement(
        id=SECOND,
        name="Bases de la cybersécurité",
        description="Reconnaître une tentative d’hameçonnage",
        translations=[english],
    )
    return worlds.genuine(id="urn:uuid:0d1f7d2c-1b4e-4c53-9d55-6a5a2c1f0012", achievement=achievement, **changes)


def forged() -> dict[str, Any]:
    document: dict[str, Any] = deepcopy(second())
    document["credentialSubject"]["achievement"]["name"] = "Doctorat"
    return document


def presentation(*credentials: Any) -> dict[str, Any]:
    """What a holder shows, signed."""
    return present(
        list(credentials) or [worlds.genuine(), second()], holder_signer=HOLDER_SIGNER, now=NOW, contexts=CONTEXTS
    )


def unsigned(*credentials: Any) -> dict[str, Any]:
    """The same in nobody's name."""
    shown = presentation(*credentials)
    del shown["proof"], shown["holder"]
    return shown


def record(*credentials: Any, **changes: Any) -> dict[str, Any]:
    """A learner record of the college."""
    arguments: dict[str, Any] = {
        "id": "urn:uuid:0d1f7d2c-1b4e-4c53-9d55-6a5a2c1f0010",
        "issuer": Profile(id=COLLEGE, name="Collège Boréalis"),
        "learner": Learner(id="urn:uuid:0d1f7d2c-1b4e-4c53-9d55-6a5a2c1f0011"),
        "credentials": list(credentials) or [worlds.genuine(), second()],
        "name": "Relevé de Marie",
        "valid_from": SIGNED,
    } | changes
    return worlds.sign(clr_credential(**arguments))


def endorsement(endorsed: str = examples.PLACE, **changes: Any) -> dict[str, Any]:
    """What an association says of the college's achievement."""
    arguments: dict[str, Any] = {
        "id": "urn:uuid:0d1f7d2c-1b4e-4c53-9d55-6a5a2c1f0009",
        "issuer": Profile(id=STRANGER, name=ASSOCIATION),
        "endorsed": endorsed,
        "comment": COMMENT,
        "name": "Appui",
        "valid_from": SIGNED,
    } | changes
    return worlds.sign(endorsement_credential(**arguments), by=STRANGER)


def endorsed(*endorsements: Any) -> dict[str, Any]:
    """A credential whose achievement somebody vouches for."""
    document: dict[str, Any] = deepcopy(examples.credential())
    document["credentialSubject"]["achievement"]["endorsement"] = list(endorsements) or [endorsement()]
    return worlds.sign(document)


def jwt(**changes: Any) -> str:
    """The credential as a signed text."""
    unsigned = examples.credential(**changes)
    return issue_jwt(unsigned, signer=worlds.signer(COLLEGE, "key-1-jwk"), now=SIGNED, contexts=CONTEXTS)


def sd_jwt(claims: dict[str, Any] | None = None, *, shown: tuple[str, ...] = ("/name", "/address")) -> str:
    """A wallet's credential, as its holder shows it to an employer."""
    said = claims or {
        "name": "Marie Tremblay",
        "level": 3,
        "passed": True,
        "address": {"city": "Gatineau", "languages": ["fr", "en"]},
        "birthdate": "2000-02-29",
    }
    issued = issue_sd_jwt_vc(
        said,
        vct="https://college.example/vct/badge",
        issuer=COLLEGE,
        signer=worlds.signer(COLLEGE, "key-1-jwk"),
        now=SIGNED,
        random=bytes,
        disclosable=[] if claims else ["/name", "/address", "/birthdate"],
        holder_key=HOLDER.public,
    )
    return holding.present(
        issued, () if claims else shown, holder_signer=HOLDER_SIGNER, nonce="9f3c", audience="employer.example", now=NOW
    )


def older(**changes: Any) -> bytes:
    """A hosted Open Badges 2 badge."""
    return dumps(v2.assertion(**changes))
