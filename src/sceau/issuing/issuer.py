"""Signing a credential once everything that could make it unreadable elsewhere has been refused."""

from __future__ import annotations

from datetime import datetime
from unicodedata import normalize

from sceau.encoding import pointer as pointers
from sceau.encoding import strict_json
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError, UsageError
from sceau.linked_data.canonical import to_quads
from sceau.linked_data.contexts import Contexts
from sceau.model.credential import Credential
from sceau.ports import Signer
from sceau.proofs import add_proof

_CANONICALIZES_RDF = frozenset({"eddsa-rdfc-2022"})


def issue(
    credential: JsonObject,
    *,
    signer: Signer,
    now: datetime,
    contexts: Contexts,
    cryptosuite: str = "eddsa-rdfc-2022",
) -> JsonObject:
    """The signed credential; the same arguments give the same bytes.

    Texts are normalized to NFC. `proof` becomes an array of one object, which the Open Badges 3.0 schema wants.

    Args:
        credential: unsigned, VC Data Model 2.0 (or 1.1); not changed.
        signer: a key of the issuer: its verification method belongs to the very DID in `issuer`.
        now: aware moment of signing.
        contexts: those that the credential may name.
        cryptosuite: one of `sceau.proofs.catalogue.names`.

    Raises:
        InputError: what is wrong with the credential and where: its shape (see `sceau.model.shape`), null or an
            empty array, members that would stay unsigned (``term_undefined`` …), characters that programs
            read differently.
        UsageError: ``usage_wrong`` when it is signed already, or the key does not fit the suite;
            ``issuer_key_not_controlled`` when the key is not the issuer's.
    """
    if "proof" in credential:
        raise UsageError("usage_wrong", "/proof", "signed already")
    document = strict_json.loads_object(strict_json.dumps(credential))
    _refuse_empty(document, "")
    document = {name: _normalized(value) for name, value in document.items()}
    parsed = Credential.parse(document)
    if signer.verification_method.partition("#")[0] != parsed.issuer_id:
        raise UsageError("issuer_key_not_controlled", "/issuer")
    if cryptosuite not in _CANONICALIZES_RDF:
        # A JCS proof would cover undefined terms too; readers of linked data would still not see them.
        to_quads(document, contexts)
    return add_proof(document, signer=signer, cryptosuite=cryptosuite, created=now, contexts=contexts)


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
