"""Who signed a document, as facts: each proof looked at once, for every check that needs to know.

Nothing here asks whether the signer is the right one; `sceau.verifying.binding` answers that for a given issuer.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from sceau.did.document import DidDocument, VerificationMethod
from sceau.encoding import datetimes
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError, ResolutionError, SceauError
from sceau.keys.multikey import PublicKey
from sceau.linked_data.canonical import MOST_VALUES, weigh
from sceau.linked_data.contexts import Contexts
from sceau.model.shape import items
from sceau.problems import Problem
from sceau.proofs import catalogue, chain, verify_proof
from sceau.verifying.directory import Directory
from sceau.verifying.memory import Once, every_time
from sceau.verifying.outcome import UNDECIDED

MOST_SIGNERS = 4

_NO_ANSWER = UNDECIDED | {"did_malformed", "verification_method_missing"}
_UNREADABLE = frozenset(
    {"term_undefined", "term_protected_redefined", "iri_relative", "linked_data_malformed", "json_too_deep"}
)
"""Faults of the document, which the check "context" judges; the proof is then neither good nor bad."""

_SAME_FOR_ALL = _UNREADABLE | {"canonicalization_budget_exceeded"}


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a proof must say of its use.

    Attributes:
        purpose: `proofPurpose`.
        challenge: that the verifier had given, None when it gave none.
        domain: that the proof must be meant for, None when any will do.
    """

    purpose: str = "assertionMethod"
    challenge: str | None = None
    domain: str | None = None


ASSERTION = Expectation()


@dataclass(frozen=True, slots=True)
class Signature:
    """One proof or enveloping signature, looked at.

    Attributes:
        pointer: where it stands, "" for the signature of an envelope.
        cryptosuite: as the proof names it, or its type; the algorithm of an envelope.
        method_url: its `verificationMethod`, "" when it has none.
        problem: why it does not hold or cannot be judged; None for a good signature.
        method: the key, None when it was not found.
        owner: the document that publishes the key, None for a key that stands alone at an https address.
        created: when, by the signer's own word; None when it does not say.
    """

    pointer: str
    cryptosuite: str
    method_url: str
    problem: Problem | None = None
    method: VerificationMethod | None = None
    owner: DidDocument | None = None
    created: datetime | None = None

    @property
    def is_good(self) -> bool:
        """Whether the key behind ``method`` made this proof over this document."""
        return self.problem is None and self.method is not None

    @property
    def is_open(self) -> bool:
        """Whether it could not be judged: no key to judge it by, or a document that cannot be read."""
        if self.problem is None:
            return False
        code, inside = self.problem.code, self.pointer != "" and self.problem.pointer.startswith(self.pointer)
        return code in _NO_ANSWER or (code in _UNREADABLE and not inside)

    @property
    def covers_statements(self) -> bool:
        """Whether a good signature proves that every member of the document reached a statement."""
        suite = catalogue.find(catalogue.DATA_INTEGRITY, self.cryptosuite)
        return suite is not None and suite.covers_statements and not catalogue.is_selective(suite)

    @property
    def did(self) -> str:
        """The DID that the proof claims to be by."""
        return self.method_url.partition("#")[0]

    def to_json(self) -> JsonObject:
        """The facts of the signature."""
        found: JsonObject = {"cryptosuite": self.cryptosuite, "verificationMethod": self.method_url}
        return found | {"created": datetimes.text(self.created)} if self.created else found


@dataclass(frozen=True, slots=True)
class Signatures:
    """All proofs of one document.

    Attributes:
        every: in document order.
        problem: why the proofs cannot be listed at all, or that there is none.
    """

    every: tuple[Signature, ...] = ()
    problem: Problem | None = None
    good: tuple[Signature, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "good", tuple(each for each in self.every if each.is_good))


