"""An older badge, hosted or signed, and the hosts that speak for it: an internet made of a dictionary."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, x25519
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from sceau.encoding import base64url
from sceau.encoding.strict_json import dumps
from sceau.errors import ResolutionError
from sceau.openbadges.v2.recipient import Recipient
from sceau.ports import Fetched

CONTEXT = "https://w3id.org/openbadges/v2"
NOW = datetime(2026, 3, 1, 14, 5, tzinfo=UTC)
SITE = "https://badges.example"
ASSERTION = f"{SITE}/assertions/7"
BADGE = f"{SITE}/badges/robotics"
ISSUER = f"{SITE}/issuer"
KEY = f"{SITE}/keys/1"
LIST = f"{SITE}/revoked"
EMAIL = "beth@example.org"
RECIPIENT = Recipient(
    "email", "sha256$b6877bb4361da770ac2c9fa2f28136de8dc93d823bbc1de438d5987e3f4032ef", hashed=True, salt="deadsea"
)


def assertion(**changes: Any) -> dict[str, Any]:
    """The hosted assertion; None takes a member away."""
    usual = {
        "@context": CONTEXT,
        "type": "Assertion",
        "id": ASSERTION,
        "recipient": {"type": "email", "hashed": True, "salt": "deadsea", "identity": RECIPIENT.identity},
        "issuedOn": "2025-12-31T23:59:59Z",
        "expires": "2027-06-30T23:59:59+00:00",
        "badge": BADGE,
        "evidence": f"{SITE}/work",
        "verification": {"type": "hosted"},
    }
    return _with(usual, changes)


def signed(**changes: Any) -> dict[str, Any]:
    """The assertion that goes into a JWS."""
    usual = assertion(
        id="urn:uuid:a953081a-4bbd-4927-9653-7219bca00e3b", verification={"type": "SignedBadge", "creator": KEY}
    )
    return _with(usual, changes)


def badge(**changes: Any) -> dict[str, Any]:
    usual = {
        "@context": CONTEXT,
        "type": "BadgeClass",
        "id": BADGE,
        "name": "Robotique « 101 »",
        "description": "Construire un robot.",
        "@language": "fr",
        "version": "2",
        "image": f"{SITE}/robotics.png",
        "criteria": {"id": f"{SITE}/criteria", "narrative": "Le robot avance."},
        "tags": ["robots"],
        "issuer": ISSUER,
        "alignment": [{"targetName": "Locomotion", "targetUrl": f"{SITE}/skills/1", "targetCode": "L-1"}],
        "related": [
            {"id": f"{BADGE}-1", "version": "1"},
            {"id": f"{BADGE}?l=en", "@language": "en", "name": "Robotics 101", "description": "Build a robot."},
        ],
    }
    return _with(usual, changes)


def issuer(**changes: Any) -> dict[str, Any]:
    usual = {
        "@context": CONTEXT,
        "type": "Issuer",
        "id": ISSUER,
        "name": "Atelier Boréal",
        "url": SITE,
        "email": "contact@badges.example",
        "publicKey": KEY,
        "revocationList": LIST,
    }
    return _with(usual, changes)


def key(pem: str, **changes: Any) -> dict[str, Any]:
    usual = {"@context": CONTEXT, "type": "CryptographicKey", "id": KEY, "owner": ISSUER, "publicKeyPem": pem}
    return _with(usual, changes)


def revocations(*revoked: Any, **changes: Any) -> dict[str, Any]:
    usual = {"@context": CONTEXT, "id": LIST, "type": "RevocationList", "issuer": ISSUER}
    return _with(usual | {"revokedAssertions": list(revoked)}, changes)


@cache
def private_key(algorithm: str) -> Any:
    if algorithm == "RS256":
        return rsa.generate_private_key(65_537, 2_048)
    if algorithm == "ES256":
        return ec.generate_private_key(ec.SECP256R1())
    return (x25519.X25519PrivateKey if algorithm == "X25519" else ed25519.Ed25519PrivateKey).generate()


def private_pem(algorithm: str) -> bytes:
    return private_key(algorithm).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())  # type: ignore[no-any-return]


def public_pem(algorithm: str) -> str:
    raw: bytes = private_key(algorithm).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return raw.decode()


def jws(document: dict[str, Any], algorithm: str = "EdDSA") -> str:
    """``document`` in a compact JWS, made without the engine's own signers."""
    header = base64url.encode(dumps({"alg": algorithm}))
    message = f"{header}.{base64url.encode(dumps(document))}".encode()
    key = private_key(algorithm)
    if algorithm == "RS256":
        signature = key.sign(message, padding.PKCS1v15(), hashes.SHA256())
    elif algorithm == "ES256":
        r, s = decode_dss_signature(key.sign(message, ec.ECDSA(hashes.SHA256())))
        signature = r.to_bytes(32) + s.to_bytes(32)
    else:
        signature = key.sign(message)
    return f"{message.decode()}.{base64url.encode(signature)}"


@dataclass
class World:
    """Who answers, and who was asked.

    Attributes:
        pages: address → document, bytes, an HTTP status, or the code of another failure.
        moved: address → where its answer comes from.
    """

    pages: dict[str, Any] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @classmethod
    def usual(cls, algorithm: str = "EdDSA") -> World:
        pages = {ASSERTION: assertion(), BADGE: badge(), ISSUER: issuer(), LIST: revocations("urn:uuid:another")}
        return cls(pages | {KEY: key(public_pem(algorithm))})

    def fetch(self, url: str, *, accept: str = "*/*", max_bytes: int = 2_000_000, redirects: int = 3) -> Fetched:
        self.asked.append(url)
        page = self.pages.get(url, 404)
        if isinstance(page, int):
            raise ResolutionError("fetch_status", detail=str(page))
        if isinstance(page, str):
            raise ResolutionError(page)
        body = page if isinstance(page, bytes) else dumps(page)
        if len(body) > max_bytes:
            raise ResolutionError("fetch_too_large")
        return Fetched(self.moved.get(url, url), body, "application/ld+json", NOW)


def _with(usual: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in (usual | changes).items() if value is not None}
