"""Microcredentials that the founding documents name (§7.4): what they state and nothing more; never awardable."""

from __future__ import annotations

from dataclasses import dataclass

from acquis.catalogue.content import Content, Module, Prerequisite
from acquis.platform.translatable import Text

NOTE = "exemple tiré des documents, 2021–2022"


@dataclass(frozen=True, slots=True)
class Example:
    """One entry; a title stays in the language of its source (R-003), and unknown facts stay blank (§7.1)."""

    organization: str
    code: str
    content: Content
    kind: str = "microcredential"


def _named(organization: str, code: str, title: Text, purpose: Text | None = None, mode: str = "") -> Example:
    return Example(organization, code, Content(title=title, purpose=purpose or Text(), delivery_mode=mode))


def _unnamed(number: int) -> Module:
    return Module(
        Text(fr=f"Module {number} (titre non précisé)", en=f"Module {number} (title not stated)"), None, 98_00
    )


def _aided(code: str, title: str) -> Example:
    """Centennial's: approved for student aid in 2021, says document 001, which states nothing else."""
    content = Content(title=Text(en=title), aid_status="approved", aid_year="2021", aid_source="001")
    return Example("centennial", code, content)


EXAMPLES: tuple[Example, ...] = (
    Example("stlawrence", "EX-SLC-1", Content(
        title=Text(fr="Cybersécurité", en="Cybersecurity"),
        purpose=Text(
            fr="Prévenir, repérer et atténuer les risques, et signaler les escroqueries et les fraudes en ligne.",
            en="Prevent, identify and mitigate risk, and report online scams and fraud."),
        delivery_mode="online",
        modules=(
            Module(Text(en="Mitigating Risk"), None, 98_00),
            _unnamed(2), _unnamed(3), _unnamed(4),
        ))),
    _named("northern", "EX-NOR-1", Text(fr="Adjoint(e) de bureau juridique", en="Legal Office Assistant"), Text(
        fr="Formation continue; peut mener au certificat d’un an Office Administration–General ou au diplôme de "
            "deux ans Law Clerk.",
        en="Continuing education; can lead to the one-year certificate Office Administration–General or the two-year "
            "diploma Law Clerk.")),
    _named("durham", "GDPI", Text(en="Graphic Design Photoshop and Illustrator"), Text(
        fr="Projets pratiques avec Adobe Creative Suite.", en="Hands-on projects with Adobe Creative Suite.")),
    _named("durham", "UCST", Text(en="Using Construction Tools"), Text(
        fr="Outils manuels et électriques de base; construire ou installer des éléments simples; usage sûr.",
        en="Basic hand and power tools; build or install basic elements; safe use on a jobsite.")),
    Example("mohawk", "EX-MOH-1", Content(
        title=Text(en="Footcare Management"),
        purpose=Text(fr="Soins des pieds de base et avancés; donne un badge numérique.",
                     en="Basic and advanced foot care; gives a digital badge."),
        prerequisites=(Prerequisite(
            Text(fr="Être infirmière ou infirmier autorisé (IA) ou auxiliaire autorisé (IAA).",
                 en="Be a registered nurse (RN) or a registered practical nurse (RPN)."), kind="licence"),))),
    Example("mohawk", "EX-MOH-2", Content(
        title=Text(en="Remotely Piloted Aircraft System (Drones) Ground School"),
        purpose=Text(
            fr="Prépare à l’examen de base ou avancé de Transports Canada (TP 15263); n’est pas la licence.",
            en="Prepares for the Transport Canada Basic or Advanced exam (TP 15263); it is not the licence."),
        prepares_for=Text(
            fr="Examen de base ou avancé de Transports Canada (TP 15263)",
            en="Transport Canada Basic or Advanced exam (TP 15263)"))),
    _aided("EX-CEN-1", "Advanced Manufacturing and Automation – Pre-Training"),
    _aided("EX-CEN-2", "Automation and Industry 4.0"),
    _aided("EX-CEN-3", "Culinary – Back to Basics"),
    _aided("EX-CEN-4", "Manufacturing and Production"),
    Example("stjohn", "EX-SJA-1", Content(
        title=Text(fr="Premiers soins / RCR", en="First Aid / CPR"),
        purpose=Text(fr="Évaluation pratique en présence; expire après un certain temps.",
                     en="Practical assessment in person; expires after a time."),
        assessment_mode="in_person")),
    _named("royalroads", "EX-RRU-1", Text(fr="Supervision")),
    _named("royalroads", "EX-RRU-2", Text(fr="Direction de projets")),
    _named("royalroads", "EX-RRU-3", Text(fr="Assistant de terrain en exploration minérale")),
    _named("camosun", "EX-CAM-1", Text(fr="Énergie propre")),
    _named("camosun", "EX-CAM-2", Text(fr="Bâtiment efficace")),
    _named("bowvalley", "EX-BOW-1", Text(fr="Académie des compétences IBM")),
    *(
        _named("denver", f"EX-DEN-{number}", Text(fr=title))
        for number, title in enumerate(("Codage", "Excellence pédagogique", "Leadership de haute performance"), 1)
    ),
    *(
        _named("nzqa", f"EX-NZ-{number}", Text(fr=title), Text(
            fr="Liste des microcertifications approuvées en 2020.", en="List of micro-credentials approved in 2020."))
        for number, title in enumerate((
            "Barista et service à la clientèle", "Paie appliquée", "Marketing numérique",
            "Utilisation de la tronçonneuse", "Conformité alcool et sécurité alimentaire", "Vente incitative",
            "Culture numérique au travail",
        ), 1)
    ),
    *(
        _named("unstated", f"EX-SEC-{number}", title)
        for number, title in enumerate((
            Text(en="SmartServe"), Text(fr="SIMDUT", en="WHMIS"), Text(fr="Mesures antichutes"),
            Text(fr="Conformité LAPHO", en="AODA compliance"), Text(en="A Plus"),
        ), 1)
    ),
    Example("statcan", "EX-STC-1", Content(title=Text(fr="Partenaire du Recensement", en="Census partner")), "badge"),
)  # fmt: skip
