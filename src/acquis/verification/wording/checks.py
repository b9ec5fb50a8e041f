"""Every check: the sentence of each of its four outcomes, and what the check means."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class CheckWords:
    """One check in words. A failure or a doubt is said by its first problem when there is one."""

    passed: str | Promise
    failed: str | Promise
    inconclusive: str | Promise
    not_applicable: str | Promise
    meaning: str | Promise

    def of(self, outcome: str) -> str | Promise:
        """The sentence of an outcome.

        Raises:
            KeyError: there is no such outcome.
        """
        return {
            "passed": self.passed,
            "failed": self.failed,
            "inconclusive": self.inconclusive,
            "not_applicable": self.not_applicable,
        }[outcome]


CHECKS: dict[str, CheckWords] = {
    "format": CheckWords(
        passed=_("It can be read as a credential."),
        failed=_("It cannot be read as a credential."),
        inconclusive=_("We could not tell whether it is a credential."),
        not_applicable=_("Its form was not checked."),
        meaning=_(
            "A credential is a file with parts that everyone reads the same way: who issued it, to whom, for what, "
            "and when. This check makes sure that all the required parts are there."
        ),
    ),
    "context": CheckWords(
        passed=_("Its words have a known, published meaning."),
        failed=_("The meaning of its words is not certain."),
        inconclusive=_("The meaning of its words could not be established."),
        not_applicable=_("The meaning of its words was not checked."),
        meaning=_(
            "Credentials use published vocabularies. We compare them with our own copies, so that no one can change "
            "what a word means after it was signed."
        ),
    ),
    "proof": CheckWords(
        passed=_("It is intact: nothing has changed since it was signed."),
        failed=_("Its signature does not match what it says."),
        inconclusive=_("Its signature could not be checked."),
        not_applicable=_("Its signature was not checked."),
        meaning=_(
            "The issuer’s digital signature covers every word of the credential. If a single letter changes, the "
            "signature no longer matches."
        ),
    ),
    "issuer": CheckWords(
        passed=_("It was signed by the issuer it names."),
        failed=_("It was not signed by the issuer it names."),
        inconclusive=_("We could not confirm that the named issuer signed it."),
        not_applicable=_("Who signed it was not checked."),
        meaning=_(
            "The issuer publishes the keys it signs with. This check looks up those keys and makes sure that the one "
            "used is really the issuer’s."
        ),
    ),
    "validity": CheckWords(
        passed=_("It is within its period of validity."),
        failed=_("It is outside its period of validity."),
        inconclusive=_("Its period of validity could not be read."),
        not_applicable=_("It has no period of validity."),
        meaning=_("Some credentials expire, for example first aid. The dates are part of what was signed."),
    ),
    "status": CheckWords(
        passed=_("It has not been revoked, suspended or replaced."),
        failed=_("The issuer has revoked, suspended or replaced it."),
        inconclusive=_("We could not find out whether it was revoked."),
        not_applicable=_("Its issuer does not announce revocations."),
        meaning=_(
            "Issuers publish one signed list for many thousands of credentials. We read the whole list, so the issuer "
            "never learns which credential you looked at."
        ),
    ),
    "recognition": CheckWords(
        passed=_("The issuer was recognized by this network on the day of the award."),
        failed=_("The issuer was not recognized by this network on the day of the award."),
        inconclusive=_("We could not find out whether the issuer is recognized."),
        not_applicable=_("No register of recognized issuers was consulted."),
        meaning=_(
            "The network keeps a public register of the organizations it has examined. An issuer outside the register "
            "may be perfectly serious: it has simply not been examined by this network."
        ),
    ),
    "definition": CheckWords(
        passed=_("It points to the exact version of the definition that was published."),
        failed=_("The definition it points to is not the published one."),
        inconclusive=_("The definition it points to could not be found in this network."),
        not_applicable=_("Its definition is kept outside this network."),
        meaning=_(
            "A published definition never changes: a change makes a new version. The credential keeps the version that "
            "the person earned."
        ),
    ),
    "holder": CheckWords(
        passed=_("It is shown by the person it was given to."),
        failed=_("It was not signed by the person who is said to show it."),
        inconclusive=_("It is shown by somebody other than the person it was given to."),
        not_applicable=_("Nobody signed to show it."),
        meaning=_(
            "A presentation can be signed by its holder, for one verifier who asked for it. Then a copy of it is of no "
            "use elsewhere."
        ),
    ),
    "credentials": CheckWords(
        passed=_("Every credential inside was verified."),
        failed=_("A credential inside is rejected."),
        inconclusive=_("A credential inside calls for your attention."),
        not_applicable=_("There is no credential inside."),
        meaning=_("What holds the credentials together says nothing about them: each is verified by itself."),
    ),
    "endorsements": CheckWords(
        passed=_("At least one endorsement in it was verified."),
        failed=_("An endorsement in it is not intact."),
        inconclusive=_("Its endorsements could not be checked."),
        not_applicable=_("It carries no endorsement that could be confirmed."),
        meaning=_(
            "A partner, for example an employer, can confirm that the competency is in demand and that the assessment "
            "reflects the job."
        ),
    ),
    "evidence": CheckWords(
        passed=_("The evidence shown is unchanged since the credential was issued."),
        failed=_("Some evidence has changed since the credential was issued."),
        inconclusive=_("The evidence could not be compared with what was signed."),
        not_applicable=_("No evidence file came with it, so none was compared."),
        meaning=_(
            "The credential holds a fingerprint of each piece of evidence. We compare it with the file that its holder "
            "shows you."
        ),
    ),
}
