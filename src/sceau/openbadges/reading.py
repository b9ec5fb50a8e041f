"""A badge in one language, for a person: taken from the signed document alone, never from elsewhere.

The reader meets foreign and hostile documents, so it never raises: what does not have the expected shape is
absent. Addresses come out only as http(s); texts come out as they are and must be escaped where they are shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from sceau.encoding.strict_json import JsonObject, JsonValue

_WEB = re.compile(r"https?://[^\x00-\x20\x7f\\\"<>]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Words:
    """A text and the language it is in.

    Attributes:
        text: "" when the document says nothing.
        language: BCP 47 tag of the part it was taken from, or "".
        fallback: whether the asked language was not there.
    """

    text: str
    language: str = ""
    fallback: bool = False

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Skill:
    """An alignment: name and framework in words, address only when it can be followed."""

    name: Words
    url: str
    code: str
    framework: str
    kind: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence; ``id`` is the signed identifier, ``url`` the same when it can be followed."""

    id: str
    url: str
    name: str
    narrative: str
    description: str
    genre: str
    has_digest: bool


@dataclass(frozen=True, slots=True)
class Reached:
    """A result with the name of what was assessed."""

    name: str
    value: str
    status: str
    required: str


@dataclass(frozen=True, slots=True)
class BadgeSummary:
    """What the document says, in the asked language where it says it there.

    Attributes:
        id: of the credential.
        title, description, criteria: of the achievement.
        languages: every language that the document speaks, main first.
        kind: `achievementType`.
        achievement_id, version: of the exact version earned.
        issuer_id: who is named as issuer; only the checks tell whether it signed.
        issuer_name: as the issuer calls itself; prefer the register's name.
        image: http(s) address of the picture, or "".
        recipient_name: display name inside the document, or "".
        skills, evidence, results: the lists.
        awarded_at, valid_from, valid_until: texts as signed (RFC 3339), or "".
    """

    id: str
    title: Words
    description: Words
    criteria: Words
    languages: tuple[str, ...]
    kind: str
    achievement_id: str
    version: str
    issuer_id: str
    issuer_name: str
    image: str
    recipient_name: str
    skills: tuple[Skill, ...]
    evidence: tuple[Piece, ...]
    results: tuple[Reached, ...]
    awarded_at: str
    valid_from: str
    valid_until: str


def summary(document: JsonObject, language: str) -> BadgeSummary:
    """Read ``document`` in ``language`` ("fr" also accepts "fr-CA")."""
    subject = next(_objects(document.get("credentialSubject")), {})
    achievement = next(_objects(subject.get("achievement")), {})
    issuer = document.get("issuer")
    profile: JsonObject = issuer if isinstance(issuer, dict) else {"id": issuer}
    spoken = _Spoken(achievement, language)
    return BadgeSummary(
        id=_text(document, "id"),
        title=spoken.words("name") or Words(_text(document, "name")),
        description=spoken.words("description") or Words(_text(document, "description")),
        criteria=spoken.criteria(),
        languages=spoken.languages,
        kind=_text(achievement, "achievementType"),
        achievement_id=_text(achievement, "id"),
        version=_text(achievement, "version"),
        issuer_id=_text(profile, "id"),
        issuer_name=_text(profile, "name"),
        image=_image(achievement) or _image(document),
        recipient_name=_name_of(subject),
        skills=tuple(spoken.skills()),
        evidence=tuple(_pieces(document)),
        results=tuple(_results(subject, achievement)),
        awarded_at=_text(document, "awardedDate"),
        valid_from=_text(document, "validFrom") or _text(document, "issuanceDate"),
        valid_until=_text(document, "validUntil") or _text(document, "expirationDate"),
    )


def followable(address: str) -> str:
    """``address`` when a person may be offered it as a link, else "": http and https only."""
    # urlsplit forgives what browsers forgive, spaces and control characters first of all; this does not.
    if not _WEB.fullmatch(address):
        return ""
    try:
        return address if urlsplit(address).hostname else ""
    except ValueError:
        return ""


