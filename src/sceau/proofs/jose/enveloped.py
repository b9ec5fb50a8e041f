"""Signed texts as objects of a presentation: EnvelopedVerifiableCredential (VC Data Model 2.0 §4.13, §4.14)."""

from __future__ import annotations

from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError, UsageError
from sceau.linked_data.contexts import CREDENTIALS_V2
from sceau.model.shape import items

CREDENTIAL = "EnvelopedVerifiableCredential"
PRESENTATION = "EnvelopedVerifiablePresentation"
TYPES = frozenset({CREDENTIAL, PRESENTATION})

_SCHEME = "data:"
_READ = {
    # application/jwt says less than it could (RFC 7519 §10.3.1); what the text is, its own header says
    CREDENTIAL: frozenset({"application/vc+jwt", "application/vc+sd-jwt", "application/dc+sd-jwt", "application/jwt"}),
    PRESENTATION: frozenset({"application/vp+jwt", "application/vp+sd-jwt", "application/jwt"}),
}


def wrap(text: str, media_type: str | None = None) -> JsonObject:
    """The object that carries a signed text.

    Args:
        text: a compact JWS or SD-JWT.
        media_type: of ``text``, such as "application/vc+jwt"; by default what its own header says. Those of
            presentations give an EnvelopedVerifiablePresentation.

    Raises:
        InputError: for a text that is neither, see `sceau.proofs.jose.compact.parse`.
        UsageError: ``usage_wrong`` for a media type that `unwrap` would not read.
    """
    if media_type is None:
        from sceau.proofs.jose import compact  # noqa: PLC0415 — slow to import, and `unwrap` never needs it

        media_type = f"application/{compact.parse(text.partition('~')[0]).type or 'jwt'}"
    if media_type not in _READ[CREDENTIAL] | _READ[PRESENTATION]:
        raise UsageError("usage_wrong", detail=f"no envelope for {media_type[:100]}")
    kind = PRESENTATION if media_type in _READ[PRESENTATION] - _READ[CREDENTIAL] else CREDENTIAL
    return {"@context": [CREDENTIALS_V2], "id": f"{_SCHEME}{media_type},{text}", "type": [kind]}


def unwrap(value: JsonValue) -> str | None:
    """The signed text behind a member of a presentation; None for a document that carries its own proof.

    A bare text is given back: presentations of version 1.1 list JWTs so.

    Raises:
        InputError: ``credential_malformed`` for an envelope that holds no `data:` URL; ``format_unsupported`` for a
            media type that is not read here, such as COSE; ``context_missing``; ``member_malformed`` for an object
            that is no envelope and carries a signed text all the same.
    """
    if isinstance(value, str):
        return value
    if not isinstance(value, dict):
        return None
    kinds = [kind for kind in items(value.get("type")) if isinstance(kind, str) and kind in TYPES]
    if not kinds:
        _refuse_disguise(value)
        return None
    if CREDENTIALS_V2 not in items(value.get("@context")):
        raise InputError("context_missing", "/@context")
    address = value.get("id")
    if not isinstance(address, str) or not address.startswith(_SCHEME) or "," not in address:
        raise InputError("credential_malformed", "/id", "not a data: URL")
    media_type, _, text = address.removeprefix(_SCHEME).partition(",")
    if len(kinds) > 1 or media_type.lower() not in _READ[kinds[0]]:
        raise InputError("format_unsupported", "/id", media_type[:100])
    return text


def _refuse_disguise(value: JsonObject) -> None:
    """Some readers would open the text, others read what stands beside it: they must not see different things."""
    address = value.get("id")
    if isinstance(address, str) and address[: len(_SCHEME)].lower() == _SCHEME:
        media_type = address[len(_SCHEME) :].partition(",")[0].lower()
        if any(media_type in types for types in _READ.values()):
            raise InputError("member_malformed", "/id", "a signed text in what is no envelope")
