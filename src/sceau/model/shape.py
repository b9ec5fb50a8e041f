"""Whether a document has the shape of a credential (VC Data Model 2.0 §4, and 1.1 as older issuers wrote it).

Every problem is found, each with the pointer of its member. Meaning (time, status, trust) is not asked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, TypeGuard

from sceau.encoding import datetimes
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError
from sceau.linked_data.contexts import CREDENTIALS_V1, CREDENTIALS_V2
from sceau.problems import Problem

VERIFIABLE_CREDENTIAL = "VerifiableCredential"

_AN_ADDRESS = r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+"
_ADDRESS = re.compile(_AN_ADDRESS)
_ADDRESSES = re.compile(rf"(?:{_AN_ADDRESS}\n)*+")
_LANGUAGE_VALUE = frozenset({"@value", "@language", "@direction"})
_TYPED = ("credentialStatus", "credentialSchema", "termsOfUse", "evidence", "refreshService")
_IDENTIFIED = frozenset({"credentialSchema"})
_FACT = "addresses of a credential"


def shape_problems(document: JsonObject, facts: dict[str, Any] | None = None) -> list[Problem]:
    """Everything that keeps ``document`` from being a credential; empty when nothing does.

    Codes: ``context_missing``, ``member_missing``, ``member_malformed``, ``date_malformed``, ``period_inverted``.

    Args:
        document: any JSON object.
        facts: what follows from its shape, its proofs left aside; see `sceau.linked_data.compiled.ways.Known`.
    """
    if facts is None:
        return _look(document).problems
    if _FACT in facts and _holds(document, facts[_FACT]):
        return []
    shape = _look(document)
    if not shape.problems and "relatedResource" not in document:  # where two texts must not be alike
        facts.setdefault(_FACT, tuple(_path(document, pointer) for pointer in shape.addresses))
    return shape.problems


def _holds(document: JsonObject, addresses: tuple[tuple[str | int, ...], ...]) -> bool:
    """Whether the document, which has the shape of a good one, is good too: what of it hangs on values."""
    for path in addresses:
        value: Any = document
        for step in path:
            value = value[step]
        if not _ADDRESS.fullmatch(value):
            return False
    return not value_problems(document)


def _path(document: JsonObject, pointer: str) -> tuple[str | int, ...]:
    """The way to a value, whose members are all of this module's naming."""
    path: list[str | int] = []
    value: Any = document
    for part in pointer.split("/")[1:]:
        path.append(int(part) if isinstance(value, list) else part)
        value = value[path[-1]]
    return tuple(path)


def _look(document: JsonObject) -> Shape:
    shape = Shape(document)
    shape.contexts()
    shape.types(VERIFIABLE_CREDENTIAL)
    shape.address_member("id")
    shape.party("issuer", required=True)
    shape.subjects()
    shape.period()
    shape.texts()
    for name in _TYPED:
        shape.typed_objects(name)
    shape.related_resources()
    shape.proofs()
    return shape


def value_problems(document: JsonObject) -> list[Problem]:
    """Those among `shape_problems` that may differ between documents with the same names, types and kinds of values and
    good addresses: of moments and, for they are apart from what linked data knows of a document, of proofs.
    """
    shape = Shape(document)
    shape.period()
    shape.proofs()
    return shape.problems


def is_address(value: JsonValue) -> TypeGuard[str]:
    """Whether ``value`` is a URL, as far as its characters tell."""
    return isinstance(value, str) and _ADDRESS.fullmatch(value) is not None


def are_addresses(texts: Sequence[str]) -> bool:
    """Whether each of ``texts`` is one, asked of all at once."""
    together = "\n".join([*texts, ""])
    return together.count("\n") == len(texts) and _ADDRESSES.fullmatch(together) is not None


def has_model(document: JsonObject) -> bool:
    """Whether the first context is that of a version of the data model."""
    return items(document.get("@context"))[:1] in ([CREDENTIALS_V1], [CREDENTIALS_V2])


def is_version_1(document: JsonObject) -> bool:
    """Whether the first context makes it a VC Data Model 1.1 document."""
    return items(document.get("@context"))[:1] == [CREDENTIALS_V1]


