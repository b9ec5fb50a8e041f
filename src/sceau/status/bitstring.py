"""Bitstring Status List 1.0: one bit for each credential, read without saying which.

Index 0 is the leftmost bit of the first byte. A list holds at least 131,072 entries, so that fetching it tells
its host nothing; indexes are drawn at random, so that neighbours tell nothing either.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Collection, Sequence
from datetime import datetime

from sceau.encoding import base64url, datetimes
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError, UsageError
from sceau.ports import RandomBytes

MIN_LENGTH = 131_072
MAX_BYTES = 8_388_608
MAX_ENCODED = 4_000_000

ENTRY_TYPE = "BitstringStatusListEntry"
LIST_TYPE = "BitstringStatusList"
CREDENTIAL_TYPE = "BitstringStatusListCredential"

REVOCATION = "revocation"
SUSPENSION = "suspension"
REFRESH = "refresh"

_TRIES = 64


class BitString:
    """A row of bits, all 0 at first.

    Args:
        length: number of entries, a multiple of 8 and at least 131,072.

    Raises:
        UsageError: ``usage_wrong`` for another length.
    """

    __slots__ = ("_bits",)

    def __init__(self, length: int = MIN_LENGTH) -> None:
        if length < MIN_LENGTH or length % 8:
            raise UsageError("usage_wrong", detail=f"a status list cannot have {length} entries")
        self._bits = bytearray(length // 8)

    def __len__(self) -> int:
        return len(self._bits) * 8

    def __getitem__(self, index: int) -> bool:
        """The bit at ``index``.

        Raises:
            InputError: ``status_index_out_of_range``.
        """
        return bool(self._bits[self._place(index)] & 0x80 >> index % 8)

    def __setitem__(self, index: int, value: bool) -> None:
        mask = 0x80 >> index % 8
        if value:
            self._bits[self._place(index)] |= mask
        else:
            self._bits[self._place(index)] &= ~mask

    def _place(self, index: int) -> int:
        if not 0 <= index < len(self):
            raise InputError("status_index_out_of_range", detail=str(index))
        return index // 8

    def encode(self) -> str:
        """`encodedList`: `u`, base64url, gzip (§3.3). The same bits give the same text."""
        return "u" + base64url.encode(gzip.compress(bytes(self._bits), mtime=0))

    @classmethod
    def decode(cls, text: str, *, max_bytes: int = MAX_BYTES) -> BitString:
        """Read an `encodedList` (§3.4).

        Args:
            text: the multibase text.
            max_bytes: longest bit row accepted; a bomb is noticed before it unfolds.

        Raises:
            InputError: ``status_list_malformed``, ``status_list_too_large`` or ``status_list_too_short``.
        """
        if len(text) > MAX_ENCODED:
            raise InputError("status_list_too_large", detail=f"more than {MAX_ENCODED} characters")
        if not text.startswith("u"):
            raise InputError("status_list_malformed", detail="not multibase base64url")
        try:
            packed = base64url.decode(text[1:])
            unpacker = zlib.decompressobj(wbits=31)
            bits = unpacker.decompress(packed, max_bytes + 1)
        except (InputError, zlib.error) as error:
            raise InputError("status_list_malformed", detail="not gzip in base64url") from error
        if len(bits) > max_bytes:
            raise InputError("status_list_too_large", detail=f"more than {max_bytes} bytes")
        if not unpacker.eof or unpacker.unused_data:
            raise InputError("status_list_malformed", detail="the gzip stream does not end with the text")
        if len(bits) * 8 < MIN_LENGTH:
            raise InputError("status_list_too_short", detail=f"{len(bits) * 8} entries")
        found = cls.__new__(cls)
        found._bits = bytearray(bits)
        return found


def draw_index(random: RandomBytes, taken: Collection[int], length: int = MIN_LENGTH) -> int:
    """A free index, each equally likely.

    Args:
        random: unpredictable bytes.
        taken: indexes already given out, all below ``length``.
        length: number of entries of the list.

    Raises:
        UsageError: ``usage_wrong`` when no index is free.
    """
    used = taken if isinstance(taken, (set, frozenset)) else set(taken)
    for _ in range(_TRIES):
        index = _below(length, random)
        if index not in used:
            return index
    free = [index for index in range(length) if index not in used]
    if not free:
        raise UsageError("usage_wrong", detail="the status list is full")
    return free[_below(len(free), random)]


def _below(limit: int, random: RandomBytes) -> int:
    size = (limit.bit_length() + 7) // 8
    fair = 256**size - 256**size % limit
    while (number := int.from_bytes(random(size))) >= fair:
        pass
    return number % limit


def entry(list_url: str, index: int, *, purpose: str = REVOCATION) -> JsonObject:
    """The `credentialStatus` of one credential (§2.1)."""
    return {
        "id": f"{list_url}#{index}",
        "type": ENTRY_TYPE,
        "statusPurpose": purpose,
        "statusListIndex": str(index),
        "statusListCredential": list_url,
    }


def credential(
    *,
    url: str,
    issuer: str,
    bits: BitString,
    valid_from: datetime,
    valid_until: datetime | None = None,
    purposes: Sequence[str] = (REVOCATION,),
) -> JsonObject:
    """The unsigned credential that carries ``bits`` (§2.2); publish it, signed, at ``url``.

    Args:
        url: where the list is served, and its `id`.
        issuer: the DID that signs it, the same as that of the credentials listed.
        bits: the row.
        valid_from: aware; `validFrom`.
        valid_until: aware; after it, verifiers report the list as out of date.
        purposes: one purpose for each list is the rule; several are written as an array.
    """
    purpose: JsonValue = purposes[0] if len(purposes) == 1 else list(purposes)
    document: JsonObject = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": url,
        "type": ["VerifiableCredential", CREDENTIAL_TYPE],
        "issuer": issuer,
        "validFrom": datetimes.text(valid_from),
    }
    if valid_until is not None:
        document["validUntil"] = datetimes.text(valid_until)
    document["credentialSubject"] = {
        "id": f"{url}#list",
        "type": LIST_TYPE,
        "statusPurpose": purpose,
        "encodedList": bits.encode(),
    }
    return document
