"""A badge in one language, for a person: taken from the signed document alone, never from elsewhere.

The reader meets foreign and hostile documents, so it never raises: what does not have the expected shape is
absent. Addresses come out only as http(s); texts come out as they are and must be escaped where they are shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from sceau.encoding.strict_json import JsonObject
from sceau.openbadges import endorsement
from sceau.openbadges.look import Kind, bare, first, followable, kind_of, number, objects, profile, text, types
from sceau.openbadges.told import BadgeSummary, Details, Endorsed, Other, Piece, Reached, Skill, Words

__all__ = [
    "BadgeSummary",
    "Details",
    "Endorsed",
    "Kind",
    "Other",
    "Piece",
    "Reached",
    "Skill",
    "Words",
    "followable",
    "kind_of",
    "summary",
]

MOST_ENDORSEMENTS = 50


def summary(document: JsonObject, language: str) -> BadgeSummary:
    """Read ``document`` in ``language`` ("fr" also accepts "fr-CA")."""
    subject = first(document.get("credentialSubject"))
    kind = kind_of(document)
    # A record lists achievements without awarding any: each credential inside is read by itself.
    achievement = {} if kind is Kind.CLR else first(subject.get("achievement"))
    issuer = profile(document.get("issuer"))
    spoken = _Spoken(achievement, language)
    image, caption = _image(achievement, document)
    return BadgeSummary(
        id=text(document, "id"),
        title=spoken.words("name") or Words(text(document, "name")),
        description=spoken.words("description") or Words(text(document, "description")),
        criteria=spoken.criteria(),
        languages=spoken.languages,
        kind=text(achievement, "achievementType"),
        achievement_id=text(achievement, "id"),
        version=text(achievement, "version"),
        issuer_id=text(issuer, "id"),
        issuer_name=text(issuer, "name"),
        image=image,
        recipient_name=_name_of(subject),
        skills=tuple(spoken.skills()),
        evidence=tuple(_pieces(document)),
        results=tuple(_results(subject, achievement)),
        awarded_at=text(document, "awardedDate"),
        valid_from=text(document, "validFrom") or text(document, "issuanceDate"),
        valid_until=text(document, "validUntil") or text(document, "expirationDate"),
        document_kind=kind,
        image_caption=caption,
        endorsements=tuple(islice(_endorsements(document), MOST_ENDORSEMENTS)),
        related=tuple(spoken.others()),
        details=_details(subject, achievement),
        endorses=text(subject, "id") if kind is Kind.ENDORSEMENT else "",
        comment=text(subject, "endorsementComment") if kind is Kind.ENDORSEMENT else "",
    )


class _Spoken:
    """An achievement and the translation that answers the asked language, if one does."""

    def __init__(self, achievement: JsonObject, asked: str) -> None:
        self._main = achievement
        self._main_language = text(achievement, "inLanguage")
        self._translations = translations = list(_translations(achievement))
        self.languages = tuple(
            tag for tag in [self._main_language, *(text(each, "inLanguage") for each in translations)] if tag
        )
        self._met = not self._main_language or _same_language(self._main_language, asked)
        self._other: JsonObject = {}
        if not self._met:
            found = (each for each in translations if _same_language(text(each, "inLanguage"), asked))
            self._other = next(found, {})

    def words(self, member: str) -> Words:
        if said := text(self._other, member):
            return Words(said, text(self._other, "inLanguage"))
        return Words(text(self._main, member), self._main_language, fallback=not self._met)

    def criteria(self) -> Words:
        if said := text(self._other, "narrative"):
            return Words(said, text(self._other, "inLanguage"))
        criteria = first(self._main.get("criteria"))
        return Words(text(criteria, "narrative"), self._main_language, fallback=not self._met)

    def others(self) -> Iterator[Other]:
        for each in objects(self._main.get("related")):
            if text(each, "id") and not any(each is translation for translation in self._translations):
                yield Other(
                    id=text(each, "id"),
                    url=followable(text(each, "id")),
                    name=text(each, "name"),
                    version=text(each, "version"),
                    language=text(each, "inLanguage"),
                )

    def skills(self) -> Iterator[Skill]:
        # Paired by what they point to, never by place: the order of an array is not signed.
        named = {_target(each): text(each, "targetName") for each in objects(self._other.get("alignment"))}
        language = text(self._other, "inLanguage")
        for each in objects(self._main.get("alignment")):
            translated = named.get(_target(each), "")
            main = Words(text(each, "targetName"), self._main_language, fallback=not self._met)
            yield Skill(
                name=Words(translated, language) if translated else main,
                url=followable(text(each, "targetUrl")),
                code=text(each, "targetCode"),
                framework=text(each, "targetFramework"),
                kind=text(each, "targetType"),
            )


def _translations(achievement: JsonObject) -> Iterator[JsonObject]:
    """Not everything related is a translation: it has the same version and a language not met before."""
    version, met = text(achievement, "version"), {text(achievement, "inLanguage").lower()}
    for each in objects(achievement.get("related")):
        tag = text(each, "inLanguage").lower()
        same = "version" in each and text(each, "version") == version
        if types(each) == {"Related"} and same and tag and tag not in met:
            met.add(tag)
            yield each


def _pieces(document: JsonObject) -> Iterator[Piece]:
    digests = {
        text(each, "id")
        for each in objects(document.get("relatedResource"))
        if "digestSRI" in each or "digestMultibase" in each
    }
    for each in objects(document.get("evidence")):
        address = text(each, "id")
        yield Piece(
            id=address,
            url=followable(address),
            name=text(each, "name"),
            narrative=text(each, "narrative"),
            description=text(each, "description"),
            genre=text(each, "genre"),
            has_digest=bool(address) and address in digests,
        )


def _results(subject: JsonObject, achievement: JsonObject) -> Iterator[Reached]:
    known = {text(each, "id"): each for each in objects(achievement.get("resultDescription"))}
    for each in objects(subject.get("result")):
        about = known.get(text(each, "resultDescription"), {})
        levels = {text(level, "id"): text(level, "name") for level in objects(about.get("rubricCriterionLevel"))}
        yield Reached(
            name=text(about, "name"),
            value=text(each, "value"),
            status=text(each, "status"),
            required=text(about, "requiredValue"),
            level=levels.get(text(each, "achievedLevel"), ""),
            required_level=levels.get(text(about, "requiredLevel"), ""),
            minimum=text(about, "valueMin"),
            maximum=text(about, "valueMax"),
            allowed=_texts(about, "allowedValue"),
            kind=text(about, "resultType"),
        )


def _endorsements(document: JsonObject) -> Iterator[Endorsed]:
    for pointer, content in endorsement.embedded(document):
        said = endorsement.claims(content)
        subject, issuer = first(said.get("credentialSubject")), profile(said.get("issuer"))
        yield Endorsed(
            pointer=pointer,
            id=text(said, "id"),
            issuer_id=text(issuer, "id"),
            issuer_name=text(issuer, "name"),
            name=text(said, "name"),
            comment=text(subject, "endorsementComment"),
            about_id=text(subject, "id"),
            valid_from=text(said, "validFrom") or text(said, "issuanceDate"),
            valid_until=text(said, "validUntil") or text(said, "expirationDate"),
        )


def _details(subject: JsonObject, achievement: JsonObject) -> Details:
    return Details(
        narrative=text(subject, "narrative"),
        role=text(subject, "role"),
        license_number=text(subject, "licenseNumber"),
        term=text(subject, "term"),
        credits_earned=number(subject, "creditsEarned"),
        started_at=text(subject, "activityStartDate"),
        ended_at=text(subject, "activityEndDate"),
        source_name=text(first(subject.get("source")), "name"),
        creator_name=text(first(achievement.get("creator")), "name"),
        credits_available=number(achievement, "creditsAvailable"),
        field_of_study=text(achievement, "fieldOfStudy"),
        specialization=text(achievement, "specialization"),
        human_code=text(achievement, "humanCode"),
        tags=_texts(achievement, "tag"),
    )


def _texts(holder: JsonObject, member: str) -> tuple[str, ...]:
    waiting, found = [holder.get(member)], list[str]()
    while waiting:
        value = bare(waiting.pop(0))
        if isinstance(value, list):
            waiting = [*value, *waiting]
        elif isinstance(value, str):
            found.append(value)
    return tuple(dict.fromkeys(found))


def _name_of(subject: JsonObject) -> str:
    for each in objects(subject.get("identifier")):
        if text(each, "identityType") == "name" and bare(each.get("hashed")) in (False, "false"):
            return text(each, "identityHash")
    return ""


def _image(*holders: JsonObject) -> tuple[str, str]:
    """The first picture that can be followed, and its caption."""
    for holder in holders:
        image = holder.get("image")
        found: JsonObject = {"id": image} if isinstance(image, str) else first(image)
        if address := followable(text(found, "id")):
            return address, text(found, "caption")
    return "", ""


def _target(alignment: JsonObject) -> tuple[str, str]:
    return text(alignment, "targetUrl"), text(alignment, "targetCode")


def _same_language(tag: str, asked: str) -> bool:
    return tag.partition("-")[0].lower() == asked.partition("-")[0].lower()
