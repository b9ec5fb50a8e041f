"""Can it be read as a credential?"""

from __future__ import annotations

from contextlib import suppress

from sceau.encoding.strict_json import JsonValue
from sceau.errors import InputError
from sceau.linked_data.canonical import MOST_VALUES, weigh
from sceau.model import presentation
from sceau.model.shape import items
from sceau.problems import Problem
from sceau.verifying.inquiry import Inquiry
from sceau.verifying.intake import PRESENTATION, SD_JWT_VC
from sceau.verifying.outcome import CheckResult, answer

NAME = "format"


def run(inquiry: Inquiry) -> CheckResult:
    """Passed for a document with the shape of a credential, a presentation, a CLR or an SD-JWT VC."""
    intake = inquiry.intake
    facts: dict[str, JsonValue] = {"carrier": intake.carrier, "kind": intake.kind, "secured": intake.secured}
    if intake.problem:
        return answer(NAME, [intake.problem], facts)
    try:
        # Before any check that walks through it. Each proof reads it again, within limits.
        values, proofs = _weight(inquiry), len(items(inquiry.document.get("proof")))
        inquiry.powers.effort.spend(max(values, min(values * proofs, 2 * MOST_VALUES)))
    except InputError as error:
        return answer(NAME, [Problem.of(error)], facts)
    if intake.kind == SD_JWT_VC:
        return answer(NAME, [], facts)  # its claims were judged when it was read
    flaws = presentation.shape_problems(inquiry.document) if intake.kind == PRESENTATION else inquiry.flaws
    return answer(NAME, flaws, facts)


def _weight(inquiry: Inquiry) -> int:
    """What `weigh` says of the document. But for its proofs, it is as heavy as the others of its shape."""
    document, outlook = inquiry.document, inquiry.outlook
    if outlook is not None:
        with suppress(InputError):  # which of its faults is told depends on the whole
            values = outlook.values + (1 + weigh(document["proof"]) if "proof" in document else 0)
            if values <= MOST_VALUES:
                return values
    return weigh(document)
