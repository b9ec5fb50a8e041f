"""Cybersécurité au quotidien: four required modules at 98.00 $ each."""

from __future__ import annotations

from decimal import Decimal

from acquis.catalogue.content import Assessment, Content, Module, NeedProof, Outcome, Prerequisite
from acquis.demo.definitions.shape import Definition, be, can, know, say

OUTCOMES = (
    Outcome(
        "R1",
        say(
            "Repérer une tentative de fraude en ligne et la signaler à la bonne personne.",
            "Spot an attempted online fraud and report it to the right person.",
        ),
        (
            know("Les procédés courants de l’hameçonnage.", "The usual methods of phishing."),
            be("Prendre le temps de douter avant de cliquer.", "Take the time to doubt before clicking."),
            can("Lire l’adresse réelle d’un lien et d’un expéditeur.", "Read the real address of a link and a sender."),
        ),
    ),
    Outcome(
        "R2",
        say(
            "Protéger ses comptes par des phrases de passe et un second facteur.",
            "Protect one’s accounts with passphrases and a second factor.",
        ),
        (
            know("Ce qui rend une phrase de passe solide.", "What makes a passphrase strong."),
            be("Ne prêter un accès à personne.", "Lend access to no one."),
            can("Installer et utiliser un gestionnaire de mots de passe.", "Set up and use a password manager."),
        ),
    ),
    Outcome(
        "R3",
        say(
            "Sauvegarder, classer et étiqueter des fichiers pour éviter toute perte de données.",
            "Back up, file and label documents so that no data is lost.",
        ),
        (
            know("La règle des trois copies.", "The rule of three copies."),
            be("Vérifier régulièrement que les copies se restaurent.", "Check regularly that copies can be restored."),
            can("Restaurer un fichier à partir d’une sauvegarde.", "Restore a file from a backup."),
        ),
    ),
    Outcome(
        "R4",
        say(
            "Réagir à un incident : isoler l’appareil, prévenir, consigner.",
            "Respond to an incident: isolate the device, warn others, write it down.",
        ),
        (
            know("Les étapes d’un plan de réponse.", "The steps of a response plan."),
            be("Déclarer une erreur sans crainte et sans délai.", "Report a mistake without fear and without delay."),
            can("Rédiger un compte rendu d’incident d’une page.", "Write a one-page incident report."),
        ),
    ),
)

