"""Rules about one value: each walks it and yields what is wrong with it, and where.

`sceau.openbadges.classes` puts them together to the classes of the specifications.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum

from sceau.encoding import datetimes
from sceau.encoding import pointer as pointers
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError
from sceau.linked_data.contexts import CREDENTIALS_V1, CREDENTIALS_V2
from sceau.model.shape import is_version_1, items, period_members
from sceau.openbadges import vocabulary
from sceau.problems import Problem
from sceau.records import record

SINGLE_TYPE = "a type without its array"
"""The detail of a problem that the JSON schemas of Open Badges have, and those of CLR 2.0 have not."""

Rule = Callable[[JsonValue, str], Iterator[Problem]]

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")
_LANGUAGE = re.compile(r"[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
_COUNTRY = re.compile(r"[A-Z]{2}")
_COMPACT_JWS = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def _malformed(here: str, detail: str) -> Iterator[Problem]:
    yield Problem("member_malformed", here, detail)


def text(value: JsonValue, here: str) -> Iterator[Problem]:
    """Any text."""
    if not isinstance(value, str):
        yield from _malformed(here, "not a text")


def number(value: JsonValue, here: str) -> Iterator[Problem]:
    """Any number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        yield from _malformed(here, "not a number")


def truth(value: JsonValue, here: str) -> Iterator[Problem]:
    """True or false."""
    if not isinstance(value, bool):
        yield from _malformed(here, "neither true nor false")


def moment(value: JsonValue, here: str) -> Iterator[Problem]:
    """A moment with its time zone."""
    try:
        datetimes.parse(value, here)
    except InputError as error:
        yield Problem.of(error)


def day(value: JsonValue, here: str) -> Iterator[Problem]:
    """A day of the calendar."""
    try:
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            raise ValueError
        date.fromisoformat(value)
    except ValueError:
        yield Problem("date_malformed", here)


def _spelled(pattern: re.Pattern[str], detail: str) -> Rule:
    def rule(value: JsonValue, here: str) -> Iterator[Problem]:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            yield from _malformed(here, detail)

    return rule


address = _spelled(_ADDRESS, "not an absolute URL")
language = _spelled(_LANGUAGE, "not a language tag")
country = _spelled(_COUNTRY, "not a country code")
compact_jws = _spelled(_COMPACT_JWS, "not a compact JWS")


def anything(value: JsonValue, here: str) -> Iterator[Problem]:
    """Any value."""
    yield from ()


def one_of(terms: type[StrEnum], *, extensible: bool = True) -> Rule:
    """A term of a vocabulary, or `ext:…` of somebody's own where it is ``extensible``."""
    known = vocabulary.terms(terms)

    def rule(value: JsonValue, here: str) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield from _malformed(here, "not a text")
        elif not vocabulary.belongs(value, known, extensible=extensible):
            yield Problem("term_not_in_vocabulary", here, value[:100])

    return rule


def listed(rule: Rule) -> Rule:
    """An array, each item of it by ``rule``."""

    def every(value: JsonValue, here: str) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield from _malformed(here, "not an array")
            return
        for index, item in enumerate(value):
            yield from rule(item, pointers.join(here, index))

    return every


def one_or_listed(rule: Rule) -> Rule:
    """One value or an array of them, each by ``rule``."""
    several = listed(rule)

    def chosen(value: JsonValue, here: str) -> Iterator[Problem]:
        yield from (several if isinstance(value, list) else rule)(value, here)

    return chosen


@record
class Shape:
    """One class.

    Attributes:
        members: what it may hold.
        required: what it must hold.
        kinds: of each group, one stands in `type`, an array; empty when `type` is any text.
        kind: what `type` is, when it is one text; else "".
        closed: whether other members are refused.
    """

    members: Mapping[str, Rule]
    required: tuple[str, ...] = ()
    kinds: tuple[tuple[str, ...], ...] = ()
    kind: str = ""
    closed: bool = False

    def check(self, value: JsonValue, here: str) -> Iterator[Problem]:
        """The rule of this class."""
        if not isinstance(value, dict):
            yield from _malformed(here, "not an object")
            return
        yield from self._types(value, here)
        for name in self.required:
            if name not in value:
                yield Problem("member_missing", pointers.join(here, name))
        for name, inner in value.items():
            place = pointers.join(here, name)
            if name in self.members:
                yield from self.members[name](inner, place)
            elif self.closed and name != "type":
                yield from _malformed(place, "this class takes no other members")

    def _types(self, value: JsonObject, here: str) -> Iterator[Problem]:
        if not self.kinds and not self.kind:
            return
        place = pointers.join(here, "type")
        if "type" not in value:
            yield Problem("member_missing", place)
        elif self.kind:
            if value["type"] != self.kind:
                yield from _malformed(place, f"not {self.kind}")
        elif isinstance(value["type"], str) and all(value["type"] in group for group in self.kinds):
            yield from _malformed(place, SINGLE_TYPE)
        else:
            named = value["type"]
            yield from listed(text)(named, place)
            for group in self.kinds if isinstance(named, list) else ():
                if not any(kind in items(named) for kind in group):
                    yield from _malformed(place, f"no {' or '.join(group)}")


@record
class CredentialShape(Shape):
    """One class of credentials, in either version of the data model.

    Attributes:
        contexts: what the contexts after the first must look like, in order.
    """

    contexts: tuple[re.Pattern[str], ...] = ()

    def check(self, value: JsonValue, here: str) -> Iterator[Problem]:
        """The rule of this class."""
        yield from Shape.check(self, value, here)
        if isinstance(value, dict):
            yield from self._period(value, here)
            yield from self._contexts(value, here)

    def _period(self, value: JsonObject, here: str) -> Iterator[Problem]:
        begin, end = period_members(value)
        if begin not in value:
            yield Problem("member_missing", pointers.join(here, begin))
        for name in (begin, end):
            if name in value:
                yield from moment(value[name], pointers.join(here, name))

    def _contexts(self, value: JsonObject, here: str) -> Iterator[Problem]:
        place = pointers.join(here, "@context")
        if "@context" not in value:
            yield Problem("member_missing", place)
            return
        found = value["@context"]
        if not isinstance(found, list):
            yield from _malformed(place, "not an array")
            return
        model = CREDENTIALS_V1 if is_version_1(value) else CREDENTIALS_V2
        for index, wanted in enumerate((re.compile(re.escape(model)), *self.contexts)):
            context = found[index] if index < len(found) else None
            if not isinstance(context, str) or not wanted.fullmatch(context):
                yield Problem("context_misplaced", pointers.join(place, index) if index < len(found) else place)
        for index, context in enumerate(found):
            if not isinstance(context, str | dict):
                yield from _malformed(pointers.join(place, index), "neither a URL nor an object")
