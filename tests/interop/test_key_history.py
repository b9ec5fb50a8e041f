"""A retired key stays published with the moment of its retirement: what it signed before verifies everywhere."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from sceau.did import document as did_document
from sceau.did.resolver import Resolver
from sceau.encoding import strict_json
from sceau.errors import ResolutionError
from sceau.issuing import issue
from sceau.keys.ed25519 import PrivateKey
from sceau.keys.local import LocalSigner
from sceau.linked_data.contexts import Contexts
from sceau.ports import Fetched
from sceau.verifying.verifier import Verifier
from tests.interop import node
from tests.sceau.documents import badge

pytestmark = [pytest.mark.node, pytest.mark.slow]

WEB = "did:web:college.example:did:7"
WEB_ADDRESS = "https://college.example/did/7/did.json"
OLD, NEW = PrivateKey.from_seed(bytes(range(32))), PrivateKey.from_seed(bytes(32))


def signed(private: PrivateKey, name: str, at: datetime) -> Any:
    unsigned = badge(private) | {"issuer": {"id": WEB, "type": ["Profile"], "name": "Collège de l’Érablière"}}
    return issue(unsigned, signer=LocalSigner(private, f"{WEB}#{name}"), now=at, contexts=Contexts.bundled())


def verdict(credential: Any, document: Any, now: datetime) -> str:
    def fetch(url: str, *, accept: str = "*/*", max_bytes: int = 0, redirects: int = 0) -> Fetched:
        if url != WEB_ADDRESS:
            raise ResolutionError("fetch_failed", detail=url)
        return Fetched(url, strict_json.dumps(document), "application/json")

    verifier = Verifier(resolver=Resolver(fetch), fetch=fetch, contexts=Contexts.bundled())
    return verifier.verify(strict_json.dumps(credential), now=now).verdict


def test_a_retired_key_vouches_for_its_own_time(now: datetime) -> None:
    retired = now + timedelta(days=1)
    document = did_document.build(
        WEB,
        [
            did_document.PublishedKey("key-1", OLD.public, expires=retired),
            did_document.PublishedKey("key-2", NEW.public),
        ],
    )
    before, after = signed(OLD, "key-1", now), signed(OLD, "key-1", retired)
    successor = signed(NEW, "key-2", retired)
    good = {"verified": True, "errors": []}
    for verifier in ("digitalbazaar", "verifier-core"):
        documents = {WEB: document, WEB_ADDRESS: document}
        assert node.verified(verifier, [before, successor], documents) == [good, good], verifier
    later = retired + timedelta(days=365)
    assert [verdict(each, document, later) for each in (before, successor)] == ["verified", "verified"]
    assert verdict(after, document, later) == "rejected"