DEFINITION = Definition(
    organization="riviere-aux-pins",
    code="CYB-101",
    author="lea",
    approver="noor",
    skills=(
        ("protect personal data and privacy", True),
        ("cyber security", False),
        ("perform backups", False),
        ("address problems critically", True),
    ),
    approval="Les quatre résultats sont évalués par des tâches réelles; deux employeurs ont relu les critères.",
    content=Content(
        title=say("Cybersécurité au quotidien", "Everyday Cybersecurity"),
        unit=say("Formation continue", "Continuing Education"),
        purpose=say(
            "Pour toute personne qui travaille devant un écran : prévenir, reconnaître et réduire les risques, et "
            "signaler les fraudes en ligne.",
            "For anyone who works at a screen: prevent, recognize and reduce risk, and report online fraud.",
        ),
        description=say(
            "Quatre modules courts, en ligne et à son rythme, suivis d’une simulation d’une demi-journée au bureau : "
            "des courriels, des appels et une panne à gérer comme dans la vraie vie.",
            "Four short modules, online and at one’s own pace, then a simulated half day at the office: e-mails, calls "
            "and a breakdown to handle as in real life.",
        ),
        criteria=say(
            "Réussir la simulation et remettre un compte rendu d’incident clair et complet.",
            "Pass the simulation and hand in a clear and complete incident report.",
        ),
        hours_min=Decimal(24),
        hours_typical=Decimal(32),
        hours_max=Decimal(40),
        instruction_hours=Decimal(24),
        total_effort_hours=Decimal(36),
        weeks=8,
        entry_level="beginner",
        outcome_level="intermediate",
        assessment_languages=("fr", "en"),
        sectors=("52", "54", "56"),
        field_of_study="11",
        origin="new",
        delivery_mode="online",
        assessment_mode="online",
        languages=("fr", "en"),
        prerequisites=(
            Prerequisite(
                say("Savoir utiliser un ordinateur et un courriel.", "Be able to use a computer and e-mail."),
                strength="recommended",
                kind="technical",
            ),
        ),
        audiences=("full_time", "contract", "students"),
        audience=say(
            "Personnel de bureau, télétravail, petites entreprises.", "Office staff, remote workers, small businesses."
        ),
        start_policy=say("Départ chaque premier lundi du mois.", "Starts on the first Monday of each month."),
        evidence_kinds=("document", "observation"),
        evidence_policy=say(
            "Le compte rendu d’incident et la grille d’observation accompagnent l’attestation.",
            "The incident report and the observation grid travel with the credential.",
        ),
        validity_kind="duration",
        validity_months=36,
        renewal=say("Refaire la simulation, sans les modules.", "Take the simulation again, without the modules."),
        relation="complement",
        stackability=say(
            "Peut s’ajouter à un certificat en administration de bureau.",
            "Can be added to a certificate in office administration.",
        ),
        transcript="eligible",
        transcript_code="CYB 101",
        transcript_policy=say("Figure au relevé de notes du collège.", "Appears on the college transcript."),
        accountable_role=say("Professeure ou professeur responsable", "Professor in charge"),
        needs=(
            NeedProof(
                "consultation",
                "Chambre de commerce Spécimen",
                confirmed=say(
                    "Dix-huit petites entreprises sur vingt ont subi une tentative de fraude dans l’année et demandent "
                    "que leur personnel sache réagir.",
                    "Eighteen small businesses of twenty met an attempted fraud within the year and ask that their "
                    "staff know how to respond.",
                ),
            ),
            NeedProof(
                "partnership",
                "Coopérative de services Modèle",
                confirmed=say(
                    "Elle a relu les quatre résultats et prêté les courriels de la simulation.",
                    "It read the four outcomes and lent the e-mails of the simulation.",
                ),
            ),
        ),
        qa_kind="institution",
        accredited_by=say("Comité des programmes du collège", "College programme committee"),
        contact="microcertifications@riviere-aux-pins.example",
        image_alt=say("Rosace du collège Rivière-aux-Pins", "Rosette of Pine River College"),
        outcomes=OUTCOMES,
        assessments=(
            Assessment(
                title=say("Une demi-journée au bureau", "Half a day at the office"),
                method="simulation",
                description=say(
                    "La personne traite trente courriels et deux appels, dont six tentatives de fraude, puis une panne "
                    "avec perte de fichiers.",
                    "The person handles thirty e-mails and two calls, six of them attempted fraud, then a breakdown "
                    "with lost files.",
                ),
                criteria=say(
                    "Aucune fraude suivie; signalement en moins de dix minutes; fichiers restaurés.",
                    "No fraud followed; report within ten minutes; files restored.",
                ),
                pass_rule=say("Les trois critères sont remplis.", "All three criteria are met."),
                authenticity=say(
                    "Scénario bâti avec deux employeurs fictifs à partir d’incidents courants.",
                    "Scenario built with two fictional employers from everyday incidents.",
                ),
                mode="online",
                supervision="identified",
                outcomes=("R1", "R2", "R3"),
            ),
            Assessment(
                title=say("Compte rendu d’incident", "Incident report"),
                method="artefact",
                description=say(
                    "Un compte rendu d’une page, remis à la personne responsable de la sécurité.",
                    "A one-page report handed to the person in charge of security.",
                ),
                criteria=say(
                    "Faits, heure, personnes prévenues et suite à donner sont clairs pour un tiers.",
                    "Facts, time, people warned and next steps are clear to someone else.",
                ),
                pass_rule=say("Jugé clair par deux lecteurs.", "Found clear by two readers."),
                authenticity=say("Modèle en usage dans les bureaux.", "A form used in offices."),
                mode="online",
                supervision="supervised",
                outcomes=("R4",),
            ),
        ),
        modules=(
            Module(say("Reconnaître le risque", "Recognizing risk"), Decimal(8), 98_00),
            Module(say("Protéger ses accès", "Protecting access"), Decimal(8), 98_00),
            Module(say("Réduire le risque", "Mitigating risk"), Decimal(8), 98_00),
            Module(say("Réagir à un incident", "Responding to an incident"), Decimal(8), 98_00),
        ),
    ),
)
