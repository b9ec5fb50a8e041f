"""The good documents that cases are made of, and what the world must hold for them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import count
from typing import Any

from sceau.did.document import PublishedKey, build
from sceau.did.methods import key as did_key
from sceau.encoding.strict_json import dumps
from sceau.issuing.enveloping import issue_jwt, present_jwt
from sceau.keys import bls12381, ecdsa, ed25519
from sceau.keys.local import LocalSigner
from sceau.openbadges import baking
from sceau.presenting import derive, present
from sceau.proofs import add_proof
from tests.sceau.openbadges import examples
from tests.sceau.openbadges.pictures import SVG, png
from tests.sceau.verifying import world as worlds
from tests.sceau.verifying.world import COLLEGE, CONTEXTS, KEYS, NOW, SIGNED, World
from tests.vectors.negative.case import Good

P256 = ecdsa.PrivateKey.from_secret("P-256", bytes([5]) * 32)
P384 = ecdsa.PrivateKey.from_secret("P-384", bytes([6]) * 48)
BLS = bls12381.PrivateKey.from_secret(bytes([7]) * 32)
HOLDER = ed25519.PrivateKey.from_seed(bytes([8]) * 32)
HOLDER_DID = did_key.of(HOLDER.public)
CHALLENGE, DOMAIN = "what-the-verifier-asked", "https://employer.example"
MANDATORY = [
    *("/issuer", "/validFrom", "/validUntil", "/credentialStatus", "/credentialSubject/type"),
    "/credentialSubject/achievement/achievementType",
]
SHOWN = [
    *("/credentialSubject/achievement/name", "/credentialSubject/achievement/criteria"),
    *("/credentialSubject/achievement/alignment/0", "/awardedDate"),
]
MORE_KEYS: dict[str, Any] = {"p256": P256, "p384": P384, "bls": BLS}


def random() -> Callable[[int], bytes]:
    """The same bytes each time, and no two alike."""
    numbers = count(1)
    return lambda size: b"".join(next(numbers).to_bytes(8) for _ in range(size // 8 + 1))[:size]


def more_keys(world: World) -> None:
    """The college publishes keys of other kinds beside its usual one."""
    keys = [PublishedKey("key-1", KEYS[COLLEGE].public)]
    keys += [PublishedKey(name, private.public) for name, private in MORE_KEYS.items()]
    world.publish(worlds.did_url(COLLEGE), build(COLLEGE, keys))


def college(name: str) -> LocalSigner:
    """A signer with one of the college's further keys."""
    return LocalSigner(MORE_KEYS[name], f"{COLLEGE}#{name}")


def holder() -> LocalSigner:
    return LocalSigner(HOLDER, did_key.method_of(HOLDER.public))


def sealed(suite: str, key: str, **changes: Any) -> dict[str, Any]:
    """The credential, signed by one of the college's further keys; suites of selective disclosure make base proofs."""
    arguments: dict[str, Any] = {"signer": college(key), "created": SIGNED, "cryptosuite": suite} | changes
    if suite in {"ecdsa-sd-2023", "bbs-2023"}:
        arguments = {"mandatory_pointers": MANDATORY, "random": random()} | arguments
    return add_proof(examples.credential(), contexts=CONTEXTS, **arguments)


@cache
def _base(suite: str, key: str) -> dict[str, Any]:
    return sealed(suite, key)


def base(suite: str) -> dict[str, Any]:
    """What the issuer hands to the holder."""
    return _base(suite, "p256" if suite == "ecdsa-sd-2023" else "bls")


@cache
def derived(suite: str) -> dict[str, Any]:
    """What the holder shows of it."""
    public = P256.public if suite == "ecdsa-sd-2023" else BLS.public
    return derive(base(suite), selective_pointers=SHOWN, contexts=CONTEXTS, random=random(), public_key=public)


def given_to(subject: str, **changes: Any) -> dict[str, Any]:
    """The credential of a person whom it names by DID."""
    document = examples.credential(**changes)
    document["credentialSubject"]["id"] = subject
    return worlds.sign(document)


def presentation(*credentials: Any, **changes: Any) -> dict[str, Any]:
    """What the holder answers to the verifier's question."""
    arguments: dict[str, Any] = {
        "holder_signer": holder(),
        "now": NOW,
        "challenge": CHALLENGE,
        "domain": DOMAIN,
    } | changes
    shown = credentials or (given_to(HOLDER_DID),)
    return present(list(shown), contexts=CONTEXTS, **arguments)


def jwt(form: str = "vc+jwt") -> str:
    """The credential as a signed text."""
    return issue_jwt(
        examples.credential(),
        signer=worlds.signer(COLLEGE),
        now=SIGNED,
        contexts=CONTEXTS,
        form=form,  # type: ignore[arg-type] — each form is named where it is asked for
    )


def presentation_jwt(**changes: Any) -> str:
    arguments: dict[str, Any] = {"signer": holder(), "now": NOW, "audience": DOMAIN, "nonce": CHALLENGE} | changes
    return present_jwt([given_to(HOLDER_DID)], **arguments)


ANSWER: dict[str, Any] = {"challenge": CHALLENGE, "domain": DOMAIN}

GOOD = [
    Good("credential", "an Open Badges 3.0 credential, eddsa-rdfc-2022", dumps(worlds.genuine())),
    Good("credential-png", "the same in a PNG picture", baking.bake_png(png(), dumps(worlds.genuine())), "png"),
    Good("credential-svg", "the same in an SVG drawing", baking.bake_svg(SVG, dumps(worlds.genuine())), "svg"),
    Good("credential-jcs", "eddsa-jcs-2022", dumps(worlds.sign(examples.credential(), suite="eddsa-jcs-2022"))),
    Good("credential-p256", "ecdsa-rdfc-2019, P-256", dumps(sealed("ecdsa-rdfc-2019", "p256")), world=more_keys),
    Good("credential-p384", "ecdsa-rdfc-2019, P-384", dumps(sealed("ecdsa-rdfc-2019", "p384")), world=more_keys),
    Good("derived-sd", "ecdsa-sd-2023, derived", dumps(derived("ecdsa-sd-2023")), world=more_keys),
    Good("derived-bbs", "bbs-2023, derived", dumps(derived("bbs-2023")), world=more_keys),
    Good("credential-jwt", "vc+jwt (VC-JOSE-COSE), EdDSA", jwt().encode(), "jwt"),
    Good("badge-jwt", "VC-JWT as Open Badges 3.0 wants it, EdDSA", jwt("vc-jwt").encode(), "jwt"),
    Good("presentation", "a presentation that answers a challenge", dumps(presentation()), **ANSWER),
    Good("presentation-jwt", "vp+jwt that answers a challenge", presentation_jwt().encode(), "jwt", **ANSWER),
]
