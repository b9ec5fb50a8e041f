"""Do its words have one known meaning?"""

from __future__ import annotations

from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError
from sceau.linked_data.canonical import require_statements
from sceau.model.shape import is_version_1, items
from sceau.problems import Problem
from sceau.verifying import spelling
from sceau.verifying.inquiry import Inquiry
from sceau.verifying.intake import PRESENTATION
from sceau.verifying.outcome import CheckResult, answer

NAME = "context"


def run(inquiry: Inquiry) -> CheckResult:
    """Failed when a protected term is redefined, a member has no meaning or hides behind another spelling; open
    when a context is unknown or written into the document."""
    document = inquiry.document
    if inquiry.outlook is not None and inquiry.outlook.is_usual:
        problems = list(spelling.of_proofs(document.get("proof")))
    else:
        problems = list(spelling.problems(document, inquiry.powers.contexts))
    if not any(problem.code == "context_unknown" for problem in problems) and not _was_read(inquiry):
        try:
            require_statements(_stated(inquiry), inquiry.powers.contexts)
        except InputError as error:
            problems.append(Problem.of(error))
    contexts: list[JsonValue] = [each for each in items(document.get("@context")) if isinstance(each, str)]
    return answer(NAME, problems, {"contexts": contexts})


def _stated(inquiry: Inquiry) -> JsonObject:
    """The document without what is read elsewhere: its proof, and the JWTs among the credentials that a presentation of
    version 1.1 lists as texts."""
    document = {name: value for name, value in inquiry.document.items() if name != "proof"}
    if inquiry.intake.kind == PRESENTATION and is_version_1(document):
        listed = items(document.get("verifiableCredential"))
        document["verifiableCredential"] = [each for each in listed if not isinstance(each, str)]
    return document


def _was_read(inquiry: Inquiry) -> bool:
    """Whether all members are known to reach a statement: from others of the same shape, or because a good proof covers
    the statements. Reading twice is waste."""
    if inquiry.known is not None and inquiry.intake.kind != PRESENTATION:
        return True
    return any(signature.covers_statements for signature in inquiry.signatures.good)