def examine(
    document: JsonObject,
    *,
    directory: Directory,
    contexts: Contexts,
    now: datetime,
    expected: Expectation = ASSERTION,
    once: Once = every_time,
) -> Signatures:
    """Look at every embedded proof of ``document``; ``once`` knows what followed from it before."""
    try:
        proofs = chain.listed(document)
    except InputError as error:
        return Signatures(problem=Problem.of(error))
    if not proofs:
        return Signatures(problem=Problem("proof_missing"))
    try:
        if len(proofs) > 1:  # each reads the whole document again
            weigh(document, 2 * MOST_VALUES // len(proofs))
    except InputError as error:
        return Signatures(problem=Problem.of(error))
    single = isinstance(document.get("proof"), dict)
    look = _Look(document, directory, contexts, now, expected, once)
    return Signatures(
        tuple(look.at(proof, "/proof" if single else f"/proof/{index}") for index, proof in enumerate(proofs))
    )


@dataclass(frozen=True, slots=True)
class _Look:
    document: JsonObject
    directory: Directory
    contexts: Contexts
    now: datetime
    expected: Expectation
    once: Once
    asked: set[str] = field(default_factory=set)
    unreadable: dict[str, Problem] = field(default_factory=dict)  # by cryptosuite

    def at(self, proof: JsonObject, pointer: str) -> Signature:
        url, suite = proof.get("verificationMethod"), proof.get("cryptosuite", proof.get("type"))
        seen = Signature(
            pointer,
            cryptosuite=suite[:100] if isinstance(suite, str) else "",
            method_url=url[:2_048] if isinstance(url, str) else "",
        )
        try:
            created = self._inspect(proof, pointer)
        except InputError as error:
            return replace(seen, problem=Problem.of(error))
        try:
            owner, method = self._key(seen.method_url)
        except SceauError as error:  # its pointer, if any, leads into another document
            return replace(seen, problem=Problem(error.code, f"{pointer}/verificationMethod", error.detail))
        found = replace(seen, method=method, owner=owner, created=created)
        if known := self.unreadable.get(seen.cryptosuite):
            return replace(found, problem=known)
        try:
            self._verify(proof, pointer, method.public_key)
        except InputError as error:
            problem = Problem.of(error)
            if problem.code in _SAME_FOR_ALL and not problem.pointer.startswith("/proof"):
                self.unreadable[seen.cryptosuite] = problem
            return replace(found, problem=problem)
        return found

    def _verify(self, proof: JsonObject, pointer: str, key: PublicKey) -> None:
        def work() -> None:
            verify_proof(self.document, proof, public_key=key, contexts=self.contexts, pointer=pointer)

        self.once(("proof", pointer, key, self.contexts), work)

    def _key(self, url: str) -> tuple[DidDocument | None, VerificationMethod]:
        """The key behind ``url``; a document with many signers must not send us round the world."""
        self.asked.add(url.partition("#")[0])
        if len(self.asked) > MOST_SIGNERS:
            raise ResolutionError("did_unreachable", detail=f"more than {MOST_SIGNERS} signers")
        return self.directory.key(url)

    def _require_use(self, proof: JsonObject, pointer: str) -> None:
        """The challenge is what tells this presentation from a recorded one (§2.1)."""
        challenge, domain = self.expected.challenge, self.expected.domain
        if challenge is not None and proof.get("challenge") != challenge:
            raise InputError("proof_challenge_differs", f"{pointer}/challenge")
        if domain is not None and domain not in items(proof.get("domain")):
            raise InputError("proof_domain_differs", f"{pointer}/domain")

    def _inspect(self, proof: JsonObject, pointer: str) -> datetime | None:
        """Refuse what is wrong before any key is looked for; return when the proof was made."""
        if catalogue.find(proof.get("type"), proof.get("cryptosuite")) is None:
            raise InputError("proof_type_unsupported", pointer)
        for name in ("verificationMethod", "proofPurpose", "proofValue"):
            if not isinstance(proof.get(name), str):
                code = "proof_malformed" if name in proof else "proof_member_missing"
                raise InputError(code, f"{pointer}/{name}")
        if proof["proofPurpose"] != self.expected.purpose:
            raise InputError("proof_purpose_wrong", f"{pointer}/proofPurpose")
        if not str(proof["verificationMethod"]).startswith(("did:", "https://")):
            raise InputError("did_method_unsupported", f"{pointer}/verificationMethod", "neither a DID nor https")
        self._require_use(proof, pointer)
        moments = {
            name: datetimes.parse(proof[name], f"{pointer}/{name}") for name in ("created", "expires") if name in proof
        }
        if "expires" in moments and self.now >= moments["expires"]:
            raise InputError("proof_expired", f"{pointer}/expires")
        return moments.get("created")


def facts(signatures: Signatures) -> dict[str, JsonValue]:
    """The facts of all signatures, ready for a report."""
    return {"signatures": [signature.to_json() for signature in signatures.every]}
