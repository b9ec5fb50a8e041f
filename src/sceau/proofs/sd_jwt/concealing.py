"""What an issuer signs: claims with digests in place of those that the holder may hold back (RFC 9901 §4.2.4)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from sceau.encoding import base64url, strict_json
from sceau.encoding import pointer as pointers
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError, UsageError
from sceau.ports import RandomBytes
from sceau.proofs.sd_jwt.disclosure import (
    DEFAULT_HASH,
    DIGESTS,
    ELLIPSIS,
    HASH_NAME,
    RESERVED,
    SALT_BYTES,
    Disclosure,
    digest,
)
from sceau.proofs.sd_jwt.text import MOST_DISCLOSURES

_DECOY_BYTES = 32
_MOST_DECOYS = 100


def conceal(
    claims: JsonObject, disclosable: Sequence[str], *, random: RandomBytes, decoys: int = 0
) -> tuple[JsonObject, tuple[Disclosure, ...]]:
    """The payload to be signed and the disclosures to go with it.

    A pointer below another makes a disclosure inside a disclosure. The digests of one object are sorted, which hides
    the order of its members.

    Args:
        claims: everything; not changed.
        disclosable: JSON Pointers to members and array items.
        random: for salts and decoys, in the order of the document.
        decoys: how many digests of nothing each object with disclosable members receives, so that their number tells
            nothing.

    Raises:
        InputError: ``pointer_unmatched`` for a pointer that leads nowhere; ``member_malformed`` for a name that SD-JWT
            keeps for itself; what JSON cannot hold, see `sceau.encoding.strict_json`.
        UsageError: ``usage_wrong`` for more pointers or decoys than any reader takes.
    """
    copy = strict_json.loads_object(strict_json.dumps(claims))
    return conceal_in(copy, disclosable, random=random, decoys=decoys)


def conceal_in(
    claims: JsonObject, disclosable: Sequence[str], *, random: RandomBytes, decoys: int = 0
) -> tuple[JsonObject, tuple[Disclosure, ...]]:
    """As `conceal`, for claims that `sceau.encoding.strict_json` has read and nobody else holds: parts of them become
    parts of the payload.
    """
    if len(disclosable) > MOST_DISCLOSURES or not 0 <= decoys <= _MOST_DECOYS:
        raise UsageError("usage_wrong", detail="too many disclosures or decoys")
    concealer = _Concealer(frozenset(disclosable), random, decoys)
    payload = concealer.members(claims, "")
    if concealer.waiting:
        raise InputError("pointer_unmatched", min(concealer.waiting))
    return payload | ({HASH_NAME: DEFAULT_HASH} if concealer.made else {}), tuple(concealer.made)


class _Concealer:
    def __init__(self, chosen: frozenset[str], random: RandomBytes, decoys: int) -> None:
        self.waiting = set(chosen)
        self._sorted = sorted(chosen)
        self.made: list[Disclosure] = []
        self._random = random
        self._decoys = decoys

    def members(self, value: JsonObject, here: str) -> JsonObject:
        found: JsonObject = {}
        digests: list[str] = []
        for name, inner in value.items():
            place = pointers.join(here, name)
            if name in RESERVED:
                raise InputError("member_malformed", place, "a name reserved by SD-JWT")
            concealed = self._value(inner, place) if isinstance(inner, dict | list) else inner
            if place in self.waiting:
                digests.append(self._hide(place, name, concealed))
            else:
                found[name] = concealed
        if digests:
            digests += [digest(base64url.encode(self._random(_DECOY_BYTES))) for _ in range(self._decoys)]
            found[DIGESTS] = [*sorted(digests)]
        return found

    def _value(self, value: JsonObject | list[JsonValue], here: str) -> JsonValue:
        if not self._is_chosen_below(here):
            _refuse_reserved(value, here)
            return value
        return self.members(value, here) if isinstance(value, dict) else self._items(value, here)

    def _is_chosen_below(self, here: str) -> bool:
        prefix = f"{here}/"
        index = bisect_left(self._sorted, prefix)
        return index < len(self._sorted) and self._sorted[index].startswith(prefix)

    def _items(self, value: list[JsonValue], here: str) -> list[JsonValue]:
        found: list[JsonValue] = []
        for index, item in enumerate(value):
            place = pointers.join(here, index)
            concealed = self._value(item, place) if isinstance(item, dict | list) else item
            found.append({ELLIPSIS: self._hide(place, None, concealed)} if place in self.waiting else concealed)
        return found

    def _hide(self, place: str, name: str | None, value: JsonValue) -> str:
        self.waiting.discard(place)
        disclosure = Disclosure.make(self._random(SALT_BYTES), name, value)
        self.made.append(disclosure)
        return digest(disclosure.text)


def _refuse_reserved(value: JsonObject | list[JsonValue], here: str) -> None:
    for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
        if name in RESERVED:
            raise InputError("member_malformed", pointers.join(here, name), "a name reserved by SD-JWT")
        if isinstance(inner, dict | list):
            _refuse_reserved(inner, pointers.join(here, name))
