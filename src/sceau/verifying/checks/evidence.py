"""Is the evidence at hand the evidence that was signed?"""

from __future__ import annotations

import base64
import binascii
import hashlib

from sceau.encoding import multibase
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError, ResolutionError
from sceau.model.shape import items
from sceau.problems import Problem
from sceau.verifying.inquiry import Inquiry
from sceau.verifying.outcome import CheckResult, Outcome, answer, not_applicable

NAME = "evidence"
MAX_BYTES = 20_000_000
MOST_FETCHED = 10

_STRENGTH = ("sha256", "sha384", "sha512")
_MULTIHASH = {b"\x12\x20": "sha256", b"\x20\x30": "sha384", b"\x13\x40": "sha512"}
_RAW_SHA256 = 32


def run(inquiry: Inquiry) -> CheckResult:
    """Failed when a file differs from its signed digest; passed when at least one was compared and none differs.

    Evidence belongs to the holder, who may keep it back: what is not shown is a remark, never a reproach.
    """
    problems: list[Problem] = []
    remarks: list[Problem] = []
    facts: list[JsonValue] = []
    fetches = MOST_FETCHED if inquiry.powers.fetch_evidence else 0
    for index, resource in enumerate(inquiry.credential.related_resources):
        identifier, place = str(resource.get("id")), f"/relatedResource/{index}"
        if not isinstance(inquiry.document["relatedResource"], list):
            place = "/relatedResource"
        if inquiry.powers.contexts.known(identifier):
            continue  # locked by its own digest already
        body = inquiry.powers.resources.get(identifier)
        if body is None and fetches:
            fetches -= 1
            body = _fetched(inquiry, identifier)
        state = "not_shown"
        if body is None:
            remarks.append(Problem("evidence_not_shown", place))
        else:
            try:
                state = "matches" if _matches(resource, body) else "differs"
            except InputError as error:
                state = "unreadable"
                problems.append(Problem("evidence_digest_malformed", place, error.detail))
        if state == "differs":
            problems.append(Problem("evidence_altered", place))
        facts.append({"id": identifier, "state": state})
    told: dict[str, JsonValue] = {"resources": facts}
    if problems:
        return answer(NAME, problems, told)
    if len(remarks) == len(facts):
        return not_applicable(NAME, *remarks, facts=told)
    return CheckResult(NAME, Outcome.PASSED, tuple(remarks), told)


def _fetched(inquiry: Inquiry, url: str) -> bytes | None:
    try:
        return inquiry.powers.fetch(url, max_bytes=MAX_BYTES).body
    except ResolutionError:
        return None


def _matches(resource: JsonObject, body: bytes) -> bool:
    """Whether ``body`` has every digest that the resource states, in either spelling (§5.3)."""
    answers = [_matches_sri(value, body) for value in items(resource.get("digestSRI"))]
    answers += [_matches_multibase(value, body) for value in items(resource.get("digestMultibase"))]
    if not answers:
        raise InputError("evidence_digest_malformed", detail="no digest")
    return all(answers)


def _matches_sri(value: JsonValue, body: bytes) -> bool:
    """Subresource Integrity §3.3: among several digests, any of the strongest kind."""
    digests: dict[str, set[bytes]] = {}
    for part in value.split() if isinstance(value, str) else []:
        name, _, text = part.partition("-")
        try:
            digests.setdefault(name, set()).add(base64.b64decode(text.partition("?")[0], validate=True))
        except (binascii.Error, ValueError) as error:
            raise InputError("evidence_digest_malformed", detail="not base64") from error
    known = [name for name in _STRENGTH if name in digests]
    if not known:
        raise InputError("evidence_digest_malformed", detail="no known digest")
    return hashlib.new(known[-1], body).digest() in digests[known[-1]]


def _matches_multibase(value: JsonValue, body: bytes) -> bool:
    raw = multibase.decode(value) if isinstance(value, str) else b""
    if len(raw) == _RAW_SHA256:  # without multihash header, as early examples of the specification
        return hashlib.sha256(body).digest() == raw
    name = _MULTIHASH.get(raw[:2])
    if name is None or len(raw) - 2 != hashlib.new(name).digest_size:
        raise InputError("evidence_digest_malformed", detail="no known digest")
    return hashlib.new(name, body).digest() == raw[2:]
