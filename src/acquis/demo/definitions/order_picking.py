"""Préparation de commandes et sécurité en entrepôt: hybrid, assessed at work."""

from __future__ import annotations

from decimal import Decimal

from acquis.catalogue.content import Assessment, Content, Module, NeedProof, Outcome
from acquis.demo.definitions.shape import Definition, be, can, know, say

DEFINITION = Definition(
    organization="riviere-aux-pins",
    code="LOG-115",
    author="lea",
    approver="noor",
    skills=(
        ("warehouse operations", False),
        ("safety regulations for warehouses", False),
        ("operate warehouse record systems", False),
        ("work in teams", True),
    ),
    approval="L’employeur partenaire a confirmé que l’observation en poste reflète le travail.",
    content=Content(
        title=say("Préparation de commandes et sécurité en entrepôt", "Order Picking and Warehouse Safety"),
        unit=say("École des métiers", "School of Trades"),
        purpose=say(
            "Pour les personnes qui veulent travailler en entrepôt : préparer une commande sans erreur et sans danger.",
            "For people who want to work in a warehouse: pick an order without mistakes and without danger.",
        ),
        description=say(
            "Une semaine en atelier et deux semaines en entrepôt, avec une mentore ou un mentor.",
            "One week in a workshop and two weeks in a warehouse, with a mentor.",
        ),
        criteria=say(
            "Préparer vingt commandes en poste, avec au plus une erreur, en respectant les règles de sécurité.",
            "Pick twenty orders on the job, with at most one mistake, following the safety rules.",
        ),
        hours_min=Decimal(50),
        hours_typical=Decimal(60),
        hours_max=Decimal(70),
        weeks=3,
        delivery_mode="hybrid",
        assessment_mode="in_person",
        languages=("fr", "en"),
        audiences=("unemployed", "newcomers", "literacy"),
        audience=say("Personnes en recherche d’emploi.", "People looking for work."),
        start_policy=say("Selon les besoins de l’employeur partenaire.", "According to the partner employer’s needs."),
        evidence_kinds=("observation", "document"),
        evidence_policy=say(
            "La grille d’observation de l’employeur accompagne l’attestation.",
            "The employer’s observation grid travels with the credential.",
        ),
        relation="standalone",
        accountable_role=say("Mentor ou mentore en entrepôt", "Warehouse mentor"),
        needs=(
            NeedProof(
                "partnership",
                "Entrepôts Modèle",
                confirmed=say(
                    "Quarante postes à pourvoir dans l’année; l’observation en poste suit sa propre fiche de travail.",
                    "Forty positions to fill within the year; the observation on the job follows its own work sheet.",
                ),
            ),
        ),
        sectors=("48-49", "41"),
        field_of_study="49",
        literacy_paths=("employment",),
        outcome_level="beginner",
        origin="new",
        qa_kind="institution",
        accredited_by=say("Comité des programmes du collège", "College programme committee"),
        contact="microcertifications@riviere-aux-pins.example",
        outcomes=(
            Outcome(
                "R1",
                say(
                    "Préparer une commande exacte à l’aide d’un lecteur de codes.",
                    "Pick an accurate order with a code scanner.",
                ),
                (
                    know("Le plan d’un entrepôt et ses adresses.", "The layout of a warehouse and its locations."),
                    be("Vérifier avant de fermer la boîte.", "Check before closing the box."),
                    can("Lire un bon et scanner sans doublon.", "Read a slip and scan without duplicates."),
                ),
            ),
            Outcome(
                "R2",
                say(
                    "Circuler et lever des charges sans se blesser ni blesser autrui.",
                    "Move about and lift loads without harm to oneself or others.",
                ),
                (
                    know("Les zones et la signalisation.", "Zones and signs."),
                    be("Arrêter le travail devant un danger.", "Stop work in front of a danger."),
                    can("Adopter une posture sûre.", "Take a safe posture."),
                ),
            ),
        ),
        assessments=(
            Assessment(
                title=say("Observation en poste", "Observation on the job"),
                method="observation",
                description=say(
                    "Vingt commandes préparées pendant un quart de travail ordinaire.",
                    "Twenty orders picked during an ordinary shift.",
                ),
                criteria=say(
                    "Exactitude, cadence convenable, règles de sécurité suivies.",
                    "Accuracy, a suitable pace, safety rules followed.",
                ),
                pass_rule=say("Au plus une erreur sur vingt commandes.", "At most one mistake in twenty orders."),
                authenticity=say(
                    "Le travail réel, chez Logistique Grand Héron (entreprise fictive).",
                    "The real job, at Great Heron Logistics (a fictional company).",
                ),
                mode="in_person",
                supervision="identified",
                outcomes=("R1", "R2"),
            ),
        ),
        modules=(
            Module(say("L’atelier", "The workshop"), Decimal(20), 0),
            Module(say("L’entrepôt", "The warehouse"), Decimal(40), 0),
        ),
    ),
)
