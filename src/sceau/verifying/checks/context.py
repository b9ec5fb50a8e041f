"""Do its words have one known meaning?"""

from __future__ import annotations

from sceau.encoding.strict_json import JsonValue
from sceau.errors import InputError
from sceau.linked_data.canonical import to_quads
from sceau.model.shape import items
from sceau.problems import Problem
from sceau.verifying import spelling
from sceau.verifying.inquiry import Inquiry
from sceau.verifying.outcome import CheckResult, answer

NAME = "context"


def run(inquiry: Inquiry) -> CheckResult:
    """Failed when a protected term is redefined, a member has no meaning or hides behind another spelling; open
    when a context is unknown or written into the document."""
    document = inquiry.document
    problems = list(spelling.problems(document, inquiry.powers.contexts))
    if not any(problem.code == "context_unknown" for problem in problems) and not _was_read(inquiry):
        try:
            # Not its proof: that is read by the check "proof".
            to_quads({name: value for name, value in document.items() if name != "proof"}, inquiry.powers.contexts)
        except InputError as error:
            problems.append(Problem.of(error))
    contexts: list[JsonValue] = [each for each in items(document.get("@context")) if isinstance(each, str)]
    return answer(NAME, problems, {"contexts": contexts})


def _was_read(inquiry: Inquiry) -> bool:
    """Whether a good proof covers the statements: then every member reached one, and reading twice is waste."""
    return any(signature.covers_statements for signature in inquiry.signatures.good)
