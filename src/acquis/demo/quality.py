"""The frameworks of the demonstration, who adopted them, and one finding: all fictional but the frameworks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from acquis.platform import clock
from acquis.platform.actor import Actor
from acquis.platform.translatable import Text
from acquis.quality import actions, queries

FRAMEWORK = "ecampusontario-framework"
# Days before today: each declaration, how long its confirmation took, the finding.
DECLARED, CHECKED_IN, FOUND_BEFORE = (95, 40, 3), 4, 21


@dataclass(frozen=True, slots=True)
class Adopter:
    """An invented organization outside the network, and what it declares."""

    name: Text
    place: str
    scope: str
    statement: str
    contact: str
    email: str
    confirmed: bool = True


ADOPTERS = (
    Adopter(
        Text(fr="Collège des Érables (fictif)", en="Maple Grove College (fictional)"),
        "Sudbury, Ontario",
        "both",
        "Nos nouvelles microcertifications suivent le cadre; les anciennes y passent d’ici deux ans.",
        "Camille Exemple",
        "camille@erables.example",
    ),
    Adopter(
        Text(fr="Institut Boréal (fictif)", en="Boreal Institute (fictional)"),
        "Winnipeg, Manitoba",
        "new",
        "We use the six elements for everything new.",
        "Alex Spécimen",
        "alex@boreal.example",
    ),
    Adopter(
        Text(fr="Académie du Fjord (fictive)", en="Fjord Academy (fictional)"),
        "Saguenay, Québec",
        "existing",
        "Nous relisons nos formations courtes à la lumière du cadre.",
        "Dominique Fictif",
        "dominique@fjord.example",
        confirmed=False,
    ),
)

TITLE = Text(fr="Montrer les données probantes à un employeur", en="Showing evidence to an employer")
PROJECT = Text(fr="Projet pilote fictif en cybersécurité", en="Fictional pilot in cyber security")
FOUND = Text(
    fr=(
        "Nous avons mis le cadre à l’essai avec douze personnes apprenantes fictives.\n\n"
        "Les employeurs ouvrent les données probantes lorsqu’elles tiennent en une page et disent ce qui a été "
        "demandé. Un fichier long, sans description, n’est pas lu. La personne apprenante doit pouvoir choisir "
        "ce qu’elle montre."
    ),
    en=(
        "We tried the framework with twelve fictional learners.\n\n"
        "Employers open evidence when it fits on one page and says what was asked. A long file without a "
        "description is not read. The learner must be able to choose what to show."
    ),
)


def create(*, operator: Actor, author: Actor, command: Actor) -> None:
    """Adoptions, confirmed and waiting, and a finding of the author's organization; once, in the weeks before today."""
    now = clock.now()
    framework = queries.current(FRAMEWORK, clock.today())
    assert framework is not None
    if queries.findings().exists():
        return
    for days, adopter in zip(DECLARED, ADOPTERS, strict=True):
        with clock.at(now - timedelta(days=days)):
            made = _declare(adopter, framework.id, command)
        if adopter.confirmed:
            with clock.at(now - timedelta(days=days - CHECKED_IN)):
                actions.decide_adoption(
                    adoption_id=made, confirmed=True, reason="Déclaration vérifiée par téléphone (fictif).", by=operator
                )
    assert author.organization_id is not None
    with clock.at(now - timedelta(days=FOUND_BEFORE)):
        actions.publish_finding(
            organization_id=author.organization_id,
            version_id=framework.id,
            codes=["summative-assessment", "evidence"],
            title=TITLE,
            text=FOUND,
            project=PROJECT,
            by=author,
        )


def _declare(adopter: Adopter, version_id: UUID, command: Actor) -> UUID:
    return actions.declare_adoption(
        version_id=version_id,
        organization_name=adopter.name,
        place=adopter.place,
        website=f"https://{adopter.email.partition('@')[2]}",
        scope=adopter.scope,
        statement=adopter.statement,
        contact_name=adopter.contact,
        contact_email=adopter.email,
        fictional=True,
        by=command,
    )
