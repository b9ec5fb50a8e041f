"""Whether a document answers what the verifier had asked for.

A credential by itself answers nothing: whoever has a copy of it can hand it in. Only a presentation, or an SD-JWT that
its holder signed for this occasion, is somebody's answer.
"""

from __future__ import annotations

from sceau.problems import Problem
from sceau.verifying.checks import holder
from sceau.verifying.inquiry import Inquiry
from sceau.verifying.intake import PRESENTATION


def problems(inquiry: Inquiry, *, holder_is_asked: bool) -> list[Problem]:
    """Why the document is no answer, to be told with its proof; [] when it may be one, or nobody asked.

    Args:
        inquiry: the document.
        holder_is_asked: whether the check "holder" tells what is wrong with the binding of an SD-JWT.
    """
    powers, intake = inquiry.powers, inquiry.intake
    if not powers.asks or intake.kind == PRESENTATION:
        return []
    if intake.sd_jwt is None:
        code = "proof_domain_differs" if powers.challenge is None else "proof_challenge_differs"
        return [Problem(code, detail="not a presentation")]
    return [] if holder_is_asked else list(holder.run(inquiry).problems)
