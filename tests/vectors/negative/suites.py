"""Cases of suites: other curves, selective disclosure, keys of the wrong kind."""

from __future__ import annotations

import base64
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from sceau.did.methods import key as did_key
from sceau.encoding import base64url, multibase
from sceau.encoding.strict_json import dumps
from sceau.keys import jwk
from sceau.keys.local import LocalSigner
from sceau.openbadges.achievement import Profile
from sceau.presenting import derive
from tests.sceau.openbadges import examples
from tests.sceau.verifying import world as worlds
from tests.sceau.verifying.world import COLLEGE
from tests.vectors.negative import good
from tests.vectors.negative.case import Case

PROOF, VALUE, METHOD = "/proof/0", "/proof/0/proofValue", "/proof/0/verificationMethod"
SD, BBS = "ecdsa-sd-2023", "bbs-2023"
Change = Callable[[dict[str, Any]], object]


def changed(document: dict[str, Any], change: Change) -> bytes:
    copied = deepcopy(document)
    change(copied)
    return dumps(copied)


def broken(  # noqa: PLR0917 — in the order of the manifest
    name: str, what: str, data: bytes, code: str, pointer: str | None, origin: str, *, check: str = "proof"
) -> Case:
    return Case(name, what, data, "rejected", check, "failed", code, pointer, world=good.more_keys, origin=origin)


def unjudged(  # noqa: PLR0917 — in the order of the manifest
    name: str, what: str, data: bytes, code: str, pointer: str, origin: str
) -> Case:
    return Case(name, what, data, "check", "proof", "inconclusive", code, pointer, world=good.more_keys, origin=origin)


# Keys of the wrong kind, and signatures in the wrong spelling


def _p256(change: Change) -> bytes:
    return changed(good.sealed("ecdsa-rdfc-2019", "p256"), change)


def _proof(change: Change) -> Change:
    return lambda document: change(document["proof"][0])


def _der(proof: dict[str, Any]) -> None:
    raw = multibase.decode(proof["proofValue"])
    der = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    proof["proofValue"] = multibase.encode58(der)


def _named(identifier: str, key: Any, suite: str = "eddsa-rdfc-2022") -> bytes:
    """A credential by ``identifier``, whose proof names its key; the signature is somebody else's."""
    document = examples.credential(issuer=Profile(identifier, "Collège Boréalis"))
    signed = worlds.sign(document, suite=suite)
    signed["proof"][0]["verificationMethod"] = key
    return dumps(signed)


def _did_jwk(**members: Any) -> str:
    public = jwk.from_public_key(good.P256.public)
    return "did:jwk:" + base64url.encode(dumps(public | members))


X25519 = "did:key:" + multibase.encode58(b"\xec\x01" + bytes([9]) * 32)
OFF_CURVE = "did:key:" + multibase.encode58(b"\x80\x24\x02" + bytes([0xFF]) * 32)
PRIVATE = _did_jwk(d=base64url.encode(bytes([5]) * 32))

