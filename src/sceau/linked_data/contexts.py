"""The JSON-LD contexts this engine knows, locked by the SHA-256 of their bytes.

The files come from installed packages, found on disk without running the packages' code. What is not in the
table does not exist: nothing here can reach a network.
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from sceau.encoding import pointer as pointers
from sceau.encoding.strict_json import JsonObject, JsonValue, loads_object
from sceau.errors import InputError, UsageError
from sceau.records import record

CREDENTIALS_V1 = "https://www.w3.org/2018/credentials/v1"
CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
DATA_INTEGRITY_V2 = "https://w3id.org/security/data-integrity/v2"
MULTIKEY_V1 = "https://w3id.org/security/multikey/v1"
JWK_V1 = "https://w3id.org/security/jwk/v1"
DID_V1 = "https://www.w3.org/ns/did/v1"
OPEN_BADGES_V3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"

MOST_CONTEXTS = 250
"""In one document, those of embedded credentials included."""

_OB = "openbadgeslib", "ob3/contexts"
_LD = "pyld", "documentloader/frozen/bundled"

BUNDLED: dict[str, tuple[str, str, str]] = {
    # address: package, path inside it, SHA-256 of the bytes
    CREDENTIALS_V2: (
        _OB[0],
        f"{_OB[1]}/credentials-v2.json",
        "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
    ),
    DATA_INTEGRITY_V2: (
        _OB[0],
        f"{_OB[1]}/security-data-integrity-v2.json",
        "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4",
    ),
    MULTIKEY_V1: (
        _OB[0],
        f"{_OB[1]}/security-multikey-v1.json",
        "ba2c182de2d92f7e47184bcca8fcf0beaee6d3986c527bf664c195bbc7c58597",
    ),
    OPEN_BADGES_V3: (
        _OB[0],
        f"{_OB[1]}/ob-v3p0-context-3.0.3.json",
        "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json": (
        _OB[0],
        f"{_OB[1]}/ob-v3p0-context-3.0.2.json",
        "00666ad080ba407687ed1846b7f5e7495f5019042b202a727de47c48a1755c53",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json": (
        _OB[0],
        f"{_OB[1]}/ob-v3p0-context-3.0.1.json",
        "5f3d9dd6288ef437ff8286cf95ffbff609c748a66f24a1e9450c45ca64be1571",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": (
        _OB[0],
        f"{_OB[1]}/ob-v3p0-extensions.json",
        "87c06c81bc2317663bf288d740d94fddd2818c4342b186270ff6371dfaa63f93",
    ),
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json": (
        _OB[0],
        f"{_OB[1]}/clr_context_2.0.1.json",
        "880f1902d4158f2f33ce06af41b90719977cd1ea337a9de2e41edb3ff5e543d6",
    ),
    CREDENTIALS_V1: (
        _LD[0],
        f"{_LD[1]}/credentials-v1.jsonld",
        "00d7dd6d3ad8b920e3e550dd3a3d9090bffcac84cdbf943da6924b3e0a5c8bb8",
    ),
    DID_V1: (
        _LD[0],
        f"{_LD[1]}/did-v1.jsonld",
        "62c1054bf404d6dd3a4b26b64f830fd72095f6a26edc4469908c94351352ce5f",
    ),
    "https://w3id.org/security/v1": (
        _LD[0],
        f"{_LD[1]}/security-v1.jsonld",
        "e2d146cd556f6fa5f14996c6f1749667d5a14073fa30f0643990068e2c0b1bac",
    ),
    "https://w3id.org/security/v2": (
        _LD[0],
        f"{_LD[1]}/security-v2.jsonld",
        "4cb186bc29c08af6e40c58178c22dd84d542f2871a063afed6e648b47abc3cf6",
    ),
    "https://w3id.org/security/suites/ed25519-2020/v1": (
        _LD[0],
        f"{_LD[1]}/security-ed25519-2020-v1.jsonld",
        "b9e1ab971fd8bf2c7553e0c4a9438e0b9450afde1ea1ca5b2492368b9f549588",
    ),
    "https://w3id.org/security/suites/jws-2020/v1": (
        _LD[0],
        f"{_LD[1]}/security-jws-2020-v1.jsonld",
        "00ee65bb7307f9a01c3170b823083b0d4de68223520834b2c5eb7a09bae5dea6",
    ),
}


_EARLIER: dict[str, tuple[dict[str, bytes], ...]] = {
    # Issuers of their time state these digests. What such an issuer signed is read in the present edition all the same.
    CREDENTIALS_V2: (
        {  # Candidate Recommendation of December 2024
            "sha256": bytes.fromhex("24a18c90e9856d526111f29376e302d970b2bd10182e33959995b0207d7043b9"),
            "sha384": bytes.fromhex(
                "35239c36999d2155312091af194a1edb61634d6ad789a5e5b19f2aebdd762dd9d1dcaada40eda7ef921c6b8c0ae107a0"
            ),
        },
    ),
}
"""Digests under which W3C published former editions of a context at the same address."""


@record
class _Source:
    """Where one context's bytes are (a package's file, or the bytes themselves), and their digest."""

    sha256: str
    package: str = ""
    path: str = ""
    body: bytes = b""

    def read(self, url: str) -> bytes:
        body = self.body or (_package_folder(self.package) / self.path).read_bytes()
        if hashlib.sha256(body).hexdigest() != self.sha256:
            raise UsageError("context_altered", detail=url)
        return body


class Contexts:
    """A closed set of contexts, read and checked at first use. Safe to share between threads."""

    def __init__(self, sources: Mapping[str, _Source]) -> None:
        self._sources = dict(sources)
        self._documents: dict[str, JsonObject] = {}

    @classmethod
    def bundled(cls) -> Contexts:
        """The contexts of `BUNDLED`; one shared instance."""
        return _bundled()

    def with_extra(self, extra: Mapping[str, tuple[bytes, str]]) -> Contexts:
        """These contexts and ``extra`` (address: bytes, their SHA-256 in hexadecimal), for tests and conformance.

        Raises:
            UsageError: ``usage_wrong`` when ``extra`` would replace a locked address.
        """
        if taken := extra.keys() & self._sources.keys():
            raise UsageError("usage_wrong", detail=f"locked already: {', '.join(sorted(taken))}")
        added = {url: _Source(sha256, body=body) for url, (body, sha256) in extra.items()}
        return Contexts(self._sources | added)

    def known(self, url: str) -> bool:
        """Whether `document` has an answer."""
        return url in self._sources

    def digest(self, url: str) -> str:
        """The SHA-256 (hexadecimal) under which ``url`` is locked.

        Raises:
            InputError: ``context_unknown``.
        """
        return self._source(url, "").sha256

    def body(self, url: str) -> bytes:
        """The bytes of the context behind ``url``, as published.

        Raises:
            InputError: ``context_unknown``.
            UsageError: ``context_altered`` when the installed file is not the locked one.
        """
        return self._source(url, "").read(url)

    def earlier(self, url: str) -> tuple[Mapping[str, bytes], ...]:
        """The digests, by algorithm, of each edition that stood at ``url`` before the one we know."""
        return _EARLIER.get(url, ())

    def document(self, url: str, pointer: str = "") -> JsonObject:
        """The context document behind ``url``. Shared: do not change it.

        Args:
            url: an address as it stands in an `@context`.
            pointer: where that address stands, for the error.

        Raises:
            InputError: ``context_unknown``.
            UsageError: ``context_altered`` when the installed file is not the locked one.
        """
        if url not in self._documents:
            self._documents[url] = loads_object(self._source(url, pointer).read(url))
        return self._documents[url]

    def _source(self, url: str, pointer: str) -> _Source:
        source = self._sources.get(url)
        if source is None:
            raise InputError("context_unknown", pointer, url[:200])
        return source


def used(document: JsonValue) -> Iterator[tuple[str, JsonValue]]:
    """Each single context in ``document``, at any depth: its pointer, and an address or an inline value."""
    for pointer, name, value in pointers.members(document):
        if name == "@context":
            if isinstance(value, list):
                yield from ((pointers.join(pointer, index), item) for index, item in enumerate(value))
            else:
                yield pointer, value


def require_known(document: JsonValue, contexts: Contexts) -> None:
    """Refuse a document that names a context outside ``contexts``, or more contexts than it could need.

    Raises:
        InputError: ``context_unknown`` with the pointer of the first such address;
            ``canonicalization_budget_exceeded``, for a known context is processed again wherever it is named;
            ``linked_data_malformed`` for an inline context that imports another, for processors differ on it.
    """
    for number, (pointer, context) in enumerate(used(document)):
        if number == MOST_CONTEXTS:
            raise InputError("canonicalization_budget_exceeded", pointer, f"more than {MOST_CONTEXTS} contexts")
        if isinstance(context, str) and not contexts.known(context):
            raise InputError("context_unknown", pointer, context[:200])
        if isinstance(context, dict) and any("@import" in each for _, each in pointers.objects(context)):
            raise InputError("linked_data_malformed", pointer, "@import")


@cache
def _bundled() -> Contexts:
    return Contexts({url: _Source(sha256, package, path) for url, (package, path, sha256) in BUNDLED.items()})


@cache
def _package_folder(package: str) -> Path:
    # `importlib.resources` would import the package, and with it a second of code that is not ours to run.
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise UsageError("context_altered", detail=f"package {package} is not installed")
    return Path(spec.submodule_search_locations[0])
