"""Awards for tests: decided, signed and offered by the same actions and jobs as everywhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from django.core import mail

from acquis.catalogue.queries import VersionFacts
from acquis.issuance import actions, queries
from acquis.issuance.queries import AwardFacts, CredentialFacts
from acquis.platform import jobs
from tests.acquis import factories
from tests.acquis.factories import College

_LINK = re.compile(r"/(?:fr|en)/c/([A-Za-z0-9_-]{22})/")


@dataclass(frozen=True)
class Offered:
    """An award that was signed and mailed, and the secret of its link."""

    where: College
    id: UUID
    token: str

    @property
    def facts(self) -> AwardFacts:
        """As it stands now."""
        found = queries.award(self.id, self.where.id)
        assert found is not None
        return found

    @property
    def credential(self) -> CredentialFacts:
        """The latest credential."""
        assert self.facts.credential is not None
        return self.facts.credential


def last_token() -> str:
    """The secret in the last message sent."""
    found = _LINK.search(str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


def awarded(
    where: College | None = None, version: VersionFacts | None = None, *, email: str = ""
) -> tuple[College, UUID]:
    """An award that waits to be signed."""
    college = where or factories.recognised_college()
    candidate = factories.passed_candidacy(
        college, version or factories.published_version(college), email=email or "maika@people.example"
    )
    return college, actions.award(candidacy_id=candidate, by=college.actor("registrar"), language="en")


def offered(where: College | None = None, version: VersionFacts | None = None, *, email: str = "") -> Offered:
    """An award that its learner can answer."""
    college, award_id = awarded(where, version, email=email)
    jobs.run_due()
    return Offered(college, award_id, last_token())
