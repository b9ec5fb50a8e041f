"""Endorsements for tests: asked, opened and answered through the actions, by links or by members."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from uuid import UUID

from django.core import mail

from acquis.catalogue import actions, queries
from acquis.catalogue.endorsing import Answer, usual_end
from acquis.catalogue.queries import EndorsementFacts, VersionFacts
from acquis.organizations.access import ROLES
from acquis.platform import jobs
from acquis.platform.actor import Actor
from tests.acquis import factories
from tests.acquis.factories import College

VISITOR = Actor(None, None, "web", "tests")
COMMENTS = {"in_demand": "We hire four a year.", "reflects": "The tasks are ours."}
_LINK = re.compile(r"/(?:fr|en)/e/([A-Za-z0-9_-]{22})/")


@dataclass(frozen=True)
class Asked:
    """A request to a partner with members of every role, and the secret of its link."""

    college: College
    partner: College
    version: VersionFacts
    id: UUID
    token: str

    @property
    def facts(self) -> EndorsementFacts:
        """As it stands now."""
        found = queries.endorsement(self.id)
        assert found is not None
        return found

    def answer(self, **changes: object) -> Answer:
        """Both statements, for the whole."""
        return replace(answer_to(self.version), **changes)  # type: ignore[arg-type]


def last_token(to: str = "") -> str:
    """The secret in the latest message with a link, to this address."""
    jobs.run_due()
    for message in reversed(mail.outbox):
        found = _LINK.search(str(message.body))
        if found and (not to or to in message.to):
            return found[1]
    raise AssertionError("no message with a link")


def answer_to(version: VersionFacts) -> Answer:
    """Both statements about a version, for the whole."""
    return Answer(
        confirmed=dict(COMMENTS),
        signatory_name="Sacha Testeur",
        signatory_role="Head of operations",
        valid_until=usual_end(),
        read=version.digest,
        language="en",
    )


def partner(**options: str) -> College:
    """An employer with a member of each role; not recognised, without any key."""
    return factories.college(kind="employer", roles=tuple(ROLES), **options)


def asked(
    college: College | None = None, version: VersionFacts | None = None, by_partner: College | None = None
) -> Asked:
    """A request that a partner of the register has not opened yet."""
    where = college or factories.recognised_college()
    about, whom = version or factories.published_version(where), by_partner or partner()
    made = actions.ask_endorsement(
        version_id=about.id, partner_id=whom.id, language="en", message="As we discussed.", by=where.actor("author")
    )
    return Asked(where, whom, about, made, last_token(whom.facts.contact_email))


def opened(*given: College | VersionFacts | None) -> Asked:
    """A request that the partner studies."""
    made = asked(*given)  # type: ignore[arg-type]
    actions.open_endorsement(endorsement_id=made.id, by=VISITOR, token=made.token)
    return made


@dataclass(frozen=True)
class Signed(Asked):
    """A signed endorsement; ``token`` is the one by which it can be withdrawn."""


def signed(*given: College | VersionFacts | None, **changes: object) -> Signed:
    """An endorsement with both statements."""
    made = opened(*given)
    held = actions.answer_endorsement(
        endorsement_id=made.id, answer=made.answer(**changes), by=VISITOR, token=made.token
    )
    jobs.run_due()
    return Signed(made.college, made.partner, made.version, made.id, held)
