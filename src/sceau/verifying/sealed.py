"""Reports of another process, as they came: nobody unpacks what nobody looks at.

To write reports out and to read them again took a tenth of the time of a batch, and most readers of a batch want
verdicts, and look into the few reports that say no.
"""

from __future__ import annotations

import marshal
from datetime import datetime
from threading import Lock
from typing import Any, TypeAlias

from sceau.problems import Problem
from sceau.verifying.outcome import CheckResult, Outcome
from sceau.verifying.policy import Verdict
from sceau.verifying.report import MemberReport, Report

Sealed: TypeAlias = tuple[str, bytes] | Report
"""A verdict, and its report as bytes; the report itself, if ever it holds what is no JSON."""

_FIELDS = Report.__match_args__
_LOCK = Lock()

_new, _get, _set = object.__new__, object.__getattribute__, object.__setattr__


def seal(report: Report) -> Sealed:
    """What goes to another process."""
    try:
        return report.verdict.value, marshal.dumps(_told(report))
    except ValueError:
        return report


def unseal(sealed: Sealed, now: datetime) -> Report:
    """The report, about the moment ``now``; but for its verdict it is read when it is looked into."""
    if isinstance(sealed, Report):
        return sealed
    report = _new(_Unread)
    _set(report, "verdict", Verdict(sealed[0]))
    _set(report, "document", (sealed[1], now))
    return report


class _Unread(Report):
    """A report that nobody has looked into; the first look makes it a report like all others."""

    __slots__ = ()

    def __getattribute__(self, name: str) -> Any:
        return _get(self if name == "verdict" else _opened(self), name)

    def __eq__(self, other: object) -> bool:
        return bool(_opened(self) == other)

    def __hash__(self) -> int:
        return hash(_opened(self))

    def __repr__(self) -> str:
        return repr(_opened(self))


def _opened(report: Report) -> Report:
    with _LOCK:
        if type(report) is _Unread:
            written, now = _get(report, "document")
            whole = _heard(marshal.loads(written), now)  # noqa: S302 — a process of ours wrote it
            for name in _FIELDS:
                _set(report, name, getattr(whole, name))
            _set(report, "__class__", Report)
    return report


def _told(report: Report) -> tuple[Any, ...]:
    checks = [
        (
            each.check,
            each.outcome.value,
            [(found.code, found.pointer, found.detail) for found in each.problems],
            dict(each.facts),
        )
        for each in report.checks
    ]
    members = [(each.pointer, each.role, _told(each.report), each.counts) for each in report.members]
    about = report.kind, report.carrier, report.secured, report.verdict.value, report.policy
    return *about, checks, report.document, report.linked, members


def _heard(told: tuple[Any, ...], now: datetime) -> Report:
    kind, carrier, secured, verdict, policy, checks, document, linked, members = told
    return Report(
        kind=kind,
        carrier=carrier,
        secured=secured,
        verdict=Verdict(verdict),
        policy=policy,
        checks=tuple(
            CheckResult(check, Outcome(outcome), tuple(Problem(*each) for each in problems), facts)
            for check, outcome, problems, facts in checks
        ),
        document=document,
        now=now,
        linked=linked,
        members=tuple(
            MemberReport(pointer, role, _heard(report, now), counts) for pointer, role, report, counts in members
        ),
    )
