"""The verifier: questions in their order, a policy over the answers, a report. It never raises for bad input."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from sceau.encoding.strict_json import JsonObject
from sceau.errors import UsageError
from sceau.linked_data.contexts import Contexts
from sceau.ports import Fetch
from sceau.verifying.checks import context, evidence, format, issuer, proof, recognition, status, validity  # noqa: A004
from sceau.verifying.inquiry import Inquiry, RegisterSource
from sceau.verifying.intake import Intake, recognize
from sceau.verifying.outcome import CheckResult, Outcome, not_applicable
from sceau.verifying.policy import STRICT, Policy
from sceau.verifying.register import Register
from sceau.verifying.report import Report
from sceau.verifying.signatures import Directory, Resolves

_RUN: dict[str, Callable[[Inquiry], CheckResult]] = {
    module.NAME: module.run for module in (format, context, proof, issuer, validity, status, recognition, evidence)
}
_FOUNDATION = frozenset({"format", "context", "proof", "issuer"})
"""When one of these is answered with no, the rest is not asked: a forgery has no expiry worth telling, must not make
us visit addresses, and must not borrow the good name of the issuer that it claims."""


class Verifier:
    """Answers whether a credential can be relied on.

    Args:
        resolver: finds DID documents.
        fetch: brings status lists.
        contexts: the known contexts.
        register: recognised issuers; a callable is asked at each verification, and may raise SceauError.
        policy: which questions, and what they weigh.
        resources: evidence at hand, by its identifier.
        fetch_evidence: also ask for evidence where it lies. Off, because its host would learn who is looked at.
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
    ) -> None:
        self._resolver = resolver
        self._fetch = fetch
        self._contexts = contexts
        self._register: RegisterSource | None = (lambda: register) if isinstance(register, Register) else register
        self._policy = policy
        self._resources = resources or {}
        self._fetch_evidence = fetch_evidence

    def verify(self, data: bytes, *, now: datetime, resources: Mapping[str, bytes] | None = None) -> Report:
        """Look at bytes of unknown kind: JSON, PNG, SVG.

        Args:
            data: as received.
            now: aware moment for which the report holds.
            resources: more evidence at hand, for this credential.

        Raises:
            UsageError: for the caller's own faults: a moment without time zone, an altered installation.
        """
        return self._report(recognize(data), now, resources)

    def verify_document(
        self, document: JsonObject, *, now: datetime, resources: Mapping[str, bytes] | None = None
    ) -> Report:
        """The same for JSON that was read already, by `sceau.encoding.strict_json`."""
        return self._report(Intake.of(document, "json"), now, resources)

    def _report(self, intake: Intake, now: datetime, resources: Mapping[str, bytes] | None) -> Report:
        if now.tzinfo is None:
            raise UsageError("usage_wrong", detail="a moment needs its time zone")
        inquiry = Inquiry(
            intake=intake,
            now=now,
            contexts=self._contexts,
            directory=Directory(self._resolver),
            fetch=self._fetch,
            register=self._register,
            resources={**self._resources, **(resources or {})},
            fetch_evidence=self._fetch_evidence,
        )
        checks = self._answers(inquiry)
        return Report(
            kind=intake.kind,
            carrier=intake.carrier,
            verdict=self._policy.judge(checks),
            policy=self._policy.name,
            checks=checks,
            document=intake.document,
            now=now,
        )

    def _answers(self, inquiry: Inquiry) -> tuple[CheckResult, ...]:
        results: list[CheckResult] = []
        unreadable = refuted = False
        for name in self._policy.checks:
            asked = not unreadable and (name in _FOUNDATION or not refuted)
            result = _RUN[name](inquiry) if asked else not_applicable(name)
            results.append(result)
            unreadable = unreadable or (name == format.NAME and result.outcome is not Outcome.PASSED)
            refuted = refuted or (name in _FOUNDATION and result.outcome is Outcome.FAILED)
        return tuple(results)
