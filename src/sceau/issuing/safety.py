"""What every way of signing refuses: whatever could not be read elsewhere as it was meant here."""

from __future__ import annotations

from typing import NamedTuple
from unicodedata import is_normalized, normalize

from sceau.encoding import pointer as pointers
from sceau.encoding import strict_json
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError, UsageError
from sceau.linked_data import canonical
from sceau.linked_data.compiled.ways import Known
from sceau.linked_data.contexts import Contexts
from sceau.model.digests import matches_context
from sceau.model.shape import items, shape_problems
from sceau.ports import Signer

_FACT = "nothing empty"

_ASCII = bytes(range(0x80))
# NFC touches none of them wherever they stand: letters of Latin scripts, dashes, quotation marks, narrow spaces.
_COMPOSED = frozenset(map(chr, (*range(0x80, 0x300), *range(0x2002, 0x2040))))


def readable(document: JsonObject) -> JsonObject:
    """A copy of ``document`` as programs will read it, its texts normalized to NFC.

    Raises:
        InputError: ``member_malformed`` for null or an empty array; characters and numbers that programs read
            differently, see `sceau.encoding.strict_json`.
    """
    copy, raw = _read(document)
    _refuse_empty(raw, copy)
    return copy


def _read(document: JsonObject | bytes) -> tuple[JsonObject, bytes]:
    if isinstance(document, bytes):
        copy, raw = strict_json.loads_object(document), document
    else:
        copied, raw = strict_json.copied(document)
        copy = copied if isinstance(copied, dict) else strict_json.loads_object(raw)
    if is_composed(raw) or is_normalized("NFC", raw.decode()):  # then each text in it is, too
        return copy, raw
    return {name: _normalized(value) for name, value in copy.items()}, raw


def is_composed(raw: bytes) -> bool:
    """Whether no character of the UTF-8 text ``raw`` is one that NFC touches anywhere. That is enough to know for most
    languages in Latin letters, and three times as quick as to ask.
    """
    return _COMPOSED.issuperset(raw.translate(None, _ASCII).decode())


class Signable(NamedTuple):
    """A credential that may be signed.

    Attributes:
        document: `readable`, in the shape of a credential, with whatever proof it had.
        bare: the same without proof.
        known: what linked data knows of ``bare``.
    """

    document: JsonObject
    bare: JsonObject
    known: Known | None

    def require_statements(self, contexts: Contexts) -> None:
        """See `sceau.linked_data.canonical.require_statements`."""
        if self.known is None:
            canonical.require_statements(self.bare, contexts)


def signable(document: JsonObject | bytes, signer: Signer, contexts: Contexts) -> Signable:
    """``document``, or what `sceau.encoding.strict_json.dumps` made of it, as a credential that ``signer`` may sign.

    Raises:
        InputError: as `readable`; the first flaw of its shape, see `sceau.model.shape`.
        UsageError: ``issuer_key_not_controlled`` when the key is not the issuer's.
    """
    copy, raw = _read(document)
    bare = {name: value for name, value in copy.items() if name != "proof"} if "proof" in copy else copy
    known = canonical.known(bare, contexts)
    if known is None or bare is not copy or _FACT not in known.facts:
        _refuse_empty(raw, copy)
        if known is not None:
            known.facts[_FACT] = True
    for problem in shape_problems(copy, None if known is None else known.facts):
        raise InputError(problem.code, problem.pointer, problem.detail)
    issuer = copy["issuer"]
    if signer.verification_method.partition("#")[0] != (issuer["id"] if isinstance(issuer, dict) else issuer):
        raise UsageError("issuer_key_not_controlled", "/issuer")
    return Signable(copy, bare, known)


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


def _refuse_empty(raw: bytes, document: JsonObject) -> None:
    """Null and [] reach no quad: they would be decoration that anyone may add or remove (Open Badges 3.0 §B)."""
    if b"null" in raw or b"[]" in raw:
        _refuse_empty_inside(document, "")


def _refuse_empty_inside(value: JsonValue, here: str) -> None:
    if value is None or value == []:
        raise InputError("member_malformed", here, "null or empty")
    if isinstance(value, dict):
        for name, inner in value.items():
            if name != "@context":
                _refuse_empty_inside(inner, pointers.join(here, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            _refuse_empty_inside(inner, pointers.join(here, index))
