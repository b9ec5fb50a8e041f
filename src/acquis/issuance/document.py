"""From an award to the unsigned credential: everything that was attested is copied in, in both languages (R-139)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from uuid import UUID

from django.utils import translation

from acquis.assessment.queries import EvidenceFacts, ResultFacts
from acquis.catalogue.content import Content, Outcome
from acquis.catalogue.queries import VersionFacts
from acquis.issuance import wording
from acquis.platform import clock, links
from acquis.platform.translatable import LANGUAGES, Text
from acquis.registry.access import KINDS
from sceau.encoding.strict_json import JsonObject
from sceau.openbadges.achievement import (
    CONTEXTS,
    Achievement,
    Alignment,
    Evidence,
    Identity,
    Profile,
    Result,
    ResultDescription,
    Subject,
    Translation,
    achievement_credential,
)

_TAGS = {"fr": "fr-CA", "en": "en-CA"}
STANDARD = "ext:Standard"


def build(
    *,
    credential_id: UUID,
    subject_id: UUID,
    did: str,
    version: VersionFacts,
    results: Sequence[ResultFacts],
    evidence: Sequence[EvidenceFacts],
    name: str,
    email: str,
    salt: str,
    awarded_at: datetime,
    valid_from: datetime,
    valid_until: datetime | None,
    status: Sequence[JsonObject],
    endorsements: Sequence[JsonObject] = (),
) -> JsonObject:
    """The unsigned Open Badges 3.0 credential.

    The subject is a fresh identifier per award with the address as a salted hash: two credentials of one person
    cannot be linked by it. Nothing else about the person but the display name goes in (I-10). ``endorsements`` are
    the signed ones that stand for this very version: they stay in it whatever becomes of them (R-092).
    """
    main = "fr" if "fr" in version.title else "en"
    organization = version.organization
    return achievement_credential(
        id=f"urn:uuid:{credential_id}",
        issuer=Profile(
            id=did,
            name=organization.name.shown(main).text,
            url=organization.website,
            email=organization.contact_email,
        ),
        subject=Subject(
            id=f"urn:uuid:{subject_id}",
            identities=[Identity.email(email, salt), Identity.name(name)],
        ),
        achievement=_achievement(version, main, endorsements),
        valid_from=valid_from,
        valid_until=valid_until,
        awarded_at=awarded_at,
        evidence=[_evidence(piece) for piece in evidence],
        status=status,
        results=[_result(version, result) for result in results if result.achieved],
    )


def end_of_validity(content: Content, awarded_on: date) -> datetime | None:
    """The last instant of validity of an award of that day, in UTC; None without an end (R-056)."""
    last = None
    if content.validity_kind == "duration" and content.validity_months:
        last = clock.months_later(awarded_on, content.validity_months)
    elif content.validity_kind == "fixed":
        last = content.valid_until
    if last is None:
        return None
    return datetime.combine(last, time(23, 59, 59), clock.EASTERN).astimezone(UTC)


def award_instant(awarded_on: date, now: datetime) -> datetime:
    """The instant that stands for the award's day: now when it is today, else noon in Toronto."""
    if awarded_on == now.astimezone(clock.EASTERN).date():
        return now
    return datetime.combine(awarded_on, time(12), clock.EASTERN).astimezone(UTC)


def achievement_document(version: VersionFacts, endorsements: Sequence[JsonObject] = ()) -> JsonObject:
    """What a credential says of a version, unsigned: the document at the version's machine address."""
    main = "fr" if "fr" in version.content.title else "en"
    return {"@context": list(CONTEXTS), **_achievement(version, main, endorsements).to_json()}


def _achievement(version: VersionFacts, main: str, endorsements: Sequence[JsonObject]) -> Achievement:
    content = version.content
    others = [language for language in LANGUAGES if language != main and language in version.title]
    return Achievement(
        id=version.address,
        version=str(version.number),
        language=_TAGS[main],
        name=content.title[main],
        description=_description(content, main),
        criteria=criteria(content, main),
        criteria_url=f"{version.address}#criteria",  # an object of its own: one id is one thing
        kind=KINDS[version.kind],
        alignments=list(_alignments(version, main)),
        translations=[
            Translation(
                id=f"{version.address}/{language}",
                language=_TAGS[language],
                name=content.title[language],
                description=_description(content, language),
                criteria=criteria(content, language),
                alignments=list(_alignments(version, language)),
            )
            for language in others
        ],
        result_descriptions=[_described(version, outcome) for outcome in content.outcomes],
        human_code=version.code,
        credits_available=_credits(content),
        endorsements=endorsements,
    )