KEYS = [
    broken(
        "key-of-another-kind",
        "a proof of eddsa-rdfc-2022 that names a P-256 key of the same issuer",
        changed(worlds.genuine(), _proof(lambda p: p.update(verificationMethod=f"{COLLEGE}#p256"))),
        "proof_key_mismatch", METHOD, "credential",
    ),
    broken(
        "curve-of-another",
        "a proof by the P-256 key that names the P-384 key of the same issuer",
        _p256(_proof(lambda p: p.update(verificationMethod=f"{COLLEGE}#p384"))),
        "proof_value_malformed", VALUE, "credential-p256",
    ),
    broken(
        "suite-of-another",
        "a proof of ecdsa-rdfc-2019 that calls itself ecdsa-jcs-2019",
        _p256(_proof(lambda p: p.update(cryptosuite="ecdsa-jcs-2019"))),
        "proof_signature_invalid", VALUE, "credential-p256",
    ),
    broken(
        "signature-der",
        "the same ECDSA signature in DER instead of its two numbers",
        _p256(_proof(_der)),
        "proof_value_malformed", VALUE, "credential-p256",
    ),
    broken(
        "signature-zero",
        "an ECDSA signature of zeros, which careless code accepts for every key",
        _p256(_proof(lambda p: p.update(proofValue=multibase.encode58(bytes(64))))),
        "proof_signature_invalid", VALUE, "credential-p256",
    ),
    broken(
        "key-for-agreement",
        "signed, as it says, by a key that can only agree on secrets (X25519)",
        _named(X25519, f"{X25519}#{X25519.removeprefix('did:key:')}"),
        "proof_key_mismatch", METHOD, "credential",
    ),
    unjudged(
        "key-off-curve",
        "a did:key whose point does not lie on its curve",
        _named(OFF_CURVE, f"{OFF_CURVE}#{OFF_CURVE.removeprefix('did:key:')}"),
        "key_malformed", METHOD, "credential",
    ),
    unjudged(
        "key-published-private",
        "a did:jwk that holds the private half: everybody can sign in its name",
        _named(PRIVATE, f"{PRIVATE}#0"),
        "key_malformed", METHOD, "credential",
    ),
]  # fmt: skip

# What the JCS suites see


def _jcs(change: Change) -> bytes:
    return changed(worlds.sign(examples.credential(), suite="eddsa-jcs-2022"), change)


JCS = [
    broken(
        "jcs-context-stripped",
        "the context of Open Badges is gone from the document; the proof still repeats it",
        _jcs(lambda d: d["@context"].pop()),
        "term_undefined", None, "credential-jcs", check="context",
    ),
    broken(
        "jcs-context-swapped",
        "the proof repeats other contexts than the document has",
        _jcs(_proof(lambda p: p.update({"@context": ["https://www.w3.org/ns/credentials/v2"]}))),
        "proof_signature_invalid", VALUE, "credential-jcs",
    ),
    broken(
        "jcs-order",
        "the two tags of the achievement change places: nothing else says so, but JCS covers the order",
        _jcs(lambda d: d["credentialSubject"]["achievement"]["tag"].reverse()),
        "proof_signature_invalid", VALUE, "credential-jcs",
    ),
]  # fmt: skip

# Selective disclosure


def _derived(suite: str, change: Change) -> bytes:
    return changed(good.derived(suite), change)


def _components(change: Callable[[list[Any]], object]) -> Change:
    """Change what stands in the CBOR of the proof value."""

    def spoil(document: dict[str, Any]) -> None:
        proof = document["proof"][0]
        raw = base64.urlsafe_b64decode(proof["proofValue"][1:] + "===")
        components = cbor2.loads(raw[3:])
        change(components)
        proof["proofValue"] = multibase.encode64(raw[:3] + cbor2.dumps(components))

    return spoil


def _trailing(document: dict[str, Any]) -> None:
    proof = document["proof"][0]
    raw = base64.urlsafe_b64decode(proof["proofValue"][1:] + "===")
    proof["proofValue"] = multibase.encode64(raw + b"\0")


def _of_both(suite: str, short: str) -> list[Case]:
    origin = f"derived-{short}"
    return [
        broken(
            f"{short}-base-shown",
            "the issuer's base proof is shown, which was meant for the holder alone",
            dumps(good.base(suite)),
            "proof_base_needed", VALUE, origin,
        ),
        broken(
            f"{short}-altered",
            "one letter of a title that the holder disclosed",
            _derived(suite, lambda d: d["credentialSubject"]["achievement"].update(name="Littératie de l’IB")),
            "proof_signature_invalid", VALUE, origin,
        ),
        broken(
            f"{short}-more",
            "a member is added that the issuer signed, and the holder did not disclose",
            _derived(suite, lambda d: d.update(name=examples.credential()["name"])),
            "proof_signature_invalid", VALUE, origin,
        ),
        broken(
            f"{short}-less",
            "a member that the issuer made mandatory is taken away afterwards",
            _derived(suite, lambda d: d.pop("validUntil")),
            "proof_signature_invalid", VALUE, origin,
        ),
        broken(
            f"{short}-value-longer",
            "one byte behind the proof value",
            _derived(suite, _trailing),
            "proof_value_malformed", VALUE, origin,
        ),
        broken(
            f"{short}-value-shorter",
            "the last part of the proof value is gone",
            _derived(suite, _components(list.pop)),
            "proof_value_malformed", VALUE, origin,
        ),
        broken(
            f"{short}-by-a-stranger",
            "derived from a stranger's base proof in the college's name",
            _by_a_stranger(suite),
            "issuer_key_not_controlled", METHOD, origin, check="issuer",
        ),
        Case(
            f"{short}-kind-hidden",
            "the holder hides the kind of achievement, for which alone the issuer is recognized",
            _hidden_kind(suite), "check", "recognition", "failed", "issuer_kind_not_recognized", "/issuer",
            world=good.more_keys, origin=origin,
        ),
    ]  # fmt: skip


