"""An Open Badges 2.0 badge seen as an Open Badges 3.0 credential: unsigned, for reading and sorting.

The conversion is nobody's word but ours. Keep the original: it alone can be verified.
"""

from __future__ import annotations

from sceau.encoding import datetimes
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError
from sceau.openbadges.achievement import CONTEXTS, TYPES
from sceau.openbadges.v2.values import identifier, moment, objects, origin, texts

CONVERTED = "converted-from"
"""`genre` of the piece of evidence that stands for the original."""

MOST = 200

_IDENTITY_TYPES = {"email": "emailAddress", "schema:email": "emailAddress", "http://schema.org/email": "emailAddress"}
_ALIGNMENT = {
    "targetName": ("targetName", "name"),
    "targetUrl": ("targetUrl", "url"),
    "targetDescription": ("targetDescription", "description"),
    "targetFramework": ("targetFramework", "framework"),
    "targetCode": ("targetCode", "code"),
}
_RECIPIENT_PROFILE = "extensions:recipientProfile"


def to_achievement_credential(assertion: JsonObject, badge: JsonObject, issuer: JsonObject) -> JsonObject:
    """The unsigned OpenBadgeCredential that says the same: BadgeClass → Achievement, Assertion → credential.

    Marked by a piece of evidence of the genre `CONVERTED` that names the original. What does not have the expected
    shape is left out; nothing is raised.

    Args:
        assertion: as its host or its signature vouches for it.
        badge: its badge class.
        issuer: the profile of its issuer.
    """
    found = view(assertion, badge, issuer)
    name = "Open Badges 2.0 Assertion"
    mark = _present(id=identifier(assertion), type=["Evidence"], name=name, genre=CONVERTED)
    return found | {"evidence": [mark, *objects(found.get("evidence"))]}


def is_conversion(document: JsonObject) -> bool:
    """Whether ``document`` was made by `to_achievement_credential`."""
    return any(piece.get("genre") == CONVERTED for piece in objects(document.get("evidence")))


def view(assertion: JsonObject, badge: JsonObject, issuer: JsonObject) -> JsonObject:
    """The same without the mark, for a reader that does not keep it."""
    achievement = _achievement(badge)
    found: JsonObject = {"@context": list(CONTEXTS), "id": identifier(assertion), "type": list(TYPES)}
    found |= _present(
        name=achievement.get("name"),
        description=achievement.get("description"),
        image=_image(assertion.get("image")),
        issuer=_issuer(issuer),
        validFrom=_moment(assertion.get("issuedOn")),
        validUntil=_moment(assertion.get("expires")),
        awardedDate=_moment(assertion.get("issuedOn")),
        credentialSubject=_subject(assertion) | {"achievement": achievement},
        evidence=_evidence(assertion.get("evidence")),
    )
    return found


def _issuer(profile: JsonObject) -> JsonObject:
    found: JsonObject = {"id": identifier(profile), "type": ["Profile"], "name": _main(profile, "name")}
    return found | _present(
        url=_text(profile.get("url")),
        description=_main(profile, "description"),
        email=_text(profile.get("email")),
        image=_image(profile.get("image")),
    )


def _subject(assertion: JsonObject) -> JsonObject:
    found: JsonObject = {"type": ["AchievementSubject"]}
    identifiers: list[JsonValue] = []
    for recipient in objects(assertion.get("recipient"))[:1]:
        kind, identity = next(iter(texts(recipient.get("type"))), ""), _text(recipient.get("identity"))
        hashed = recipient.get("hashed") is True
        if kind == "id" and not hashed:
            found["id"] = identity
        elif identity:
            node: JsonObject = {
                "type": "IdentityObject",
                "hashed": hashed,
                "identityHash": identity,
                "identityType": _IDENTITY_TYPES.get(kind, f"ext:{kind}"),
            }
            identifiers.append(node | _present(salt=_text(recipient.get("salt"))))
    for profile in objects(assertion.get(_RECIPIENT_PROFILE))[:1]:
        if name := _text(profile.get("name")):
            identifiers.append(
                {"type": "IdentityObject", "hashed": False, "identityHash": name, "identityType": "name"}
            )
    return found | _present(identifier=identifiers, narrative=_text(assertion.get("narrative")))


