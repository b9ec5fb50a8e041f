"""Typed views over Open Badges 2.0 documents whose shape was checked. ``raw`` is the document, nothing left out."""

from __future__ import annotations

from datetime import datetime

from sceau.encoding.strict_json import JsonObject
from sceau.errors import InputError
from sceau.openbadges.v2 import shape
from sceau.openbadges.v2.recipient import Recipient
from sceau.openbadges.v2.values import identifier, moment, objects, texts
from sceau.problems import Problem
from sceau.records import record

MOST_REVOKED = 100_000


@record
class Assertion:
    """A badge awarded to somebody.

    Attributes:
        raw: the whole document.
        id: its identifier; for 1.1 without one, where it is hosted.
        uid: the identifier of 1.x, or "".
        kind: "hosted" or "signed"; "" when revoked and stripped.
        address: where a hosted assertion lies, or "".
        creator: id of the key that signed, or "".
        recipient: None when revoked and stripped.
        badge_id: of the badge class, or "" when revoked and stripped.
        badge: the badge class when it is embedded.
        issued_on, expires: moments, None when not given.
        revoked: whether the document itself says so.
        reason: `revocationReason`, or "".
    """

    raw: JsonObject
    id: str
    uid: str
    kind: str
    address: str
    creator: str
    recipient: Recipient | None
    badge_id: str
    badge: JsonObject | None
    issued_on: datetime | None
    expires: datetime | None
    revoked: bool
    reason: str

    @classmethod
    def parse(cls, document: JsonObject) -> Assertion:
        """Read ``document``.

        Raises:
            InputError: the first of `shape.assertion_problems`.
        """
        _refuse(shape.assertion_problems(document))
        revoked = document.get("revoked") is True
        kind, badge = shape.kind(document), document.get("badge")
        address = shape.address(document)
        return cls(
            raw=document,
            id=identifier(document) or address,
            uid=_text(document, "uid"),
            kind=kind,
            address=address if kind != shape.SIGNED else "",
            creator=identifier(shape.verification(document).get("creator")),
            recipient=None if revoked else _recipient(document),
            badge_id=identifier(badge),
            badge=badge if isinstance(badge, dict) else None,
            issued_on=None if revoked else _moment(document, "issuedOn"),
            expires=None if revoked else _moment(document, "expires"),
            revoked=revoked,
            reason=_text(document, "revocationReason"),
        )


@record
class BadgeClass:
    """What can be earned.

    Attributes:
        raw: the whole document.
        id: its identifier.
        issuer_id: of who defined it and awards it.
        issuer: the profile when it is embedded: what the issuer said of itself then, never a reason to trust a key.
    """

    raw: JsonObject
    id: str
    issuer_id: str
    issuer: JsonObject | None

    @classmethod
    def parse(cls, document: JsonObject) -> BadgeClass:
        """Read ``document``.

        Raises:
            InputError: the first of `shape.badge_problems`.
        """
        _refuse(shape.badge_problems(document))
        issuer = document["issuer"]
        embedded = issuer if isinstance(issuer, dict) else None
        return cls(document, identifier(document), identifier(issuer), embedded)


@record
class Issuer:
    """The profile of an issuer.

    Attributes:
        raw: the whole document.
        id: its address.
        name: as it calls itself.
        keys: ids of its keys, each with the key where it is embedded.
        revocation_list: address, or "".
    """

    raw: JsonObject
    id: str
    name: str
    keys: tuple[tuple[str, JsonObject | None], ...]
    revocation_list: str

    @classmethod
    def parse(cls, document: JsonObject) -> Issuer:
        """Read ``document``.

        Raises:
            InputError: the first of `shape.issuer_problems`.
        """
        _refuse(shape.issuer_problems(document))
        listed = document.get("publicKey")
        keys: list[tuple[str, JsonObject | None]] = [(each, None) for each in texts(listed)]
        keys += [(identifier(each), each if "publicKeyPem" in each else None) for each in objects(listed)]
        return cls(
            raw=document,
            id=identifier(document),
            name=_text(document, "name"),
            keys=tuple(keys),
            revocation_list=identifier(document.get("revocationList")),
        )


@record
class CryptographicKey:
    """A key of an issuer.

    Attributes:
        id: "" when it has none of its own.
        owner: id of the profile that owns it.
        pem: the key; see `sceau.openbadges.v2.pem`.
    """

    id: str
    owner: str
    pem: str

    @classmethod
    def parse(cls, document: JsonObject) -> CryptographicKey:
        """Read ``document``.

        Raises:
            InputError: the first of `shape.key_problems`.
        """
        _refuse(shape.key_problems(document))
        return cls(identifier(document), _text(document, "owner"), _text(document, "publicKeyPem"))


@record
class RevocationList:
    """The signed badges that an issuer took back.

    Attributes:
        issuer: id of the issuer, or "".
        ids, uids: of the assertions, each with the published reason, or "".
    """

    issuer: str
    ids: dict[str, str]
    uids: dict[str, str]

    @classmethod
    def parse(cls, document: JsonObject) -> RevocationList:
        """Read ``document``.

        Raises:
            InputError: the first of `shape.list_problems`; ``member_malformed`` for a list beyond bearing.
        """
        _refuse(shape.list_problems(document))
        listed = document["revokedAssertions"]
        if isinstance(listed, list) and len(listed) > MOST_REVOKED:
            raise InputError("member_malformed", "/revokedAssertions", f"more than {MOST_REVOKED}")
        entries = [each for each in objects(listed) if each.get("revoked") is not False]
        ids = dict.fromkeys(texts(listed), "")
        ids |= {identifier(each): _text(each, "revocationReason") for each in entries if identifier(each)}
        uids = {_text(each, "uid"): _text(each, "revocationReason") for each in entries if _text(each, "uid")}
        return cls(identifier(document.get("issuer")), ids, uids)


def _recipient(document: JsonObject) -> Recipient:
    raw = document["recipient"]
    assert isinstance(raw, dict)
    # 1.x and the first example of 2.0 leave `hashed` out.
    hashed = raw.get("hashed", _text(raw, "identity").startswith(("sha256$", "md5$")))
    return Recipient(texts(raw.get("type"))[0], _text(raw, "identity"), hashed is True, _text(raw, "salt"))


def _moment(document: JsonObject, name: str) -> datetime | None:
    return moment(document[name], f"/{name}", old=shape.is_old(document)) if name in document else None


def _text(document: JsonObject, name: str) -> str:
    value = document.get(name)
    return value if isinstance(value, str) else ""


def _refuse(problems: list[Problem]) -> None:
    for first in problems:
        raise InputError(first.code, first.pointer, first.detail)
