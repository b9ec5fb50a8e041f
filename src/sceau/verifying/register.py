"""A register of recognised issuers: who may issue what, since when and until when.

The document::

    {"type": "IssuerRegister", "publisher": DID, "updated": moment, "issuers": [
        {"id": DID, "name": {"fr": …, "en": …}, "recognizedFor": ["MicroCredential"],
         "from": moment, "until": moment | null, "status": "recognized" | "suspended" | "withdrawn"}],
     "proof": DataIntegrityProof eddsa-jcs-2022 of the publisher}

An issuer may have several entries, one after the other. Who hands a register to the verifier vouches for choosing it.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sceau.encoding import datetimes
from sceau.encoding.strict_json import JsonObject, JsonValue, loads_object
from sceau.errors import InputError
from sceau.records import field, record

TYPE = "IssuerRegister"
MAX_BYTES = 5_000_000
STATES = frozenset({"recognized", "suspended", "withdrawn"})


class Standing(StrEnum):
    """What the register says of an issuer at a moment."""

    RECOGNIZED = "recognized"
    OTHER_KIND = "other_kind"
    SUSPENDED = "suspended"
    ENDED = "ended"
    UNKNOWN = "unknown"


@record
class Entry:
    """One period of recognition.

    Attributes:
        id: DID of the issuer.
        names: language → name.
        kinds: values of `achievementType` that it may issue; empty means all.
        begins: first moment.
        ends: first moment after, None while open.
        state: "recognized", "suspended" or "withdrawn".
    """

    id: str
    names: dict[str, str]
    kinds: frozenset[str]
    begins: datetime
    ends: datetime | None
    state: str

    def covers(self, moment: datetime) -> bool:
        """Whether ``moment`` lies in the period."""
        return self.begins <= moment and (self.ends is None or moment < self.ends)

    def standing(self, at: datetime, kind: str) -> Standing:
        """What this entry says of an award of ``kind`` decided at ``at``.

        A suspension that lasts concerns everything, for its reason may lie in the past; one that was lifted concerns
        what was awarded while it lasted. A withdrawal leaves standing what was awarded before the period's end.
        """
        if self.state == "suspended":
            return Standing.SUSPENDED if self.ends is None or self.covers(at) else Standing.UNKNOWN
        if at < self.begins:
            return Standing.UNKNOWN
        if not self.covers(at) or (self.state == "withdrawn" and self.ends is None):
            return Standing.ENDED
        return Standing.RECOGNIZED if not self.kinds or kind in self.kinds else Standing.OTHER_KIND


@record
class Register:
    """A register as read; its proof is checked when it is used.

    Attributes:
        publisher: DID.
        updated: when it was made.
        entries: by DID of the issuer.
        raw: the document.
    """

    publisher: str
    updated: datetime
    entries: dict[str, tuple[Entry, ...]] = field(repr=False)
    raw: JsonObject = field(repr=False)

    @classmethod
    def parse(cls, data: bytes | JsonObject) -> Register:
        """Read a register.

        Raises:
            InputError: ``register_malformed`` with the pointer of the guilty member.
        """
        try:
            document = data if isinstance(data, dict) else loads_object(data, max_bytes=MAX_BYTES)
            if document.get("type") != TYPE:
                raise InputError("register_malformed", "/type")
            publisher = _text(document, "publisher", "")
            updated = datetimes.parse(document.get("updated"), "/updated")
            listed = document.get("issuers")
            if not isinstance(listed, list):
                raise InputError("register_malformed", "/issuers")
            entries: dict[str, tuple[Entry, ...]] = {}
            for index, item in enumerate(listed):
                entry = _entry(item, f"/issuers/{index}")
                entries[entry.id] = (*entries.get(entry.id, ()), entry)
        except InputError as error:
            raise InputError("register_malformed", error.pointer, error.code) from error
        return cls(publisher, updated, entries, document)

    def standing(self, did: str, at: datetime, kind: str = "") -> tuple[Standing, Entry | None]:
        """What the register says of ``did`` for an award of ``kind`` decided at ``at``, and by which entry."""
        answers = [(entry.standing(at, kind), entry) for entry in self.entries.get(did, ())]
        # A present suspension outweighs any former recognition; else the best answer counts.
        order = (Standing.SUSPENDED, Standing.RECOGNIZED, Standing.OTHER_KIND, Standing.ENDED)
        for standing in order:
            for found, entry in answers:
                if found is standing:
                    return found, entry
        return Standing.UNKNOWN, None


def _entry(item: JsonValue, here: str) -> Entry:
    if not isinstance(item, dict):
        raise InputError("register_malformed", here)
    names, kinds, state = item.get("name", {}), item.get("recognizedFor", []), item.get("status")
    if not isinstance(names, dict) or not all(isinstance(name, str) for name in names.values()):
        raise InputError("register_malformed", f"{here}/name")
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        raise InputError("register_malformed", f"{here}/recognizedFor")
    if not isinstance(state, str) or state not in STATES:
        raise InputError("register_malformed", f"{here}/status")
    until = item.get("until")
    return Entry(
        id=_text(item, "id", here),
        names={language: str(name) for language, name in names.items()},
        kinds=frozenset(str(kind) for kind in kinds),
        begins=datetimes.parse(item.get("from"), f"{here}/from"),
        ends=None if until is None else datetimes.parse(until, f"{here}/until"),
        state=state,
    )


def _text(holder: JsonObject, member: str, here: str) -> str:
    value = holder.get(member)
    if not isinstance(value, str) or not value:
        raise InputError("register_malformed", f"{here}/{member}")
    return value
