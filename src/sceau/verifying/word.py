"""Whether a list or a register is somebody's own word: a good proof, by a key that speaks for them.

All who hold a credential of one issuer ask that of the same list. Where neither time nor anything but the signer's own
document can change the answer, a memory keeps it, and only asks whether that document is still the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sceau.did.document import DidDocument, VerificationMethod
from sceau.errors import SceauError
from sceau.verifying import binding
from sceau.verifying.inquiry import Inquiry
from sceau.verifying.intake import EMBEDDED, Intake
from sceau.verifying.memory import Once
from sceau.verifying.signatures import Signatures


class _Lasting(NamedTuple):
    """The one proof of a document holds, has no end, and is by a key in good repute that has none."""

    method_url: str
    owner: DidDocument
    method: VerificationMethod


class _Passing(Exception):
    """The answer hangs on the moment, or is no; with what was seen."""

    def __init__(self, seen: Signatures) -> None:
        super().__init__()
        self.seen = seen


def examined(inquiry: Inquiry, found: Callable[[], Intake], signer: str, once: Once) -> Signatures | None:
    """The signatures of a document, for the caller to judge; None when it is known to be the word of ``signer``.

    Args:
        inquiry: of the credential that brought us here.
        found: the document.
        signer: a DID or an https address.
        once: of the document.
    """

    def work() -> _Lasting:
        intake = found()
        seen = inquiry.examine(intake, once=once)
        signature = seen.every[0] if len(seen.every) == 1 else None
        if signature is None or signature.method is None or signature.owner is None or not signature.is_good:
            raise _Passing(seen)
        if intake.secured != EMBEDDED or signature.expires or signature.method.revoked or signature.method.expires:
            raise _Passing(seen)
        if binding.problem(signature, signer, inquiry.now):
            raise _Passing(seen)
        return _Lasting(signature.method_url, signature.owner, signature.method)

    try:
        known = once(("word", signer, inquiry.powers.contexts), work)
    except _Passing as answer:
        return answer.seen
    try:
        same = inquiry.powers.directory.key(known.method_url) == (known.owner, known.method)
    except SceauError:
        same = False
    return None if same else inquiry.examine(found(), once=once)
