"""What every way of signing refuses: whatever could not be read elsewhere as it was meant here."""

from __future__ import annotations

from unicodedata import is_normalized, normalize

from sceau.encoding import pointer as pointers
from sceau.encoding import strict_json
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError, UsageError
from sceau.linked_data.contexts import Contexts
from sceau.model.credential import Credential
from sceau.model.digests import matches_context
from sceau.model.shape import items
from sceau.ports import Signer


def readable(document: JsonObject) -> JsonObject:
    """A copy of ``document`` as programs will read it, its texts normalized to NFC.

    Raises:
        InputError: ``member_malformed`` for null or an empty array; characters and numbers that programs read
            differently, see `sceau.encoding.strict_json`.
    """
    raw = strict_json.dumps(document)
    copy = strict_json.loads_object(raw)
    if b"null" in raw or b"[]" in raw:
        _refuse_empty(copy, "")
    if is_normalized("NFC", raw.decode()):  # then each text in it is, too
        return copy
    return {name: _normalized(value) for name, value in copy.items()}


def credential_of(document: JsonObject, signer: Signer) -> Credential:
    """``document``, `readable`, as a credential that ``signer`` may sign.

    Raises:
        InputError: as `readable`; the first flaw of its shape, see `sceau.model.shape`.
        UsageError: ``issuer_key_not_controlled`` when the key is not the issuer's.
    """
    parsed = Credential.parse(readable(document))
    if signer.verification_method.partition("#")[0] != parsed.issuer_id:
        raise UsageError("issuer_key_not_controlled", "/issuer")
    return parsed


def refuse_other_contexts(document: JsonObject, contexts: Contexts) -> None:
    """Refuse a credential that names a known context by the digest of another: no verifier will find it (VC Data
    Model 2.0 §5.3).

    Raises:
        InputError: ``evidence_altered``, ``evidence_digest_malformed``.
    """
    several = isinstance(document.get("relatedResource"), list)
    for index, resource in enumerate(items(document.get("relatedResource"))):
        url = str(resource["id"]) if isinstance(resource, dict) else ""
        if not isinstance(resource, dict) or not contexts.known(url):
            continue
        place = f"/relatedResource/{index}" if several else "/relatedResource"
        try:
            same = matches_context(resource, url, contexts)
        except InputError as error:
            raise InputError("evidence_digest_malformed", place, error.detail) from error
        if not same:
            raise InputError("evidence_altered", place)


def _normalized(value: JsonValue) -> JsonValue:
    if isinstance(value, str):
        return normalize("NFC", value)
    if isinstance(value, list):
        return [_normalized(item) for item in value]
    if isinstance(value, dict):
        return {name: _normalized(inner) for name, inner in value.items()}
    return value


def _refuse_empty(value: JsonValue, here: str) -> None:
    """Null and [] reach no quad: they would be decoration that anyone may add or remove (Open Badges 3.0 §B)."""
    if value is None or value == []:
        raise InputError("member_malformed", here, "null or empty")
    if isinstance(value, dict):
        for name, inner in value.items():
            if name != "@context":
                _refuse_empty(inner, pointers.join(here, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            _refuse_empty(inner, pointers.join(here, index))
