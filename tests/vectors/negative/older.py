"""Cases of older badges (Open Badges 2.0): what their hosts say, who signed, and pictures of two generations."""

from __future__ import annotations

from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sceau.encoding import base64url
from sceau.encoding.strict_json import dumps
from sceau.errors import ResolutionError
from sceau.keys import ed25519
from sceau.ports import Fetched
from tests.sceau.openbadges.pictures import itxt, png
from tests.sceau.openbadges.v2 import world as v2
from tests.sceau.verifying import world as worlds
from tests.sceau.verifying.world import World
from tests.vectors.negative.case import Case, Good, Tweak

HOSTED, SIGNED = "badge-2-hosted", "badge-2-signed"
ELSEWHERE = "https://elsewhere.example/assertions/7"
KEY, OTHER = (ed25519.PrivateKey.from_seed(bytes([number]) * 32) for number in (9, 10))


def pem(private: ed25519.PrivateKey) -> str:
    key = Ed25519PublicKey.from_public_bytes(private.public.raw)
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def hosts(**changes: Any) -> Tweak:
    """The site of the older badge, with other pages for ``assertion``, ``badge``, ``issuer``, ``key`` or ``revoked``;
    None takes a page away, a number is the status that it answers with. No register is asked."""
    pages: dict[str, Any] = {
        v2.ASSERTION: changes.get("assertion", v2.assertion()),
        v2.BADGE: changes.get("badge", v2.badge()),
        v2.ISSUER: changes.get("issuer", v2.issuer()),
        v2.KEY: changes.get("key", v2.key(pem(KEY))),
        v2.LIST: changes.get("revoked", v2.revocations("urn:uuid:another")),
        ELSEWHERE: v2.assertion(id=ELSEWHERE),
    }

    def tweak(world: World) -> None:
        world.register = None
        for url, page in pages.items():
            if isinstance(page, dict):
                world.publish(url, page)
        usual = world.fetch

        def fetch(url: str, **asked: Any) -> Fetched:
            if isinstance(page := pages.get(url), int):
                raise ResolutionError("fetch_status", detail=str(page))
            return usual(url, **asked)

        world.fetch = fetch  # type: ignore[method-assign] — this world answers with statuses

    return tweak


def jws(document: dict[str, Any], private: ed25519.PrivateKey = KEY, **header: Any) -> bytes:
    message = ".".join(base64url.encode(dumps(each)) for each in ({"alg": "EdDSA"} | header, document))
    return f"{message}.{base64url.encode(private.sign(message.encode()))}".encode()


def _without_proof(code: str) -> str | None:
    """There is nothing to ask about a proof where the host takes the badge back, or no key is the issuer's."""
    return "check" if code in {"badge_revoked_by_host", "issuer_key_not_controlled"} else None


def told(name: str, what: str, expected: tuple[str, str, str, str], data: bytes | None = None, **pages: Any) -> Case:
    """``expected``: check, outcome, code, pointer."""
    check, outcome, code, pointer = expected
    verdict = "rejected" if outcome == "failed" and code != "credential_expired" else "check"
    world, proof_only = hosts(**pages), _without_proof(code)
    return Case(
        *(name, what, data or dumps(v2.assertion()), verdict, check, outcome, code, pointer),
        world=world,
        origin=HOSTED,
        proof_only=proof_only,
    )


def signed(name: str, what: str, expected: tuple[str, str, str, str], data: bytes | None = None, **pages: Any) -> Case:
    check, outcome, code, pointer = expected
    verdict = "rejected" if outcome == "failed" else "check"
    world, proof_only = hosts(**pages), _without_proof(code)
    return Case(
        *(name, what, data or jws(v2.signed()), verdict, check, outcome, code, pointer, "jws"),
        world=world,
        origin=SIGNED,
        proof_only=proof_only,
    )


def _unsigned() -> bytes:
    message = ".".join(base64url.encode(dumps(each)) for each in ({"alg": "none"}, v2.signed()))
    return f"{message}.".encode()


