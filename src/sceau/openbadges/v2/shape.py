"""Whether a document has the shape of an Open Badges 2.0 object. Every problem is found, each with its pointer.

Asked for is what reading and verifying need; members that nobody here reads may be anything.
"""

from __future__ import annotations

from collections.abc import Callable

from sceau.encoding import pointer as pointers
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError
from sceau.openbadges.v2 import recipient
from sceau.openbadges.v2.contexts import CONTEXT_V1, CONTEXTS
from sceau.openbadges.v2.values import identifier, is_address, moment, origin, texts
from sceau.problems import Problem

HOSTED, SIGNED = "hosted", "signed"
MAX_EVIDENCE = 200

_KINDS = {"hosted": HOSTED, "HostedBadge": HOSTED, "signed": SIGNED, "SignedBadge": SIGNED}
_VOCABULARY = ("obi:", "https://w3id.org/openbadges#")


def is_old(document: JsonObject) -> bool:
    """Whether the document follows 1.1, whose dates and verification are written otherwise."""
    return CONTEXT_V1 in texts(document.get("@context"))


def types(document: JsonObject) -> set[str]:
    """Its types, without the prefix of the vocabulary."""
    found = texts(document.get("type")) or texts(document.get("@type"))
    return {_bare(each) for each in found}


def verification(document: JsonObject) -> JsonObject:
    """The instructions of an assertion, under either of their names; {} without any."""
    found = document.get("verification", document.get("verify"))
    return found if isinstance(found, dict) else {}


def kind(document: JsonObject) -> str:
    """ "hosted" or "signed"; "" for an assertion that is to be verified in another way."""
    instructions = verification(document)
    return next((_KINDS[each] for each in map(_bare, texts(instructions.get("type"))) if each in _KINDS), "")


def address(document: JsonObject) -> str:
    """Where a hosted assertion lies: its id, in 1.1 also `verify.url`."""
    if is_old(document) and isinstance(url := verification(document).get("url"), str):
        return url
    return identifier(document)


def assertion_problems(document: JsonObject) -> list[Problem]:
    """Everything that keeps ``document`` from being an assertion, its embedded badge class and issuer included.

    Codes: ``context_missing``, ``member_missing``, ``member_malformed``, ``date_malformed``,
    ``proof_type_unsupported``.
    """
    shape = _Shape(document)
    if not CONTEXTS & set(texts(document.get("@context"))):
        shape.report("context_missing", "@context")
    shape.type_of("Assertion")
    if not (is_old(document) and identifier(document) == "" and "uid" in document):
        shape.require("id", is_address)
    if document.get("revoked") is True:  # often stripped down to its id (§Assertion)
        return shape.problems
    shape.recipient()
    if shape.require("badge", lambda value: isinstance(value, dict) or is_address(value)):
        badge = document["badge"]
        if isinstance(badge, dict):
            shape.problems += badge_problems(badge, "/badge")
    shape.verification()
    for name in ("issuedOn", "expires"):
        shape.moment(name, required=name == "issuedOn")
    evidence = document.get("evidence")
    if isinstance(evidence, list) and len(evidence) > MAX_EVIDENCE:
        shape.report("member_malformed", "evidence", f"more than {MAX_EVIDENCE}")
    return shape.problems


def badge_problems(document: JsonObject, base: str = "") -> list[Problem]:
    """Everything that keeps ``document`` from being a badge class."""
    shape = _Shape(document, base)
    shape.type_of("BadgeClass")
    shape.require("id", is_address)
    for name in ("name", "description"):
        shape.require(name, _is_text)
    shape.require("criteria", lambda value: isinstance(value, str | dict))
    if shape.require("issuer", lambda value: bool(identifier(value))):
        issuer = document["issuer"]
        if isinstance(issuer, dict):
            shape.problems += issuer_problems(issuer, f"{base}/issuer")
        elif not is_address(issuer):
            shape.report("member_malformed", "issuer", "not a URL")
    return shape.problems


