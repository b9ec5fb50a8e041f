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
from acquis.catalogue import actions as catalogue
from acquis.catalogue.actions import exchange
from acquis.catalogue.offering import Preparation, Session, Terms
from acquis.catalogue.queries import VersionFacts
from acquis.issuance import actions as issuing
from acquis.organizations import actions as organizations
from acquis.organizations import queries as organization_queries
from acquis.organizations.access import ROLES
from acquis.passport.actions import MadeShare
from acquis.passport.queries import Selection
from acquis.people.queries import PersonFacts
from acquis.platform import clock
from acquis.platform.files import store
from acquis.platform.translatable import Text
from acquis.quality.facts import FrameworkFacts
from acquis.signing import queries as signing
from acquis.skills import actions as skills
from acquis.skills.layouts.shape import Told
from sceau.encoding import strict_json
from tests.acquis import factories
from tests.acquis.catalogue.endorsements import Asked, asked
from tests.acquis.factories import COMMAND, College
from tests.acquis.issuance.factories import Offered, offered
from tests.acquis.passport.factories import Held, held
from tests.acquis.quality import factories as frameworks
from tests.acquis.quality import reviewing
from tests.acquis.skills import tables

BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True)
class World:
    """One college with everything that can be opened in it, another college, the operator, and people.

    Attributes:
        operator: runs the network; like both colleges it has one member of each role.
        college: whose objects these are.
        other: an organization as recognised as `college`, with nothing to do with its objects.
        draft: with its answers to the frameworks; ``in_review`` waits for the opinions of ``steps``, by voice.
        candidacy: open, with one file among its evidence; ``passed`` waits for an award.
        held: accepted into the passport of its learner, with two files; ``suspended`` likewise.
        whole: a share of everything in ``held``, the signed file too; ``part`` hides the second piece of evidence.
        outsider: an account with a password and with a credential of `other` in its passport; member of nothing.
        letter: name and number of a message in the demonstration's mailbox.
        bare: an organization that nobody belongs to.
        client: a program of `college` with a token; ``bulk_import`` is a file of offers to confirm.
        offer: a listed offer of ``published``; ``resource`` helps to prepare, ``aid_approval`` is for this year.
        asked: a request of `college` to `other` for an endorsement; ``to_answer``: one of `other` to `college`.
        partnership: what `college` states of `operator` for ``published``.
        framework: in force; ``drafted`` and ``proposed`` are versions of others, brought in by a person of their own.
        adoption: declared, not decided; ``finding`` is of `college`.
        brought_in: an import of a competency framework that waits for the operator; ``skill`` is an entry of another.
        did, status_list: of `college`, as the machine addresses name them; ``key`` is its active one.
    """

    operator: College
    college: College
    other: College
    draft: VersionFacts
    published: VersionFacts
    in_review: VersionFacts
    approved: VersionFacts
    steps: Mapping[str, UUID]
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
    client: UUID
    bulk_import: UUID
    offer: UUID
    resource: UUID
    aid_approval: UUID
    asked: Asked
    to_answer: Asked
    partnership: UUID
    brought_in: UUID
    skill: UUID
    framework: FrameworkFacts
    drafted: FrameworkFacts
    proposed: FrameworkFacts
    adoption: UUID
    finding: UUID

    def team(self, organization_id: UUID) -> College:
        """The organization with this id."""
        return next(one for one in (self.operator, self.college, self.other) if one.id == organization_id)


def build(letters: Path) -> World:
    """Make everything through the actions; the demonstration's mail is written into ``letters``."""
    skills.load_sample(COMMAND)
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
    framework = frameworks.in_force()
    draft = reviewing.answered(college, factories.draft(college))
    in_review = reviewing.submitted(college)
    return World(
        operator=operator,
        college=college,
        other=other,
        draft=draft,
        published=published,
        in_review=in_review,
        approved=reviewing.approved(college),
        steps={step.voice: step.id for step in reviewing.review(in_review).steps},
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
        client=program(college),
        bulk_import=file_received(college, published),
        offer=listed_offer(college, published),
        resource=tutorial(college),
        aid_approval=catalogue.record_aid(
            achievement_id=published.achievement_id,
            year=clock.today().year,
            decided_on=clock.today(),
            source="Liste du ministère",
            by=operator.actor("operator"),
        ),
        asked=asked(college, published, other),
        to_answer=asked(other, factories.published_version(other), college),
        partnership=catalogue.state_partner(
            achievement_id=published.achievement_id,
            relation="advisory",
            partner_id=operator.id,
            words=Text(),
            by=college.actor("author"),
        ),
        brought_in=skills.examine(files=tables.esco(3), told=Told(version="1.9"), by=operator.actor("operator")),
        skill=factories.skill_id(),
        framework=framework,
        drafted=frameworks.draft(key="drafted"),
        proposed=frameworks.proposed(key="proposed"),
        adoption=frameworks.declared(framework),
        finding=frameworks.finding(college, framework),
    )


def program(where: College) -> UUID:
    """A program with a token."""
    organizations.make_client(
        organization_id=where.id, name="Catalogue", scopes=["offers.read"], days=30, by=where.actor("administrator")
    )
    return organization_queries.clients_of(where.id)[0].pk


def file_received(where: College, version: VersionFacts) -> UUID:
    """A file of one new offer that was checked: whoever may write offers may also bring them in."""
    return exchange.receive_file(
        organization_id=where.id,
        subject="offers",
        file_name="fichier.csv",
        data=f"code,label_fr,tuition\n{version.code},Par lot,98.00\n".encode(),
        by=where.actor("author"),
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


def listed_offer(where: College, version: VersionFacts) -> UUID:
    """An offer that everybody can find."""
    terms = Terms(
        tuition_cents=0,
        delivery_mode="online",
        languages=("fr",),
        registration_url="https://college.example/inscription",
        sessions=(Session("continuous"),),
    )
    made = catalogue.begin_offer(achievement_id=version.achievement_id, terms=terms, by=where.actor("author"))
    catalogue.list_offer(offer_id=made, by=where.actor("author"))
    return made


def tutorial(where: College) -> UUID:
    """Something that helps to prepare."""
    said = Preparation(
        kind="tutorial",
        title=Text(fr="Tutoriel", en="Tutorial"),
        provider="Somebody",
        url="https://tutorial.example/",
        accepted_by="The college",
    )
    return catalogue.list_preparation(organization_id=where.id, said=said, by=where.actor("author"))


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
