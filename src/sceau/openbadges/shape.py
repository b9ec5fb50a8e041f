"""Whether a document keeps to Open Badges 3.0 or CLR 2.0, beyond being a credential at all (§B of both).

Stricter than the JSON schema that 1EdTech publishes, by what the specification says in words: URLs are absolute and
moments have a time zone; countries and days are spelled as their standards want; a subject has an id or an identifier;
a result leads to a description of the same achievement, with a status, a value and a level that the description
allows; an `ext:` term is one word. Laxer in two places: several status entries (which the data model allows), and the
data model 1.1, for which 1EdTech has schemas of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from sceau.encoding import pointer as pointers
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.openbadges import clr
from sceau.openbadges.classes import SHAPES
from sceau.openbadges.look import Kind, kind_of, text
from sceau.openbadges.rules import SINGLE_TYPE
from sceau.openbadges.vocabulary import ResultType
from sceau.problems import Problem

MOST_PROBLEMS = 100

_DECIMAL = re.compile(r"[+-]?\d{1,30}(\.\d{1,30})?( ?%)?", re.ASCII)

_CLASSES = {
    Kind.ACHIEVEMENT: "AchievementCredential",
    Kind.ENDORSEMENT: "EndorsementCredential",
    Kind.CLR: "ClrCredential",
}


def problems(document: JsonObject) -> list[Problem]:
    """What keeps ``document`` from being an achievement credential, an endorsement or a learner record in good order;
    at most `MOST_PROBLEMS`, in document order where members are wrong, then what does not fit together.

    Codes: ``member_missing``, ``member_malformed``, ``date_malformed``, ``term_not_in_vocabulary``,
    ``context_misplaced``, ``reference_broken``, ``result_out_of_scale``; ``json_too_deep`` alone for a document that
    `sceau.encoding.strict_json` would not have read.
    """
    try:
        return list(islice(_problems(document), MOST_PROBLEMS))
    except RecursionError:
        return [Problem("json_too_deep")]


def _problems(document: JsonObject) -> Iterator[Problem]:
    kind = kind_of(document)
    if kind is Kind.OTHER:
        yield Problem("member_malformed", "/type", "no credential of Open Badges or of a learner record")
        return
    for problem in SHAPES[_CLASSES[kind]].check(document, ""):
        if kind is not Kind.CLR or problem.detail != SINGLE_TYPE:
            yield problem
    for place, subject in _objects(document.get("credentialSubject"), "/credentialSubject"):
        if kind is not Kind.ENDORSEMENT and not text(subject, "id") and not subject.get("identifier"):
            yield Problem("member_missing", pointers.join(place, "id"), "neither id nor identifier")
        if kind is Kind.ACHIEVEMENT:
            yield from _results(subject, place)
        if kind is Kind.CLR:
            yield from _associations(document, subject, place)


def _results(subject: JsonObject, here: str) -> Iterator[Problem]:
    """Results and the descriptions that they name, in the achievement that is awarded."""
    described: dict[str, JsonObject] = {}
    for place, achievement in _objects(subject.get("achievement"), pointers.join(here, "achievement")):
        inside = pointers.join(place, "resultDescription")
        for pointer, description in _objects(achievement.get("resultDescription"), inside):
            if text(description, "id") in described:
                yield Problem("reference_broken", pointers.join(pointer, "id"), "named twice")
            described[text(description, "id")] = description
            yield from _description(description, pointer)
    for pointer, result in _objects(subject.get("result"), pointers.join(here, "result")):
        named = text(result, "resultDescription")
        if named and named not in described:
            yield Problem("reference_broken", pointers.join(pointer, "resultDescription"), "not in this achievement")
        elif named:
            yield from _result(result, described[named], pointer)
        elif "achievedLevel" in result:
            yield Problem("reference_broken", pointers.join(pointer, "achievedLevel"), "a level of no description")


def _description(description: JsonObject, here: str) -> Iterator[Problem]:
    if (required := text(description, "requiredLevel")) and required not in _levels(description):
        yield Problem("reference_broken", pointers.join(here, "requiredLevel"), "not a level of this description")
    if (required := text(description, "requiredValue")) and not _fits(required, description):
        yield Problem("result_out_of_scale", pointers.join(here, "requiredValue"))


def _result(result: JsonObject, description: JsonObject, here: str) -> Iterator[Problem]:
    if text(description, "resultType") == ResultType.STATUS and "status" not in result:
        yield Problem("member_missing", pointers.join(here, "status"))
    if (level := text(result, "achievedLevel")) and level not in _levels(description):
        yield Problem("reference_broken", pointers.join(here, "achievedLevel"), "not a level of the description")
    if (value := text(result, "value")) and not _fits(value, description):
        yield Problem("result_out_of_scale", pointers.join(here, "value"))


def _levels(description: JsonObject) -> set[str]:
    return {text(level, "id") for _, level in _objects(description.get("rubricCriterionLevel"), "")}


def _fits(value: str, description: JsonObject) -> bool:
    """Whether ``value`` is on the scale: one of the allowed values; where these are numbers, within the bounds."""
    allowed = description.get("allowedValue")
    if isinstance(allowed, list) and allowed and value not in allowed:
        return False
    number = _number(value)
    lowest, highest = (_number(text(description, name)) for name in ("valueMin", "valueMax"))
    if number is None:
        return True  # letters have no order that is written down
    return (lowest is None or lowest <= number) and (highest is None or number <= highest)


def _number(written: str) -> float | None:
    return float(written.rstrip(" %")) if _DECIMAL.fullmatch(written) else None


def _associations(document: JsonObject, subject: JsonObject, here: str) -> Iterator[Problem]:
    known = clr.achievement_ids(document)
    for pointer, association in _objects(subject.get("association"), pointers.join(here, "association")):
        for name in ("sourceId", "targetId"):
            named = text(association, name)
            if named and named not in known:
                yield Problem("reference_broken", pointers.join(pointer, name), "no achievement of this record")


def _objects(value: JsonValue, here: str) -> Iterator[tuple[str, JsonObject]]:
    for index, each in enumerate(value if isinstance(value, list) else [value]):
        if isinstance(each, dict):
            yield pointers.join(here, index) if isinstance(value, list) else here, each
