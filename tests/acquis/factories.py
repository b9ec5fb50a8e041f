"""People, organizations, achievements and candidates for tests: made through the actions, like everything else."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from importlib import resources
from itertools import count
from unittest import mock
from uuid import UUID

from acquis.assessment import actions as assessment
from acquis.assessment.actions import ResultInput
from acquis.catalogue import actions as catalogue
from acquis.catalogue import queries as catalogue_queries
from acquis.catalogue.content import (
    Alignment,
    Approval,
    Assessment,
    Content,
    Module,
    NeedProof,
    Outcome,
    Underpinning,
)
from acquis.catalogue.queries import VersionFacts
from acquis.organizations import actions as organizations
from acquis.organizations import queries as organization_queries
from acquis.organizations.queries import OrganizationFacts
from acquis.people import actions as people
from acquis.people import queries as people_queries
from acquis.people.queries import PersonFacts
from acquis.platform import clock
from acquis.platform.actor import Actor
from acquis.platform.translatable import Text
from acquis.registry import actions as registry
from acquis.registry import queries as registry_queries
from acquis.signing import actions as signing
from acquis.skills import actions as skills
from acquis.skills import queries as skill_queries
from acquis.skills.layouts.shape import SourceFile, Told

COMMAND = Actor(None, None, "command", "tests")
_numbers = count(1)
_EVERYDAY = "cyber security"


def person(name: str = "Charlie Exemple", *, email: str = "", language: str = "en") -> PersonFacts:
    """Somebody with an account and a verified address."""
    address = email or f"{name.split(maxsplit=1)[0].casefold()}{next(_numbers)}@people.example"
    made = people.open_account(email=address, name=name, language=language, by=COMMAND, verified=True, fictional=True)
    found = people_queries.person(made)
    assert found is not None
    return found


@dataclass(frozen=True)
class College:
    """An organization with one member of each role; each actor already acts for it."""

    facts: OrganizationFacts
    people: dict[str, PersonFacts]

    @property
    def id(self) -> UUID:
        """The organization's."""
        return self.facts.id

    def actor(self, role: str) -> Actor:
        """The member with this role, acting for the organization."""
        return Actor.person(self.people[role].id).within(self.facts.id)


ROLES = ("administrator", "author", "approver", "assessor", "registrar", "reader")


def college(key: str = "", *, kind: str = "college", roles: tuple[str, ...] = ROLES) -> College:
    """A fictional college that is not recognised yet."""
    name = key or f"college-{next(_numbers)}"
    made = organizations.propose(
        key=name,
        kind=kind,
        name=Text(fr=f"Collège {name} (fictif)", en=f"{name} College (fictional)"),
        by=COMMAND,
        contact_email=f"registrar@{name}.example",
        fictional=True,
    )
    members = {role: person(f"{role.capitalize()} Fictif") for role in roles}
    for role, member in members.items():
        organizations.admit(organization_id=made, person_id=member.id, roles=[role], by=COMMAND)
    found = organization_queries.organization(made)
    assert found is not None
    return College(found, members)


def operator() -> College:
    """The organization that runs the network, made once per test."""
    known = organization_queries.operator()
    if known is not None:
        return College(known, {})
    made = college("network", kind="network", roles=("operator",))
    organizations.found_network(organization_id=made.id, by=COMMAND)
    signing.establish(organization_id=made.id, by=COMMAND)
    return made


def recognised_college(key: str = "") -> College:
    """A college that may issue: recognised by the operator, agreement signed, active, with its key."""
    return recognise(college(key))


def recognise(made: College) -> College:
    """The same college, recognised by the operator, its agreement signed."""
    operator()
    registry.decide(
        organization_id=made.id,
        outcome="recognized",
        reason="Known to the province.",
        proof_examined="Charter of the college.",
        scope=["microcredential", "badge"],
        review_on=clock.today() + timedelta(days=365),
        by=COMMAND,
    )
    registry.sign_participation(
        organization_id=made.id,
        version="1.0",
        signatory_role="President",
        signed_at=clock.now() - timedelta(days=1),
        by=COMMAND,
    )
    found = organization_queries.organization(made.id)
    assert found is not None
    return replace(made, facts=found)


def both(french: str, english: str) -> Text:
    """A text in both languages."""
    return Text(fr=french, en=english)


@cache
def _few_competencies() -> SourceFile:
    """The bundled selection of ESCO without most of its entries: loading 250 takes longer than most tests."""
    name = "esco_sample.json"
    whole = json.loads(resources.files("acquis.skills").joinpath("data", name).read_bytes())
    few = [entry for entry in whole["skills"] if "cyber" in entry["labels"]["en"]]
    return SourceFile(name, json.dumps(whole | {"skills": few}).encode())


def skill_id(words: str = _EVERYDAY) -> UUID:
    """An entry of the bundled framework; what is not there yet is loaded, few entries for the words of most tests."""
    found = skill_queries.search(words, "en")
    if not found and words == _EVERYDAY:
        skills.import_now(files=[_few_competencies()], told=Told(), by=COMMAND)
        found = skill_queries.search(words, "en")
    elif not found:
        skills.load_sample(COMMAND)
        found = skill_queries.search(words, "en") or skill_queries.search("digital", "en")
    return found[0].id


