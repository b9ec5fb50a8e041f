"""Who signed a document, as facts: each proof looked at once, for every check that needs to know.

Nothing here asks whether the signer is the right one; `sceau.verifying.binding` answers that for a given issuer.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sceau.did.document import DidDocument, VerificationMethod
from sceau.encoding import datetimes
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError, ResolutionError, SceauError
from sceau.keys.multikey import PublicKey
from sceau.linked_data.canonical import MOST_VALUES, weigh
from sceau.linked_data.compiled.ways import Known
from sceau.linked_data.contexts import Contexts
from sceau.model.shape import items
from sceau.problems import Problem
from sceau.proofs import catalogue, chain, verify_proof
from sceau.records import field, record
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


class Expectation(NamedTuple):
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


class Signature(NamedTuple):
    """One proof or enveloping signature, looked at.

    Attributes:
        pointer: where it stands, "" for the signature of an envelope.
        cryptosuite: as the proof names it, or its type; the algorithm of an envelope.
        method_url: its `verificationMethod`, "" when it has none.
        problem: why it does not hold or cannot be judged; None for a good signature.
        method: the key, None when it was not found.
        owner: the document that publishes the key, None for a key that stands alone at an https address.
        created: when, by the signer's own word; None when it does not say.
        expires: its end, by the signer's own word; None when it does not say.
    """

    pointer: str
    cryptosuite: str
    method_url: str
    problem: Problem | None = None
    method: VerificationMethod | None = None
    owner: DidDocument | None = None
    created: datetime | None = None
    expires: datetime | None = None

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


class Signatures(NamedTuple):
    """All proofs of one document.

    Attributes:
        every: in document order.
        problem: why the proofs cannot be listed at all, or that there is none.
        good: those that hold.
    """

    every: tuple[Signature, ...] = ()
    problem: Problem | None = None
    good: tuple[Signature, ...] = ()

    @classmethod
    def of(cls, every: Iterable[Signature]) -> Signatures:
        """These."""
        found = tuple(every)
        return cls(found, good=tuple([each for each in found if each.is_good]))


def examine(
    document: JsonObject,
    *,
    directory: Directory,
    contexts: Contexts,
    now: datetime,
    expected: Expectation = ASSERTION,
    once: Once = every_time,
    known: Known | None = None,
) -> Signatures:
    """Look at every embedded proof of ``document``.

    Args:
        document: the secured document, with all its proofs.
        directory, contexts, now: of the verification.
        expected: what the proofs must say of their use.
        once: knows what followed from ``document`` before.
        known: what linked data knows of the document without its proofs.
    """
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
    look = _Look(document, directory, contexts, now, expected, once, known)
    if isinstance(document.get("proof"), dict):
        return Signatures.of([look.at(proofs[0], "/proof")])
    return Signatures.of(look.at(proof, f"/proof/{index}") for index, proof in enumerate(proofs))


@record(frozen=False)
class _Look:
    document: JsonObject
    directory: Directory
    contexts: Contexts
    now: datetime
    expected: Expectation
    once: Once
    known: Known | None
    asked: set[str] = field(default_factory=set)
    unreadable: dict[str, Problem] = field(default_factory=dict)  # by cryptosuite

    def at(self, proof: JsonObject, pointer: str) -> Signature:
        url, suite = proof.get("verificationMethod"), proof.get("cryptosuite", proof.get("type"))
        suite = suite[:100] if isinstance(suite, str) else ""
        url = url[:2_048] if isinstance(url, str) else ""
        try:
            created, expires = self._inspect(proof, pointer)
        except InputError as error:
            return Signature(pointer, suite, url, Problem.of(error))
        try:
            owner, method = self._key(url)
        except SceauError as error:  # its pointer, if any, leads into another document
            return Signature(pointer, suite, url, Problem(error.code, f"{pointer}/verificationMethod", error.detail))
        problem = self.unreadable.get(suite)
        if problem is None:
            try:
                self._verify(proof, pointer, method.public_key)
            except InputError as error:
                problem = Problem.of(error)
                if problem.code in _SAME_FOR_ALL and not problem.pointer.startswith("/proof"):
                    self.unreadable[suite] = problem
        return Signature(pointer, suite, url, problem, method, owner, created, expires)

    def _verify(self, proof: JsonObject, pointer: str, key: PublicKey) -> None:
        def work() -> None:
            verify_proof(
                self.document, proof, public_key=key, contexts=self.contexts, pointer=pointer, known=self.known
            )

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

    def _inspect(self, proof: JsonObject, pointer: str) -> tuple[datetime | None, datetime | None]:
        """Refuse what is wrong before any key is looked for; return when the proof was made, and when it ends."""
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
        created = datetimes.parse(proof["created"], f"{pointer}/created") if "created" in proof else None
        expires = datetimes.parse(proof["expires"], f"{pointer}/expires") if "expires" in proof else None
        if expires is not None and self.now >= expires:
            raise InputError("proof_expired", f"{pointer}/expires")
        return created, expires


def facts(signatures: Signatures) -> dict[str, JsonValue]:
    """The facts of all signatures, ready for a report."""
    return {"signatures": [signature.to_json() for signature in signatures.every]}
