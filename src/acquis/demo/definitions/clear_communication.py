"""Communication claire en contexte de soins: the university's."""

from __future__ import annotations

from decimal import Decimal

from acquis.catalogue.content import Assessment, Content, NeedProof, Outcome, Prerequisite
from acquis.demo.definitions.shape import Definition, be, can, know, say

DEFINITION = Definition(
    organization="trois-lacs",
    code="COM-310",
    author="hugo",
    approver="ines",
    skills=(("adapt communication style according to recipient", True), ("communicate verbal instructions", False)),
    approval="Critères relus avec un établissement de santé; simulation avec patients formés.",
    content=Content(
        title=say("Communication claire en contexte de soins", "Clear Communication in Care Settings"),
        unit=say("Faculté des sciences de la santé", "Faculty of Health Sciences"),
        purpose=say(
            "Pour le personnel de la santé : expliquer, écouter et vérifier que l’on a été compris.",
            "For health workers: explain, listen, and check that one has been understood.",
        ),
        description=say(
            "Six ateliers courts, puis une rencontre simulée avec une personne formée à ce rôle.",
            "Six short workshops, then a simulated meeting with a person trained for the part.",
        ),
        criteria=say(
            "La personne rencontrée peut redire, dans ses mots, ce qu’elle doit faire et pourquoi.",
            "The person met can say again, in their own words, what they must do and why.",
        ),
        hours_min=Decimal(12),
        hours_typical=Decimal(15),
        hours_max=Decimal(20),
        weeks=6,
        delivery_mode="hybrid",
        assessment_mode="in_person",
        languages=("fr", "en"),
        price_cents=260_00,
        prerequisites=(
            Prerequisite(
                say("Travailler ou étudier dans le domaine de la santé.", "Work or study in health."), kind="experience"
            ),
        ),
        audiences=("professionals", "students"),
        start_policy=say("Automne et hiver.", "Fall and winter."),
        evidence_kinds=("observation",),
        evidence_policy=say(
            "Un résumé écrit de l’observation, sans aucune donnée sur une patiente ou un patient.",
            "A written summary of the observation, without any data about a patient.",
        ),
        relation="supplement",
        accountable_role=say("Chargée ou chargé de cours", "Course lecturer"),
        needs=(
            NeedProof(
                "consultation",
                "Centre de santé Fictif",
                confirmed=say(
                    "Un langage clair évite des erreurs; les équipes demandent à s’y exercer.",
                    "Plain language prevents errors; the teams ask to practise it.",
                ),
            ),
        ),
        sectors=("62",),
        field_of_study="51",
        outcome_level="intermediate",
        origin="evolving",
        extracted_from=say("Baccalauréat en sciences infirmières", "Bachelor of Nursing"),
        extracted_courses="SIN 2310",
        qa_kind="quality_council",
        accredited_by=say("Conseil de l’université", "University senate"),
        contact="microcertifications@trois-lacs.example",
        outcomes=(
            Outcome(
                "R1",
                say(
                    "Expliquer un soin en mots simples, en français ou en anglais.",
                    "Explain a treatment in plain words, in French or in English.",
                ),
                (
                    know(
                        "Ce qui rend un texte ou une parole facile à comprendre.",
                        "What makes words easy to understand.",
                    ),
                    be("Respecter le rythme de l’autre.", "Respect the other person’s pace."),
                    can("Remplacer le jargon.", "Replace jargon."),
                ),
            ),
            Outcome(
                "R2",
                say(
                    "Vérifier la compréhension sans mettre l’autre à l’épreuve.",
                    "Check understanding without putting the other person to the test.",
                ),
                (
                    know("La méthode de la reformulation.", "The teach-back method."),
                    be("Accueillir le doute.", "Welcome doubt."),
                    can("Poser des questions ouvertes.", "Ask open questions."),
                ),
            ),
        ),
        assessments=(
            Assessment(
                title=say("Rencontre simulée", "Simulated meeting"),
                method="simulation",
                description=say(
                    "Quinze minutes avec une personne qui joue un rôle, devant deux évaluateurs.",
                    "Fifteen minutes with a person who plays a part, before two assessors.",
                ),
                criteria=say(
                    "Mots simples, écoute, reformulation, trace écrite lisible.",
                    "Plain words, listening, teach-back, a readable note.",
                ),
                pass_rule=say("Les deux évaluateurs sont d’accord.", "Both assessors agree."),
                authenticity=say(
                    "Cas écrits avec l’Hôpital Val-Clair (fictif).",
                    "Cases written with Val-Clair Hospital (fictional).",
                ),
                mode="in_person",
                supervision="identified",
                outcomes=("R1", "R2"),
            ),
        ),
    ),
)