def content(**changes: object) -> Content:
    """Everything that a microcredential needs to be published; ``changes`` replace single values."""
    outcomes = tuple(
        Outcome(
            code=code,
            statement=both(french, english),
            underpinnings=(
                Underpinning("knowledge", both("Les types de menaces", "Kinds of threats")),
                Underpinning("attitude", both("La vigilance", "Watchfulness")),
                Underpinning("skill", both("Sauvegarder des fichiers", "Backing up files")),
            ),
        )
        for code, french, english in (
            ("R1", "Reconnaître une tentative d’hameçonnage", "Recognize a phishing attempt"),
            ("R2", "Protéger ses données", "Protect one’s data"),
        )
    )
    whole = Content(
        title=both("Cybersécurité au quotidien", "Everyday Cybersecurity"),
        purpose=both(
            "Prévenir et signaler les fraudes en ligne, pour toute personne qui travaille à l’ordinateur.",
            "Prevent and report online fraud, for anyone who works at a computer.",
        ),
        description=both("Quatre modules pratiques.", "Four practical modules."),
        criteria=both("Réussir les deux évaluations.", "Pass both assessments."),
        hours_min=Decimal(20),
        hours_typical=Decimal(25),
        hours_max=Decimal(30),
        delivery_mode="online",
        assessment_mode="online",
        languages=("fr", "en"),
        qa_kind="institution",
        accountable_role=both("Professeure responsable", "Professor in charge"),
        needs=(
            NeedProof(
                "consultation",
                "Chambre de commerce Exemple",
                date(2025, 3, 14),
                both("Douze employeurs cherchent cette compétence.", "Twelve employers look for this competency."),
            ),
        ),
        contact="microcredentials@college.example",
        outcomes=outcomes,
        assessments=(
            Assessment(
                title=both("Simulation d’un incident", "Incident simulation"),
                method="simulation",
                criteria=both("Les cinq gestes sont faits dans l’ordre.", "The five steps are done in order."),
                pass_rule=both("Quatre gestes sur cinq.", "Four steps of five."),
                authenticity=both(
                    "Tâche tirée du travail réel, définie avec un employeur.",
                    "A task from real work, defined with an employer.",
                ),
                outcomes=("R1", "R2"),
            ),
        ),
        alignments=(Alignment(skill_id=skill_id()),),
        modules=tuple(
            Module(both(f"Module {n}", f"Module {n}"), Decimal("6.25"), 9800, required=True) for n in range(1, 5)
        ),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def draft(where: College, *, code: str = "", **changes: object) -> VersionFacts:
    """A complete draft, written by the college's author."""
    by = where.actor("author")
    told = content(**changes)
    achievement_id = catalogue.begin(
        organization_id=where.id,
        code=code or f"CYB-{next(_numbers)}",
        title=told.title,
        kind="microcredential",
        by=by,
    )
    begun = catalogue_queries.latest(achievement_id)
    assert begun is not None
    catalogue.revise(version_id=begun.id, content=told, by=by)
    return _version(begun.id)


def published_version(where: College, *, code: str = "", entitled: bool = True, **changes: object) -> VersionFacts:
    """A version published by the college's approver; the college is recognised if it was not.

    With ``entitled=False`` it stays as it is, and the version is as one that was published before publishing asked.
    """
    if not entitled:
        with mock.patch("acquis.registry.queries.may_issue", return_value=[]):
            return _published(where, code, changes)
    if not registry_queries.standing(where.id, clock.now()).recognized:
        recognise(where)
    return _published(where, code, changes)


def _published(where: College, code: str, changes: dict[str, object]) -> VersionFacts:
    made = draft(where, code=code, **changes)
    by = where.actor("approver")
    assert by.person_id is not None
    catalogue.submit(version_id=made.id, by=where.actor("author"))
    catalogue.approve(
        version_id=made.id, approval=Approval(by.person_id, "Reviewed with the programme committee."), by=by
    )
    catalogue.publish(version_id=made.id, by=by)
    return _version(made.id)


def candidacy(
    where: College, version: VersionFacts, *, email: str = "maika@people.example", name: str = "Maïka Fictive"
) -> UUID:
    """Somebody who waits for their results."""
    return assessment.enrol(
        organization_id=where.id,
        version_id=version.id,
        email=email,
        name=name,
        by=where.actor("assessor"),
    )


def results(version: VersionFacts, *, achieved: bool = True) -> list[ResultInput]:
    """The same result for every outcome."""
    return [
        ResultInput(
            outcome_code=outcome.code,
            achieved=achieved,
            assessed_on=clock.today(),
            assessor_role="teacher",
            supervised=True,
            identity_checked=True,
        )
        for outcome in version.content.outcomes
    ]


def passed_candidacy(
    where: College, version: VersionFacts, *, email: str = "maika@people.example", name: str = "Maïka Fictive"
) -> UUID:
    """Somebody who achieved every outcome: ready for an award."""
    made = candidacy(where, version, email=email, name=name)
    by = where.actor("assessor")
    assessment.record(candidacy_id=made, results=results(version), by=by)
    assessment.conclude(candidacy_id=made, by=by)
    return made


def _version(version_id: UUID) -> VersionFacts:
    found = catalogue_queries.version(version_id)
    assert found is not None
    return found
