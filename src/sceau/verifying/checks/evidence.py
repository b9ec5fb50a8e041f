"""Is the evidence at hand the evidence that was signed?"""

from __future__ import annotations

from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError, ResolutionError
from sceau.model import digests
from sceau.problems import Problem
from sceau.verifying.inquiry import Inquiry
from sceau.verifying.outcome import CheckResult, Outcome, answer, not_applicable

NAME = "evidence"
MAX_BYTES = 20_000_000
MOST_FETCHED = 10

_WRONG = {"differs": "evidence_altered", "unreadable": "evidence_digest_malformed"}


def run(inquiry: Inquiry) -> CheckResult:
    """Failed when a file differs from its signed digest; passed when at least one was compared and none differs.

    Evidence belongs to the holder, who may keep it back: what is not shown is a remark, never a reproach. A context
    that we know is no evidence, but its issuer must have meant the same one.
    """
    problems: list[Problem] = []
    remarks: list[Problem] = []
    facts: list[JsonValue] = []
    fetches = MOST_FETCHED if inquiry.powers.fetch_evidence else 0
    for index, resource in enumerate(inquiry.credential.related_resources):
        identifier, place = str(resource.get("id")), f"/relatedResource/{index}"
        if not isinstance(inquiry.document["relatedResource"], list):
            place = "/relatedResource"
        body = inquiry.powers.resources.get(identifier)
        if body is None and fetches and not inquiry.powers.contexts.known(identifier):
            fetches -= 1
            body = _fetched(inquiry, identifier)
        state, detail = _compared(inquiry, resource, identifier, body)
        if state == "known":
            continue
        facts.append({"id": identifier, "state": state})
        if state == "not_shown":
            remarks.append(Problem("evidence_not_shown", place))
        elif state in _WRONG:
            problems.append(Problem(_WRONG[state], place, detail))
    told: dict[str, JsonValue] = {"resources": facts}
    if problems:
        return answer(NAME, problems, told)
    if len(remarks) == len(facts):
        return not_applicable(NAME, *remarks, facts=told)
    return CheckResult(NAME, Outcome.PASSED, tuple(remarks), told)


def _compared(inquiry: Inquiry, resource: JsonObject, identifier: str, body: bytes | None) -> tuple[str, str]:
    contexts = inquiry.powers.contexts
    try:
        if contexts.known(identifier):
            return ("known" if digests.matches_context(resource, identifier, contexts) else "differs"), ""
        if body is None:
            return "not_shown", ""
        return ("matches" if digests.matches(resource, body) else "differs"), ""
    except InputError as error:
        return "unreadable", error.detail


def _fetched(inquiry: Inquiry, url: str) -> bytes | None:
    try:
        return inquiry.powers.fetch(url, max_bytes=MAX_BYTES).body
    except ResolutionError:
        return None
