"""Who signed an envelope, as facts: the one signature of a JWT or an SD-JWT, looked at (VC-JOSE-COSE §4).

An envelope names its key by a DID URL, an https address, a mere name in the issuer's document, or by showing the key
itself. The last says nothing about whose key it is: it is looked for in the document of whom the envelope names.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from sceau.did.document import DidDocument, VerificationMethod
from sceau.errors import InputError, SceauError
from sceau.keys.multikey import PublicKey
from sceau.problems import Problem
from sceau.proofs.jose import claims as registered
from sceau.proofs.jose import compact
from sceau.proofs.jose.compact import CompactJws
from sceau.records import record
from sceau.verifying.directory import Directory
from sceau.verifying.intake import Intake
from sceau.verifying.memory import Once, every_time
from sceau.verifying.signatures import Expectation, Signature, Signatures

MOST_KEYS = 8
"""Keys of one signer that are tried when the envelope names none."""

SKEW = timedelta(minutes=1)
_SHOWN_KEY = "shown key"
"""The `type` of a verification method that stands for a key shown in the header alone."""


@record
class _Claim:
    """What an envelope says of its signature."""

    jws: CompactJws
    signer: str | None
    key_id: str | None
    created: datetime | None
    shown: PublicKey | None = None
    begins: datetime | None = None
    ends: datetime | None = None
    has_chain: bool = False
    by_metadata: bool = False


def examine(
    found: Intake, *, directory: Directory, now: datetime, expected: Expectation, once: Once = every_time
) -> Signatures:
    """Look at the signature around a document."""
    claim = _claim(found)
    try:
        _require_time(claim, now)
        _require_use(found, expected)
    except InputError as error:
        return Signatures.of([_seen(claim)._replace(problem=Problem.of(error))])
    return Signatures.of([_look(claim, directory, once)])


def of_list(
    jws: CompactJws, signer: str, created: datetime, directory: Directory, once: Once = every_time
) -> Signature:
    """Look at the signature of a status list that is a JWS of ``signer``."""
    return _look(_Claim(jws, signer, jws.key_id, created), directory, once)


def _look(claim: _Claim, directory: Directory, once: Once) -> Signature:
    seen = _seen(claim)
    try:
        owner, methods = _candidates(claim, directory)
    except SceauError as error:  # its pointer, if any, leads into another document
        return seen._replace(problem=Problem(error.code, detail=error.detail))
    return _tried(seen, claim.jws, owner, methods, once)


def _seen(claim: _Claim) -> Signature:
    return Signature(
        pointer="",
        cryptosuite=claim.jws.algorithm[:100],
        method_url=(claim.key_id or claim.signer or "")[:2_048],
        created=claim.created,
    )


def _claim(found: Intake) -> _Claim:
    if found.envelope is not None:
        envelope = found.envelope
        # In the older forms `exp` and `nbf` are the credential's own period, which the check "validity" judges.
        own = envelope.form == "vc+jwt" or envelope.is_presentation
        return _Claim(
            jws=envelope.jws,
            signer=envelope.signer_id,
            key_id=envelope.key_id,
            shown=envelope.header_key,
            created=envelope.issued_at,
            begins=envelope.not_before if own else None,
            ends=envelope.expires if own else None,
        )
    assert found.sd_jwt is not None
    shown = found.sd_jwt
    own = shown.is_vcdm  # an SD-JWT VC has no period but this one, which "validity" judges
    return _Claim(
        jws=shown.sd_jwt.jws,
        signer=shown.issuer,
        key_id=shown.key_id,
        created=shown.issued_at,
        begins=shown.not_before if own else None,
        ends=shown.expires if own else None,
        has_chain=shown.has_key_chain,
        by_metadata=not shown.is_vcdm and (shown.issuer or "").startswith("https://"),
    )


def _require_time(claim: _Claim, now: datetime) -> None:
    if claim.ends is not None and now >= claim.ends:
        raise InputError("proof_expired", "/exp")
    if claim.begins is not None and now < claim.begins - SKEW:
        raise InputError("proof_not_yet_valid", "/nbf")


def _require_use(found: Intake, expected: Expectation) -> None:
    """The nonce is what tells this presentation from a recorded one."""
    if expected.challenge is not None and found.claims.get("nonce") != expected.challenge:
        raise InputError("proof_challenge_differs", "/nonce")
    if expected.domain is not None and expected.domain not in registered.audience(found.claims):
        raise InputError("proof_domain_differs", "/aud")


def _candidates(claim: _Claim, directory: Directory) -> tuple[DidDocument | None, list[VerificationMethod]]:
    """The keys that may have signed, and the document that publishes them."""
    if claim.has_chain:
        raise InputError("jws_key_chain_unsupported")
    if claim.by_metadata and claim.signer:
        return None, [directory.metadata_key(claim.signer, claim.jws)]
    if claim.key_id and claim.key_id.startswith("https://"):
        owner, method = directory.key(claim.key_id)
        return owner, [method]
    owner = _owner(claim, directory)
    if owner is None:
        assert claim.shown is not None
        return None, [_shown(claim.shown)]
    if claim.key_id:
        return owner, [owner.find_by_kid(claim.key_id)]
    if claim.shown is None:
        return owner, list(owner.verification_methods[:MOST_KEYS])
    known = owner.find_by_key(claim.shown)
    return (owner, [known]) if known else (None, [_shown(claim.shown)])


def _owner(claim: _Claim, directory: Directory) -> DidDocument | None:
    """The document in which the key should stand; None when only the key shown in the header is to be had."""
    key_id = claim.key_id
    named = key_id.partition("#")[0] if key_id and key_id.startswith("did:") else claim.signer
    try:
        if named is None:
            raise InputError("verification_method_missing", detail="no key is named")
        return directory.resolve(named)
    except SceauError:
        if claim.shown is None:
            raise
        return None


def _shown(key: PublicKey) -> VerificationMethod:
    """A key that nobody vouches for: it can prove that the text is unaltered, and no more."""
    return VerificationMethod(id="", type=_SHOWN_KEY, controller="", public_key=key)


def _tried(
    seen: Signature, jws: CompactJws, owner: DidDocument | None, methods: list[VerificationMethod], once: Once
) -> Signature:
    problem = Problem("verification_method_missing", detail="the signer publishes no key")
    for method in methods:
        try:
            if once(("signature", method.public_key), partial(compact.verify, jws, method.public_key)):
                return seen._replace(method_url=method.id or seen.method_url, method=method, owner=owner)
            problem = Problem("jws_signature_invalid")
        except InputError as error:
            if problem.code != "jws_signature_invalid":
                problem = Problem(error.code, detail=error.detail)
    return seen._replace(problem=problem)
