"""What an SD-JWT says: its payload with every disclosure in its place (RFC 9901 §7.1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sceau.encoding import pointer as pointers
from sceau.encoding import strict_json
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError
from sceau.proofs.sd_jwt.disclosure import DIGESTS, ELLIPSIS, HASH_NAME, RESERVED, Disclosure, digest, hash_name


@dataclass(frozen=True, slots=True)
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
        claims = self._members(open_claims, "", strict_json.MAX_DEPTH)
        unused = sorted(index for index, _ in self._waiting.values())
        if unused:
            raise InputError("sd_jwt_disclosure_unused", f"/disclosures/{unused[0]}")
        return Revealed(claims, self._placed, self._withheld)

    def _value(self, value: JsonValue, here: str, levels: int) -> JsonValue:
        if isinstance(value, dict | list) and levels == 0:
            raise InputError("json_too_deep", here)
        if isinstance(value, dict):
            return self._members(value, here, levels)
        if isinstance(value, list):
            return self._items(value, here, levels)
        return value

    def _members(self, value: JsonObject, here: str, levels: int) -> JsonObject:
        found: JsonObject = {}
        for name, inner in value.items():
            if name == DIGESTS:
                continue
            if name in RESERVED:
                raise InputError("sd_jwt_malformed", pointers.join(here, name), "a reserved name")
            found[name] = self._value(inner, pointers.join(here, name), levels - 1)
        place = pointers.join(here, DIGESTS)
        digests = value.get(DIGESTS, [])
        if not isinstance(digests, list):
            raise InputError("sd_jwt_malformed", place, "not an array of digests")
        for each in digests:
            disclosure = self._take(each, place)
            if disclosure is None:
                continue
            index, claim = disclosure
            if claim.name is None:
                raise InputError("sd_jwt_disclosure_malformed", f"/disclosures/{index}", "an item in place of a member")
            if claim.name in value or claim.name in found:
                raise InputError("sd_jwt_claim_collision", pointers.join(here, claim.name))
            found[claim.name] = self._put(claim, pointers.join(here, claim.name), levels)
        return found

    def _items(self, value: list[JsonValue], here: str, levels: int) -> list[JsonValue]:
        found: list[JsonValue] = []
        for item in value:
            place = pointers.join(here, len(found))
            if not isinstance(item, dict) or ELLIPSIS not in item:
                found.append(self._value(item, place, levels - 1))
                continue
            if len(item) > 1:
                raise InputError("sd_jwt_malformed", place, "a digest with company")
            disclosure = self._take(item[ELLIPSIS], place)
            if disclosure is None:
                continue
            index, claim = disclosure
            if claim.name is not None:
                raise InputError("sd_jwt_disclosure_malformed", f"/disclosures/{index}", "a member in place of an item")
            found.append(self._put(claim, place, levels))
        return found

    def _take(self, key: JsonValue, place: str) -> tuple[int, Disclosure] | None:
        if not isinstance(key, str):
            raise InputError("sd_jwt_malformed", place, "a digest that is not a text")
        if key in self._seen:
            raise InputError("sd_jwt_digest_repeated", place)
        self._seen.add(key)
        found = self._waiting.pop(key, None)
        self._withheld += found is None
        return found

    def _put(self, claim: Disclosure, here: str, levels: int) -> JsonValue:
        self._placed[here] = claim
        return self._value(claim.value, here, levels - 1)
