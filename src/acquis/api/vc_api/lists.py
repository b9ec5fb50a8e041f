"""Bitstring status lists in memory: one for each issuer and purpose, gone with the process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from threading import Lock

from acquis.api.vc_api.contexts import known
from acquis.api.vc_api.issuers import Issuer, every
from acquis.platform import links
from acquis.platform.engine import engine
from sceau.encoding import strict_json
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import ResolutionError, UsageError
from sceau.issuing import issue
from sceau.model.shape import items
from sceau.ports import Fetched
from sceau.status import bitstring
from sceau.status.bitstring import BitString

PATH = "/vc-api/status/"
PURPOSES = {bitstring.REVOCATION: 1, bitstring.SUSPENSION: 1, bitstring.MESSAGE: 2}
"""What lists there are, and how many bits each of their entries has."""

USUAL = (bitstring.REVOCATION, bitstring.SUSPENSION)
MESSAGES = ("nothing", "under review", "renewed", "withdrawn at the holder's wish")


@dataclass(slots=True)
class StatusList:
    """One list.

    Attributes:
        issuer: who signs it.
        purpose: what a value other than 0 says.
        size: bits of each entry.
        bits: the row.
        places: credential id → index.
    """

    issuer: Issuer
    purpose: str
    size: int
    bits: BitString
    places: dict[str, int] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)
    lock: Lock = field(default_factory=Lock)

    @property
    def url(self) -> str:
        """Where it is served."""
        return f"{links.base()}{PATH}{self.issuer.suite}/{self.issuer.key_type}/{self.purpose}"

    def enter(self, credential_id: JsonValue) -> JsonObject:
        """A place for a credential, drawn at random: the entry to sign. Without an id it can never be updated."""
        with self.lock:
            index = bitstring.draw_index(engine().random, self.taken)
            self.taken.add(index)
            if isinstance(credential_id, str):
                self.places[credential_id] = index
        messages = MESSAGES if self.size > 1 else ()
        return bitstring.entry(self.url, index, purpose=self.purpose, size=self.size, messages=messages)

    def signed(self, now: datetime) -> JsonObject:
        """The list as a credential."""
        unsigned = bitstring.credential(
            url=self.url, issuer=self.issuer.did, bits=self.bits, valid_from=now, purposes=[self.purpose]
        )
        return issue(unsigned, signer=self.issuer.signer, now=now, contexts=known(), cryptosuite=self.issuer.suite)


@cache
def every_list() -> dict[tuple[str, str, str], StatusList]:
    """The lists, by cryptosuite, kind of key and purpose. An issuer of base proofs has none: nobody could check it."""
    return {
        (*name, purpose): StatusList(issuer, purpose, size, BitString(bitstring.MIN_LENGTH * size))
        for name, issuer in every().items()
        if not issuer.is_selective
        for purpose, size in PURPOSES.items()
    }


def enlist(credential: JsonObject, issuer: Issuer, purposes: Sequence[str]) -> JsonObject:
    """The credential with a place in lists of its issuer, beside the entries that it brings.

    Raises:
        UsageError: ``usage_wrong`` for a purpose without list, or a list that is full.
    """
    if unknown := set(purposes) - PURPOSES.keys():
        raise UsageError("usage_wrong", "/options/statusPurposes", ", ".join(sorted(unknown))[:100])
    present: list[JsonValue] = items(credential.get("credentialStatus"))
    lists = [every_list()[issuer.suite, issuer.key_type, purpose] for purpose in purposes]
    added = [each.enter(credential.get("id")) for each in lists]
    return credential | {"credentialStatus": [*present, *added]}


def update(credential_id: str, purpose: str, value: int) -> bool:
    """Change the entry of a credential; False when no list of that purpose knows it.

    Raises:
        UsageError: ``usage_wrong`` for a value that does not fit.
    """
    found = False
    for each in every_list().values():
        if each.purpose == purpose and credential_id in each.places:
            with each.lock:
                each.bits.set_value(each.places[credential_id], value, each.size)
            found = True
    return found


class OwnLists:
    """A `sceau.ports.Fetch` that knows these lists and never asks the world: anybody may call this API."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def __call__(self, url: str, *, accept: str = "*/*", max_bytes: int = 2_000_000, redirects: int = 3) -> Fetched:
        """The list at ``url``; see `sceau.ports.Fetch`."""
        for each in every_list().values():
            if each.url == url:
                return Fetched(url, strict_json.dumps(each.signed(self._now)), "application/vc")
        raise ResolutionError("fetch_failed", detail="this interface fetches nothing")