def _by_a_stranger(suite: str) -> bytes:
    """A did:key of the right kind signs a credential that names the college."""
    private: Any = good.BLS if suite == BBS else good.P256
    signer = LocalSigner(private, did_key.method_of(private.public))
    made = good.sealed(suite, "p256", signer=signer)
    return dumps(
        derive(
            made,
            selective_pointers=good.SHOWN,
            contexts=worlds.CONTEXTS,
            random=good.random(),
            public_key=private.public,
        )
    )


def _hidden_kind(suite: str) -> bytes:
    key = "bls" if suite == BBS else "p256"
    made = good.sealed(suite, key, mandatory_pointers=good.MANDATORY[:-1])
    return dumps(
        derive(
            made,
            selective_pointers=good.SHOWN,
            contexts=worlds.CONTEXTS,
            random=good.random(),
            public_key=good.MORE_KEYS[key].public,
        )
    )


def _swapped_labels(components: list[Any]) -> None:
    """Two blank nodes exchange their names."""
    labels = components[3]
    assert isinstance(labels, dict)
    first, second = list(labels)[:2]
    labels[first], labels[second] = labels[second], labels[first]


def _index_beyond(components: list[Any]) -> None:
    """A mandatory statement that is not there."""
    components[-1].append(10_000)


def _with_header(document: dict[str, Any], header: bytes) -> str:
    raw = base64.urlsafe_b64decode(document["proof"][0]["proofValue"][1:] + "===")
    return multibase.encode64(header + raw[3:])


SELECTIVE = [
    *_of_both(SD, "sd"),
    *_of_both(BBS, "bbs"),
    broken(
        "sd-labels-doubled",
        "two blank nodes get the same name, so that two objects become one",
        _derived(SD, _components(lambda c: c[3].update({1: c[3][0]}))),
        "proof_signature_invalid", VALUE, "derived-sd",
    ),
    broken(
        "sd-labels-swapped", "two blank nodes exchange their names",
        _derived(SD, _components(_swapped_labels)), "proof_signature_invalid", VALUE, "derived-sd",
    ),
    broken(
        "sd-index-beyond", "one mandatory statement more than there are",
        _derived(SD, _components(_index_beyond)), "proof_signature_invalid", VALUE, "derived-sd",
    ),
    broken(
        "sd-signature-lost", "the signature of one disclosed statement is gone",
        _derived(SD, _components(lambda c: c[2].pop())), "proof_signature_invalid", VALUE, "derived-sd",
    ),
    broken(
        "bbs-labels-doubled", "two blank nodes get the same number",
        _derived(BBS, _components(lambda c: c[1].update({1: c[1][0]}))),
        "proof_signature_invalid", VALUE, "derived-bbs",
    ),
    unjudged(
        "bbs-header-of-a-pseudonym", "the proof says that it holds a pseudonym, a feature that is not read here",
        _derived(BBS, lambda d: d["proof"][0].update(proofValue=_with_header(d, b"\xd9\x5d\x09"))),
        "proof_type_unsupported", VALUE, "derived-bbs",
    ),
]  # fmt: skip


CASES = [*KEYS, *JCS, *SELECTIVE]
