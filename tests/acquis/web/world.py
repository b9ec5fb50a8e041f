"""The objects that the addresses of the product name, and the people who may or may not open them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend
from django.test import Client
from django.urls import reverse
from django.utils import translation

from acquis.assessment import actions as assessment
from acquis.catalogue.queries import VersionFacts
from acquis.issuance import actions as issuing
from acquis.organizations import actions as organizations
from acquis.organizations.access import ROLES
from acquis.passport.actions import MadeShare
from acquis.passport.queries import Selection
from acquis.people.queries import PersonFacts
from acquis.platform.files import store
from acquis.platform.translatable import Text
from acquis.signing import queries as signing
from sceau.encoding import strict_json
from tests.acquis import factories
from tests.acquis.factories import COMMAND, College
from tests.acquis.issuance.factories import Offered, offered
from tests.acquis.passport.factories import Held, held

BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True)
class World:
    """One college with everything that can be opened in it, another college, the operator, and people.

    Attributes:
        operator: runs the network; like both colleges it has one member of each role.
        college: whose objects these are.
        other: an organization as recognised as `college`, with nothing to do with its objects.
        candidacy: open, with one file among its evidence; ``passed`` waits for an award.
        held: accepted into the passport of its learner, with two files; ``suspended`` likewise.
        whole: a share of everything in ``held``, the signed file too; ``part`` hides the second piece of evidence.
        outsider: an account with a password and with a credential of `other` in its passport; member of nothing.
        letter: name and number of a message in the demonstration's mailbox.
        bare: an organization that nobody belongs to.
        did, status_list: of `college`, as the machine addresses name them; ``key`` is its active one.
    """

    operator: College
    college: College
    other: College
    draft: VersionFacts
    published: VersionFacts
    candidacy: UUID
    evidence: UUID
    passed: UUID
    offered: Offered
    held: Held
    suspended: Held
    whole: MadeShare
    part: MadeShare
    outsider: PersonFacts
    outsiders_own: Held
    letter: Mapping[str, Any]
    did: str
    status_list: str
    key: UUID
    bare: UUID

    def team(self, organization_id: UUID) -> College:
        """The organization with this id."""
        return next(one for one in (self.operator, self.college, self.other) if one.id == organization_id)


def build(letters: Path) -> World:
    """Make everything through the actions; the demonstration's mail is written into ``letters``."""
    operator = staffed(factories.operator())
    college, other = staffed(factories.recognised_college()), staffed(factories.recognised_college())
    published = factories.published_version(college)
    candidacy = factories.candidacy(college, published, email="open@people.example")
    outsider = with_password(factories.person("Tomasz Spécimen"))
    kept, suspended = held(college), held(college, holder=factories.person("Ines Démo"))
    issuing.suspend(
        credential_id=suspended.facts.credential.id, reason_code="under_review", by=college.actor("registrar")
    )
    did = signing.did_of(college.id)
    assert did is not None
    return World(
        operator=operator,
        college=college,
        other=other,
        draft=factories.draft(college),
        published=published,
        candidacy=candidacy,
        evidence=piece(college, candidacy),
        passed=factories.passed_candidacy(college, published, email="passed@people.example"),
        offered=offered(college, published, email="offered@people.example"),
        held=kept,
        suspended=suspended,
        whole=kept.share(Selection(evidence=tuple(kept.evidence), gives_file=True)),
        part=kept.share(Selection(evidence=(kept.evidence[0],))),
        outsider=outsider,
        outsiders_own=held(other, holder=outsider),
        letter=letter(letters),
        did=did.rpartition(":")[2],
        status_list=status_list(kept),
        key=signing.keys(college.id)[0].id,
        bare=factories.college(roles=()).id,
    )


def with_password(person: PersonFacts) -> PersonFacts:
    """The person, who may also sign in with a password."""
    account = get_user_model().objects.get(pk=person.id)
    account.set_password("correct horse battery staple")
    account.save(update_fields=["password"])
    return person


def staffed(where: College) -> College:
    """The organization with one member for each role that there is."""
    people = dict(where.people)
    for role in sorted(set(ROLES) - set(people)):
        people[role] = factories.person(f"{role.capitalize()} Modèle")
        organizations.admit(organization_id=where.id, person_id=people[role].id, roles=[role], by=COMMAND)
    # One administrator may leave only when there is another.
    second = factories.person("Deuxième Modèle")
    organizations.admit(organization_id=where.id, person_id=second.id, roles=["administrator"], by=COMMAND)
    return replace(where, people=people)


def piece(where: College, candidacy_id: UUID) -> UUID:
    """A file among the evidence."""
    return assessment.add_evidence(
        candidacy_id=candidacy_id,
        title=Text(fr="Rapport", en="Report"),
        description=Text(fr="", en=""),
        file_id=store(b"%PDF-1.7 a report", name="report.pdf", media_type="application/pdf").id,
        text_alternative=Text(fr="Texte", en="Text"),
        no_third_party=True,
        by=where.actor("assessor"),
    )


def status_list(kept: Held) -> str:
    """The identifier of the first list that the signed document names."""
    document: Any = strict_json.loads(kept.facts.document)
    return str(document["credentialStatus"]["statusListCredential"]).rpartition("/")[2]


def letter(folder: Path) -> Mapping[str, Any]:
    """A message as the demonstration's backend keeps it."""
    EmailBackend(file_path=str(folder)).send_messages([EmailMessage("Bonjour", "…", to=["maika@people.example"])])
    return {"name": next(folder.glob("*.log")).name, "number": 0}


def signed_in(person: PersonFacts) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(get_user_model().objects.get(pk=person.id), backend=BACKEND)
    return client


def address(name: str, /, **named: Any) -> str:
    """The French address of a route."""
    with translation.override("fr"):
        return reverse(name, kwargs=named)
