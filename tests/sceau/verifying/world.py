"""A small world: two organisations, a register, a status list, all on an internet made of a dictionary."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sceau.did.document import PublishedKey, build
from sceau.did.resolver import Resolver
from sceau.encoding.strict_json import dumps
from sceau.errors import ResolutionError
from sceau.issuing import issue
from sceau.keys.ed25519 import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.linked_data.contexts import Contexts
from sceau.ports import Fetched
from sceau.proofs import add_proof
from sceau.status import bitstring
from sceau.status.bitstring import BitString
from sceau.verifying.inquiry import RegisterSource
from sceau.verifying.policy import STRICT, Policy
from sceau.verifying.register import Register
from sceau.verifying.verifier import Verifier
from tests.sceau.openbadges import examples

NOW = datetime(2026, 3, 1, 14, 5, tzinfo=UTC)
SIGNED = datetime(2026, 1, 15, 12, tzinfo=UTC)
COLLEGE = examples.ISSUER
STRANGER = "did:web:stranger.example"
PUBLISHER = "did:web:register.example"
INDEX = 94_567
CONTEXTS = Contexts.bundled()

KEYS = {did: PrivateKey.from_seed(bytes([n]) * 32) for n, did in enumerate((COLLEGE, STRANGER, PUBLISHER), 1)}


def did_url(did: str) -> str:
    """Where the document of a did:web of this world stands."""
    return f"https://{did.removeprefix('did:web:')}/.well-known/did.json"


def signer(did: str, name: str = "key-1") -> LocalSigner:
    return LocalSigner(KEYS[did], f"{did}#{name}")


def published(did: str, **changes: Any) -> dict[str, Any]:
    """The DID document; ``changes`` replace attributes of its one key."""
    key = PublishedKey("key-1", KEYS[did].public, **changes)
    return build(did, [key])


def sign(
    document: dict[str, Any], *, by: str = COLLEGE, suite: str = "eddsa-rdfc-2022", **changes: Any
) -> dict[str, Any]:
    """``document`` with a proof ``by`` an organisation, whoever it names as issuer."""
    arguments: dict[str, Any] = {"signer": signer(by), "created": SIGNED, "cryptosuite": suite} | changes
    return add_proof(document, contexts=CONTEXTS, **arguments)


def genuine(**changes: Any) -> dict[str, Any]:
    """The signed credential of the college; ``changes`` as in `examples.credential`."""
    return issue(examples.credential(**changes), signer=signer(COLLEGE), now=SIGNED, contexts=CONTEXTS)


def status_list(
    *revoked: int, by: str = COLLEGE, issuer: str = COLLEGE, url: str = examples.STATUS_LIST, **changes: Any
) -> dict[str, Any]:
    """A signed status list with the bits of ``revoked`` set."""
    bits = BitString()
    for index in revoked:
        bits[index] = True
    arguments: dict[str, Any] = {"url": url, "issuer": issuer, "bits": bits, "valid_from": SIGNED} | changes
    return sign(bitstring.credential(**arguments), by=by)


def register(*, by: str = PUBLISHER, **changes: Any) -> dict[str, Any]:
    """The signed register; ``changes`` replace members of the college's entry."""
    entry: dict[str, Any] = {
        "id": COLLEGE,
        "name": {"fr": "Collège Boréalis", "en": "Borealis College"},
        "recognizedFor": ["MicroCredential"],
        "from": "2025-01-01T00:00:00Z",
        "until": None,
        "status": "recognized",
    }
    entry |= changes
    document: dict[str, Any] = {
        "type": "IssuerRegister",
        "publisher": PUBLISHER,
        "updated": "2026-02-01T00:00:00Z",
        "issuers": [entry],
    }
    return sign(document, by=by, suite="eddsa-jcs-2022")


@dataclass
class World:
    """The internet and who asks it.

    Attributes:
        pages: address → body; a test changes what it is about.
        asked: every address visited, in order.
        register: as handed to the verifier; None for none.
        resources: evidence at hand.
    """

    pages: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    register: Register | RegisterSource | None = None
    resources: dict[str, bytes] = field(default_factory=dict)
    policy: Policy = STRICT
    fetch_evidence: bool = False
    contexts: Contexts = CONTEXTS

    @classmethod
    def usual(cls) -> World:
        """Everybody publishes what they should, and the college is recognised."""
        world = cls(register=Register.parse(register()), resources={examples.PORTFOLIO_URL: examples.PORTFOLIO})
        for did in KEYS:
            world.publish(did_url(did), published(did))
        world.publish(examples.STATUS_LIST, status_list())
        return world

    def publish(self, url: str, document: dict[str, Any] | bytes) -> None:
        self.pages[url] = document if isinstance(document, bytes) else dumps(document)

    def fetch(self, url: str, *, accept: str = "*/*", max_bytes: int = 2_000_000, redirects: int = 3) -> Fetched:
        self.asked.append(url)
        if url not in self.pages:
            raise ResolutionError("fetch_failed", detail="gaierror")
        if len(self.pages[url]) > max_bytes:
            raise ResolutionError("fetch_too_large")
        return Fetched(url, self.pages[url], "application/json", NOW)

    def verifier(self) -> Verifier:
        return Verifier(
            resolver=Resolver(self.fetch),
            fetch=self.fetch,
            contexts=self.contexts,
            register=self.register,
            policy=self.policy,
            resources=self.resources,
            fetch_evidence=self.fetch_evidence,
        )