def issuer_problems(document: JsonObject, base: str = "") -> list[Problem]:
    """Everything that keeps ``document`` from being the profile of an issuer."""
    shape = _Shape(document, base)
    shape.type_of("Issuer", "Profile")
    shape.require("id", is_address)
    shape.require("name", _is_text)
    return shape.problems


def key_problems(document: JsonObject, base: str = "") -> list[Problem]:
    """Everything that keeps ``document`` from being a CryptographicKey."""
    shape = _Shape(document, base)
    shape.require("publicKeyPem", lambda value: isinstance(value, str))
    shape.require("owner", is_address)
    return shape.problems


def list_problems(document: JsonObject, base: str = "") -> list[Problem]:
    """Everything that keeps ``document`` from being a revocation list."""
    shape = _Shape(document, base)
    shape.type_of("RevocationList")
    shape.require("revokedAssertions", lambda value: isinstance(value, str | dict | list))
    return shape.problems


class _Shape:
    def __init__(self, document: JsonObject, base: str = "") -> None:
        self._document = document
        self._base = base
        self.problems: list[Problem] = []

    def report(self, code: str, name: str, detail: str = "") -> None:
        self.problems.append(Problem(code, pointers.join(self._base, name), detail))

    def require(self, name: str, fits: Callable[[JsonValue], bool]) -> bool:
        if name not in self._document:
            self.report("member_missing", name)
        elif not fits(self._document[name]):
            self.report("member_malformed", name)
        else:
            return True
        return False

    def type_of(self, *names: str) -> None:
        if "type" not in self._document and "@type" not in self._document:
            self.report("member_missing", "type")
        elif not types(self._document) & set(names):
            self.report("member_malformed", "type", f"no {names[0]}")

    def moment(self, name: str, *, required: bool) -> None:
        if name not in self._document:
            if required:
                self.report("member_missing", name)
            return
        try:
            moment(self._document[name], pointers.join(self._base, name), old=is_old(self._document))
        except InputError as error:
            self.problems.append(Problem.of(error))

    def recipient(self) -> None:
        if not self.require("recipient", lambda value: isinstance(value, dict)):
            return
        inner = _Shape(_object(self._document["recipient"]), f"{self._base}/recipient")
        inner.require("identity", lambda value: isinstance(value, str) and bool(value))
        inner.require("type", lambda value: bool(texts(value)))
        for name, kind_of in (("hashed", bool), ("salt", str)):
            if not isinstance(inner._document.get(name, kind_of()), kind_of):
                inner.report("member_malformed", name)
        identity = inner._document.get("identity")
        if inner._document.get("hashed") is True and isinstance(identity, str) and not recipient.is_hash(identity):
            inner.report("member_malformed", "identity", "not a known hash")
        self.problems += inner.problems

    def verification(self) -> None:
        names = [name for name in ("verification", "verify") if name in self._document]
        if not names:
            self.report("member_missing", "verification")
        elif len(names) > 1 and self._document["verification"] != self._document["verify"]:
            self.report("member_malformed", "verify", "told twice")
        elif not isinstance(self._document[names[0]], dict):
            self.report("member_malformed", names[0])
        elif not kind(self._document):
            self.report("proof_type_unsupported", f"{names[0]}")
        elif kind(self._document) == HOSTED and not origin(address(self._document)):
            self.report("member_malformed", "id", "hosted nowhere")


def _bare(name: str) -> str:
    for prefix in _VOCABULARY:
        name = name.removeprefix(prefix)
    return name


def _is_text(value: JsonValue) -> bool:
    """A text, or texts with their languages (JSON-LD 1.1 §4.2.4)."""
    for each in value if isinstance(value, list) else [value]:
        text = each.get("@value") if isinstance(each, dict) else each
        if not isinstance(text, str) or not text:
            return False
    return value != []


def _object(value: JsonValue) -> JsonObject:
    return value if isinstance(value, dict) else {}
