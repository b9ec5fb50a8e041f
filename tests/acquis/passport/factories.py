"""Held credentials and shares for tests, made through the actions."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from acquis.assessment import actions as assessment
from acquis.catalogue.queries import VersionFacts
from acquis.issuance import actions as issuing
from acquis.passport import actions, queries
from acquis.passport.actions import MadeShare
from acquis.passport.queries import ItemFacts, Selection
from acquis.people.queries import PersonFacts
from acquis.platform import jobs
from acquis.platform.actor import Actor
from acquis.platform.files import store
from acquis.platform.translatable import Text
from tests.acquis import factories
from tests.acquis.factories import College
from tests.acquis.issuance.factories import Offered, last_token

REPORT = b"%PDF-1.7 an incident report"


@dataclass(frozen=True)
class Held:
    """A credential in somebody's passport, with one file and one text among its evidence."""

    holder: PersonFacts
    offer: Offered
    item_id: UUID

    @property
    def by(self) -> Actor:
        """The holder."""
        return Actor.person(self.holder.id)

    @property
    def facts(self) -> ItemFacts:
        """As it stands now."""
        found = queries.item(self.holder.id, self.item_id)
        assert found is not None
        return found

    @property
    def evidence(self) -> list[UUID]:
        """The pieces, in the order of the document."""
        return [piece.id for piece in queries.own_evidence(self.facts)]

    def share(self, selection: Selection | None = None) -> MadeShare:
        """A share of this credential."""
        return actions.create_share(selections=[(self.item_id, selection or Selection())], by=self.by)


def held(
    where: College | None = None, *, holder: PersonFacts | None = None, version: VersionFacts | None = None
) -> Held:
    """Assessed with evidence, awarded, signed, accepted."""
    college = where or factories.recognised_college()
    owner = holder or factories.person("Amina Fictive")
    version = version or factories.published_version(college)
    candidate = factories.candidacy(college, version, email=owner.email, name="Maïka Fictive")
    assessor = college.actor("assessor")
    for number in (1, 2):
        assessment.add_evidence(
            candidacy_id=candidate,
            title=Text(fr=f"Rapport {number}", en=f"Report {number}"),
            description=Text(fr="Incident simulé", en="Simulated incident"),
            file_id=store(REPORT + bytes([48 + number]), name="report.pdf", media_type="application/pdf").id,
            text_alternative=Text(fr="Texte", en="Text"),
            no_third_party=True,
            by=assessor,
        )
    assessment.record(candidacy_id=candidate, results=factories.results(version), by=assessor)
    assessment.conclude(candidacy_id=candidate, by=assessor)
    award_id = issuing.award(candidacy_id=candidate, by=college.actor("registrar"), language="en")
    jobs.run_due()
    offer = Offered(college, award_id, last_token())
    return Held(owner, offer, actions.accept_award(token=offer.token, by=Actor.person(owner.id)))
