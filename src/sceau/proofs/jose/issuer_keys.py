"""The keys of an issuer that is an https address: JWT VC Issuer Metadata (SD-JWT VC §4) and JWK Sets (RFC 7517 §5).

Pure: `metadata_address` says what to fetch, `read_metadata` and `read_key_set` read what came, `choose` picks the key.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from sceau.encoding import strict_json
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError
from sceau.keys import jwk
from sceau.keys.multikey import PublicKey
from sceau.proofs.jose import compact
from sceau.proofs.jose.compact import CompactJws
from sceau.records import record

WELL_KNOWN = "/.well-known/jwt-vc-issuer"
MAX_BYTES = 200_000
MOST_KEYS = 100


@record
class NamedKey:
    """A key of a JWK Set.

    Attributes:
        key_id: `kid`, None when it has none.
        thumbprint: RFC 7638, SHA-256.
        public_key: the key.
    """

    key_id: str | None
    thumbprint: str
    public_key: PublicKey


@record
class IssuerMetadata:
    """What an issuer publishes: its keys, or where they stand.

    Attributes:
        keys: those of a kind known here; empty when ``key_set_address`` is given.
        key_set_address: `jwks_uri`.
    """

    keys: tuple[NamedKey, ...]
    key_set_address: str | None


def metadata_address(issuer: str) -> str:
    """Where the metadata of ``issuer`` stands: the well-known path comes between host and path.

    Raises:
        InputError: ``issuer_metadata_malformed`` at `/iss` for anything but an https address without query and
            fragment.
    """
    try:
        parts = urlsplit(issuer)
    except ValueError as error:
        raise InputError("issuer_metadata_malformed", "/iss", "not an address") from error
    if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc or "?" in issuer or "#" in issuer:
        raise InputError("issuer_metadata_malformed", "/iss", "not an https address")
    return f"https://{parts.netloc}{WELL_KNOWN}{parts.path.removesuffix('/')}"


def read_metadata(body: bytes, issuer: str) -> IssuerMetadata:
    """The metadata of ``issuer``.

    Raises:
        InputError: ``issuer_metadata_malformed`` when they are of another issuer, or hold both keys and their address,
            or neither.
    """
    document = _object(body)
    if document.get("issuer") != issuer:
        raise InputError("issuer_metadata_malformed", "/issuer", "of another issuer")
    if ("jwks" in document) == ("jwks_uri" in document):
        raise InputError("issuer_metadata_malformed", "/jwks", "both keys and their address, or neither")
    if "jwks" in document:
        return IssuerMetadata(_keys(document["jwks"], "/jwks"), None)
    address = document["jwks_uri"]
    if not isinstance(address, str) or not address.startswith("https://"):
        raise InputError("issuer_metadata_malformed", "/jwks_uri", "not an https address")
    return IssuerMetadata((), address)


def read_key_set(body: bytes) -> tuple[NamedKey, ...]:
    """The keys of a JWK Set that are of a kind known here.

    Raises:
        InputError: ``issuer_metadata_malformed``, also beyond `MOST_KEYS`.
    """
    return _keys(_object(body), "")


def choose(keys: tuple[NamedKey, ...], jws: CompactJws) -> PublicKey:
    """The key that ``jws`` names by `kid` or thumbprint; without `kid`, the only one of its algorithm.

    Raises:
        InputError: ``jws_key_chain_unsupported`` for an X.509 chain in place of a name; ``jws_key_unidentified`` when
            no name is given and several keys fit; ``verification_method_missing``.
    """
    name = jws.key_id
    if name is None and "x5c" in jws.header:
        raise InputError("jws_key_chain_unsupported", "/protected/x5c")
    kind = compact.key_kind(jws)
    fitting = [key for key in keys if key.public_key.kind == kind]
    if name is not None:
        fitting = [key for key in fitting if name in (key.key_id, key.thumbprint)]
    if not fitting:
        raise InputError("verification_method_missing", "/protected/kid", (name or "")[:200])
    if len({key.public_key for key in fitting}) > 1:
        raise InputError("jws_key_unidentified", "/protected/kid", f"{len(fitting)} keys fit")
    return fitting[0].public_key


def _object(body: bytes) -> JsonObject:
    try:
        return strict_json.loads_object(body, max_bytes=MAX_BYTES)
    except InputError as error:
        raise InputError("issuer_metadata_malformed", error.pointer, error.code) from error


def _keys(value: JsonValue, here: str) -> tuple[NamedKey, ...]:
    listed = value.get("keys") if isinstance(value, dict) else None
    if not isinstance(listed, list) or len(listed) > MOST_KEYS:
        raise InputError("issuer_metadata_malformed", f"{here}/keys")
    found: list[NamedKey] = []
    for index, each in enumerate(listed):
        if not isinstance(each, dict) or not isinstance(each.get("kid", ""), str):
            raise InputError("issuer_metadata_malformed", f"{here}/keys/{index}")
        if each.get("use", "sig") != "sig":
            continue
        try:
            key_id = each.get("kid")
            found.append(
                NamedKey(key_id if isinstance(key_id, str) else None, jwk.thumbprint(each), jwk.to_public_key(each))
            )
        except InputError:
            continue  # a key of another kind does not spoil the others (RFC 7517 §5)
    return tuple(found)