def _credits(content: Content) -> float | None:
    """Whole credits without a point; the scheme has no place in Open Badges."""
    if content.credits is None:
        return None
    return int(content.credits) if content.credits == int(content.credits) else float(content.credits)


def _description(content: Content, language: str) -> str:
    return _joined((content.purpose, content.description), language) or content.title.shown(language).text


def criteria(content: Content, language: str) -> str:
    """What had to be shown, as plain text: outcomes with what they rest on, then how each was assessed."""
    with translation.override(language):
        blocks = [content.criteria.shown(language).text]
        blocks += ["\n".join(_outcome_lines(outcome, language)) for outcome in content.outcomes]
        blocks += ["\n".join(_assessment_lines(content, language))] if content.assessments else []
    return "\n\n".join(block for block in blocks if block)


def _outcome_lines(outcome: Outcome, language: str) -> Iterator[str]:
    yield f"{outcome.code}. {outcome.statement.shown(language).text}"
    for kind, label in wording.UNDERPINNINGS.items():
        if texts := outcome.of(kind):
            yield f"– {label}{_colon(language)}" + " · ".join(text.shown(language).text for text in texts)


def _assessment_lines(content: Content, language: str) -> Iterator[str]:
    yield f"{wording.ASSESSED_BY}{_colon(language)}".rstrip()
    for each in content.assessments:
        said = _joined((each.title, each.description, each.criteria), language, between=" – ")
        covered = f" ({', '.join(each.outcomes)})" if each.outcomes else ""
        yield f"– {said}{covered}"
        if rule := each.pass_rule.shown(language).text:
            yield f"  {wording.PASS_RULE}{_colon(language)}{rule}"


def _colon(language: str) -> str:
    return "\u00a0: " if language == "fr" else ": "


def _joined(texts: Sequence[Text], language: str, between: str = "\n\n") -> str:
    return between.join(shown for text in texts if (shown := text.shown(language).text))


def _alignments(version: VersionFacts, language: str) -> Iterator[Alignment]:
    """Outcomes, competencies, then standards: the pair (address, code) is the same in every language."""
    with translation.override(language):
        framework = str(wording.OUTCOMES_FRAMEWORK)
    for outcome in version.content.outcomes:
        statement = outcome.statement.shown(language).text
        yield Alignment(statement, f"{version.address}#{outcome.code}", outcome.code, framework, "CFItem")
    for position, aligned in enumerate(version.content.alignments, start=1):
        name = aligned.name.shown(language).text
        if aligned.skill is None:
            yield Alignment(name, f"{version.address}#competency-{position}", kind="ceasn:Competency")
        else:
            source = f"{aligned.skill.framework_name.shown(language).text} {aligned.skill.framework_version}".strip()
            yield Alignment(name, aligned.skill.uri, aligned.skill.code, source, "ceasn:Competency")
    yield from _standards(version, language)


def _standards(version: VersionFacts, language: str) -> Iterator[Alignment]:
    """What it conforms to, each with its clause (R-075): Open Badges has no word for a standard of this kind."""
    with translation.override(language):
        framework = str(wording.STANDARDS_FRAMEWORK)
    for position, standard in enumerate(version.content.standards, start=1):
        name = standard.name.shown(language).text
        address = standard.url or f"{version.address}#standard-{position}"
        yield Alignment(name, address, standard.clause, framework, STANDARD)


def _described(version: VersionFacts, outcome: Outcome) -> ResultDescription:
    # Named by its code, which has no language: the statement stands in the alignments, in both.
    return ResultDescription(id=f"{version.address}#result-{outcome.code}", name=outcome.code)


def _result(version: VersionFacts, result: ResultFacts) -> Result:
    return Result(
        description=f"{version.address}#result-{result.outcome_code}",
        value=result.level,
        status="Completed",
    )


def evidence_identifier(piece_id: UUID, url: str) -> str:
    """What stands for a piece inside the document: its public address, else a machine address that serves nothing."""
    return url or links.machine(f"id/evidence/{piece_id}")


def _evidence(piece: EvidenceFacts) -> Evidence:
    return Evidence(
        id=evidence_identifier(piece.id, piece.url),
        name=_both(piece.title, " / "),
        description=_both(piece.description, "\n\n"),
        narrative=_both(piece.text_alternative, "\n\n"),
        genre=piece.genre,
        digest=bytes.fromhex(piece.sha256) if piece.file else b"",
        media_type=piece.file.media_type if piece.file else "",
    )


def _both(text: Text, between: str) -> str:
    """Open Badges has one language here: both stand in the one text, once when they are alike."""
    return between.join(dict.fromkeys(text[language] for language in LANGUAGES if language in text))
