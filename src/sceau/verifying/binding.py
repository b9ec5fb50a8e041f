"""Whether a good signature speaks for somebody: for the issuer of a credential, or the holder of a presentation."""

from __future__ import annotations

from datetime import datetime

from sceau.did.document import DidDocument, VerificationMethod
from sceau.problems import Problem
from sceau.verifying.directory import LONE_KEY, origin
from sceau.verifying.signatures import Signature

ASSERTION_METHOD = "assertionMethod"
AUTHENTICATION = "authentication"


def problem(
    signature: Signature, identifier: str, now: datetime, *, relationship: str = ASSERTION_METHOD
) -> Problem | None:
    """Why a good ``signature`` does not speak for ``identifier`` (a DID or an https address); None when it does.

    1. The key stands in the document of ``identifier`` itself and names it as controller: a stranger's document may
       name whom it likes. A key by itself at an https address speaks for identifiers of the same origin alone.
    2. That document allows the key this use.
    3. The key was in use. An expired key still vouches for what it signed in its time. A revoked one is another
       matter: the date of a signature is the signer's own word, and who stole the key can write any date; so what
       claims to be older than the revocation is left open, never passed.
    """
    method, owner = signature.method, signature.owner
    code = ""
    if method is None or not _is_of(method, owner, identifier):
        code = "issuer_key_not_controlled"
    elif owner is not None and method.id not in _allowed(owner, relationship):
        code = "issuer_key_not_for_assertion"
    else:
        code = _age(method, signature.created or now, now)
    if not code:
        return None
    return Problem(code, f"{signature.pointer}/verificationMethod" if signature.pointer else "")


def _is_of(method: VerificationMethod, owner: DidDocument | None, identifier: str) -> bool:
    if method.type == LONE_KEY:
        return method.controller == origin(identifier) != ""
    if owner is None or owner.id != identifier:
        return False
    return method.controller == identifier == method.id.partition("#")[0]


def _allowed(owner: DidDocument, relationship: str) -> frozenset[str]:
    return owner.authentication if relationship == AUTHENTICATION else owner.assertion_method


def _age(method: VerificationMethod, made: datetime, now: datetime) -> str:
    if method.revoked and now >= method.revoked:
        return "issuer_key_revoked" if made >= method.revoked else "issuer_key_compromised"
    return "issuer_key_expired" if method.expires and made >= method.expires else ""
