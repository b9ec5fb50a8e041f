"""Cases of bitstring status lists whose entries have several bits, or are written in unusual ways."""

from __future__ import annotations

from typing import Any

from sceau.encoding.strict_json import dumps
from sceau.status import bitstring
from sceau.status.bitstring import MIN_LENGTH, BitString
from tests.sceau.openbadges import examples
from tests.sceau.verifying import world as worlds
from tests.sceau.verifying.world import COLLEGE, INDEX, SIGNED, World
from tests.vectors.negative.case import Case, Good, Tweak

LIST = examples.STATUS_LIST
STATUS = "/credentialStatus"
ORIGIN = "credential-message"
MESSAGES = ["registered", "audited", "appealed", "undefined"]
ENTRY = bitstring.entry(LIST, INDEX, purpose="message", size=2, messages=MESSAGES)


def told(value: int = 0, *, length: int = MIN_LENGTH * 2, purpose: str = "message") -> Tweak:
    """The list says ``value`` of the credential, in two bits."""
    bits = BitString(length)
    if length >= (INDEX + 1) * 2:
        bits.set_value(INDEX, value, 2)
    listed = bitstring.credential(url=LIST, issuer=COLLEGE, bits=bits, valid_from=SIGNED, purposes=[purpose])
    return lambda world: world.publish(LIST, worlds.sign(listed))


def revoked(world: World) -> None:
    world.publish(LIST, worlds.status_list(INDEX))


def of(entry: dict[str, Any]) -> bytes:
    """The credential with this entry, signed."""
    return dumps(worlds.genuine(status=[entry]))


def entered(name: str, what: str, code: str, pointer: str, **changes: Any) -> Case:
    """One member of the entry is another one; None takes it away."""
    entry = {member: value for member, value in (ENTRY | changes).items() if value is not None}
    return Case(name, what, of(entry), "check", "status", "inconclusive", code, pointer, world=told(), origin=ORIGIN)


def respelled(name: str, what: str, **changes: Any) -> Case:
    """The holder writes the same statements otherwise, so that the revocation cannot be read."""
    document = worlds.genuine()
    document["credentialStatus"] |= changes
    return Case(
        *(name, what, dumps(document), "rejected", "status", "failed", "credential_revoked", STATUS), world=revoked
    )


CASES = [
    Case("message-set", "the issuer has attached a message to it", of(ENTRY), "check", "status", "inconclusive",
         "status_message_set", STATUS, world=told(2), origin=ORIGIN),
    Case("list-short-for-its-size", "131,072 bits, but two for each entry: half a crowd to hide in", of(ENTRY), "check",
         "status", "inconclusive", "status_list_too_short", STATUS, world=told(length=MIN_LENGTH), origin=ORIGIN),
    entered("messages-missing", "two bits for each entry, and no messages", "status_entry_malformed",
            f"{STATUS}/statusMessage", statusMessage=None),
    entered("messages-too-few", "two bits for each entry, and three messages", "status_entry_malformed",
            f"{STATUS}/statusMessage", statusMessage=ENTRY["statusMessage"][:3]),  # type: ignore[index]
    entered("messages-twice", "two messages for one value", "status_entry_malformed",
            f"{STATUS}/statusMessage/1/status", statusMessage=[ENTRY["statusMessage"][0]] * 4),  # type: ignore[index]
    entered("size-zero", "entries of no bits", "status_entry_malformed", f"{STATUS}/statusSize", statusSize=0),
    entered("size-large", "entries of 64 bits", "status_type_unsupported", f"{STATUS}/statusSize", statusSize=64),
    entered("index-beyond-for-its-size", "the index is one of the bits, but none of the entries",
            "status_index_out_of_range", STATUS, statusListIndex=str(MIN_LENGTH + 1)),
    entered("entry-is-list", "the entry bears the address of the list itself", "status_entry_malformed", f"{STATUS}/id",
            id=LIST),
    respelled("index-in-array", "revoked; the index stands in an array of one", statusListIndex=[str(INDEX)]),
    respelled("index-twice", "revoked; the index stands twice in an array", statusListIndex=[str(INDEX)] * 2),
    respelled("index-as-value", "revoked; the index is written as a value object",
              statusListIndex={"@value": str(INDEX)}),
    respelled("index-as-typed-value", "revoked; the index is written as a value object with its type", statusListIndex={
        "@value": str(INDEX), "@type": "http://www.w3.org/2001/XMLSchema#string"}),
    respelled("purpose-in-array", "revoked; the purpose stands in an array of one", statusPurpose=["revocation"]),
]  # fmt: skip

GOOD = [Good(ORIGIN, "a credential whose status has two bits", of(ENTRY), world=told())]
