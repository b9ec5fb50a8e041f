"""Credentials between this engine and other people's: both ways, and every tampering refused on both sides."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from sceau.did import document as did_document
from sceau.did.methods import key
from sceau.did.resolver import Resolver
from sceau.encoding import pointer as pointers
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

VERIFIERS = ["digitalbazaar", "verifier-core"]
ISSUERS = ["digitalbazaar", "digitalcredentials"]
WEB = "did:web:college.example:did:7"
WEB_ADDRESS = "https://college.example/did/7/did.json"
PRIVATE = PrivateKey.from_seed(bytes(range(32)))


def no_fetch(url: str, *, accept: str = "*/*", max_bytes: int = 0, redirects: int = 0) -> Fetched:
    raise ResolutionError("fetch_failed", detail=url)


def verifies_here(credential: Any, now: datetime) -> bool:
    """Read from bytes as a stranger's file would be, under the strict policy."""
    verifier = Verifier(resolver=Resolver(no_fetch), fetch=no_fetch, contexts=Contexts.bundled())
    return verifier.verify(strict_json.dumps(credential), now=now).verdict == "verified"


@pytest.fixture
def signed(now: datetime) -> Any:
    signer = LocalSigner(PRIVATE, key.method_of(PRIVATE.public))
    return issue(badge(PRIVATE), signer=signer, now=now, contexts=Contexts.bundled())


def tampered(credential: Any) -> Iterator[tuple[str, Any]]:
    """One copy for each text of the credential, with one letter of it changed, and one for each missing member."""
    for pointer, text in pointers.strings(credential):
        other = copy.deepcopy(credential)
        _replace(other, pointer, ("y" if text[-1] != "y" else "z").join([text[:-1], ""]))
        yield f"changed {pointer}", other
    for pointer, name, _ in pointers.members(credential):
        if name != "@context":
            yield f"without {pointer}", pointers.without(credential, pointer)


def _replace(document: Any, pointer: str, text: str) -> None:
    *path, last = [token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:]]
    for token in path:
        document = document[int(token)] if isinstance(document, list) else document[token]
    document[int(last) if isinstance(document, list) else last] = text


@pytest.mark.parametrize("verifier", VERIFIERS)
def test_issued_here_verifies_there(verifier: str, signed: Any) -> None:
    assert node.verified(verifier, [signed]) == [{"verified": True, "errors": []}]


@pytest.mark.parametrize("verifier", VERIFIERS)
def test_issued_here_by_a_did_web_verifies_there(verifier: str, now: datetime) -> None:
    unsigned = badge(PRIVATE)
    unsigned["issuer"] = {"id": WEB, "type": ["Profile"], "name": "Collège de l’Érablière"}
    credential = issue(unsigned, signer=LocalSigner(PRIVATE, f"{WEB}#key-1"), now=now, contexts=Contexts.bundled())
    document = did_document.build(WEB, [did_document.PublishedKey("key-1", PRIVATE.public)])
    documents: dict[str, Any] = {WEB: document, WEB_ADDRESS: document}
    assert node.verified(verifier, [credential], documents) == [{"verified": True, "errors": []}]
    assert not node.verified(verifier, [credential])[0]["verified"]


@pytest.mark.parametrize("issuer", ISSUERS)
def test_issued_there_verifies_here(issuer: str, now: datetime) -> None:
    multibase = PRIVATE.public_multibase
    multikey = {
        "@context": "https://w3id.org/security/multikey/v1",
        "id": key.method_of(PRIVATE.public),
        "type": "Multikey",
        "controller": key.of(PRIVATE.public),
        "publicKeyMultibase": multibase,
        "secretKeyMultibase": PRIVATE.secret_multibase,
    }
    credential = node.run("issue.mjs", {"issuer": issuer, "credential": badge(PRIVATE), "key": multikey})
    assert verifies_here(credential, now)
    assert [what for what, other in tampered(credential) if verifies_here(other, now)] == []


@pytest.mark.parametrize("verifier", VERIFIERS)
def test_every_tampering_is_refused_there_and_here(verifier: str, signed: Any, now: datetime) -> None:
    cases = list(tampered(signed))
    answers = node.verified(verifier, [other for _, other in cases])
    assert [what for (what, _), answer in zip(cases, answers, strict=True) if answer["verified"]] == []
    assert [what for what, other in cases if verifies_here(other, now)] == []


def test_shapes_accept_what_is_issued(signed: Any) -> None:
    assert node.run("shapes.mjs", signed) == {"valid": True, "issues": []}
    del signed["credentialSubject"]["achievement"]["criteria"]
    assert not node.run("shapes.mjs", signed)["valid"]
