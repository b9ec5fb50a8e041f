"""Whether a badge at hand says nothing but what its host says (Open Badges 2.0, HostedBadge Verification).

The host's word counts. The copy at hand may say less, may embed what the host only points to, and may spell a moment
or a type otherwise; it may not say more, nor anything else.
"""

from __future__ import annotations

from sceau.encoding import pointer as pointers
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError
from sceau.openbadges.v2.values import identifier, moment

_MOMENTS = frozenset({"issuedOn", "expires"})
_SPELLINGS = {
    "HostedBadge": "hosted",
    "SignedBadge": "signed",
    "Issuer": "Profile",
    "@type": "type",
    "@id": "id",
    "verify": "verification",
}
_NOTHING: tuple[JsonValue, ...] = (None, False, "")


def differences(at_hand: JsonObject, hosted: JsonObject) -> list[str]:
    """Pointers to what ``at_hand`` says and ``hosted`` does not say, or says otherwise."""
    return _objects(at_hand, hosted, "")


def _objects(at_hand: JsonObject, hosted: JsonObject, base: str) -> list[str]:
    theirs = {_SPELLINGS.get(name, name): value for name, value in hosted.items()}
    found: list[str] = []
    for name, value in at_hand.items():
        if name == "@context":
            continue
        place, known = pointers.join(base, name), _SPELLINGS.get(name, name)
        if known in theirs:
            found += _values(value, theirs[known], place, known)
        elif not (value in _NOTHING or value == []):
            found.append(place)
    return found


def _values(at_hand: JsonValue, hosted: JsonValue, place: str, name: str) -> list[str]:
    ours, theirs = _several(at_hand), _several(hosted)
    if name == "type":
        alike = {_SPELLINGS.get(str(each), str(each)) for each in ours} <= {
            _SPELLINGS.get(str(each), str(each)) for each in theirs
        }
        return [] if alike else [place]
    if len(ours) != len(theirs):
        return [place]
    found: list[str] = []
    for index, (one, other) in enumerate(zip(ours, theirs, strict=True)):
        here = pointers.join(place, index) if isinstance(at_hand, list) else place
        if isinstance(one, dict) and isinstance(other, dict):
            found += _objects(one, other, here)
        elif not _same(one, other, name):
            found.append(here)
    return found


def _same(one: JsonValue, other: JsonValue, name: str) -> bool:
    if isinstance(one, dict) != isinstance(other, dict):  # an object, and its address alone
        return identifier(one) == identifier(other) != ""
    if name in _MOMENTS:
        try:
            return moment(one, "", old=True) == moment(other, "", old=True)
        except InputError:
            return False
    # In Python true is 1; in JSON it is not.
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def _several(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else [value]
