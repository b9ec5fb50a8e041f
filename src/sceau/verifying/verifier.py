"""The verifier: questions in their order, a policy over the answers, a report. It never raises for bad input."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache

from sceau.encoding.strict_json import JsonObject
from sceau.errors import UsageError
from sceau.linked_data.contexts import Contexts
from sceau.ports import Fetch
from sceau.problems import Problem
from sceau.records import replace
from sceau.verifying import answering, members
from sceau.verifying.directory import Directory
from sceau.verifying.inquiry import Inquiry, Powers, RegisterSource
from sceau.verifying.intake import OPEN_BADGE_2, Intake, recognize
from sceau.verifying.members import Member, Role
from sceau.verifying.memory import Memory, Resolves
from sceau.verifying.outcome import CheckResult, Outcome, answer, not_applicable
from sceau.verifying.policy import STRICT, Policy, Verdict
from sceau.verifying.questions import FOUNDATION, questions_about
from sceau.verifying.register import Register
from sceau.verifying.report import MemberReport, Report
from sceau.verifying.visits import Visits


class Verifier:
    """Answers whether a credential can be relied on.

    Args:
        resolver: finds DID documents.
        fetch: brings status lists.
        contexts: the known contexts.
        register: recognised issuers; a callable is asked once for each verification, and may raise SceauError.
        policy: which questions, and what they weigh.
        resources: evidence at hand, by its identifier.
        fetch_evidence: also ask for evidence where it lies. Off, because its host would learn who is looked at.
        memory: keeps keys and status lists from one verification to the next; None keeps nothing.
    """

    def __init__(
        self,
        *,
        resolver: Resolves,
        fetch: Fetch,
        contexts: Contexts,
        register: Register | RegisterSource | None = None,
        policy: Policy = STRICT,
        resources: Mapping[str, bytes] | None = None,
        fetch_evidence: bool = False,
        memory: Memory | None = None,
    ) -> None:
        self._resolver = resolver
        self._fetch = fetch
        self._contexts = contexts
        self._register: RegisterSource | None = (lambda: register) if isinstance(register, Register) else register
        self._has_register = isinstance(register, Register)
        self._policy = policy
        self._resources = resources or {}
        self._fetch_evidence = fetch_evidence
        self._memory = memory

    def verify(
        self,
        data: bytes,
        *,
        now: datetime,
        resources: Mapping[str, bytes] | None = None,
        challenge: str | None = None,
        domain: str | None = None,
    ) -> Report:
        """Look at bytes of unknown kind: JSON, a JWT, an SD-JWT, a PNG, SVG or PDF that holds one.

        Args:
            data: as received.
            now: aware moment for which the report holds.
            resources: more evidence at hand, for this credential.
            challenge: that a presentation must answer.
            domain: that a presentation must be meant for.

        Raises:
            UsageError: for the caller's own faults: a moment without time zone, an altered installation.
        """
        return self._begin(recognize(data), now, resources, challenge, domain)

    def verify_document(
        self,
        document: JsonObject,
        *,
        now: datetime,
        resources: Mapping[str, bytes] | None = None,
        challenge: str | None = None,
        domain: str | None = None,
    ) -> Report:
        """The same for JSON that was read already, by `sceau.encoding.strict_json`."""
        return self._begin(Intake.of(document, "json"), now, resources, challenge, domain)

    def _begin(
        self,
        intake: Intake,
        now: datetime,
        resources: Mapping[str, bytes] | None,
        challenge: str | None,
        domain: str | None,
    ) -> Report:
        if now.tzinfo is None:
            raise UsageError("usage_wrong", detail="a moment needs its time zone")
        resolver, visits = self._resolver, Visits(self._fetch)
        lists = visits
        if self._memory is not None:
            resolver = self._memory.resolving(resolver, now)
            lists = Visits(self._memory.fetching(self._fetch, now), visits)
        powers = Powers(
            now=now,
            contexts=self._contexts,
            directory=Directory(resolver, lists),
            fetch=visits,
            register=self._register if self._register is None or self._has_register else cache(self._register),
            resources={**self._resources, **resources} if resources else self._resources,
            fetch_evidence=self._fetch_evidence,
            challenge=challenge,
            domain=domain,
            lists=lists,
            memory=self._memory,
        )
        return self._report(intake, powers, depth=0)

    def _report(self, intake: Intake, powers: Powers, depth: int) -> Report:
        inquiry, questions = Inquiry(intake, powers), questions_about(intake)
        answers, about_members = questions.answers, questions.about_members
        checks: list[CheckResult] = []
        found: tuple[MemberReport, ...] | None = None
        readable = sound = True
        for name in self._policy.checks:
            asked = readable and (sound or name in FOUNDATION)
            if name == "proof" and asked and powers.asks and (unanswered := self._unanswered(inquiry)):
                result = answer(name, unanswered)
            elif name in answers:
                result = answers[name](inquiry) if asked else not_applicable(name)
            elif name in about_members:
                if asked and found is None:
                    found = self._members(inquiry, depth)
                result = about_members[name](found or ()) if asked else not_applicable(name)
            else:
                continue
            checks.append(result)
            if result.outcome is not Outcome.PASSED:
                readable = readable and name != "format"
                sound = sound and not (name in FOUNDATION and result.outcome is Outcome.FAILED)
        results = tuple(checks)
        document, *linked = inquiry.open_badge_2.documents if intake.kind == OPEN_BADGE_2 else [intake.document]
        return Report(
            kind=intake.kind,
            carrier=intake.carrier,
            secured=intake.secured,
            verdict=self._policy.judge(results, questions.names),
            policy=self._policy.name,
            checks=results,
            document=document or intake.document,
            now=powers.now,
            linked=tuple(each or {} for each in linked),
            members=found or (),
        )

    def _unanswered(self, inquiry: Inquiry) -> list[Problem]:
        return answering.problems(inquiry, holder_is_asked="holder" in self._policy.checks)

    def _members(self, inquiry: Inquiry, depth: int) -> tuple[MemberReport, ...]:
        if depth >= members.DEEPEST or not members.may_be_inside(inquiry):
            return ()
        return tuple(
            self._member(inquiry, member, depth) for member in members.inside(inquiry.intake)[: members.MOST + 1]
        )

    def _member(self, inquiry: Inquiry, member: Member, depth: int) -> MemberReport:
        powers = replace(inquiry.powers, challenge=None, domain=None)
        if member.role is Role.ENDORSEMENT:
            # Whoever vouches need not be an issuer that the register recognises.
            powers = replace(powers, register=None)
        report = self._report(member.intake, powers, depth + 1)
        counts = report.verdict is Verdict.VERIFIED and members.is_meant(member, inquiry.document)
        return MemberReport(member.pointer, member.role, report, counts)