def items(value: JsonValue) -> list[JsonValue]:
    """One or many as many: [] for None."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def values(value: JsonValue) -> Iterator[JsonValue]:
    """What ``value`` states, out of arrays of any depth and value objects: whoever holds a credential may write it so,
    and no signature over linked data tells the difference."""
    if isinstance(value, list):
        for item in value:
            yield from values(item)
    elif isinstance(value, dict) and "@value" in value:
        yield value["@value"]
    elif value is not None:
        yield value


def period_members(document: JsonObject) -> tuple[str, str]:
    """What the two ends of the validity period are called in this version of the data model."""
    return ("issuanceDate", "expirationDate") if is_version_1(document) else ("validFrom", "validUntil")


def moment(document: JsonObject, name: str) -> datetime | None:
    """The moment in member ``name``, None without it.

    The data model 1.1 allowed a time without zone; it is read as UTC there, and refused in 2.0.

    Raises:
        InputError: ``date_malformed``.
    """
    if name not in document:
        return None
    value = document[name]
    try:
        return datetimes.parse(value, f"/{name}")
    except InputError:
        if not is_version_1(document) or not isinstance(value, str):
            raise
        return datetimes.parse(f"{value}Z", f"/{name}")


class Shape:
    """Looks at one document; each method asks about one member and adds to ``problems``, and to ``addresses`` the
    pointers of what must be one."""

    def __init__(self, document: JsonObject) -> None:
        self._document = document
        self.problems: list[Problem] = []
        self.addresses: list[str] = []

    def _report(self, code: str, pointer: str, detail: str = "") -> None:
        self.problems.append(Problem(code, pointer, detail))

    def _each(self, name: str) -> list[tuple[str, JsonValue]]:
        """The values of a member that may hold one or several, each with its pointer."""
        value = self._document.get(name)
        if isinstance(value, list):
            return [(f"/{name}/{index}", item) for index, item in enumerate(value)]
        return [(f"/{name}", value)] if name in self._document else []

    def _require(self, name: str) -> bool:
        if name not in self._document:
            self._report("member_missing", f"/{name}")
            return False
        return True

    def contexts(self) -> None:
        listed = self._each("@context")
        if not listed or listed[0][1] not in (CREDENTIALS_V1, CREDENTIALS_V2):
            self._report("context_missing", "/@context")
        for pointer, context in listed:
            if not isinstance(context, str | dict):
                self._report("member_malformed", pointer)

    def types(self, needed: str) -> None:
        if not self._require("type"):
            return
        listed = self._each("type")
        for pointer, kind in listed:
            if not isinstance(kind, str) or not kind:
                self._report("member_malformed", pointer)
        if needed not in [kind for _, kind in listed]:
            self._report("member_malformed", "/type", f"no {needed}")

    def address_member(self, name: str) -> None:
        if name in self._document:
            self._address(self._document[name], f"/{name}")

    def party(self, name: str, *, required: bool) -> None:
        """Somebody: a URL, or an object with one as `id` (§4.7)."""
        if name not in self._document:
            if required:
                self._require(name)
            return
        party = self._document[name]
        if not isinstance(party, dict):
            self._address(party, f"/{name}")
        elif "id" in party:
            self._address(party["id"], f"/{name}/id")
        else:
            self._report("member_missing", f"/{name}/id")

    def _address(self, value: JsonValue, pointer: str) -> None:
        self.addresses.append(pointer)
        if not is_address(value):
            self._report("member_malformed", pointer, "not a URL")

    def subjects(self) -> None:
        if not self._require("credentialSubject"):
            return
        listed = self._each("credentialSubject")
        if not listed:
            self._report("member_malformed", "/credentialSubject", "empty")
        for pointer, subject in listed:
            if not isinstance(subject, dict) or not subject:
                self._report("member_malformed", pointer)
            elif "id" in subject:
                self._address(subject["id"], f"{pointer}/id")

    def period(self) -> None:
        first, last = period_members(self._document)
        if first == "issuanceDate":  # version 1.1 wants one
            self._require(first)
        ends: list[datetime | None] = []
        for name in (first, last):
            try:
                ends.append(moment(self._document, name))
            except InputError as error:
                self.problems.append(Problem.of(error))
                return
        begin, end = ends
        if begin and end and end < begin:
            self._report("period_inverted", f"/{last}")

    def texts(self) -> None:
        for name in ("name", "description"):
            for pointer, text in self._each(name):
                if not isinstance(text, str) and not _is_language_value(text):
                    self._report("member_malformed", pointer)

    def typed_objects(self, name: str) -> None:
        for pointer, value in self._each(name):
            if not isinstance(value, dict):
                self._report("member_malformed", pointer)
                continue
            if not items(value.get("type")):
                self._report("member_missing", f"{pointer}/type")
            if "id" in value:
                self._address(value["id"], f"{pointer}/id")
            elif name in _IDENTIFIED:
                self._report("member_missing", f"{pointer}/id")

    def related_resources(self) -> None:
        """VC Data Model 2.0 §5.3."""
        seen: set[str] = set()
        for pointer, resource in self._each("relatedResource"):
            if not isinstance(resource, dict):
                self._report("member_malformed", pointer)
                continue
            identifier = resource.get("id")
            self._address(identifier, f"{pointer}/id")
            if isinstance(identifier, str):
                if identifier in seen:
                    self._report("member_malformed", f"{pointer}/id", "named twice")
                seen.add(identifier)
            if not resource.keys() & {"digestSRI", "digestMultibase"}:
                self._report("member_missing", f"{pointer}/digestMultibase")

    def proofs(self) -> None:
        for pointer, proof in self._each("proof"):
            if not isinstance(proof, dict):
                self._report("member_malformed", pointer)
            elif not isinstance(proof.get("type"), str):
                self._report("member_missing", f"{pointer}/type")


def _is_language_value(value: JsonValue) -> bool:
    """VC Data Model 2.0 §11.1: a text with its language and direction."""
    return isinstance(value, dict) and isinstance(value.get("@value"), str) and value.keys() <= _LANGUAGE_VALUE
