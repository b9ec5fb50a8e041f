"""Every Data Integrity suite between this engine and other people's: issued here and checked there, and the reverse."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from openvc.keys import Ed25519SigningKey, P256SigningKey, P384SigningKey
from openvc.proof.data_integrity import DataIntegrityProofSuite
from openvc.proof.di_ecdsa_rdfc import EcdsaRdfcProofSuite
from openvc.proof.di_jcs import EcdsaJcsProofSuite, EddsaJcsProofSuite
from openvc.proof.errors import SignatureInvalid

from sceau.did.methods import key
from sceau.errors import InputError
from sceau.issuing import issue
from sceau.keys import jwk, private
from sceau.keys.local import LocalSigner
from sceau.keys.multikey import BLS12381_G2, ED25519, P256, P384
from sceau.linked_data.contexts import OPEN_BADGES_V3, Contexts
from sceau.presenting import derive
from sceau.proofs import chain, verify_proof
from tests.interop import node
from tests.sceau.documents import badge

pytestmark = [pytest.mark.node, pytest.mark.slow]

NOW = datetime(2026, 3, 1, 14, 5, tzinfo=UTC)
PAIRS = [
    ("eddsa-jcs-2022", ED25519),
    ("eddsa-rdfc-2022", ED25519),
    ("ecdsa-rdfc-2019", P256),
    ("ecdsa-rdfc-2019", P384),
    ("ecdsa-jcs-2019", P256),
    ("ecdsa-jcs-2019", P384),
]
each_pair = pytest.mark.parametrize(("cryptosuite", "kind"), PAIRS)
BBS = "bbs-2023"
MANDATORY = ["/issuer", "/validFrom"]
SELECTIVE = [
    *("/evidence/1", "/credentialSubject/achievement/criteria", "/credentialSubject/achievement/related/0/name"),
    "/credentialSubject/achievement/name",
]
OPENVC = {
    "eddsa-jcs-2022": EddsaJcsProofSuite,
    "eddsa-rdfc-2022": DataIntegrityProofSuite,
    "ecdsa-rdfc-2019": EcdsaRdfcProofSuite,
    "ecdsa-jcs-2019": EcdsaJcsProofSuite,
}
OPENVC_KEYS: dict[str, Any] = {ED25519: Ed25519SigningKey, P256: P256SigningKey, P384: P384SigningKey}


@dataclass(frozen=True)
class Issuer:
    """One key, and the badge that it issues."""

    own: Any

    @classmethod
    def of(cls, kind: str) -> Issuer:
        return cls(private.generate(kind, random.Random(7).randbytes))

    @property
    def method(self) -> str:
        return key.method_of(self.own.public)

    @property
    def unsigned(self) -> Any:
        # several blank nodes alike, so that their labels depend on how they are hashed
        evidence = [{"type": ["Evidence"], "name": name} for name in ("Essay", "Interview", "Portfolio")]
        return badge(self.own) | {"evidence": evidence}

    def issue(self, cryptosuite: str, document: Any = None, **options: Any) -> Any:
        return issue(
            document or self.unsigned,
            signer=LocalSigner(self.own, self.method),
            now=NOW,
            contexts=Contexts.bundled(),
            cryptosuite=cryptosuite,
            **options,
        )

    def to_issue(self, cryptosuite: str) -> dict[str, Any]:
        """The task of issuing there, with the same key."""
        multikey = {
            "@context": "https://w3id.org/security/multikey/v1",
            "id": self.method,
            "type": "Multikey",
            "controller": key.of(self.own.public),
            "publicKeyMultibase": self.own.public_multibase,
            "secretKeyMultibase": self.own.secret_multibase,
        }
        task = {"act": "issue", "cryptosuite": cryptosuite, "credential": self.unsigned, "key": multikey}
        return task | ({"mandatoryPointers": MANDATORY} if cryptosuite == BBS else {})

    def check(self, credential: Any) -> None:
        """Raise unless its proof holds here."""
        (proof,) = chain.listed(credential)
        verify_proof(credential, proof, public_key=self.own.public, contexts=Contexts.bundled())

    def refuse(self, credentials: list[Any]) -> None:
        for credential in credentials:
            with pytest.raises(InputError, match="proof_signature_invalid"):
                self.check(credential)


def there(tasks: list[dict[str, Any]]) -> list[Any]:
    answers: list[Any] = node.run("suites.mjs", tasks)
    assert len(answers) == len(tasks)
    return answers


def spoiled(credential: Any) -> list[Any]:
    """One change in each part of ``credential`` that its proof covers."""
    subject = credential["credentialSubject"]
    (proof,) = chain.listed(credential)
    return [
        credential | {"credentialSubject": subject | {"achievement": subject["achievement"] | {"name": "Another"}}},
        credential | {"validFrom": "2026-03-01T14:05:01Z"},
        credential | {"proof": proof | {"created": "2026-03-01T14:05:01Z"}},
    ]


def found_there(credentials: dict[Any, Any]) -> dict[Any, list[Any]]:
    """What is said there of each credential, and of what it is when spoiled; the keys begin with a suite's name."""
    tasks = [
        {"act": "verify", "cryptosuite": name[0], "credential": each}
        for name, credential in credentials.items()
        for each in (credential, *spoiled(credential))
    ]
    answers = there(tasks)
    each = len(answers) // len(credentials)
    return {name: answers[place * each :][:each] for place, name in enumerate(credentials)}


