"""The checks of a report as rows of a page, in the order in which a reader asks, with words for what was looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from acquis.platform import formats
from acquis.verification.queries import CheckFacts, ReportFacts, moment
from acquis.verification.wording import CHECKS, PROBLEMS
from sceau.openbadges.reading import Kind
from sceau.verifying.intake import HOSTED, OPEN_BADGE_2, PRESENTATION, SD_JWT_VC

# When one of these fails, the engine asks no further.
_FOUNDATION = frozenset({"format", "context", "proof", "issuer", "holder"})
# The order in which a reader asks.
_ORDER = (
    "format", "proof", "issuer", "holder", "credentials", "recognition", "status", "validity",
    "definition", "endorsements", "evidence", "context",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One check, as `components/check_row.html` takes it."""

    outcome: str
    severity: str
    sentence: str
    meaning: str
    advice: str
    problems: tuple[dict[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    open: bool


@dataclass(frozen=True, slots=True)
class _Instead:
    """Other words than `wording.CHECKS` has, where the same question is answered by other means."""

    meaning: str | Promise
    passed: str | Promise = ""
    not_applicable: str | Promise = ""


_HOSTED = {
    "proof": _Instead(
        passed=gettext_lazy("The site that keeps it says the same today."),
        not_applicable=gettext_lazy("The site that keeps it no longer speaks for it."),
        meaning=gettext_lazy(
            "This older kind of badge bears no signature. It is whatever the site that keeps it says it is, so we ask "
            "that site and compare."
        ),
    ),
    "issuer": _Instead(
        passed=gettext_lazy("The site that keeps it speaks for the issuer it names."),
        meaning=gettext_lazy("The issuer’s own page says which sites speak for it. We read that page."),
    ),
    "status": _Instead(
        passed=gettext_lazy("The site that keeps it has not withdrawn it."),
        meaning=gettext_lazy("A badge without a signature is revoked by the site that keeps it, which we ask."),
    ),
}
_HOLDER_MEANING = gettext_lazy(
    "Whoever shows credentials can sign that they do, for one reader and on one day. We asked nothing of them: a file "
    "that reached you by another way may have been made for somebody else."
)
_DISCLOSED = {
    "holder": _Instead(
        passed=gettext_lazy("The person it was given to signed to show it."),
        meaning=_HOLDER_MEANING,
    ),
}
_SHOWN = {
    "format": _Instead(
        passed=gettext_lazy("It can be read as a presentation of credentials."),
        meaning=gettext_lazy("A presentation is what somebody shows of their credentials, all in one file."),
    ),
    "proof": _Instead(
        passed=gettext_lazy("It is intact: nothing has changed since somebody signed to show it."),
        not_applicable=gettext_lazy("The presentation itself bears no signature."),
        meaning=gettext_lazy(
            "Whoever shows credentials can sign that they do. The credentials inside have the signatures of their own "
            "issuers."
        ),
    ),
    "holder": _Instead(meaning=_HOLDER_MEANING),
}
_VOUCHED = {
    "recognition": _Instead(
        not_applicable=gettext_lazy("Whoever endorses need not be an issuer. This network knows the organization."),
        meaning=gettext_lazy(
            "The register of this network tells who may issue. Employers and associations that endorse issue nothing: "
            "the network knows them because a recognized issuer asked for their word."
        ),
    ),
}
_VOUCHED_BY_LINK = {
    "recognition": _Instead(
        not_applicable=gettext_lazy(
            "Whoever endorses need not be an issuer. The network has not verified who this organization is."
        ),
        meaning=gettext_lazy(
            "A recognized issuer named this organization and its e-mail address. Whoever received the link that was "
            "sent there signed; the network knows no more of it."
        ),
    ),
}
_SOMEBODY = gettext_lazy(
    "Whoever shows it signed it. Not every credential inside names that person by the same identifier."
)
_ENDED = gettext_lazy("This endorsement held when the credential was awarded, and has ended since.")


def rows(report: ReportFacts) -> tuple[Row, ...]:
    """The checks as rows; what went wrong stands open."""
    by_name = {check.check: check for check in report.checks}
    ordered = [by_name[name] for name in _ORDER if name in by_name]
    stopped = any(
        (check.check in _FOUNDATION and check.outcome == "failed")
        or (check.check == "format" and check.outcome != "passed")
        for check in ordered
    )
    made = [check for check in ordered if not (stopped and check.outcome == "not_applicable")]
    shown = tuple(_row(check, report) for check in made)
    return shown if len(made) == len(ordered) else (*shown, _never_made())


def is_unsigned(report: ReportFacts) -> bool:
    """Whether it is a presentation that nobody signed."""
    return report.kind == PRESENTATION and any(
        check.check == "proof" and check.outcome == "not_applicable" and check.problems for check in report.checks
    )


def _never_made() -> Row:
    """One line for all the checks that had nothing left to stand on."""
    return Row(
        outcome="not_applicable",
        severity="",
        sentence=_("The other checks were not made: they rest on one that did not pass."),
        meaning="",
        advice="",
        problems=(),
        facts=(),
        open=False,
    )


def _row(check: CheckFacts, report: ReportFacts) -> Row:
    if check.check == "proof" and is_unsigned(report):
        # The engine's remark is worded for credentials, which nobody may leave unsigned.
        check = replace(check, problems=())
    troubled = check.outcome in {"failed", "inconclusive"}
    first = PROBLEMS[check.problems[0].code] if check.problems else None
    instead = _instead(report).get(check.check)
    former = check.facts.get("former", ())
    told = [_ENDED if problem.pointer in former else PROBLEMS[problem.code].sentence for problem in check.problems]
    if troubled and told:
        told[0] = ""  # it is the answer itself
    return Row(
        outcome=check.outcome,
        severity=check.severity,
        sentence=str(first.sentence if first and troubled else _answer(check, report, instead)),
        meaning=str(instead.meaning if instead else CHECKS[check.check].meaning),
        advice=str(first.advice) if first and check.problems[0].pointer not in former else "",
        problems=tuple(
            {"code": problem.code, "pointer": problem.pointer, "sentence": str(sentence)}
            for problem, sentence in zip(check.problems, told, strict=True)
        ),
        facts=_facts(check, report),
        open=troubled,
    )


def _instead(report: ReportFacts) -> Mapping[str, _Instead]:
    if report.kind == OPEN_BADGE_2 and report.secured == HOSTED:
        return _HOSTED
    if report.summary and report.summary.document_kind is Kind.ENDORSEMENT and report.issuer:
        return _VOUCHED_BY_LINK if report.endorsement and report.endorsement.is_unverified else _VOUCHED
    return {PRESENTATION: _SHOWN, SD_JWT_VC: _DISCLOSED}.get(report.kind, {})


def _answer(check: CheckFacts, report: ReportFacts, instead: _Instead | None) -> str | Promise:
    if not report.genuine and check.check in {"definition", "endorsements"}:
        return _("Not checked, because its issuer could not be confirmed.")
    if check.check == "endorsements" and check.outcome == "not_applicable" and check.facts.get("former"):
        return _("It was endorsed when it was awarded. No endorsement in it stands today.")
    if check.check == "holder" and check.outcome == "passed" and not _is_named(check, report):
        return _SOMEBODY
    other = {"passed": instead.passed, "not_applicable": instead.not_applicable} if instead else {}
    return other.get(check.outcome) or CHECKS[check.check].of(check.outcome)


def _is_named(check: CheckFacts, report: ReportFacts) -> bool:
    """Whether every credential inside names the very one who signed to show it."""
    if report.kind != PRESENTATION:
        return True
    credentials = [member for member in report.members if member.role == "credential"]
    return list(check.facts.get("subjects", ())) == [check.facts.get("holder")] * len(credentials)


def _facts(check: CheckFacts, report: ReportFacts) -> tuple[tuple[str, str], ...]:
    told, language = report.summary, (get_language() or "fr")[:2]
    if check.check == "holder":
        named = (
            (_("Digital identifier"), str(check.facts.get("holder") or "")),
            (_("Signed for"), str(check.facts.get("for") or "")),
            (_("Signed on"), _when(str(check.facts.get("at") or ""), language)),
        )
        return tuple((label, value) for label, value in named if value)
    if told is None:
        return ()
    if check.check == "validity":
        period = ((_("From"), told.valid_from), (_("Until"), told.valid_until))
        return tuple((label, when) for label, text in period if (when := _when(text, language)))
    if check.check == "issuer":
        name = str(report.issuer.name) if report.issuer else told.issuer_name
        return ((_("Issuer"), name), (_("Digital identifier"), told.issuer_id)) if name else ()
    if check.check == "definition" and report.version:
        newer = report.version.latest_number > report.version.number
        number = _("%(number)s (a newer version exists)") if newer else "%(number)s"
        return ((_("Version"), number % {"number": report.version.number}),)
    return ()


def _when(text: str, language: str) -> str:
    found = moment(text)
    return formats.instant(found, language) if found else ""
