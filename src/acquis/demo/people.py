"""People of the demonstration: all invented, and visibly so."""

from __future__ import annotations

from dataclasses import dataclass

from acquis.platform.translatable import Text


@dataclass(frozen=True, slots=True)
class Account:
    """One fictional person.

    Attributes:
        key: the name used in this package and in the sign-in form.
        role: what they are in the story, shown on the sign-in buttons.
        tries: what one can try first with this account.
        start: the page where they land: "passport", "desk", "verify" or "issuers".
        organization, roles: their membership, if any.
        offered: whether the home page offers the account.
    """

    key: str
    name: str
    email: str
    language: str
    role: Text
    tries: Text
    start: str = "passport"
    organization: str = ""
    roles: tuple[str, ...] = ()
    offered: bool = True


_LEARNER = Text(fr="Personne apprenante", en="Learner")


def _learner(key: str, name: str, language: str, tries: Text, *, role: Text = _LEARNER) -> Account:
    return Account(key, name, f"{key}@courriel.example", language, role, tries)


def _member(
    key: str,
    name: str,
    organization: str,
    role: Text,
    tries: Text,
    *,
    roles: tuple[str, ...],
    language: str = "fr",
    start: str = "desk",
    offered: bool = True,
) -> Account:
    domain = f"{organization}.example"
    return Account(key, name, f"{key}@{domain}", language, role, tries, start, organization, roles, offered)


