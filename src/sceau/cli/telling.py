"""A report, told to a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from sceau.cli import wording
from sceau.cli.wording import printable
from sceau.encoding.strict_json import JsonObject
from sceau.model.shape import items
from sceau.openbadges import look, reading
from sceau.openbadges.told import BadgeSummary
from sceau.verifying import intake
from sceau.verifying.report import MemberReport, Report

_LABEL = 14
_INDENT = "    "


def lines(report: Report) -> Iterator[str]:
    """What ``report`` says, line by line: the verdict, what the document is and says, every answer, what is inside."""
    yield from _verdict(report)
    yield ""
    if about := list(_about(report)):
        yield from about
        yield ""
    for result in report.checks:
        yield f"{wording.ANSWERS[result.outcome]:>{_LABEL}}  {wording.QUESTIONS[result.check]}"
        for problem in result.problems:
            yield f"{'':>{_LABEL}}  {wording.sentence(problem)}"
    yield from _members(report)


def _members(report: Report) -> Iterator[str]:
    for member in report.members:
        yield ""
        yield f"{wording.ROLES[member.role]}, at {printable(member.pointer)}:"
        yield from (f"{_INDENT}{line}" if line else "" for line in _inside(member))


def _inside(member: MemberReport) -> Iterator[str]:
    """Shorter than for the whole: answers without a problem are left out."""
    report = member.report
    yield from _verdict(report)
    if report.verdict == "verified" and not member.counts:
        yield wording.ABOUT_ANOTHER
    yield from _about(report)
    for result in report.checks:
        for problem in result.problems:
            yield f"{wording.ANSWERS[result.outcome]:>{_LABEL}}  {wording.QUESTIONS[result.check]}"
            yield f"{'':>{_LABEL}}  {wording.sentence(problem)}"
    yield from _members(report)


def _verdict(report: Report) -> Iterator[str]:
    proof_only = report.policy == "proof-only" and report.verdict == "verified"
    yield wording.PROOF_ONLY_VERIFIED if proof_only else wording.VERDICTS[report.verdict]
    if kind := _kind(report):
        secured = wording.SECURED[report.secured]
        if report.secured == intake.EMBEDDED and not items((report.document or {}).get("proof")):
            secured = wording.UNSIGNED
        yield f"It is {kind}{wording.CARRIERS[report.carrier]}, {secured}."


def _kind(report: Report) -> str:
    if report.kind == intake.CREDENTIAL and report.document is not None:
        return wording.TOPICS[look.kind_of(report.document)]
    return wording.KINDS[report.kind]


def _about(report: Report) -> Iterator[str]:
    """What the document says of itself, only when that is worth reading."""
    if report.document is None:
        return
    told = [f"{label:>{_LABEL}}  {printable(text)}" for label, text in _claims(report, report.document) if text]
    if told:
        yield "It says:" if report.verdict == "verified" else "It claims:"
        yield from told


def _claims(report: Report, document: JsonObject) -> Iterator[tuple[str, str]]:
    if report.kind == intake.PRESENTATION:
        yield "by", look.text(look.profile(document.get("holder")), "id")
    elif report.kind == intake.SD_JWT_VC:
        yield "what", look.text(document, "vct")
        yield "by", look.text(document, "iss")
    elif report.kind == intake.OPEN_BADGE_2:
        found: list[JsonObject] = [*report.linked, {}, {}]
        from sceau.openbadges.v2 import reading as older  # noqa: PLC0415 — slow to import, most badges are newer

        yield from _badge(older.summary(document, found[0], found[1], "en"))
    elif report.kind != intake.UNKNOWN:
        yield from _badge(reading.summary(document, "en"))


def _badge(badge: BadgeSummary) -> Iterator[tuple[str, str]]:
    yield "what", badge.title.text
    yield "about", badge.endorses
    yield "comment", badge.comment
    yield "by", f"{badge.issuer_name} ({badge.issuer_id})" if badge.issuer_name else badge.issuer_id
    yield "to", badge.recipient_name
    yield "from", badge.valid_from
    yield "until", badge.valid_until