class _Spoken:
    """An achievement and the translation that answers the asked language, if one does."""

    def __init__(self, achievement: JsonObject, asked: str) -> None:
        self._main = achievement
        self._main_language = _text(achievement, "inLanguage")
        translations = list(_translations(achievement))
        self.languages = tuple(
            tag for tag in [self._main_language, *(_text(each, "inLanguage") for each in translations)] if tag
        )
        self._met = not self._main_language or _same_language(self._main_language, asked)
        self._other: JsonObject = {}
        if not self._met:
            found = (each for each in translations if _same_language(_text(each, "inLanguage"), asked))
            self._other = next(found, {})

    def words(self, member: str) -> Words:
        if text := _text(self._other, member):
            return Words(text, _text(self._other, "inLanguage"))
        return Words(_text(self._main, member), self._main_language, fallback=not self._met)

    def criteria(self) -> Words:
        if text := _text(self._other, "narrative"):
            return Words(text, _text(self._other, "inLanguage"))
        criteria = next(_objects(self._main.get("criteria")), {})
        return Words(_text(criteria, "narrative"), self._main_language, fallback=not self._met)

    def skills(self) -> Iterator[Skill]:
        # Paired by what they point to, never by place: the order of an array is not signed.
        named = {_target(each): _text(each, "targetName") for each in _objects(self._other.get("alignment"))}
        language = _text(self._other, "inLanguage")
        for each in _objects(self._main.get("alignment")):
            translated = named.get(_target(each), "")
            main = Words(_text(each, "targetName"), self._main_language, fallback=not self._met)
            yield Skill(
                name=Words(translated, language) if translated else main,
                url=followable(_text(each, "targetUrl")),
                code=_text(each, "targetCode"),
                framework=_text(each, "targetFramework"),
                kind=_text(each, "targetType"),
            )


def _translations(achievement: JsonObject) -> Iterator[JsonObject]:
    """Not everything related is a translation: it has the same version and a language not met before."""
    version, met = _text(achievement, "version"), {_text(achievement, "inLanguage").lower()}
    for each in _objects(achievement.get("related")):
        tag = _text(each, "inLanguage").lower()
        same = "version" in each and _text(each, "version") == version
        if _types(each) == {"Related"} and same and tag and tag not in met:
            met.add(tag)
            yield each


def _pieces(document: JsonObject) -> Iterator[Piece]:
    digests = {
        _text(each, "id")
        for each in _objects(document.get("relatedResource"))
        if "digestSRI" in each or "digestMultibase" in each
    }
    for each in _objects(document.get("evidence")):
        address = _text(each, "id")
        yield Piece(
            id=address,
            url=followable(address),
            name=_text(each, "name"),
            narrative=_text(each, "narrative"),
            description=_text(each, "description"),
            genre=_text(each, "genre"),
            has_digest=bool(address) and address in digests,
        )


def _results(subject: JsonObject, achievement: JsonObject) -> Iterator[Reached]:
    known = {_text(each, "id"): each for each in _objects(achievement.get("resultDescription"))}
    for each in _objects(subject.get("result")):
        about = known.get(_text(each, "resultDescription"), {})
        yield Reached(
            name=_text(about, "name"),
            value=_text(each, "value"),
            status=_text(each, "status"),
            required=_text(about, "requiredValue"),
        )


def _name_of(subject: JsonObject) -> str:
    for each in _objects(subject.get("identifier")):
        if _text(each, "identityType") == "name" and each.get("hashed") is False:
            return _text(each, "identityHash")
    return ""


def _image(holder: JsonObject) -> str:
    image = holder.get("image")
    if isinstance(image, str):
        return followable(image)
    return followable(_text(next(_objects(image), {}), "id"))


def _target(alignment: JsonObject) -> tuple[str, str]:
    return _text(alignment, "targetUrl"), _text(alignment, "targetCode")


def _same_language(tag: str, asked: str) -> bool:
    return tag.partition("-")[0].lower() == asked.partition("-")[0].lower()


def _types(holder: JsonObject) -> set[str]:
    types = holder.get("type")
    return {each for each in (types if isinstance(types, list) else [types]) if isinstance(each, str)}


def _text(holder: JsonObject, member: str) -> str:
    value = holder.get(member)
    return value if isinstance(value, str) else ""


def _objects(value: JsonValue) -> Iterator[JsonObject]:
    """One object or an array of them; anything else is skipped."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            yield each
