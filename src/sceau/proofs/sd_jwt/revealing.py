"""What an SD-JWT says: its payload with every disclosure in its place (RFC 9901 §7.1)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from sceau.encoding import pointer as pointers
from sceau.encoding import strict_json
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError
from sceau.proofs.sd_jwt.disclosure import DIGESTS, ELLIPSIS, HASH_NAME, RESERVED, Disclosure, digest, hash_name
from sceau.records import field, record

_Place: TypeAlias = "tuple[_Place, str | int] | None"
"""Where a value stands: in what, under which name. Pointers are made of it for the few places that need one."""


@record
class Revealed:
    """The processed payload.

    Attributes:
        claims: what is said openly and what is disclosed, without any digest.
        placed: each disclosure by the JSON Pointer of its claim in ``claims``, outer ones first.
        withheld: how many digests have no disclosure: held back, or decoys.
    """

    claims: JsonObject
    placed: dict[str, Disclosure] = field(default_factory=dict)
    withheld: int = 0


def reveal(payload: JsonObject, disclosures: Iterable[Disclosure]) -> Revealed:
    """Put every disclosure where its digest stands.

    Raises:
        InputError: ``sd_jwt_hash_unsupported``; ``sd_jwt_digest_repeated`` for a digest or a disclosure that is there
            twice; ``sd_jwt_disclosure_unused`` for one that no digest asks for; ``sd_jwt_disclosure_malformed`` for a
            member where an item belongs, or the reverse; ``sd_jwt_claim_collision`` when its name is taken;
            ``sd_jwt_malformed`` for digests that are not written as such; ``json_too_deep``.
    """
    return _Revealer(disclosures, hash_name(payload)).reveal(payload)


class _Revealer:
    def __init__(self, disclosures: Iterable[Disclosure], hash_name: str) -> None:
        self._waiting: dict[str, tuple[int, Disclosure]] = {}
        self._seen: set[str] = set()
        self._placed: dict[str, Disclosure] = {}
        self._withheld = 0
        for index, disclosure in enumerate(disclosures):
            key = digest(disclosure.text, hash_name)
            if key in self._waiting:
                raise InputError("sd_jwt_digest_repeated", f"/disclosures/{index}", "the same disclosure twice")
            self._waiting[key] = (index, disclosure)

    def reveal(self, payload: JsonObject) -> Revealed:
        open_claims = {name: value for name, value in payload.items() if name != HASH_NAME}
        claims = self._members(open_claims, None, strict_json.MAX_DEPTH)
        unused = sorted(index for index, _ in self._waiting.values())
        if unused:
            raise InputError("sd_jwt_disclosure_unused", f"/disclosures/{unused[0]}")
        return Revealed(claims, self._placed, self._withheld)

    def _value(self, value: JsonValue, here: _Place, levels: int) -> JsonValue:
        if not isinstance(value, dict | list):
            return value
        if levels == 0:
            raise InputError("json_too_deep", _pointer(here))
        return self._members(value, here, levels) if isinstance(value, dict) else self._items(value, here, levels)

    def _members(self, value: JsonObject, here: _Place, levels: int) -> JsonObject:
        found: JsonObject = {}
        for name, inner in value.items():
            if name in RESERVED:
                if name == DIGESTS:
                    continue
                raise InputError("sd_jwt_malformed", _pointer((here, name)), "a reserved name")
            found[name] = self._value(inner, (here, name), levels - 1) if isinstance(inner, dict | list) else inner
        if DIGESTS in value:
            self._disclose(value, found, here, levels)
        return found

    def _disclose(self, value: JsonObject, found: JsonObject, here: _Place, levels: int) -> None:
        """Put what the digests of ``value`` stand for into ``found``."""
        digests, place = value[DIGESTS], (here, DIGESTS)
        if not isinstance(digests, list):
            raise InputError("sd_jwt_malformed", _pointer(place), "not an array of digests")
        for each in digests:
            disclosure = self._take(each, place)
            if disclosure is None:
                continue
            index, claim = disclosure
            if claim.name is None:
                raise InputError("sd_jwt_disclosure_malformed", f"/disclosures/{index}", "an item in place of a member")
            if claim.name in value or claim.name in found:
                raise InputError("sd_jwt_claim_collision", _pointer((here, claim.name)))
            found[claim.name] = self._put(claim, (here, claim.name), levels)

    def _items(self, value: list[JsonValue], here: _Place, levels: int) -> list[JsonValue]:
        found: list[JsonValue] = []
        for item in value:
            place = here, len(found)
            if not isinstance(item, dict) or ELLIPSIS not in item:
                found.append(self._value(item, place, levels - 1))
                continue
            if len(item) > 1:
                raise InputError("sd_jwt_malformed", _pointer(place), "a digest with company")
            disclosure = self._take(item[ELLIPSIS], place)
            if disclosure is None:
                continue
            index, claim = disclosure
            if claim.name is not None:
                raise InputError("sd_jwt_disclosure_malformed", f"/disclosures/{index}", "a member in place of an item")
            found.append(self._put(claim, place, levels))
        return found

    def _take(self, key: JsonValue, place: _Place) -> tuple[int, Disclosure] | None:
        if not isinstance(key, str):
            raise InputError("sd_jwt_malformed", _pointer(place), "a digest that is not a text")
        if key in self._seen:
            raise InputError("sd_jwt_digest_repeated", _pointer(place))
        self._seen.add(key)
        found = self._waiting.pop(key, None)
        self._withheld += found is None
        return found

    def _put(self, claim: Disclosure, here: _Place, levels: int) -> JsonValue:
        self._placed[_pointer(here)] = claim
        return self._value(claim.value, here, levels - 1)


def _pointer(place: _Place) -> str:
    tokens: list[str | int] = []
    while place is not None:
        place, token = place
        tokens.append(token)
    return pointers.join("", *reversed(tokens))