def _achievement(badge: JsonObject) -> JsonObject:
    main, others = _languages(badge)
    version = badge.get("version")
    known = isinstance(version, str | int | float) and not isinstance(version, bool)
    found: JsonObject = {"id": identifier(badge), "type": ["Achievement"]}
    found |= _present(
        inLanguage=main,
        version=str(version) if known else None,
        name=_main(badge, "name"),
        description=_main(badge, "description"),
        criteria=_criteria(badge.get("criteria")),
        image=_image(badge.get("image")),
        tag=list[JsonValue](texts(badge.get("tags"))[:MOST]),
        alignment=_alignments(badge.get("alignment")),
    )
    if others:
        # A translation is one of the same version; without any, both say so.
        same = found.setdefault("version", "")
        found["related"] = [_present(**each, type=["Related"]) | {"version": same} for each in others]
    return found


def _languages(badge: JsonObject) -> tuple[str, list[JsonObject]]:
    """The main language, and what the badge says in others: in tagged texts, or in related versions that it embeds."""
    spoken: dict[str, JsonObject] = {}
    for name in ("name", "description"):
        for each in objects(badge.get(name)):
            tag, value = _text(each.get("@language")), _text(each.get("@value"))
            if tag and value:
                spoken.setdefault(tag, {})[name] = value
    declared = _text(badge.get("@language")) or _declared(badge.get("@context"))
    plain = bool(_plain(badge.get("name")))
    main = declared or ("" if plain else next(iter(spoken), ""))
    others: list[JsonObject] = []
    for tag, words in spoken.items():
        if tag != main:
            others.append({**words, "id": f"{identifier(badge)}#{tag}", "inLanguage": tag})
    for each in objects(badge.get("related"))[:MOST]:
        tag = _text(each.get("@language"))
        if tag and _main(each, "name"):
            translation = _present(
                id=identifier(each),
                inLanguage=tag,
                name=_main(each, "name"),
                description=_main(each, "description"),
                narrative=_criteria(each.get("criteria")).get("narrative"),
            )
            others.append(translation)
    return main, others


def _declared(context: JsonValue) -> str:
    return next((tag for each in objects(context) if (tag := _text(each.get("@language")))), "")


def _main(holder: JsonObject, name: str) -> str:
    """The text of a member in the main language of its holder, else in whatever language comes first."""
    value = holder.get(name)
    if plain := _plain(value):
        return plain
    wanted = _text(holder.get("@language"))
    tagged = [(_text(each.get("@language")), _text(each.get("@value"))) for each in objects(value)]
    return next((text for tag, text in tagged if tag == wanted), "") or next((text for _, text in tagged), "")


def _plain(value: JsonValue) -> str:
    return next(iter(texts(value)), "")


def _criteria(value: JsonValue) -> JsonObject:
    """An address, a text (as some wrote), or both in an object."""
    if isinstance(value, str):
        return {"id": value} if origin(value) else {"narrative": value}
    criteria = next(iter(objects(value)), {})
    return _present(id=identifier(criteria), narrative=_main(criteria, "narrative"))


def _alignments(value: JsonValue) -> list[JsonValue]:
    found: list[JsonValue] = []
    for each in objects(value)[:MOST]:
        members = {
            new: next((text for old in names if (text := _plain(each.get(old)))), "")
            for new, names in _ALIGNMENT.items()
        }
        if members["targetName"]:
            found.append(_present(type=["Alignment"], **members))
    return found


def _evidence(value: JsonValue) -> list[JsonValue]:
    found: list[JsonValue] = []
    for each in (value if isinstance(value, list) else [value])[:MOST]:
        if isinstance(each, str) and each:
            found.append({"id": each, "type": ["Evidence"]})
        elif isinstance(each, dict):
            told = {name: _plain(each.get(name)) for name in ("id", "name", "description", "narrative", "genre")}
            if told["genre"] == CONVERTED:  # the mark is ours to make
                told["genre"] = ""
            if any(told.values()):
                found.append(_present(type=["Evidence"], audience=_plain(each.get("audience")), **told))
    return found


def _image(value: JsonValue) -> JsonObject:
    image = next(iter(objects(value)), {})
    address = _text(value) or identifier(image)
    return _present(id=address, type="Image", caption=_text(image.get("caption"))) if address else {}


def _moment(value: JsonValue) -> str:
    try:
        return datetimes.text(moment(value, "", old=True))
    except InputError:
        return ""


def _text(value: JsonValue) -> str:
    return value if isinstance(value, str) else ""


def _present(**members: JsonValue) -> JsonObject:
    """What is said: no null, no empty text, list or object."""
    return {name: value for name, value in members.items() if value not in (None, "", [], {})}
