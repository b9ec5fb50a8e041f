"""What a line of a file would do: found out without writing anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from acquis.catalogue import advice, models, offering, queries, rules, vocabulary, wording
from acquis.catalogue.actions.drafts import CODE
from acquis.catalogue.content import Content
from acquis.catalogue.exchange import cells, definitions, offers
from acquis.catalogue.exchange.cells import Reading
from acquis.catalogue.exchange.shape import DEFINITION, OFFER, Shape
from acquis.catalogue.exchange.values import Finding
from acquis.catalogue.offering import Terms
from acquis.catalogue.queries import OfferFacts, VersionFacts
from acquis.catalogue.queries import exchange as stored
from acquis.platform.translatable import LANGUAGES
from acquis.skills import queries as skills
from acquis.skills.queries import SkillFacts

Verdicts = models.BulkLine.Verdict
MOST_TOLD = 12
"""Of what publication would still need, so much is told for one line."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a line would do.

    Attributes:
        findings: ``{"code", "place", "level", "sentence": {"fr", "en"}}``; level "error" or "warning".
        changes: the keys of the columns whose cells would differ.
        subject_id: the version, the achievement or the offer that it is about; None for something new.
        read: the digest of the draft that it would change, so that nobody's words are replaced unread.
    """

    verdict: str
    code: str
    title: str
    findings: list[dict[str, Any]]
    changes: list[str]
    said: Content | Terms
    kind: str = ""
    subject_id: UUID | None = None
    achievement_id: UUID | None = None
    read: str = ""

    @property
    def writes(self) -> bool:
        """Whether it would change the catalogue."""
        return self.verdict in {Verdicts.NEW, Verdicts.CHANGED, Verdicts.VERSION}


@dataclass
class Entries:
    """The entries of frameworks that a file names, each looked up once."""

    found: dict[str, SkillFacts | None] = field(default_factory=dict)

    def __call__(self, address: str) -> SkillFacts | None:
        """The entry with this address."""
        if address not in self.found:
            self.found[address] = skills.by_uri(address)
        return self.found[address]


Line = Callable[[], Reading]
"""Reads a line anew, in the language that is active."""


def definition(organization_id: UUID, line: Line, entries: Entries, earlier: Iterable[str] = ()) -> Plan:
    """What a line of definitions would do.

    Args:
        organization_id: whose.
        line: the line.
        entries: looks up what it is aligned with.
        earlier: the codes of the lines before it.
    """
    code = str(line().told.get("code") or "").strip()
    there = queries.by_code(organization_id, code) if code else None
    taken = {each.casefold() for each in earlier}
    away = there is not None and models.Achievement.objects.filter(pk=there.achievement_id, archived_at__isnull=False)

    def judge() -> tuple[dict[str, Any], Content, list[tuple[str, Finding]]]:
        reading = line()
        base = definitions.told_of(there.code, there.kind, there.content) if there else {}
        told = {**cells.merged(DEFINITION, base, reading), "code": code}
        content, wrong = definitions.content_of(told, _known(there, entries))
        content = _with_titles(content, there)
        wrong = [*reading.findings, *(replace(each, place=reading.in_file(each.place)) for each in wrong)]
        wrong += _of_identity(code, taken, there, str(told.get("kind") or "microcredential"), away=bool(away))
        seen = {each.place for each in wrong}
        for refused in vocabulary.unknown(content):
            if refused.where not in seen:
                wrong.append(Finding(refused.code, str(refused.sentence), reading.in_file(refused.where)))
        return told, content, [("error", each) for each in wrong]

    judged = [_in(language, judge) for language in LANGUAGES]
    told, content, _errors = judged[0]
    kind = str(told.get("kind") or "microcredential")
    findings = _paired([each[2] for each in judged])
    changes = _changes(
        DEFINITION, definitions.told_of(there.code, there.kind, there.content) if there else {}, told, content
    )
    if not findings and changes:
        findings = _paired([_in(language, lambda: _advice(content, kind)) for language in LANGUAGES])
    return Plan(
        verdict=_verdict(findings, changes, there),
        code=code[:40],
        title=str(content.title)[:200],
        findings=findings,
        changes=changes,
        said=content,
        kind=kind,
        subject_id=there.id if there else None,
        achievement_id=there.achievement_id if there else None,
        read=there.digest if there else "",
    )


def _changes(shape: Shape, base: dict[str, Any], told: dict[str, Any], content: Content) -> list[str]:
    after = cells.flat(shape, definitions.told_of(told["code"], str(told.get("kind") or "microcredential"), content))
    before = cells.flat(shape, base) if base else {}
    ignored = {"code"} if base else set()
    return [key for key in {**after, **before} if before.get(key, "") != after.get(key, "") and key not in ignored]


def _verdict(findings: list[dict[str, Any]], changes: list[str], there: VersionFacts | None) -> str:
    if any(each["level"] == "error" for each in findings):
        return Verdicts.REFUSED
    if there is None:
        return Verdicts.NEW
    if not changes:
        return Verdicts.UNCHANGED
    return Verdicts.CHANGED if there.state in wording.EDITABLE else Verdicts.VERSION


def _known(there: VersionFacts | None, entries: Entries) -> definitions.Known:
    """What the version is aligned with already is found first: it may be an entry of an older framework."""
    own = {each.skill.uri: each.skill for each in there.content.alignments if each.skill} if there else {}
    return lambda address: own.get(address) or entries(address)


def _with_titles(content: Content, there: VersionFacts | None) -> Content:
    """A file names occupations by their codes alone: what the version calls them stays."""
    own = {each.code: each for each in there.content.occupations} if there else {}
    return replace(content, occupations=tuple(own.get(each.code, each) for each in content.occupations))


def _of_identity(code: str, taken: set[str], there: VersionFacts | None, kind: str, *, away: bool) -> list[Finding]:
    """What is wrong with which definition a line is about; the first reason alone, for the others follow from it."""
    reasons = (
        *(
            (not code, "code_missing", _("Give the local code: it says which definition this line is about.")),
            (
                not CODE.fullmatch(code),
                "code_invalid",
                _("Use up to 40 letters without accents, digits, hyphens or dots, for example CYB-101."),
            ),
            (code.casefold() in taken, "code_repeated", _("An earlier line of this file has the same code.")),
            (away, "put_away", _("This definition was put away. Bring it back first.")),
        ),
        *(_of_version(there, kind) if there else ()),
    )
    return [Finding(name, sentence, "code") for applies, name, sentence in reasons if applies][:1]


def _of_version(there: VersionFacts, kind: str) -> tuple[tuple[bool, str, str], ...]:
    decided = _("Version %(number)s is being decided. Wait for the answer.") % {"number": there.number}
    example = _("An example taken from the documents cannot be changed.")
    return (
        (there.state in wording.UNDECIDED, "version_undecided", decided),
        (there.state == wording.State.EXAMPLE, "example_settled", example),
        (there.kind != kind, "kind_settled", _("The kind of a definition never changes.")),
    )


def _advice(content: Content, kind: str) -> list[tuple[str, Finding]]:
    found = [*rules.blockers(content, kind), *advice.warnings(content, kind)]
    return [("warning", Finding(each.code, str(each.sentence), each.where)) for each in found[:MOST_TOLD]]


def offer(organization_id: UUID, line: Line) -> Plan:
    """What a line of offers would do. Without an identifier it is a new one, unless the same is there already."""
    told = line().told
    there, identifier = None, str(told.get("id") or "").strip()
    if identifier:
        there = queries.offer_in(organization_id, UUID(identifier)) if _is_uuid(identifier) else None
    code = str(told.get("code") or "").strip()
    achievement_id = stored.achievement_coded(organization_id, code) if code else None
    if achievement_id is None and there is not None and not code:
        achievement_id = there.achievement_id

    def judge() -> tuple[Terms, list[tuple[str, Finding]]]:
        reading = line()
        base = offers.told_of(identifier, code, there.terms) if there else {}
        terms, wrong = offers.terms_of(cells.merged(OFFER, base, reading))
        wrong = [*reading.findings, *(replace(each, place=reading.in_file(each.place)) for each in wrong)]
        wrong += _of_offer(identifier, there, code, achievement_id)
        return terms, [("error", each) for each in wrong]

    judged = [_in(language, judge) for language in LANGUAGES]
    terms, findings = judged[0][0], _paired([each[1] for each in judged])
    if there is None and achievement_id is not None and not findings:
        there = _same(organization_id, achievement_id, terms)
    before = cells.flat(OFFER, offers.told_of("", "", there.terms)) if there else {}
    after = cells.flat(OFFER, offers.told_of("", "", terms))
    changes = [key for key in {**after, **before} if before.get(key, "") != after.get(key, "")]
    verdict = Verdicts.REFUSED if findings else Verdicts.NEW
    if there is not None and not findings:
        verdict = Verdicts.CHANGED if changes else Verdicts.UNCHANGED
    return Plan(
        verdict=verdict,
        code=code[:40],
        title=str(terms.label)[:200],
        findings=findings,
        changes=changes,
        said=terms,
        subject_id=there.id if there else None,
        achievement_id=achievement_id,
    )


def _same(organization_id: UUID, achievement_id: UUID, terms: Terms) -> OfferFacts | None:
    """An offer of the achievement that says exactly this."""
    rows = models.Offer.objects.filter(organization_id=organization_id, achievement_id=achievement_id)
    rows = rows.exclude(state=offering.OfferState.CLOSED).order_by("created_at")
    ids = list(rows.values_list("pk", flat=True)[:50])
    return next((found for pk in ids if (found := queries.offer(pk)) is not None and found.terms == terms), None)


def _is_uuid(words: str) -> bool:
    try:
        UUID(words)
    except ValueError:
        return False
    return True


def _of_offer(identifier: str, there: OfferFacts | None, code: str, achievement_id: UUID | None) -> list[Finding]:
    if identifier and there is None:
        sentence = _("Your organization has no such offer. Leave the identifier empty for a new one.")
        return [Finding("offer_unknown", sentence, "id")]
    if there is not None and there.state == offering.OfferState.CLOSED:
        return [Finding("offer_closed", _("This offer is closed. Reopen it first."), "id")]
    if achievement_id is None:
        sentence = _("Your organization has no microcredential with this code.") if code else _("Give its local code.")
        return [Finding("achievement_unknown", sentence, "code")]
    if there is not None and there.achievement_id != achievement_id:
        return [Finding("achievement_settled", _("An offer stays with its microcredential."), "code")]
    return []


# — both languages —


def _in(language: str, judge: Callable[[], Any]) -> Any:
    with translation.override(language):
        return judge()


def _paired(judged: list[list[tuple[str, Finding]]]) -> list[dict[str, Any]]:
    """The findings, each with its sentence in every language."""
    return [
        {
            "level": same[0][0],
            "code": same[0][1].code,
            "place": same[0][1].place,
            "sentence": {language: each.sentence for language, (_level, each) in zip(LANGUAGES, same, strict=True)},
        }
        for same in zip(*judged, strict=True)
    ]
