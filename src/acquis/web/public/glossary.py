"""The house terms, one per concept and language (R-005), with what each means (R-006). An anchor never changes."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from acquis.platform.translatable import Text


@dataclass(frozen=True, slots=True)
class Term:
    """One concept: its anchor, its name and its meaning in both languages, and other spellings people use."""

    anchor: str
    name: Text
    meaning: Text
    variants: str = ""


def _term(anchor: str, names: tuple[str, str], meanings: tuple[str, str], variants: str = "") -> Term:
    """A term from its English and French names and meanings."""
    return Term(anchor, Text(en=names[0], fr=names[1]), Text(en=meanings[0], fr=meanings[1]), variants)


TERMS: tuple[Term, ...] = (
    _term("microcredential", ("Microcredential", "Microcertification"), (
        "A short attestation of learning that was assessed, tied to specific competencies that are useful at work.",
        "Attestation courte d’un apprentissage évalué, liée à des compétences précises et utiles au travail."),
        "micro-certification, micro certification, MC, micro-titre de compétence, micro-credential"),
    _term("microcredential-definition", ("Microcredential definition", "Définition de microcertification"), (
        "The reusable description of what one can earn, as distinct from the award to one person.",
        "Description réutilisable de ce que l’on peut obtenir, distincte de l’attestation délivrée à une personne."),
        "programme de microcertification"),
    _term("credential", ("Issued credential", "Attestation délivrée"), (
        "One person’s earned microcredential: a signed document.",
        "La microcertification obtenue par une personne : un document signé."), "award, certification accordée"),
    _term("digital-credential", ("Digital credential", "Attestation numérique"), (
        "Any achievement in digital form: a degree, a diploma, a certificate, a badge or a microcredential.",
        "Toute réalisation sous forme numérique : grade, diplôme, certificat, badge ou microcertification."),
        "titre de compétences numérique"),
    _term("digital-microcredential", ("Digital microcredential", "Microcertification numérique"), (
        "The official electronic attestation of a short programme.",
        "Attestation électronique officielle d’un programme court.")),
    _term("verifiable-credential", ("Verifiable credential", "Attestation vérifiable"), (
        "A signed set of data: if anything in it is changed, anyone can see it.",
        "Ensemble de données signé : si quoi que ce soit y est modifié, tout le monde peut le voir."),
        "VC, justificatif vérifiable"),
    _term("badge", ("Badge", "Badge"), (
        "A picture that carries data. A badge can be informal; a microcredential is always assessed.",
        "Image qui porte des données. Un badge peut être informel; une microcertification est toujours évaluée."),
        "open badge, badge ouvert, insigne"),
    _term("badge-reader", ("Badge reader", "Lecteur de badges"), (
        "The tool that opens the data of a badge. Here, it is the page where anyone can verify.",
        "Outil qui ouvre les données d’un badge. Ici, c’est la page où tout le monde peut vérifier.")),
    _term("metadata", ("Metadata", "Métadonnées"), (
        "What is inside a badge: criteria met, where it was obtained, alignment, expiry.",
        "Ce que l’on trouve dans un badge : critères satisfaits, lieu d’obtention, harmonisation, expiration.")),
    _term("passport", ("Virtual skills passport", "Passeport virtuel de compétences"), (
        "A person’s own view of what they have learned and of their credentials.",
        "Vue qu’a une personne de ses apprentissages et de ses attestations."), "passeport virtuel"),
    _term("wallet", ("Digital wallet", "Portefeuille numérique"), (
        "A store of credentials that the learner controls.",
        "Lieu où sont gardées les attestations, sous le contrôle de la personne apprenante."),
        "portefeuille électronique, e-portefeuille"),
    _term("holder", ("Holder", "Titulaire"), (
        "The person who owns an issued credential.",
        "Personne à qui appartient une attestation délivrée."), "earner"),
    _term("learner", ("Learner", "Personne apprenante"), (
        "A person who is learning.",
        "Personne qui apprend."), "apprenant, apprenante"),
    _term("issuer", ("Issuer", "Organisme émetteur"), (
        "An organization that was examined and may issue credentials.",
        "Organisation examinée qui peut délivrer des attestations."), "émetteur, institution émettrice"),
    _term("verifier", ("Verifier", "Vérificateur"), (
        "The person or organization that checks a credential.",
        "Personne ou organisation qui vérifie une attestation."), "vérificateur tiers"),
    _term("employer", ("Employer", "Employeur"), (
        "An organization that hires people and reads their credentials.",
        "Organisation qui embauche et qui lit les attestations.")),
    _term("endorser", ("Endorser", "Partenaire endosseur"), (
        "A partner who confirms the demand for a competency and its assessment.",
        "Partenaire qui confirme que la compétence est recherchée et que son évaluation est juste."),
        "partenaire de l’industrie"),
    _term("endorsement", ("Endorsement", "Endossement"), (
        "Two confirmations by a partner: the competency is in demand, and the assessment reflects the job.",
        ("Deux confirmations d’un partenaire : la compétence est recherchée, et l’évaluation reflète le "
        "travail réel.")), "validation"),
    _term("framework", ("Framework", "Cadre"), (
        "The common reference that says what a microcredential must contain.",
        "Référence commune qui dit ce que doit contenir une microcertification."), "cadre commun"),
    _term("principle", ("Principle", "Principe"), (
        "One of the four ideas behind the framework: relevance, verifiability, ownership, extensibility.",
        "Une des quatre idées du cadre : pertinence, vérifiabilité, propriété, durabilité.")),
    _term("soft-line", ("Where possible", "Dans la mesure du possible"), (
        "Said of a line of the framework that may stay unmet, if a reason is written down.",
        "Se dit d’une ligne du cadre qui peut ne pas être satisfaite, si la raison en est écrite."),
        "soft line, ligne souple"),
    _term("checklist", ("Checklist", "Liste de vérification"), (
        "A list of requirements that somebody publishes, and to which a definition can be compared.",
        "Liste d’exigences que quelqu’un publie et à laquelle on peut comparer une définition.")),
    _term("relevance", ("Relevance", "Pertinence"), (
        "The competency matters on the labour market today.",
        "La compétence compte sur le marché du travail d’aujourd’hui.")),
    _term("verifiability", ("Verifiability", "Vérifiabilité"), (
        "Anyone can check that a credential is genuine.",
        "Tout le monde peut vérifier qu’une attestation est authentique.")),
    _term("ownership", ("Ownership", "Propriété"), (
        "The credential and its data belong to its holder.",
        "L’attestation et ses données appartiennent à la personne titulaire."), "titularité"),
    _term("extensibility", ("Extensibility", "Durabilité"), (
        "Learning goes on: credentials add up along a path through life.",
        "L’apprentissage continue : les attestations s’additionnent tout au long de la vie."), "extensibilité"),
    _term("targeted-competency", ("Targeted competency", "Compétence ciblée"), (
        "What the microcredential aims at.",
        "Ce que vise la microcertification."), "aptitude, habileté"),
    _term("competency-framework", ("Competency framework", "Cadre de compétences"), (
        "A published list of competencies, such as ESCO, so that everyone uses the same words.",
        "Liste publiée de compétences, comme ESCO, pour que tout le monde emploie les mêmes mots.")),
    _term("outcome", ("Outcome", "Résultat d’apprentissage"), (
        "What the person can do at the end.",
        "Ce que la personne sait faire à la fin."), "résultats visés"),
    _term("knowledge-attitudes-skills", ("Knowledge, attitudes, skills", "Connaissances, attitudes, aptitudes"), (
        "What an outcome rests on.",
        "Ce sur quoi repose un résultat d’apprentissage."), "habiletés, attributs"),
    _term("summative-assessment", ("Summative assessment", "Évaluation sommative"), (
        "The assessment that decides whether the outcome was reached.",
        "Évaluation qui décide si le résultat est atteint."), "évaluation"),
    _term("authentic-assessment", ("Authentic assessment", "Évaluation authentique"), (
        "An assessment through a realistic task, as one would meet it at work.",
        "Évaluation par une tâche réaliste, telle qu’on la rencontre au travail.")),
    _term("evidence", ("Evidence", "Données probantes (preuves)"), (
        ("What shows that the outcome was reached: it travels with the credential, and its holder decides "
        "who sees it."),
        ("Ce qui montre que le résultat est atteint : cela accompagne l’attestation, et la personne titulaire "
        "décide qui le voit.")), "preuve d’apprentissage"),
    _term("transcript", ("Transcript", "Relevé de notes"), (
        "The institution’s official list of results.",
        "Liste officielle des résultats tenue par l’établissement.")),
    _term("transcriptable", ("Transcriptable", "Transcriptible"), (
        "May be entered on the transcript.",
        "Qui peut figurer au relevé de notes."), "inscriptible au relevé"),
    _term("stackable", ("Stackable", "Superposable"), (
        "Adds up with others towards something larger.",
        "Qui s’additionne à d’autres pour former quelque chose de plus grand."), "accumulable"),
    _term("stack", ("Stack", "Regroupement superposable"), (
        "Several microcredentials that together give a larger one.",
        "Plusieurs microcertifications qui, ensemble, en donnent une plus grande."), "grappe"),
    _term("pathway", ("Pathway", "Parcours"), (
        "The way from one credential to the next.",
        "Chemin d’une attestation à la suivante."), "voie, passerelle"),
    _term("advanced-standing", ("Advanced standing", "Statut avancé"), (
        "An exemption from part of a programme, confirmed by the receiving institution.",
        "Exemption d’une partie d’un programme, confirmée par l’établissement d’accueil."), "équivalence"),
    _term("standalone", ("Standalone", "Autonome"), (
        "Taken on its own.",
        "Suivi seul, pour lui-même."), "de façon isolée"),
    _term("module", ("Module", "Module"), (
        "A part of a microcredential, with its own hours and price.",
        "Partie d’une microcertification, avec ses heures et son prix.")),
    _term("delivery-mode", ("Delivery mode", "Mode de prestation"), (
        "Online, hybrid or in person.",
        "En ligne, hybride ou en personne.")),
    _term("start-date", ("Start date", "Date de démarrage"), (
        "The day an offer of learning begins.",
        "Jour où commence une offre de formation.")),
    _term("prerequisite", ("Prerequisite", "Préalable"), (
        "What one should know or have before starting.",
        "Ce qu’il faut savoir ou avoir avant de commencer."), "prérequis"),
    _term("fee", ("Fee", "Frais"), (
        "What it costs, in Canadian dollars. Free and not stated are two different things.",
        "Ce que cela coûte, en dollars canadiens. Gratuit et non précisé sont deux choses différentes."),
        "coût, prix"),
    _term("portal", ("Portal of opportunities", "Portail des possibilités de formation"), (
        "Where the microcredentials on offer can be found.",
        "Lieu où trouver les microcertifications offertes.")),
    _term("free-list", ("Free list", "Liste des microcertifications gratuites"), (
        "The microcredentials that cost nothing.",
        "Microcertifications qui ne coûtent rien.")),
    _term("osap", ("OSAP", "RAFEO"), (
        "The Ontario Student Assistance Program.",
        "Régime d’aide financière aux étudiantes et étudiants de l’Ontario.")),
    _term("ontario-works", ("Ontario Works", "Ontario au travail"), (
        "Ontario’s social assistance programme.",
        "Programme d’aide sociale de l’Ontario.")),
    _term("lbs", ("LBS", "AFB"), (
        "Literacy and Basic Skills, Ontario’s adult learning programme.",
        "Alphabétisation et formation de base, programme ontarien pour adultes.")),
    _term("goal-path", ("Goal path", "Voie d’apprentissage"), (
        ("One of five aims in adult literacy: employment, apprenticeship, secondary or postsecondary "
        "studies, independence."),
        ("Un des cinq buts en alphabétisation : emploi, apprentissage, études secondaires ou "
        "postsecondaires, autonomie."))),
    _term("referral", ("Referral", "Référence (aiguillage)"), (
        "Sending a learner, with their consent, to a service that can help.",
        "Orientation d’une personne apprenante, avec son accord, vers un service qui peut l’aider.")),
    _term("expression-of-interest", ("Expression of interest", "Déclaration d’intérêt"), (
        "An institution’s answer to a call.",
        "Réponse d’un établissement à un appel."), "EOI, DI, manifestation d’intérêt"),
    _term("call", ("Call", "Appel"), (
        "An invitation to apply for funding.",
        "Invitation à demander un financement."), "appel de propositions"),
    _term("review-committee", ("Review committee", "Comité de révision"), (
        "The people who read the expressions of interest.",
        "Personnes qui lisent les déclarations d’intérêt.")),
    _term("participation-agreement", ("Participation agreement", "Entente de participation"), (
        "What an institution signs to take part in the network.",
        "Ce que signe un établissement pour faire partie du réseau.")),
    _term("funding-agreement", ("Funding agreement", "Entente de financement"), (
        "What an institution signs to receive a grant.",
        "Ce que signe un établissement pour recevoir une subvention.")),
    _term("grant", ("Grant", "Subvention"), (
        "Money awarded to a project.",
        "Somme accordée à un projet."), "financement"),
    _term("pilot-project", ("Pilot project", "Projet pilote"), (
        "A first try on a small scale.",
        "Premier essai à petite échelle.")),
    _term("portfolio", ("Portfolio", "Portefeuille de projets"), (
        "A funder’s set of projects; not the digital wallet.",
        "Ensemble des projets d’un bailleur de fonds; à ne pas confondre avec le portefeuille numérique.")),
    _term("consultation-session", ("Consultation session", "Séance de consultation"), (
        "A meeting where institutions discuss the standards.",
        "Rencontre où les établissements discutent des normes.")),
    _term("open-data-standards", ("Open data standards", "Normes de données ouvertes"), (
        "Published rules that anyone may use to exchange data.",
        "Règles publiées que tout le monde peut employer pour échanger des données.")),
    _term("interoperability", ("Interoperability", "Interopérabilité"), (
        "Different systems understand one another.",
        "Des systèmes différents se comprennent.")),
    _term("decentralized-identity", ("Decentralized identity", "Identité décentralisée"), (
        "Proving who one is or what one has earned without asking a central authority each time.",
        "Prouver qui l’on est ou ce que l’on a obtenu sans interroger chaque fois une autorité centrale."),
        "self-sovereign identity, SSI"),
    _term("did", ("Decentralized identifier", "Identifiant décentralisé"), (
        "An organization’s digital name, under which it publishes its keys.",
        "Nom numérique d’une organisation, sous lequel elle publie ses clés."), "DID"),
    _term("acceptance", ("Acceptance", "Acceptation"), (
        "An employer or a school takes the credential into account.",
        "Un employeur ou une école tient compte de l’attestation.")),
    _term("satisfaction", ("Satisfaction", "Satisfaction"), (
        "What people say of their experience.",
        "Ce que les gens disent de leur expérience."), "rétroaction"),
    _term("finding", ("Finding", "Constatation"), (
        "Something that a project has learned.",
        "Ce qu’un projet a appris.")),
    _term("adoption", ("Adoption of the framework", "Adoption du cadre"), (
        "An organization decides to follow the framework.",
        "Une organisation décide de suivre le cadre.")),
    _term("community-of-practice", ("Community of practice", "Réseau d’échange de pratiques"), (
        "People who do the same work and learn from one another.",
        "Personnes qui font le même travail et apprennent les unes des autres."), "communauté de pratique"),
    _term("awareness", ("Awareness", "Sensibilisation"), (
        "Making microcredentials known.",
        "Faire connaître les microcertifications.")),
    _term("quality-assurance", ("Quality assurance", "Assurance de la qualité"), (
        "How an organization makes sure that what it offers is good.",
        "Façon dont une organisation s’assure de la qualité de ce qu’elle offre.")),
    _term("accreditation", ("Accreditation", "Accréditation"), (
        "Approval by an awarding body and the industry.",
        "Approbation par un organisme de certification et par l’industrie.")),
    _term("revoke", ("Revoke, suspend, renew, expire", "Révoquer, suspendre, renouveler, expirer"), (
        "The lives of a credential: withdrawn for good, set aside for a time, made valid again, or past its date.",
        "Les vies d’une attestation : retirée pour de bon, mise de côté, prolongée, ou arrivée à sa date."),
        "périmé"),
    _term("share-link", ("Share link", "Lien de partage"), (
        "A secret address that shows what its maker chose, until a date.",
        "Adresse secrète qui montre ce que la personne a choisi, jusqu’à une date.")),
    _term("prior-learning", ("Recognition of prior learning", "Reconnaissance des acquis (RDA)"), (
        "Assessing what someone already knows how to do, however they learned it.",
        "Évaluer ce qu’une personne sait déjà faire, quelle que soit la façon dont elle l’a appris."),
        "RPL, PLAR, RAC"),
    _term("in-demand-job", ("In-demand job", "Emploi en forte demande"), (
        "Work for which employers are looking for people.",
        "Travail pour lequel les employeurs cherchent du monde.")),
    _term("skills-based-hiring", ("Skills-based hiring", "Embauche fondée sur les compétences"), (
        "Hiring for what people can do.",
        "Embaucher pour ce que les gens savent faire.")),
    _term("transversal-skills", ("Vertical and transversal skills", "Compétences verticales et transversales"), (
        "Skills of one occupation, and skills that serve in all of them.",
        "Compétences propres à une profession, et compétences qui servent dans toutes.")),
    _term("asl-lsq", ("ASL, LSQ", "ASL, LSQ"), (
        "American Sign Language; Quebec Sign Language (langue des signes québécoise).",
        "Langue des signes américaine; langue des signes québécoise.")),
    _term("aoda", ("AODA", "LAPHO"), (
        "Accessibility for Ontarians with Disabilities Act.",
        "Loi sur l’accessibilité pour les personnes handicapées de l’Ontario.")),
    _term("whmis", ("WHMIS", "SIMDUT"), (
        "Workplace Hazardous Materials Information System.",
        "Système d’information sur les matières dangereuses utilisées au travail.")),
    _term("cpr", ("CPR", "RCR"), (
        "Cardiopulmonary resuscitation.",
        "Réanimation cardiorespiratoire."), "RCP"),
    _term("ossd", ("Ontario Secondary School Diploma", "DESO"), (
        "The diploma at the end of secondary school in Ontario.",
        "Diplôme d’études secondaires de l’Ontario."), "diplôme de 12e année"),
    _term("land-acknowledgement", ("Land acknowledgement", "Reconnaissance du territoire"), (
        "A statement that names the Indigenous peoples of a place.",
        "Énoncé qui nomme les peuples autochtones d’un lieu.")),
    _term("heqco", ("HEQCO", "COQES"), (
        "Higher Education Quality Council of Ontario.",
        "Conseil ontarien de la qualité de l’enseignement supérieur.")),
    _term("fsc", ("Future Skills Centre (FSC)", "Centre des Compétences futures (CCF)"), (
        "A Canadian centre that funds research and trials on skills.",
        "Centre canadien qui finance recherches et essais sur les compétences.")),
    _term("cnib", ("CNIB", "INCA"), (
        "Canadian National Institute for the Blind.",
        "Institut national canadien pour les aveugles.")),
    _term("mycreds", ("MyCreds", "MesCertif"), (
        "The Canadian postsecondary document network; a third party’s mark.",
        "Réseau canadien de documents postsecondaires; marque d’un tiers.")),
)  # fmt: skip


def in_order(language: str) -> list[Term]:
    """The terms in the alphabetical order of a language, accents aside."""

    def key(term: Term) -> str:
        plain = unicodedata.normalize("NFD", term.name.shown(language).text.casefold())
        return "".join(letter for letter in plain if not unicodedata.combining(letter))

    return sorted(TERMS, key=key)
