"""Bitstring Status List 1.0: a bit or a few for each credential, read without saying which.

Index 0 is the leftmost bit of the first byte; an entry of several bits has its highest bit first. A list holds at
least 131,072 entries, so that fetching it tells its host nothing; indexes are drawn at random, so that neighbours
tell nothing either. What an entry inside a credential says is read by `sceau.status.entry`.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sceau.encoding import base64url, datetimes
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError, UsageError
from sceau.ports import RandomBytes

MIN_LENGTH = 131_072
MAX_BYTES = 8_388_608
MAX_ENCODED = 4_000_000
MAX_SIZE = 8
"""Bits of the largest entry read or made here: 256 messages are enough."""

ENTRY_TYPE = "BitstringStatusListEntry"
LIST_TYPE = "BitstringStatusList"
CREDENTIAL_TYPE = "BitstringStatusListCredential"

REVOCATION = "revocation"
SUSPENSION = "suspension"
REFRESH = "refresh"
MESSAGE = "message"

_TRIES = 64
_MILLISECOND = timedelta(milliseconds=1)
_LONGEST = 366 * 24 * 3_600_000


class BitString:
    """A row of bits, all 0 at first.

    Args:
        length: number of bits, a multiple of 8 and at least 131,072: times the size, where entries have several.

    Raises:
        UsageError: ``usage_wrong`` for another length.
    """

    __slots__ = ("_bits",)

    def __init__(self, length: int = MIN_LENGTH) -> None:
        if length < MIN_LENGTH or length % 8:
            raise UsageError("usage_wrong", detail=f"a status list cannot have {length} bits")
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

    def value(self, index: int, size: int = 1) -> int:
        """The entry at ``index`` where every entry has ``size`` bits: a number from 0 to 2^size - 1 (§3.2).

        Raises:
            InputError: ``status_index_out_of_range``.
            UsageError: ``usage_wrong`` for a size that is not 1 to 8.
        """
        first, last, shift = self._span(index, size)
        return int.from_bytes(self._bits[first:last]) >> shift & (1 << size) - 1

    def set_value(self, index: int, value: int, size: int = 1) -> None:
        """Write ``value`` as the entry at ``index``.

        Raises:
            InputError: ``status_index_out_of_range``.
            UsageError: ``usage_wrong`` for a size that is not 1 to 8, or a value that does not fit in it.
        """
        first, last, shift = self._span(index, size)
        mask = (1 << size) - 1
        if not 0 <= value <= mask:
            raise UsageError("usage_wrong", detail=f"{value} does not fit in {size} bits")
        row = int.from_bytes(self._bits[first:last]) & ~(mask << shift) | value << shift
        self._bits[first:last] = row.to_bytes(last - first)

    def _span(self, index: int, size: int) -> tuple[int, int, int]:
        """Where the entry lies: first byte, byte after the last, and bits to its right in these."""
        require_size(size)
        if not 0 <= index < len(self) // size:
            raise InputError("status_index_out_of_range", detail=str(index))
        start, end = index * size, (index + 1) * size
        last = (end + 7) // 8
        return start // 8, last, last * 8 - end

    def encode(self) -> str:
        """`encodedList`: `u`, base64url, gzip (§3.3). The same bits give the same text."""
        return "u" + base64url.encode(gzip.compress(bytes(self._bits), mtime=0))

    @classmethod
    def decode(cls, text: str, *, size: int = 1, max_bytes: int = MAX_BYTES) -> BitString:
        """Read an `encodedList` (§3.4).

        Args:
            text: the multibase text.
            size: bits of each entry; a list of larger entries must be longer, to hide as many credentials (§3.2).
            max_bytes: longest bit row accepted; a bomb is noticed before it unfolds.

        Raises:
            InputError: ``status_list_malformed``, ``status_list_too_large`` or ``status_list_too_short``.
            UsageError: ``usage_wrong`` for a size that is not 1 to 8.
        """
        require_size(size)
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
        if len(bits) * 8 < MIN_LENGTH * size:
            raise InputError("status_list_too_short", detail=f"{len(bits) * 8 // size} entries")
        found = cls.__new__(cls)
        found._bits = bytearray(bits)
        return found


def require_size(size: int) -> None:
    """Refuse to work with entries of another size than 1 to 8 bits.

    Raises:
        UsageError: ``usage_wrong``.
    """
    if not 1 <= size <= MAX_SIZE:
        raise UsageError("usage_wrong", detail=f"a status entry of {size} bits")


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


def entry(
    list_url: str,
    index: int,
    *,
    purpose: str = REVOCATION,
    size: int = 1,
    messages: Sequence[str] = (),
    references: Sequence[str] = (),
) -> JsonObject:
    """The `credentialStatus` of one credential (§2.1).

    Args:
        list_url: where the list is served.
        index: number of the entry, not of its first bit.
        purpose: what a value other than 0 says.
        size: bits of each entry in that list, 1 to 8.
        messages: what each value from 0 to 2^size - 1 says to developers; required where ``size`` is more than 1.
            The issuer is bound by them: they are signed with the credential.
        references: addresses of more about these messages.

    Raises:
        UsageError: ``usage_wrong`` for another number of messages, or none where there must be some.
    """
    require_size(size)
    needed = size > 1 or purpose == MESSAGE
    if (needed or messages) and len(messages) != 2**size:
        raise UsageError("usage_wrong", detail=f"{2**size} messages are needed, not {len(messages)}")
    found: JsonObject = {
        "id": f"{list_url}#{index}",
        "type": ENTRY_TYPE,
        "statusPurpose": purpose,
        "statusListIndex": str(index),
        "statusListCredential": list_url,
    }
    if needed:
        found["statusSize"] = size
    if messages:
        found["statusMessage"] = [{"status": hex(value), "message": text} for value, text in enumerate(messages)]
    if references:
        found["statusReference"] = references[0] if len(references) == 1 else list(references)
    return found


def credential(
    *,
    url: str,
    issuer: str,
    bits: BitString,
    valid_from: datetime,
    valid_until: datetime | None = None,
    purposes: Sequence[str] = (REVOCATION,),
    ttl: timedelta | None = None,
) -> JsonObject:
    """The unsigned credential that carries ``bits`` (§2.2); publish it, signed, at ``url``.

    The size of the entries is told in each entry alone: the context of credentials has no word for it here, and
    what has no word cannot be signed.

    Args:
        url: where the list is served, and its `id`.
        issuer: the DID that signs it, the same as that of the credentials listed.
        bits: the row.
        valid_from: aware; `validFrom`.
        valid_until: aware; after it, verifiers report the list as out of date.
        purposes: one purpose for each list is the rule; several are written as an array.
        ttl: after how long a reader should ask again, in whole milliseconds.

    Raises:
        UsageError: ``usage_wrong`` for a ``ttl`` below a millisecond, a moment without zone, or no purpose.
    """
    if not purposes or (ttl is not None and ttl < _MILLISECOND):
        raise UsageError("usage_wrong", detail="a status list needs a purpose, and time to live when it says how long")
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
    subject: JsonObject = {
        "id": f"{url}#list",
        "type": LIST_TYPE,
        "statusPurpose": purpose,
        "encodedList": bits.encode(),
    }
    if ttl is not None:
        subject["ttl"] = ttl // _MILLISECOND
    document["credentialSubject"] = subject
    return document


def time_to_live(subject: JsonObject) -> timedelta | None:
    """After how long the list's issuer wants to be asked again (`ttl`, §2.2); None when it does not say.

    A hint for caches and no part of the answer, so a crooked one is no fault of the list.
    """
    ttl = subject.get("ttl")
    if not isinstance(ttl, int) or isinstance(ttl, bool) or not 0 < ttl <= _LONGEST:
        return None
    return ttl * _MILLISECOND