def _altered() -> bytes:
    head, _, signature = jws(v2.signed()).split(b".")
    payload = base64url.encode(dumps(v2.signed(issuedOn="2020-12-31T23:59:59Z"))).encode()
    return b".".join([head, payload, signature])


CASES = [
    told("older-altered", "the copy names another recipient than its host",
         ("proof", "failed", "badge_differs_from_host", "/recipient/identity"),
         dumps(v2.assertion(recipient=v2.assertion()["recipient"] | {"identity": "sha256$" + "0" * 64}))),
    told("older-longer", "the copy ends ten years after what its host says",
         ("proof", "failed", "badge_differs_from_host", "/expires"),
         dumps(v2.assertion(expires="2037-06-30T23:59:59+00:00"))),
    told("older-host-gone", "its host does not answer", ("proof", "inconclusive", "badge_host_gone", "/id"),
         assertion=None),
    told("older-revoked", "its host says: revoked", ("status", "failed", "badge_revoked_by_host", "/id"),
         assertion={"@context": v2.CONTEXT, "type": "Assertion", "id": v2.ASSERTION, "revoked": True}),
    told("older-taken-away", "its host says that it is gone for good (410)",
         ("status", "failed", "badge_revoked_by_host", "/id"), assertion=410),
    told("older-host-of-another", "the issuer does not vouch for the site that keeps the badge",
         ("issuer", "failed", "badge_outside_scope", "/id"), dumps(v2.assertion(id=ELSEWHERE)),
         assertion=None),
    told("older-expired", "it ended", ("validity", "failed", "credential_expired", "/expires"),
         dumps(v2.assertion(expires="2026-01-31T00:00:00Z")), assertion=v2.assertion(expires="2026-01-31T00:00:00Z")),
    told("older-issuer-gone", "the profile of its issuer is gone",
         ("issuer", "inconclusive", "badge_host_gone", "/badge/issuer"), issuer=None),
    signed("older-signed-altered", "the day of issue is changed after signing",
           ("proof", "failed", "jws_signature_invalid", "/signature"), _altered()),
    signed("older-signed-by-another", "somebody else signs in the issuer's name",
           ("proof", "failed", "jws_signature_invalid", "/signature"), jws(v2.signed(), OTHER)),
    signed("older-signed-alg-none", "the algorithm is `none`",
           ("format", "failed", "jws_algorithm_forbidden", "/protected/alg"), _unsigned()),
    signed("older-signed-key-of-another", "the key names another owner than the issuer",
           ("issuer", "failed", "issuer_key_not_controlled", "/badge/issuer"),
           key=v2.key(pem(KEY), owner="https://badges.example/other")),
    signed("older-signed-key-not-listed", "the issuer does not list the key that the badge names",
           ("issuer", "failed", "issuer_key_not_controlled", "/verification/creator"),
           issuer=v2.issuer(publicKey="https://badges.example/keys/2")),
    signed("older-signed-revoked", "it stands in the issuer's list of revoked badges",
           ("status", "failed", "credential_revoked", "/id"),
           revoked=v2.revocations({"id": v2.signed()["id"], "revocationReason": "in error"})),
    signed("older-signed-unsigned", "its text is shown without the signature around it",
           ("proof", "failed", "proof_missing", ""), dumps(v2.signed())),
    Case("png-two-generations", "a badge of each generation in one picture",
         png(itxt(b"openbadgecredential", dumps(worlds.genuine())), itxt(b"openbadges", dumps(v2.assertion()))),
         "rejected", "format", "failed", "badge_ambiguous", "", "png", origin="credential-png"),
]  # fmt: skip

GOOD = [
    Good(HOSTED, "a hosted badge of Open Badges 2.0", dumps(v2.assertion()), world=hosts()),
    Good(SIGNED, "a signed badge of Open Badges 2.0, EdDSA", jws(v2.signed()), "jws", world=hosts()),
]
