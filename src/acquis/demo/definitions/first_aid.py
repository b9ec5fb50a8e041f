"""Premiers soins en milieu de travail: assessed in person, expires."""

from __future__ import annotations

from decimal import Decimal

from acquis.catalogue.content import Assessment, Content, NeedProof, Outcome, Standard
from acquis.demo.definitions.shape import Definition, be, can, know, say

DEFINITION = Definition(
    organization="riviere-aux-pins",
    code="SEC-210",
    author="lea",
    approver="noor",
    skills=(("provide first aid", False), ("first aid", False), ("work in teams", True)),
    approval="Évaluation pratique en présence, mannequins et scénarios conformes à la description.",
    content=Content(
        title=say("Premiers soins et RCR en milieu de travail", "Workplace First Aid and CPR"),
        unit=say("Formation continue", "Continuing Education"),
        purpose=say(
            "Pour la personne désignée dans une équipe : donner les premiers soins jusqu’à l’arrivée des secours.",
            "For the person designated in a team: give first aid until help arrives.",
        ),
        description=say(
            "Deux jours en présence, presque entièrement faits de mises en situation.",
            "Two days in person, almost entirely made of practice scenarios.",
        ),
        criteria=say(
            "Mener seul deux mises en situation tirées au sort, du premier regard jusqu’à la relève.",
            "Handle two scenarios drawn at random alone, from first look to handover.",
        ),
        hours_min=Decimal(14),
        hours_typical=Decimal(16),
        hours_max=Decimal(18),
        weeks=1,
        delivery_mode="in_person",
        assessment_mode="in_person",
        languages=("fr", "en"),
        price_cents=145_00,
        audiences=("full_time", "unemployed"),
        audience=say("Toute personne en milieu de travail.", "Anyone in a workplace."),
        start_policy=say("Deux groupes par mois.", "Two groups a month."),
        evidence_kinds=("observation",),
        evidence_policy=say(
            "La grille d’observation accompagne l’attestation; aucune vidéo n’est gardée.",
            "The observation grid travels with the credential; no video is kept.",
        ),
        validity_kind="duration",
        validity_months=24,
        renewal=say("Un jour de mise à niveau avant l’expiration.", "A one-day refresher before it expires."),
        relation="standalone",
        accountable_role=say("Instructrice ou instructeur de secourisme", "First aid instructor"),
        needs=(
            NeedProof(
                "sector_statement",
                "Association patronale Exemple",
                confirmed=say(
                    "Chaque équipe de travail a besoin d’une personne formée aux premiers soins, et la formation se "
                    "renouvelle.",
                    "Each work team needs somebody trained in first aid, and the training is renewed.",
                ),
            ),
        ),
        standards=(
            Standard(say("Norme Exemple de secourisme (fictive)", "Specimen first aid standard (fictional)"), "3.1"),
        ),
        sectors=("62", "23"),
        field_of_study="51",
        outcome_level="beginner",
        origin="adapted",
        qa_kind="institution",
        accredited_by=say("Comité des programmes du collège", "College programme committee"),
        contact="microcertifications@riviere-aux-pins.example",
        outcomes=(
            Outcome(
                "R1",
                say(
                    "Évaluer la scène et l’état d’une personne, puis appeler de l’aide.",
                    "Assess the scene and a person’s condition, then call for help.",
                ),
                (
                    know("Les signes qui engagent la vie.", "The signs that life is at risk."),
                    be("Garder son calme et se protéger d’abord.", "Stay calm and protect oneself first."),
                    can("Donner une alerte complète en une minute.", "Give a complete alert within one minute."),
                ),
            ),
            Outcome(
                "R2",
                say(
                    "Pratiquer la réanimation cardiorespiratoire avec un défibrillateur.",
                    "Perform cardiopulmonary resuscitation with a defibrillator.",
                ),
                (
                    know("Le rythme et la profondeur des compressions.", "The rate and depth of compressions."),
                    can("Se relayer sans interruption.", "Take turns without interruption."),
                ),
            ),
            Outcome(
                "R3",
                say("Arrêter un saignement et immobiliser un membre.", "Stop bleeding and immobilize a limb."),
                (
                    know("Le contenu d’une trousse.", "The contents of a kit."),
                    be("Expliquer chaque geste à la personne.", "Explain each gesture to the person."),
                    can("Poser un pansement compressif.", "Apply a pressure dressing."),
                ),
            ),
        ),
        assessments=(
            Assessment(
                title=say("Deux mises en situation tirées au sort", "Two scenarios drawn at random"),
                method="demonstration",
                description=say(
                    "Sur mannequin et avec figurants, dans un atelier.", "On a manikin and with actors, in a workshop."
                ),
                criteria=say(
                    "Sécurité, alerte, gestes et relève conformes à la grille.",
                    "Safety, alert, gestures and handover follow the grid.",
                ),
                pass_rule=say("Aucune étape critique omise.", "No critical step left out."),
                authenticity=say("Situations d’atelier et de bureau.", "Workshop and office situations."),
                mode="in_person",
                supervision="identified",
                outcomes=("R1", "R2", "R3"),
            ),
        ),
    ),
)
