"""Bytes of unknown kind: what they are, and the document inside."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sceau.encoding import strict_json
from sceau.encoding.strict_json import JsonObject
from sceau.errors import InputError
from sceau.model.shape import items
from sceau.openbadges import baking
from sceau.problems import Problem

_JWS = re.compile(rb"[A-Za-z0-9_-]{2,}\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+(~[A-Za-z0-9_.~-]*)?")
_BOM = b"\xef\xbb\xbf"
_BLANK = b" \t\r\n"
_OPEN_BADGES_2 = "https://w3id.org/openbadges/v"
_PRESENTATIONS = frozenset({"VerifiablePresentation", "EnvelopedVerifiablePresentation"})
_BUNDLES = frozenset({"ClrCredential", "EnvelopedVerifiableCredential"})


@dataclass(frozen=True, slots=True)
class Intake:
    """What was handed in.

    Attributes:
        carrier: "json", "png", "svg", "text" or "unknown".
        kind: "credential", "presentation", "open-badge-2", "jwt", "clr" or "unknown".
        document: the JSON object inside, None without one.
        problem: why it cannot be looked into, None when it can.
    """

    carrier: str
    kind: str
    document: JsonObject | None = None
    problem: Problem | None = None

    @classmethod
    def of(cls, document: JsonObject, carrier: str) -> Intake:
        """What kind of document this is, and whether the engine reads that kind."""
        types = {kind for kind in items(document.get("type")) if isinstance(kind, str)}
        contexts = items(document.get("@context"))
        if types & _PRESENTATIONS:
            problem = Problem("format_unsupported", "/type", "a presentation")
            return cls(carrier, "presentation", document, problem)
        if any(isinstance(context, str) and context.startswith(_OPEN_BADGES_2) for context in contexts):
            problem = Problem("badge_version_unsupported", "/@context", "Open Badges 2.0")
            return cls(carrier, "open-badge-2", document, problem)
        if types & _BUNDLES:
            # Its own proof says nothing about the credentials inside, and those are what people read.
            problem = Problem("format_unsupported", "/type", "a credential that holds others")
            return cls(carrier, "clr" if "ClrCredential" in types else "unknown", document, problem)
        return cls(carrier, "credential", document)


def recognize(data: bytes) -> Intake:
    """Look at ``data``; every flaw is told in the answer, none is raised."""
    carrier = "unknown"
    try:
        if baking.is_png(data):
            carrier, data = "png", baking.unbake(data)
        elif baking.is_svg(data):
            carrier, data = "svg", baking.unbake(data)
        return _content(data.removeprefix(_BOM).strip(_BLANK), carrier)
    except InputError as error:
        kind = "open-badge-2" if error.code == "badge_version_unsupported" else "unknown"
        return Intake(carrier, kind, problem=Problem.of(error))


def _content(data: bytes, carrier: str) -> Intake:
    if _JWS.fullmatch(data):
        unsupported = Problem("format_unsupported", detail="a compact JWS; only embedded proofs are read")
        return Intake("text" if carrier == "unknown" else carrier, "jwt", problem=unsupported)
    if carrier == "unknown":
        if not _is_text(data):
            return Intake(carrier, "unknown", problem=Problem("format_unrecognized"))
        carrier = "json"
    try:
        document = strict_json.loads(data)
    except InputError as error:
        return Intake(carrier, "unknown", problem=Problem.of(error))
    if not isinstance(document, dict):
        return Intake(carrier, "unknown", problem=Problem("credential_malformed", detail="not a JSON object"))
    return Intake.of(document, carrier)


def _is_text(data: bytes) -> bool:
    if data.startswith((b"{", b"[")):
        return True
    try:
        return "\0" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False
