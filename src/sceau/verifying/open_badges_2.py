"""Verification of Open Badges 2.0 and 2.1 (Open Badges 2.0, Verification), with the questions of every credential.

A hosted badge is whatever its host says it is, now: the host must be asked, and so learns that somebody looks. Every
result tells which hosts were asked. A signed badge needs its issuer's profile, keys and revocation list, nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cached_property

from sceau.encoding import datetimes
from sceau.encoding.strict_json import JsonObject, JsonValue, loads_object
from sceau.errors import InputError, SceauError
from sceau.openbadges.v2 import comparison, pem, scope, shape
from sceau.openbadges.v2.contexts import CONTEXTS
from sceau.openbadges.v2.model import Assertion, BadgeClass, CryptographicKey, Issuer
from sceau.openbadges.v2.values import identifier, objects, origin, texts
from sceau.ports import Fetch
from sceau.problems import Problem
from sceau.proofs.jose import compact
from sceau.verifying.badge_hosts import BadgeHosts
from sceau.verifying.outcome import UNDECIDED, CheckResult, Outcome, answer, not_applicable

CHECKS = ("format", "context", "proof", "issuer", "validity", "status")
FOUNDATION = frozenset({"format", "context", "proof", "issuer"})
SKEW = timedelta(minutes=1)
MOST_KEYS = 3
MOST_DIFFERENCES = 20

_REVOKED = "badge_revoked_by_host"
_NOT_CONTROLLED = "issuer_key_not_controlled"
_INVALID = "jws_signature_invalid"
_BADGE, _ISSUER = "/badge", "/badge/issuer"


class OpenBadge2:
    """One badge under verification. Each question is answered when it is asked; nothing is raised.

    Args:
        handed: the assertion; or a compact JWS with one inside; or the address of one, as the oldest pictures hold it.
        fetch: brings what lies at hosts.
        now: aware moment for which the answers hold.
    """

    def __init__(self, handed: JsonObject | str, *, fetch: Fetch, now: datetime) -> None:
        self._handed = handed
        self._hosts = BadgeHosts(fetch)
        self._now = now

    def answer(self, check: str) -> CheckResult:
        """The answer to one of `CHECKS`; all but "format" only make sense once that has passed."""
        ask: dict[str, Callable[[], CheckResult]] = {
            "format": self._format,
            "context": self._context,
            "proof": self._proof,
            "issuer": self._issuer,
            "validity": self._validity,
            "status": self._status,
        }
        return ask[check]()

    @property
    def issuer_id(self) -> str:
        """Whom the badge names as its issuer, as far as is known by now; "" when it is not."""
        badge = self.documents[1]
        return identifier(badge.get("issuer"))

    @property
    def issued_on(self) -> datetime | None:
        """When it was issued, by the word that is known by now; None when it is not."""
        told: Assertion | None = self.__dict__.get("told") or self.__dict__.get("assertion")
        return told.issued_on if told else None

    @property
    def documents(self) -> tuple[JsonObject, JsonObject, JsonObject]:
        """Assertion, badge class and issuer as far as they are known by now, for `v2.reading.summary`: the host's
        word where it was had, else what was handed in. Nobody is asked for this."""
        known = self.__dict__
        told: Assertion | None = known.get("told") or known.get("assertion")
        badge: BadgeClass | None = known.get("badge")
        issuer: Issuer | None = known.get("issuer")
        assertion: JsonObject = told.raw if told else {}
        embedded = next(iter(objects(assertion.get("badge"))), {})
        badge_class = badge.raw if badge else embedded
        profile = next(iter(objects(badge_class.get("issuer"))), {})
        return assertion, badge_class, issuer.raw if issuer else profile

    # What is looked at. Each raises SceauError, as often as it is asked; the hosts are asked once.

    @cached_property
    def jws(self) -> compact.CompactJws | None:
        """The JWS that was handed in."""
        if isinstance(self._handed, str) and not origin(self._handed):
            return compact.parse(self._handed)
        return None

    @cached_property
    def document(self) -> JsonObject:
        """What was handed in, or lies at the address that was."""
        if isinstance(self._handed, dict):
            return self._handed
        return loads_object(self.jws.payload) if self.jws else self._hosts.assertion(self._handed, "")

    @cached_property
    def assertion(self) -> Assertion:
        """The assertion that was handed in."""
        return Assertion.parse(self.document)

    @cached_property
    def told(self) -> Assertion:
        """The assertion that counts: the signed one, or what its host says."""
        if self.assertion.kind != shape.HOSTED:
            return self.assertion
        hosted = self._hosts.assertion(self.assertion.address, "/id")
        try:
            found = Assertion.parse(hosted)
        except InputError as error:
            raise _unreadable(error, "/id") from error
        if found.id != self.assertion.id:
            raise InputError("badge_document_malformed", "/id", "another id")
        return found

    @cached_property
    def badge(self) -> BadgeClass:
        """The badge class."""
        if self.told.badge is None:
            return self._badge_at(self.told.badge_id)
        badge = BadgeClass.parse(self.told.badge)
        elsewhere = self.told.kind == shape.SIGNED and origin(badge.id) not in ("", origin(badge.issuer_id))
        # Anybody can sign a badge that bears the id of somebody else's.
        if elsewhere and self._badge_at(badge.id).issuer_id != badge.issuer_id:
            raise InputError("badge_outside_scope", _BADGE)
        return badge

    @cached_property
    def issuer(self) -> Issuer:
        """The profile of the issuer, from its own address: an embedded one vouches for nothing."""
        try:
            return Issuer.parse(self._hosts.document(self.badge.issuer_id, _ISSUER))
        except InputError as error:
            raise _unreadable(error, _ISSUER) from error

    def _badge_at(self, address: str) -> BadgeClass:
        try:
            return BadgeClass.parse(self._hosts.document(address, _BADGE))
        except InputError as error:
            raise _unreadable(error, _BADGE) from error

    # The questions.

    def _format(self) -> CheckResult:
        facts: JsonObject = {"kind": "open-badge-2", "verification": ""}
        try:
            problems = shape.assertion_problems(self.document)
            facts["verification"] = shape.kind(self.document)
        except SceauError as error:
            problems = [Problem.of(error)]
        return answer("format", problems, facts | self._asked())

    def _context(self) -> CheckResult:
        """Nothing is read as linked data here; other programs may, and must then read the same."""
        contexts = self.document.get("@context")
        problems = [
            Problem("context_unknown", "/@context", each[:200]) for each in texts(contexts) if each not in CONTEXTS
        ]
        if any(each.keys() - {"@language"} for each in objects(contexts)):
            problems.append(Problem("context_inline", "/@context"))
        return answer("context", problems, {"contexts": list[JsonValue](texts(contexts))})

    def _proof(self) -> CheckResult:
        return self._proof_of_signature() if self.assertion.kind == shape.SIGNED else self._proof_of_host()

    def _proof_of_host(self) -> CheckResult:
        """Passed when its host says the same, now."""
        facts: JsonObject = {"method": shape.HOSTED, "address": self.assertion.address}
        try:
            if self.assertion.revoked:
                raise InputError(_REVOKED)
            hosted = self.told.raw
        except SceauError as error:
            if error.code == _REVOKED:  # the host speaks of it no longer: that is for "status" to tell
                return not_applicable("proof", facts=facts | self._asked())
            return answer("proof", [Problem.of(error)], facts | self._asked())
        places = comparison.differences(self.document, hosted)[:MOST_DIFFERENCES]
        return answer("proof", [Problem("badge_differs_from_host", place) for place in places], facts | self._asked())

    def _proof_of_signature(self) -> CheckResult:
        """Passed when a key of the issuer signed it. What nobody signed is not sealed."""
        facts: JsonObject = {"method": shape.SIGNED}
        if self.jws is None:
            return answer("proof", [Problem("proof_missing")], facts)
        facts["alg"] = self.jws.algorithm[:100]
        facts["key"], problems = self._signer()
        own = [problem for problem in problems if problem.code != _NOT_CONTROLLED]
        if problems and not own:  # no key of the issuer's to ask: "issuer" tells why
            return not_applicable("proof", facts=facts | self._asked())
        return answer("proof", own, facts | self._asked())

    def _issuer(self) -> CheckResult:
        try:
            if self.assertion.revoked:
                raise InputError(_REVOKED)
            facts: JsonObject = {"issuer": self.issuer.id, "name": self.issuer.name}
        except SceauError as error:
            facts = {"issuer": self.issuer_id, **self._asked()}
            revoked = error.code == _REVOKED
            return not_applicable("issuer", facts=facts) if revoked else answer("issuer", [Problem.of(error)], facts)
        if self.told.kind == shape.HOSTED:
            return answer("issuer", self._out_of_scope(), facts | self._asked())
        signer, problems = self._signer()
        if not signer and all(problem.code == _INVALID for problem in problems):
            return not_applicable("issuer", facts=facts | self._asked())
        return answer("issuer", problems, facts | self._asked())

    def _validity(self) -> CheckResult:
        try:
            told = self.told
        except SceauError:
            told = self.assertion
        begins, ends = told.issued_on, told.expires
        if begins is None and ends is None:
            return not_applicable("validity")
        facts: JsonObject = {
            "validFrom": datetimes.text(begins) if begins else None,
            "validUntil": datetimes.text(ends) if ends else None,
        }
        problems: list[Problem] = []
        if begins and self._now < begins - SKEW:
            problems.append(Problem("credential_not_yet_valid", "/issuedOn"))
        if ends and self._now > ends:
            problems.append(Problem("credential_expired", "/expires"))
        return answer("validity", problems, facts)

    def _status(self) -> CheckResult:
        """A hosted badge is revoked when its host says so; a signed one when the list of its issuer does."""
        try:
            if self.assertion.revoked:
                raise InputError(_REVOKED, "/revoked", self.assertion.reason[:200])
            if self.told.kind == shape.SIGNED:
                return self._status_in_list()
            return answer("status", [], {"method": shape.HOSTED} | self._asked())
        except SceauError as error:
            return answer("status", [Problem.of(error)], self._asked())

    def _status_in_list(self) -> CheckResult:
        address = self.issuer.revocation_list
        if not address:
            return not_applicable("status", facts=self._asked())
        listed = self._hosts.revocations(address, _ISSUER)
        if listed.issuer not in ("", self.issuer.id):
            raise InputError("status_list_issuer_differs", _ISSUER)
        found = listed.ids.get(self.told.id, listed.uids.get(self.told.uid))
        facts: JsonObject = {"list": address}
        problems = [] if found is None else [Problem("credential_revoked", "/id", found[:200])]
        return answer("status", problems, facts | self._asked())

    # Who vouches.

    def _out_of_scope(self) -> list[Problem]:
        """What the issuer of a hosted badge does not vouch for; the badge class is only bound without a declaration."""
        places = {"/id": self.assertion.address}
        if not isinstance(self.issuer.raw.get("verification"), dict):
            places[_BADGE] = self.badge.id
        return [
            Problem("badge_outside_scope", place, origin(address))
            for place, address in places.items()
            if not scope.vouches(self.issuer.raw, address)
        ]

    def _signer(self) -> tuple[str, list[Problem]]:
        """The id of the issuer's key that signed; or "" and why none did.

        The keys that count are those that the issuer's profile lists; of these only the one that the badge names,
        when it names one (§SignedBadge).
        """
        if self.jws is None:
            return "", [Problem(_INVALID)]
        problems: list[Problem] = []
        try:
            creator = self.told.creator
            for identity, embedded in [key for key in self.issuer.keys if creator in ("", key[0])][:MOST_KEYS]:
                try:
                    if compact.verify(self.jws, pem.public_key(self._pem(identity, embedded))):
                        return identity or self.issuer.id, []
                    problems.append(Problem(_INVALID, "/signature"))
                except SceauError as error:
                    problems.append(Problem(error.code, error.pointer or _ISSUER, error.detail))
        except SceauError as error:
            return "", [Problem.of(error)]
        if not problems:
            name = "verification" if "verification" in self.told.raw else "verify"
            place = f"/{name}/creator" if creator else _ISSUER
            return "", [Problem(_NOT_CONTROLLED, place, "not listed")]
        return "", [problem for problem in problems if problem.code in UNDECIDED] or problems

    def _pem(self, identity: str, embedded: JsonObject | None) -> str:
        """The key, once it names the issuer as its owner as the issuer names it."""
        if embedded is None:
            document = self._hosts.document(identity, _ISSUER)
        else:
            document = {"owner": self.issuer.id, **embedded}
        try:
            key = CryptographicKey.parse(document)
        except InputError as error:
            raise _unreadable(error, _ISSUER) from error
        if key.owner != self.issuer.id:
            raise InputError(_NOT_CONTROLLED, _ISSUER, "another owner")
        return key.pem

    def _asked(self) -> JsonObject:
        return {"asked": list[JsonValue](self._hosts.asked)}


def answers(handed: JsonObject | str, *, fetch: Fetch, now: datetime) -> list[CheckResult]:
    """Every question, asked in order. Once one of the foundations is answered with no, no further host is asked.

    Args:
        handed, fetch, now: as `OpenBadge2`.
    """
    badge = OpenBadge2(handed, fetch=fetch, now=now)
    results: list[CheckResult] = []
    unreadable = refuted = False
    for name in CHECKS:
        asked = not unreadable and (name in FOUNDATION or not refuted)
        results.append(badge.answer(name) if asked else not_applicable(name))
        unreadable = unreadable or (name == "format" and results[-1].outcome is not Outcome.PASSED)
        refuted = refuted or (name in FOUNDATION and results[-1].outcome is Outcome.FAILED)
    return results


def _unreadable(error: InputError, place: str) -> InputError:
    """A document that the badge points to is crooked: that leaves the question open, it is not the badge's fault."""
    if error.code.startswith("badge_"):
        return error
    return InputError("badge_document_malformed", place, f"{error.code} {error.pointer}".strip())
