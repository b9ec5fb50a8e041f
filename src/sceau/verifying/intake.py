"""Bytes of unknown kind: what they are, how they are secured, and the document inside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sceau.encoding import strict_json
from sceau.encoding.strict_json import JsonObject
from sceau.errors import InputError
from sceau.model.presentation import VERIFIABLE_PRESENTATION
from sceau.model.shape import items
from sceau.openbadges.v2.contexts import CONTEXTS as OPEN_BADGES_2
from sceau.problems import Problem
from sceau.proofs.jose import enveloped
from sceau.records import record

if TYPE_CHECKING:
    from sceau.openbadges.baked import Unbaked
    from sceau.proofs.jose.envelope import Envelope
    from sceau.proofs.sd_jwt.credential import SdJwtCredential

_BASE64URL = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
_SEPARATORS = re.compile(rb"\.\.(~[.~]*)?")  # of a JWS, or an SD-JWT with its disclosures
_BOM = b"\xef\xbb\xbf"
_BLANK = b" \t\r\n"

CREDENTIAL, PRESENTATION, CLR, SD_JWT_VC, OPEN_BADGE_2, UNKNOWN = (
    *("credential", "presentation", "clr"),
    *("sd-jwt-vc", "open-badge-2", "unknown"),
)
EMBEDDED, JWT, SD_JWT, HOSTED = "embedded", "jwt", "sd-jwt", "hosted"


@record
class Intake:
    """What was handed in.

    Attributes:
        carrier: "json", "text", "png", "svg", "pdf" or "unknown": what the bytes were.
        kind: "credential", "presentation", "clr", "sd-jwt-vc", "open-badge-2" or "unknown".
        document: the JSON object inside (for an SD-JWT the claims that are shown), None without one.
        problem: why it cannot be looked into, None when it can.
        secured: "embedded", "jwt" or "sd-jwt": where the signature is; "hosted": there is none, its host vouches.
        envelope: the JWT around the document.
        sd_jwt: the SD-JWT around it.
        text: the JWS or SD-JWT as received, or the address that a picture holds; "" for JSON.
    """

    carrier: str
    kind: str
    document: JsonObject | None = None
    problem: Problem | None = None
    secured: str = EMBEDDED
    envelope: Envelope | None = None
    sd_jwt: SdJwtCredential | None = None
    text: str = ""

    @property
    def claims(self) -> JsonObject:
        """What the signed text around the document says, that document included; {} without one."""
        return self.sd_jwt.claims if self.sd_jwt else self.envelope.claims if self.envelope else {}

    @classmethod
    def of(cls, document: JsonObject, carrier: str) -> Intake:
        """What kind of document this is. An enveloped credential or presentation is opened."""
        try:
            inner = enveloped.unwrap(document)
        except InputError as error:
            return cls(carrier, UNKNOWN, document, Problem.of(error))
        if inner is not None:
            return _signed_text(inner, carrier)
        kind = _kind(document)
        return cls(carrier, kind, document, secured=HOSTED if kind == OPEN_BADGE_2 else EMBEDDED)


def recognize(data: bytes) -> Intake:
    """Look at ``data``; every flaw is told in the answer, none is raised."""
    if data.startswith(b"{"):
        return _content(data.rstrip(_BLANK), "unknown")
    from sceau.openbadges import baking, pdf  # noqa: PLC0415 — slow to import, most badges are JSON

    carrier = "unknown"
    try:
        if baking.is_png(data) or baking.is_svg(data):
            carrier = "png" if baking.is_png(data) else "svg"
            return _unbaked(baking.look(data), carrier)
        if pdf.is_pdf(data):
            carrier = "pdf"
            data = pdf.unbake(data)
        return _content(data.removeprefix(_BOM).strip(_BLANK), carrier)
    except InputError as error:
        return Intake(carrier, UNKNOWN, problem=Problem.of(error))


def _unbaked(found: Unbaked, carrier: str) -> Intake:
    from sceau.openbadges.baked import Generation  # noqa: PLC0415 — see above

    body = found.body.strip(_BLANK)
    if found.generation is Generation.OB2 and body.startswith((b"https://", b"http://")):
        # The oldest pictures hold no more than the address of an assertion.
        return Intake(carrier, OPEN_BADGE_2, secured=HOSTED, text=body.decode("utf-8", "replace"))
    return _content(body, carrier)


def _content(data: bytes, carrier: str) -> Intake:
    if _is_signed_text(data):
        return _signed_text(data.decode(), "text" if carrier == "unknown" else carrier)
    if carrier == "unknown":
        if not _is_text(data):
            return Intake(carrier, UNKNOWN, problem=Problem("format_unrecognized"))
        carrier = "json"
    try:
        document = strict_json.loads(data)
    except InputError as error:
        return Intake(carrier, UNKNOWN, problem=Problem.of(error))
    if not isinstance(document, dict):
        return Intake(carrier, UNKNOWN, problem=Problem("credential_malformed", detail="not a JSON object"))
    return Intake.of(document, carrier)


def _is_signed_text(data: bytes) -> bool:
    """Whether ``data`` is written as a compact JWS or an SD-JWT is. What is left without the alphabet tells it five
    times sooner than a pattern over the whole."""
    if data[:1] not in _BASE64URL or data.find(b".") <= 1:
        return False
    return _SEPARATORS.fullmatch(data.translate(None, _BASE64URL)) is not None


def _signed_text(text: str, carrier: str) -> Intake:
    """A compact JWS, or an SD-JWT with its disclosures."""
    secured = SD_JWT if "~" in text else JWT
    try:
        if secured == SD_JWT:
            from sceau.proofs.sd_jwt import credential as sd_jwt  # noqa: PLC0415 — see above

            found = sd_jwt.read(text)
            kind = _kind(found.document) if found.is_vcdm else SD_JWT_VC
            return Intake(carrier, kind, found.document, secured=secured, sd_jwt=found, text=text)
        from sceau.proofs.jose import compact, envelope  # noqa: PLC0415 — see above

        jws = compact.parse(text)
        claims = jws.claims()
        if _kind(claims) == OPEN_BADGE_2:  # an assertion of the former generation
            return Intake(carrier, OPEN_BADGE_2, claims, secured=secured, text=text)
        opened = envelope.opened(jws, claims)
        kind = _kind(opened.document)
        return Intake(carrier, kind, opened.document, secured=secured, envelope=opened, text=text)
    except InputError as error:
        return Intake(carrier, UNKNOWN, problem=Problem.of(error), secured=secured, text=text)


def _kind(document: JsonObject) -> str:
    types = {kind for kind in items(document.get("type")) if isinstance(kind, str)}
    contexts = items(document.get("@context"))
    if VERIFIABLE_PRESENTATION in types:
        return PRESENTATION
    if OPEN_BADGES_2.intersection(context for context in contexts if isinstance(context, str)):
        return OPEN_BADGE_2
    return CLR if "ClrCredential" in types else CREDENTIAL


def _is_text(data: bytes) -> bool:
    if data.startswith((b"{", b"[")):
        return True
    try:
        return "\0" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False
