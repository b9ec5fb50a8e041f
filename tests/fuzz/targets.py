"""Every parser of the engine, with good documents to spoil."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import cbor2
from hypothesis.strategies import SearchStrategy

from sceau.did import document as did_document
from sceau.did.methods import jwk as did_jwk
from sceau.did.methods import key as did_key
from sceau.did.resolver import Resolver
from sceau.encoding import base64url, datetimes, multibase, strict_json
from sceau.errors import InputError, ResolutionError
from sceau.keys import ecdsa, ed25519, jwk, multikey
from sceau.keys.local import LocalSigner
from sceau.linked_data import canonical, nquads, selection
from sceau.model.credential import Credential
from sceau.model.presentation import Presentation
from sceau.openbadges import baking, clr, endorsement, pdf, reading, shape
from sceau.openbadges.v2 import pem
from sceau.openbadges.v2.reading import summary as older_summary
from sceau.ports import Fetched
from sceau.presenting import derive
from sceau.proofs import verify_proof
from sceau.proofs.disclosure import read_components
from sceau.proofs.jose import compact, envelope, enveloped
from sceau.proofs.sd_jwt import credential as sd_jwt
from sceau.proofs.sd_jwt.holding import present
from sceau.proofs.suite import Covered
from sceau.status import bitstring, entry, revocation_list, token_list
from sceau.verifying.register import Register
from tests.fuzz import mutation
from tests.sceau.openbadges import examples
from tests.sceau.openbadges.pictures import SVG, chunk, itxt, png, svg
from tests.sceau.openbadges.v2 import world as v2
from tests.sceau.verifying import world as worlds
from tests.sceau.verifying.world import COLLEGE, NOW, World
from tests.vectors.negative import build, chosen, good, inside, older

Parse = Callable[[bytes], object]


@dataclass(frozen=True)
class Target:
    """One parser under fire.

    Attributes:
        name: on the command line.
        inputs: what it is fed with.
        parse: the parser.
        may_refuse: False for what must answer, whatever comes.
        seconds: of the processor, that one input may cost at most.
    """

    name: str
    inputs: SearchStrategy[bytes]
    parse: Parse
    may_refuse: bool = True
    seconds: float = 2.0


def text(parse: Callable[[str], object]) -> Parse:
    """A parser of texts, fed with bytes."""
    return lambda data: parse(data.decode("utf-8", "replace"))


def json_object(parse: Callable[[dict[str, Any]], object]) -> Parse:
    """A parser of JSON objects: what the strict reader refuses does not reach it."""

    def read(data: bytes) -> object:
        try:
            document = strict_json.loads_object(data)
        except InputError:
            return None
        return parse(document)

    return read


GENUINE = worlds.genuine()
PUBLISHED = worlds.published(COLLEGE)
LIST = worlds.status_list()
ED25519 = ed25519.PrivateKey.from_seed(bytes(range(32)))
CURVES = [ecdsa.PrivateKey.from_secret(kind, b"\x01" * ecdsa.size(kind)) for kind in ("P-256", "P-384")]
KEYS = [ED25519.public, *(private.public for private in CURVES)]
DOCUMENTS: list[Any] = [GENUINE, PUBLISHED, LIST, worlds.register()]
WORDS = bitstring.entry("https://a.example/1", 7, purpose="message", size=2, messages=["a", "b", "c", "d"])
RSA_JWK = {"kty": "RSA", "n": base64url.encode(b"\xc1" + b"\x01" * 255), "e": "AQAB"}
COVERED = Covered({}, {}, worlds.CONTEXTS, "/proof")
QUADS = canonical.to_nquads({name: GENUINE[name] for name in GENUINE if name != "proof"}, worlds.CONTEXTS).encode()


def _pictures() -> list[bytes]:
    good = strict_json.dumps(GENUINE)
    plain = [png(), SVG, svg("<g/>")]
    return [
        *plain,
        baking.bake_png(png(), good),
        baking.bake_svg(SVG, good),
        png(itxt(b"openbadges", good, compressed=True)),
        png(chunk(b"tEXt", b"openbadges\0https://a.example/1")),
        svg('<ob2:assertion verify="https://a.example/1"/>'),
        svg("<ob:credential><![CDATA[{}]]></ob:credential>"),
    ]


def _papers() -> list[bytes]:
    import pikepdf

    found = []
    for name, body in (("badge.json", strict_json.dumps(GENUINE)), ("note.txt", b"hello")):
        paper = pikepdf.new()
        paper.add_blank_page()
        paper.attachments[name] = pikepdf.AttachedFileSpec(paper, body, mime_type="application/vc")
        out = io.BytesIO()
        paper.save(out, deterministic_id=True)
        found.append(out.getvalue())
    return found


def _resolve(data: bytes) -> object:
    did = data.decode("utf-8", "replace")

    def fetch(url: str, *, accept: str = "*/*", max_bytes: int = 2_000_000, redirects: int = 3) -> Fetched:
        if len(did) % 2:
            raise ResolutionError("fetch_failed")
        return Fetched(url, json.dumps(PUBLISHED).encode(), "application/json", NOW)

    return Resolver(fetch).resolve(did)


def _published(data: bytes) -> object:
    """The DID document that an address answers with."""

    def fetch(url: str, *, accept: str = "*/*", max_bytes: int = 2_000_000, redirects: int = 3) -> Fetched:
        return Fetched(url, data, "application/json", NOW)

    return Resolver(fetch).method(f"{COLLEGE}#key-1")


def _verify(data: bytes) -> object:
    report = World.usual().verifier().verify(data, now=NOW)
    report.to_json()
    for language in ("fr", "en"):
        if report.document is not None:
            reading.summary(report.document, language)
    return report


def _status(data: bytes) -> object:
    """The list that an address answers with."""
    world = World.usual()
    world.publish(examples.STATUS_LIST, data)
    return world.verifier().verify_document(GENUINE, now=NOW)


def _select(data: bytes) -> object:
    return selection.select(GENUINE, data.decode("utf-8", "replace").splitlines())


def _choose(data: bytes) -> object:
    return present(chosen.issued(), data.decode("utf-8", "replace").splitlines())


def _token_list(data: bytes) -> object:
    """The token status list that an address answers with."""
    world = World.usual()
    world.publish(chosen.LIST, data)
    return world.verifier().verify(chosen.issued().encode(), now=NOW)


def _older(data: bytes) -> object:
    """An older badge, and each document that its hosts answer with."""
    world = World.usual()
    older.hosts()(world)
    for address in (v2.ASSERTION, v2.BADGE, v2.ISSUER, v2.KEY, v2.LIST):
        world.publish(address, data)
        for handed in (json.dumps(v2.assertion()).encode(), older.jws(v2.signed())):
            world.verifier().verify(handed, now=NOW)
    report = world.verifier().verify(data, now=NOW)
    assertion, badge, issuer = [*report.linked, {}, {}, {}][:3]
    older_summary(report.document or {}, badge or assertion, issuer, "fr")
    return report


def _disclosed(suite: str) -> Parse:
    """A derived proof, whatever stands in its value; no other value than the right one may hold."""
    document = good.derived(suite)
    proof = document["proof"][0]
    key = (good.P256 if suite == "ecdsa-sd-2023" else good.BLS).public

    def parse(data: bytes) -> object:
        spoilt = proof | {"proofValue": data.decode("utf-8", "replace")}
        verify_proof(document, spoilt, public_key=key, contexts=worlds.CONTEXTS, pointer="/proof/0")
        assert spoilt == proof, "another proof value was believed"
        return None

    return parse


def _derive(data: bytes) -> object:
    """What a holder asks for, of a base proof whose value is spoilt."""
    document = good.base("ecdsa-sd-2023")
    spoilt = document["proof"][0] | {"proofValue": data.decode("utf-8", "replace")}
    return derive(
        document | {"proof": [spoilt]},
        selective_pointers=good.SHOWN,
        contexts=worlds.CONTEXTS,
        random=good.random(),
        public_key=good.P256.public,
    )


def _components_of(*documents: dict[str, Any]) -> list[tuple[bytes, Any]]:
    raws = [multibase.decode(each["proof"][0]["proofValue"], max_length=10**6) for each in documents]
    return [(raw[:3], cbor2.loads(raw[3:])) for raw in raws]


def _summary(document: dict[str, Any]) -> object:
    list(clr.members(document))
    list(endorsement.embedded(document))
    return reading.summary(document, "fr")


def _jws() -> list[bytes]:
    signer = LocalSigner(ED25519, did_key.method_of(ED25519.public))
    header: dict[str, Any] = {"alg": "EdDSA", "typ": "vc+jwt", "cty": "vc", "kid": signer.verification_method}
    bare = {name: value for name, value in GENUINE.items() if name != "proof"}
    issuer = {"iss": COLLEGE, "jti": bare["id"], "nbf": 1_768_478_400, "sub": bare["credentialSubject"]["id"]}
    old = {"iss": COLLEGE, "vc": bare, "exp": 1_968_478_400}
    return [
        compact.sign(header, strict_json.dumps(bare), signer).encode(),
        compact.sign(header | {"typ": "JWT"}, strict_json.dumps(bare | issuer), signer).encode(),
        compact.sign({"alg": "EdDSA", "kid": "#k"}, strict_json.dumps(old), signer).encode(),
        compact.sign(header | {"typ": "vp+jwt", "cty": "vp"}, b'{"type":"VerifiablePresentation"}', signer).encode(),
    ]


def _components(data: bytes) -> object:
    return read_components(COVERED, data.decode("utf-8", "replace"))


SD, BBS = "ecdsa-sd-2023", "bbs-2023"
BYTES = b"\x01" * 64
PROOF_VALUES: list[tuple[bytes, Any]] = [
    (b"\xd9\x5d\x00", [BYTES, b"\x80\x24" + b"\x02" * 33, BYTES[:32], [BYTES] * 3, ["/issuer", "/validFrom"]]),
    (b"\xd9\x5d\x01", [BYTES, b"\x80\x24" + b"\x02" * 33, [BYTES] * 3, {0: BYTES[:32], 1: BYTES[:32]}, [0, 1, 4]]),
    (b"\xd9\x5d\x02", [BYTES + BYTES[:16], BYTES, BYTES + BYTES[:32], BYTES[:32], ["/issuer"]]),
    (b"\xd9\x5d\x03", [BYTES * 5, {0: 2, 1: 0}, [0, 1], [2, 3], b""]),
]
PRESENTATION = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "type": ["VerifiablePresentation"],
    "holder": COLLEGE,
    "verifiableCredential": [
        GENUINE,
        {"@context": "https://www.w3.org/ns/credentials/v2", "type": "EnvelopedVerifiableCredential", "id": "data:,"},
    ],
}
FILES = [case.data for case in build.CASES if len(case.data) < 30_000]
TEXTS: Sequence[bytes] = (
    *(multikey.encode(key.kind, key.raw).encode() for key in KEYS),
    *(did_key.of(key).encode() for key in KEYS),
    *(did_jwk.of(key).encode() for key in KEYS),
    *(COLLEGE.encode(), b"did:web:localhost%3A8000:a:b", b"https://college.example/issuer#key"),
)
MOMENTS = [
    b"2026-03-01T14:05:00Z",
    b"2026-03-01T14:05:00.123+14:00",
    b"9999-12-31T24:00:00-13:59",
    b"0002-01-01T00:00:00Z",
]

POINTERS = [b"/credentialSubject/achievement/related/0/name\n/issuer", b"/credentialSubject/achievement/tag/1\n/a~1b~0"]
POINTERS_INTO_CLAIMS = [b"/family_name\n/languages/1", b"/achievement/level\n/achievement"]
SHOWN = [chosen.issued().encode(), chosen.shown().encode()]
OLDER = [v2.assertion(), v2.signed(), v2.badge(), v2.issuer(), v2.key(older.pem(older.KEY)), v2.revocations("urn:x:1")]
REVOKED = {"id": "https://a.example/1", "issuer": COLLEGE, "revokedCredential": ["urn:uuid:1", {"id": "urn:uuid:2"}]}
RECORDS = [inside.record(), inside.endorsed()]

TARGETS = {
    target.name: target
    for target in (
        Target("json", mutation.documents(DOCUMENTS), strict_json.loads),
        Target("moments", mutation.spoilt(MOMENTS), text(datetimes.parse)),
        Target("multibase", mutation.spoilt(TEXTS), text(multibase.decode)),
        Target("base64url", mutation.spoilt([b"AQIDBA", b"-_-_", b"AA"]), text(base64url.decode)),
        Target("multikey", mutation.spoilt(TEXTS), text(multikey.decode)),
        Target(
            "jwk",
            mutation.documents([*(jwk.from_public_key(key) for key in KEYS), RSA_JWK]),
            json_object(lambda value: (jwk.to_public_key(value), jwk.thumbprint(value))),
        ),
        Target("json-pointers", mutation.spoilt(POINTERS), _select),
        Target("sd-jwt-pointers", mutation.spoilt(POINTERS_INTO_CLAIMS), _choose),
        Target("did", mutation.spoilt(TEXTS), _resolve),
        Target("did-document", mutation.documents([PUBLISHED]), json_object(did_document.parse)),
        Target("did-answer", mutation.documents([PUBLISHED]), _published),
        Target("jws", mutation.signed_texts(_jws()), text(compact.parse)),
        Target("envelope", mutation.signed_texts(_jws()), text(envelope.read)),
        Target("sd-jwt", mutation.signed_texts(SHOWN), text(sd_jwt.read)),
        Target(
            "enveloped", mutation.documents([PRESENTATION["verifiableCredential"][1]]), json_object(enveloped.unwrap)
        ),
        Target("proof-value-sd", mutation.proof_values(_components_of(good.derived(SD))), _disclosed(SD)),
        Target("proof-value-bbs", mutation.proof_values(_components_of(good.derived(BBS))), _disclosed(BBS)),
        Target("derive", mutation.proof_values(_components_of(good.base(SD))), _derive),
        Target("proof-value", mutation.proof_values(PROOF_VALUES), _components),
        Target("picture", mutation.spoilt(_pictures()), baking.look),
        Target("pdf", mutation.spoilt(_papers()), pdf.unbake),
        Target("status-entry", mutation.documents([GENUINE["credentialStatus"], WORDS]), json_object(entry.read)),
        Target(
            "status-bits", mutation.spoilt([bitstring.BitString().encode().encode()]), text(bitstring.BitString.decode)
        ),
        Target("status-answer", mutation.documents([LIST]), _status, may_refuse=False),
        Target("status-plain", mutation.documents([REVOKED]), revocation_list.parse),
        Target("status-token", mutation.signed_texts([chosen.status_token()]), text(token_list.read)),
        Target("status-token-answer", mutation.signed_texts([chosen.status_token()]), _token_list, may_refuse=False),
        Target("older", mutation.documents(OLDER), _older, may_refuse=False, seconds=6.0),
        Target("pem", mutation.spoilt([older.pem(older.KEY).encode()]), text(pem.public_key)),
        Target("badge-shape", mutation.documents([GENUINE, *RECORDS]), json_object(shape.problems), may_refuse=False),
        Target("quads", mutation.spoilt([QUADS]), text(nquads.parse)),
        Target("canonical", mutation.spoilt([QUADS]), text(canonical.canonicalize_dataset), seconds=6.0),
        Target(
            "linked-data",
            mutation.documents([GENUINE, LIST]),
            json_object(lambda value: canonical.to_nquads(value, worlds.CONTEXTS)),
            seconds=6.0,
        ),
        Target("credential", mutation.documents([GENUINE, LIST]), json_object(Credential.parse)),
        Target("presentation", mutation.documents([PRESENTATION]), json_object(Presentation.parse)),
        Target("summary", mutation.documents([GENUINE, PRESENTATION]), json_object(_summary)),
        Target("register", mutation.documents([worlds.register()]), Register.parse),
        Target("verify-json", mutation.documents([GENUINE, PRESENTATION]), _verify, may_refuse=False, seconds=6.0),
        Target("verify-records", mutation.documents(RECORDS), _verify, may_refuse=False, seconds=6.0),
        Target("verify-texts", mutation.signed_texts([*_jws(), *SHOWN]), _verify, may_refuse=False, seconds=6.0),
        Target("verify-any", mutation.spoilt([*FILES, *_jws()]), _verify, may_refuse=False, seconds=6.0),
    )
}