PEOPLE: tuple[Account, ...] = (
    _learner(
        "aicha",
        "Aïcha Démo",
        "fr",
        Text(
            fr="Ouvrir son passeport, partager une attestation avec un employeur, suivre les ouvertures.",
            en="Open her passport, share a credential with an employer, see how often it was opened.",
        ),
    ),
    _learner(
        "tomasz",
        "Tomasz Exemple",
        "en",
        Text(
            fr="Plusieurs attestations, dont une de premiers soins expirée; une offre attend une réponse.",
            en="Several credentials, one first aid credential expired; an offer waits for an answer.",
        ),
    ),
    _learner(
        "maika",
        "Maïka Fictive",
        "fr",
        Text(
            fr="Elle vient d’être mise à pied; une première attestation l’attend par courriel.",
            en="She was just laid off; a first credential waits in her mail.",
        ),
    ),
    _learner(
        "jordan",
        "Jordan Spécimen",
        "en",
        Text(
            fr="Une attestation délivrée par erreur puis révoquée, une autre valide.",
            en="One credential issued in error, then revoked; another one valid.",
        ),
    ),
    _learner(
        "lou-anne",
        "Lou-Anne Modèle",
        "fr",
        Text(
            fr="Elle lit en braille : tout se dit en mots, rien par la seule couleur.",
            en="She reads braille: everything is said in words, nothing by colour alone.",
        ),
    ),
    _member(
        "lea",
        "Léa Modèle",
        "riviere-aux-pins",
        Text(fr="Autrice de définitions", en="Definition author"),
        Text(
            fr="Écrire une définition dans les deux langues, voir ce qui manque encore.",
            en="Write a definition in both languages, see what is still missing.",
        ),
        roles=("author",),
    ),
    _member(
        "noor",
        "Noor Gabarit",
        "riviere-aux-pins",
        Text(fr="Approbation", en="Approver"),
        Text(
            fr="Relire une définition, l’approuver avec une raison, la publier.",
            en="Read a definition, approve it with a reason, publish it.",
        ),
        roles=("approver",),
    ),
    _member(
        "farid",
        "Farid Exemple",
        "riviere-aux-pins",
        Text(fr="Revue par les pairs", en="Peer reviewer"),
        Text(
            fr="Lire une définition soumise, voir ce qui lui ressemble, donner un avis motivé.",
            en="Read a submitted definition, see what resembles it, give a reasoned opinion.",
        ),
        roles=("reviewer",),
    ),
    _member(
        "solene",
        "Solène Spécimen",
        "riviere-aux-pins",
        Text(fr="Avis de l’industrie", en="Industry reviewer"),
        Text(
            fr="Une définition attend l’avis d’un employeur; il est en retard.",
            en="A definition waits for the opinion of an employer, and it is late.",
        ),
        roles=("industry_reviewer",),
    ),
    _member(
        "elie",
        "Élie Échantillon",
        "riviere-aux-pins",
        Text(fr="Évaluateur", en="Assessor"),
        Text(
            fr="Consigner ce que chaque personne a démontré, avec les preuves.",
            en="Record the result of each outcome, with its evidence.",
        ),
        roles=("assessor",),
    ),
    _member(
        "marc",
        "Marc-Antoine Démo",
        "riviere-aux-pins",
        Text(fr="Registraire", en="Registrar"),
        Text(
            fr="Délivrer une attestation, la renvoyer, la suspendre ou la révoquer.",
            en="Issue a credential, send it again, suspend or revoke it.",
        ),
        roles=("registrar",),
    ),
    _member(
        "ines",
        "Inès Spécimen",
        "trois-lacs",
        Text(fr="Approbation et registrariat, autre établissement", en="Approver and registrar, another institution"),
        Text(
            fr="Constater qu’un établissement ne voit rien d’un autre.",
            en="See that nothing of another institution can be seen.",
        ),
        roles=("approver", "registrar"),
        language="en",
    ),
    _member(
        "rosalie",
        "Rosalie Modèle",
        "trois-lacs",
        Text(fr="Revue par les pairs, autre établissement", en="Peer reviewer, another institution"),
        Text(fr="Donner un avis sur une définition.", en="Give an opinion on a definition."),
        roles=("reviewer",),
        offered=False,
    ),
    _member(
        "hugo",
        "Hugo Fictif",
        "trois-lacs",
        Text(fr="Auteur et évaluateur, autre établissement", en="Author and assessor, another institution"),
        Text(fr="Préparer une microcertification d’université.", en="Prepare a university’s microcredential."),
        roles=("author", "assessor"),
        offered=False,
    ),
    _member(
        "robin",
        "Robin Exemple",
        "reseau-demo",
        Text(fr="Exploitation du réseau", en="Network operator"),
        Text(
            fr="Examiner les organismes, décider, donner les raisons.",
            en="Examine organizations, decide, and give the reasons.",
        ),
        roles=("operator", "administrator"),
        start="issuers",
    ),
    _member(
        "alix",
        "Alix Modèle",
        "reseau-demo",
        Text(fr="Deuxième personne de l’exploitation du réseau", en="Second network operator"),
        Text(
            fr="Confirmer une nouvelle version du cadre proposée par Robin, ou la renvoyer.",
            en="Confirm a new version of the framework that Robin proposed, or send it back.",
        ),
        roles=("operator",),
        start="desk",
    ),
    _member(
        "sacha",
        "Sacha Testeur",
        "grand-heron",
        Text(fr="Ressources humaines chez un employeur", en="Human resources at an employer"),
        Text(
            fr="Lire un partage ou vérifier un fichier : sans compte, comme tout le monde.",
            en="Read a share or check a file: without an account, like everyone.",
        ),
        roles=("reader",),
        start="verify",
    ),
    _member(
        "camille",
        "Camille Gabarit",
        "conseil-exemple",
        Text(fr="Endossement au conseil sectoriel", en="Endorsement officer of a sector council"),
        Text(
            fr="Lire une définition, confirmer les deux énoncés, signer; ou refuser.",
            en="Read a definition, confirm both statements, sign; or decline.",
        ),
        roles=("endorser",),
    ),
    _member(
        "ulysse",
        "Ulysse Modèle",
        "grand-heron",
        Text(fr="Endossement chez un employeur", en="Endorsement officer of an employer"),
        Text(fr="Retirer un endossement.", en="Withdraw an endorsement."),
        roles=("endorser",),
        offered=False,
    ),
    _member(
        "bao",
        "Bao Testeur",
        "val-clair",
        Text(fr="Endossement dans un hôpital", en="Endorsement officer of a hospital"),
        Text(fr="Répondre à une demande.", en="Answer a request."),
        roles=("endorser",),
        offered=False,
    ),
    _member(
        "gaelle",
        "Gaëlle Modèle",
        "riviere-aux-pins",
        Text(fr="Administration du collège", en="College administrator"),
        Text(fr="Gérer les membres.", en="Manage members."),
        roles=("administrator",),
        offered=False,
    ),
)

BY_KEY = {account.key: account for account in PEOPLE}