@pytest.fixture(scope="module")
def issued_there() -> dict[tuple[str, str], Any]:
    pairs = [*PAIRS, (BBS, BLS12381_G2)]
    answers = there([Issuer.of(kind).to_issue(cryptosuite) for cryptosuite, kind in pairs])
    return dict(zip(pairs, answers, strict=True))


@pytest.fixture(scope="module")
def answers_to_ours() -> dict[Any, list[Any]]:
    return found_there({(cryptosuite, kind): Issuer.of(kind).issue(cryptosuite) for cryptosuite, kind in PAIRS})


@pytest.fixture(scope="module")
def derived(issued_there: dict[tuple[str, str], Any]) -> dict[tuple[str, str, str], Any]:
    """By suite, where it was issued, and where it was derived."""
    issuer = Issuer.of(BLS12381_G2)
    ours = issuer.issue(BBS, mandatory_pointers=MANDATORY, random=random.Random(1).randbytes)
    bases = {"here": ours, "there": issued_there[BBS, BLS12381_G2]}
    task = {"act": "derive", "cryptosuite": BBS, "selectivePointers": SELECTIVE, "presentationHeader": "0011"}
    answers = there([task | {"credential": base} for base in bases.values()])
    return {(BBS, issuing, "there"): answer for issuing, answer in zip(bases, answers, strict=True)} | {
        (BBS, issuing, "here"): derive(
            base,
            selective_pointers=SELECTIVE,
            contexts=Contexts.bundled(),
            random=random.Random(2).randbytes,
            public_key=issuer.own.public,
        )
        for issuing, base in bases.items()
    }


@pytest.fixture(scope="module")
def answers_to_derived(derived: dict[tuple[str, str, str], Any]) -> dict[Any, list[Any]]:
    return found_there(derived)


@each_pair
def test_issued_here_verifies_there(cryptosuite: str, kind: str, answers_to_ours: dict[Any, list[Any]]) -> None:
    sound, *unsound = answers_to_ours[cryptosuite, kind]
    assert sound == {"verified": True, "errors": []}
    assert not any(answer["verified"] for answer in unsound)


@each_pair
def test_issued_there_verifies_here(cryptosuite: str, kind: str, issued_there: dict[tuple[str, str], Any]) -> None:
    issuer, signed = Issuer.of(kind), issued_there[cryptosuite, kind]
    issuer.check(signed)
    issuer.refuse(spoiled(signed))


@pytest.mark.parametrize("deriving", ["here", "there"])
@pytest.mark.parametrize("issuing", ["here", "there"])
def test_bbs_2023_issued_and_derived_here_and_there(
    issuing: str, deriving: str, derived: dict[Any, Any], answers_to_derived: dict[Any, list[Any]]
) -> None:
    issuer, shown = Issuer.of(BLS12381_G2), derived[BBS, issuing, deriving]
    assert [item["name"] for item in shown["evidence"]] == ["Interview"]
    assert "description" not in shown["credentialSubject"]["achievement"]
    issuer.check(shown)
    issuer.refuse(spoiled(shown))
    sound, *unsound = answers_to_derived[BBS, issuing, deriving]
    assert sound == {"verified": True, "errors": []}
    assert not any(answer["verified"] for answer in unsound)


@each_pair
def test_with_openvc_both_ways(cryptosuite: str, kind: str) -> None:
    issuer = Issuer.of(kind)
    suite: Any = OPENVC[cryptosuite]()
    covers_statements = "-rdfc-" in cryptosuite
    # openvc labels blank nodes with SHA-256 where P-384 wants SHA-384 (VC Data Integrity ECDSA 1.0 §3.2.3): one
    # blank node has the same label in both
    document: Any = badge(issuer.own) if kind == P384 and covers_statements else issuer.unsigned
    contexts = {OPEN_BADGES_V3: Contexts.bundled().document(OPEN_BADGES_V3)}
    options = {"extra_contexts": contexts} if covers_statements else {}
    checking = {"public_key_jwk": jwk.from_public_key(issuer.own.public), "now": NOW, **options}
    signed = issuer.issue(cryptosuite, document)
    single = signed | {"proof": signed["proof"][0]}
    assert suite.verify(single, **checking).issuer == document["issuer"]["id"]
    for other in spoiled(single):
        with pytest.raises(SignatureInvalid):
            suite.verify(other, **checking)
    signing_key = OPENVC_KEYS[kind].from_jwk(jwk.from_private(issuer.own), issuer.method)
    made = suite.add_proof(document, signing_key=signing_key, verification_method=issuer.method, created=NOW, **options)
    if not covers_statements:
        # openvc signs the contexts as one of the proof's options, but leaves them out of the proof, where VC Data
        # Integrity EdDSA 1.0 §3.3.1 (step 2) puts them: without them nobody else can check it
        issuer.refuse([made])
        made["proof"]["@context"] = made["@context"]
    issuer.check(made)
