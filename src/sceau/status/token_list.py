"""Token Status List (draft-ietf-oauth-status-list): the status of many tokens in one signed text.

Unlike a Bitstring Status List it counts bits from the least significant one, compresses with zlib, and gives each
token one value of 1, 2, 4 or 8 bits.
"""

from __future__ import annotations

import zlib
from datetime import datetime

from sceau.encoding import base64url, strict_json
from sceau.encoding.strict_json import JsonObject
from sceau.errors import InputError, UsageError
from sceau.ports import Signer
from sceau.proofs.jose import claims as registered
from sceau.proofs.jose import compact
from sceau.proofs.jose.compact import CompactJws
from sceau.records import record

TYPE = "statuslist+jwt"
MEDIA_TYPE = "application/statuslist+jwt"

VALID = 0
INVALID = 1
SUSPENDED = 2
APPLICATION_SPECIFIC = frozenset({0x03, 0x0C, 0x0D, 0x0E, 0x0F})

MIN_LENGTH = 131_072  # of the lists made here: fetching one then tells its host nothing
MAX_BYTES = 8_388_608
MAX_ENCODED = 4_000_000
_SIZES = (1, 2, 4, 8)
_BYTE = 8


class StatusList:
    """A row of status values, all `VALID` at first.

    Args:
        length: number of tokens, at least 131,072 and filling whole bytes.
        bits: of one value: 1, 2, 4 or 8.

    Raises:
        UsageError: ``usage_wrong`` for another length or size.
    """

    __slots__ = ("_row", "bits")

    def __init__(self, length: int = MIN_LENGTH, *, bits: int = 1) -> None:
        if bits not in _SIZES or length < MIN_LENGTH or length * bits % _BYTE or length * bits // _BYTE > MAX_BYTES:
            raise UsageError("usage_wrong", detail=f"no status list of {length} values of {bits} bits")
        self.bits = bits
        self._row = bytearray(length * bits // _BYTE)

    def __len__(self) -> int:
        return len(self._row) * _BYTE // self.bits

    def __getitem__(self, index: int) -> int:
        """The value at ``index``.

        Raises:
            InputError: ``status_index_out_of_range``.
        """
        place, shift = self._place(index)
        return self._row[place] >> shift & self._mask

    def __setitem__(self, index: int, value: int) -> None:
        if not 0 <= value <= self._mask:
            raise UsageError("usage_wrong", detail=f"{value} does not fit {self.bits} bits")
        place, shift = self._place(index)
        self._row[place] = self._row[place] & ~(self._mask << shift) | value << shift

    @property
    def _mask(self) -> int:
        return (1 << self.bits) - 1

    def _place(self, index: int) -> tuple[int, int]:
        if not 0 <= index < len(self):
            raise InputError("status_index_out_of_range", detail=str(index))
        place, rest = divmod(index * self.bits, _BYTE)
        return place, rest

    def encode(self) -> str:
        """`lst` (§4.1, §4.2): zlib in base64url. The same values give the same text."""
        return base64url.encode(zlib.compress(bytes(self._row), 9))

    @classmethod
    def decode(cls, text: str, *, bits: int, max_bytes: int = MAX_BYTES) -> StatusList:
        """Read a `lst`; short lists are read too.

        Args:
            text: base64url.
            bits: of one value.
            max_bytes: longest row accepted; a bomb is noticed before it unfolds.

        Raises:
            InputError: ``status_list_malformed``, ``status_list_too_large``.
        """
        if bits not in _SIZES:
            raise InputError("status_list_malformed", "/status_list/bits")
        if len(text) > MAX_ENCODED:
            raise InputError("status_list_too_large", "/status_list/lst", f"more than {MAX_ENCODED} characters")
        try:
            packed = base64url.decode(text)
            unpacker = zlib.decompressobj()
            row = unpacker.decompress(packed, max_bytes + 1)
        except (InputError, zlib.error) as error:
            raise InputError("status_list_malformed", "/status_list/lst", "not zlib in base64url") from error
        if len(row) > max_bytes:
            raise InputError("status_list_too_large", "/status_list/lst", f"more than {max_bytes} bytes")
        if not unpacker.eof or unpacker.unused_data:
            raise InputError("status_list_malformed", "/status_list/lst", "zlib does not end with the text")
        found = cls.__new__(cls)
        found.bits = bits
        found._row = bytearray(row)
        return found


@record
class Reference:
    """Where the status of a token stands.

    Attributes:
        uri: of the Status List Token.
        index: of the value in it.
    """

    uri: str
    index: int


@record
class StatusListToken:
    """A Status List Token that was read; its signature is not verified yet.

    Attributes:
        jws: the text, taken apart.
        uri: `sub`, which must be the `uri` of the reference.
        statuses: the values.
        issued_at: `iat`.
        expires: `exp`, after which it tells nothing.
        seconds_to_live: `ttl`, how long it may be kept.
        issuer: `iss`, None when the token does not say.
    """

    jws: CompactJws
    uri: str
    statuses: StatusList
    issued_at: datetime
    expires: datetime | None
    seconds_to_live: float | None
    issuer: str | None


def reference(uri: str, index: int) -> JsonObject:
    """The `status` claim of one token (§6.2)."""
    return {"status_list": {"idx": index, "uri": uri}}


def read_reference(claims: JsonObject) -> Reference | None:
    """Where the claims of a token say that its status stands; None when they name no Token Status List.

    Raises:
        InputError: ``status_entry_malformed``.
    """
    if "status" not in claims:
        return None
    status = claims["status"]
    if not isinstance(status, dict):
        raise InputError("status_entry_malformed", "/status")
    if "status_list" not in status:
        return None
    place = status["status_list"]
    if not isinstance(place, dict):
        raise InputError("status_entry_malformed", "/status/status_list")
    index, uri = place.get("idx"), place.get("uri")
    if isinstance(index, bool) or not isinstance(index, int) or index < 0:
        raise InputError("status_entry_malformed", "/status/status_list/idx")
    if not isinstance(uri, str) or ":" not in uri:
        raise InputError("status_entry_malformed", "/status/status_list/uri")
    return Reference(uri, index)


def token(
    *,
    uri: str,
    statuses: StatusList,
    signer: Signer,
    now: datetime,
    expires: datetime | None = None,
    seconds_to_live: int | None = None,
    issuer: str | None = None,
) -> str:
    """The Status List Token to be served at ``uri`` as `application/statuslist+jwt` (§5.1).

    Args:
        uri: where it is served, as the references name it.
        statuses: the values.
        signer: a key of the issuer of the tokens listed; its verification method becomes `kid`.
        now: aware moment of signing.
        expires: aware; after it verifiers need a fresh one.
        seconds_to_live: how long a verifier may keep it.
        issuer: `iss`.

    Raises:
        UsageError: ``usage_wrong`` for a key that JOSE has no algorithm for, or no positive time to live.
    """
    if seconds_to_live is not None and seconds_to_live <= 0:
        raise UsageError("usage_wrong", detail="a time to live is positive")
    payload: JsonObject = {"sub": uri, "iat": registered.seconds(now)}
    if issuer is not None:
        payload["iss"] = issuer
    if expires is not None:
        payload["exp"] = registered.seconds(expires)
    if seconds_to_live is not None:
        payload["ttl"] = seconds_to_live
    payload["status_list"] = {"bits": statuses.bits, "lst": statuses.encode()}
    return compact.sign({"typ": TYPE, "kid": signer.verification_method}, strict_json.dumps(payload), signer)


def read(text: str) -> StatusListToken:
    """Read a Status List Token.

    Raises:
        InputError: see `sceau.proofs.jose.compact.parse`; ``jws_type_wrong``; ``jwt_claim_missing``,
            ``jwt_claim_malformed``; ``status_list_malformed``, ``status_list_too_large``.
    """
    jws = compact.parse(text)
    if jws.type != TYPE:
        raise InputError("jws_type_wrong", "/protected/typ", jws.type[:100])
    claims = jws.claims()
    listed = claims.get("status_list")
    bits, row = (listed.get("bits"), listed.get("lst")) if isinstance(listed, dict) else (None, None)
    if isinstance(bits, bool) or not isinstance(bits, int) or not isinstance(row, str):
        raise InputError("status_list_malformed", "/status_list")
    seconds_to_live = claims.get("ttl")
    if "ttl" in claims and (
        isinstance(seconds_to_live, bool) or not isinstance(seconds_to_live, int | float) or seconds_to_live <= 0
    ):
        raise InputError("jwt_claim_malformed", "/ttl", "not a positive number")
    return StatusListToken(
        jws=jws,
        uri=registered.required_text(claims, "sub"),
        statuses=StatusList.decode(row, bits=bits),
        issued_at=registered.required_moment(claims, "iat"),
        expires=registered.moment(claims, "exp"),
        seconds_to_live=seconds_to_live if isinstance(seconds_to_live, int | float) else None,
        issuer=registered.text(claims, "iss"),
    )


def problem(value: int) -> str | None:
    """The problem code that a status value means (§7.1), None for `VALID`.

    ``status_value_unknown`` covers values that an application gives its own meaning, and those not assigned yet.
    """
    return {VALID: None, INVALID: "credential_revoked", SUSPENDED: "credential_suspended"}.get(
        value, "status_value_unknown"
    )
