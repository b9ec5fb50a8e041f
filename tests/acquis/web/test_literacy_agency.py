"""An adult literacy agency issues as a college does: the same applications, the same review, the same awards."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.core import mail
from django.test import Client

from acquis.catalogue import queries
from acquis.issuance import queries as issuance
from acquis.platform import clock, jobs
from acquis.platform.translatable import Text
from acquis.verification.queries import report
from tests.acquis import factories
from tests.acquis.factories import College
from tests.acquis.issuance.factories import last_token
from tests.acquis.quality import factories as frameworks
from tests.acquis.quality import reviewing
from tests.acquis.web.editor import address, decision, form_of, signed_in, stored
from tests.acquis.web.reader import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency() -> College:
    """Recognized after its own application, through the decision that every organization needs."""
    frameworks.bundled(frameworks.PRINCIPLES, frameworks.ELEMENTS)
    made = factories.college("mots", kind="literacy_agency", roles=reviewing.PEOPLE)
    asked = {"scope": ["microcredential", "badge"], "statement": "Nous formons des adultes depuis 1990."}
    here = f"/fr/org/{made.id}"
    assert signed_in(made, "administrator").post(f"{here}/recognition/apply/", asked).status_code == 302
    return factories.recognise(made)


@pytest.mark.req("R-299")
def test_an_agency_divides_a_longer_course_into_a_microcredential_and_issues_it(agency: College) -> None:
    begun = draft(agency)
    author, approver, registrar = (signed_in(agency, role) for role in ("author", "approver", "registrar"))
    taken = {"extracted_from_fr": "Lire au travail, 300 heures", "extracted_courses": "LT-3"}
    assert author.post(address(agency, begun, "edit/"), form_of(author, agency, begun) | taken).status_code == 302
    version = reviewing.answered(agency, stored(begun))
    assert approver.post(address(agency, version, "submit/")).status_code == 403
    assert author.post(address(agency, version, "submit/")).status_code == 302
    reviewing.opinions(agency, version)
    there = address(agency, version, "review/decision/")
    assert approver.post(there, decision(version, "Lu en comité.")).status_code == 302
    assert registrar.post(address(agency, version, "publish/")).status_code == 302
    page = Client().get(f"/fr/microcredentials/{version.achievement_id}/").content.decode()
    assert "Lire au travail, 300 heures" in page
    assert said(str(agency.facts.name["fr"]), page)

    candidate = assess(agency, str(version.id))
    told = {"awarded_on": clock.today().isoformat(), "language": "fr"}
    assert registrar.post(f"/fr/org/{agency.id}/awards/ready/{candidate}/", told).status_code == 302
    jobs.run_due()
    assert mail.outbox[-1].to == ["maika@people.example"]
    assert "Lire une consigne" in Client().get(f"/fr/c/{last_token()}/").content.decode()
    award_id = issuance.live_award_of(UUID(candidate))
    made = award_id and issuance.award(award_id, agency.id)
    assert made
    assert made.credential
    assert report(made.credential.document).verdict == "verified"


def draft(agency: College) -> queries.VersionFacts:
    return factories.draft(agency, title=Text(fr="Lire une consigne", en="Read an instruction"))


def assess(agency: College, version_id: str) -> str:
    """Somebody enrolled, assessed and concluded through the pages."""
    client, here = signed_in(agency, "assessor"), f"/fr/org/{agency.id}/assessment/"
    person = {"version_id": version_id, "name": "Maïka Fictive", "email": "maika@people.example"}
    made = client.post(f"{here}enrol/", person)["Location"].rstrip("/").rpartition("/")[2]
    day = clock.today().isoformat()
    rows = {
        f"{code}-{key}": value
        for code in ("R1", "R2")
        for key, value in {"achieved": "yes", "assessed_on": day, "supervised": "on"}.items()
    }
    client.post(f"{here}{made}/", {"assessor_role": "mentor", **rows})
    client.post(f"{here}{made}/conclude/", {"decision": "passed"})
    return made


@pytest.mark.req("R-299")
def test_an_agency_publishes_a_badge_of_its_own(agency: College) -> None:
    author, approver = signed_in(agency, "author"), signed_in(agency, "approver")
    told = {"kind": "badge", "code": "LT-B", "title_fr": "Premiers pas", "title_en": "First steps"}
    author.post(f"/fr/org/{agency.id}/achievements/new/", told)
    begun = queries.by_code(agency.id, "LT-B")
    assert begun is not None
    typed = form_of(author, agency, begun) | {"purpose_fr": "Oser l’ordinateur.", "purpose_en": "Dare."}
    author.post(address(agency, begun, "edit/"), typed)
    page = address(agency, begun, "publish-badge/")
    given = {"reason": "Utile.", "confirm": "on", "read": stored(begun).digest}
    assert approver.post(page, given).status_code == 302
    public = Client().get(f"/fr/microcredentials/{begun.achievement_id}/").content.decode()
    assert "Premiers pas" in public
