"""What several bodies say a microcredential is, in their own words, with the source of each (R-007, R-009).

Quotations keep the language and the spelling of their source (R-003); faults of optical recognition are corrected.
A mark names a characteristic and the words of the quotation that carry it, so that every reader can judge the mark.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from acquis.platform.translatable import Text


@dataclass(frozen=True, slots=True)
class Mark:
    """A characteristic that definitions may name."""

    key: str
    name: Text


@dataclass(frozen=True, slots=True)
class Record:
    """One body's definition.

    Attributes:
        language: of the quotation, "fr" or "en"; ``translated`` when the body wrote it in another.
        address: where the body publishes it; "" when the source names none.
        source: where the quotation was read.
        date: of that source, as exactly as it is known.
        marks: the key of a characteristic → the words that carry it.
    """

    key: str
    body: Text
    language: str
    quotation: tuple[str, ...]
    source: Text
    date: Text
    address: str = ""
    translated: bool = False
    marks: dict[str, str] = field(default_factory=dict)


MARKS: tuple[Mark, ...] = (
    Mark("short", Text(fr="Rapide et courte", en="Fast and short")),
    Mark("competency", Text(fr="Axée sur les compétences", en="Based on competencies")),
    Mark("assessed", Text(fr="Évaluée", en="Assessed")),
    Mark("sector", Text(fr="Pertinente pour un secteur", en="Relevant to a sector")),
    Mark("employees", Text(fr="Axée sur les employés", en="Centred on employees")),
    Mark("stackable", Text(fr="Superposable", en="Stackable")),
    Mark("delivery", Text(fr="Mode de prestation", en="Delivery mode")),
    Mark("issuer", Text(fr="Reconnaissance de l’émetteur", en="Recognition by the issuer")),
)

_WEBINAR = Text(
    fr="Webinaire sur les microcertifications pour les formatrices et formateurs en AFB",
    en="Webinar on microcredentials for literacy and basic skills practitioners",
)
_YEAR = Text(fr="année financière 2021-2022", en="fiscal year 2021–2022")
_FAQ = Text(
    fr="Foire aux questions du projet pilote de passeport virtuel de compétences",
    en="Questions and answers of the virtual skills passport pilot",
)
_FAQ_DATE = Text(fr="10 mai 2022", en="May 10, 2022")

RECORDS: tuple[Record, ...] = (
    Record(
        "ccf",
        Text(fr="Centre des Compétences futures (CCF)", en="Future Skills Centre (FSC)"),
        "fr",
        (
            ("Les définitions disponibles convergent sur certains thèmes et caractéristiques : la nature "
            "courte et axée "
            "sur les compétences des microcertifications; leur superposition et leur complémentarité avec des titres "
            "de compétences plus importants et conventionnels; le statut de reconnaissance ou de validation qu'elles "
            "confèrent de la part d'une institution émettrice; et leur mode de prestation, certains mettant l'accent "
            "sur les composantes numériques ou en ligne que l'on retrouve dans de nombreuses offres de "
            "microcertifications."),
        ),
        Text(
            fr="Les microcertifications en pleine évolution",
            en="Report “Les microcertifications en pleine évolution”",
        ),
        Text(fr="date non précisée", en="date not stated"),
        marks={
            "short": "la nature courte",
            "competency": "axée sur les compétences",
            "stackable": "leur superposition et leur complémentarité",
            "delivery": "leur mode de prestation",
            "issuer": "reconnaissance ou de validation […] de la part d'une institution émettrice",
        },
    ),
    Record(
        "cican",
        Text(fr="Collèges et instituts Canada (CICan)", en="Colleges and Institutes Canada (CICan)"),
        "fr",
        (
            ("Une microcertification est une attestation de compétences évaluées qui constitue un supplément, une "
            "option de rechange ou un complément à un titre officiel, ou qui en est une composante."),
        ),
        _WEBINAR,
        _YEAR,
        "https://www.collegesinstitutes.ca/fr/les-enjeux/microcertifications/",
        marks={
            "competency": "attestation de compétences",
            "assessed": "compétences évaluées",
            "stackable": "un complément à un titre officiel, ou qui en est une composante",
        },
    ),
    Record(
        "contact-nord",
        Text(fr="Contact Nord", en="Contact North"),
        "fr",
        (
            ("Il n'existe pas de définition absolue des micro-certifications au Canada ou ailleurs... ces "
            "éléments sont "
            "toutefois largement reconnus comme des caractéristiques clés des micro-certifications :"),
            "L'apprentissage est axé sur les aptitudes et les compétences plutôt que sur le temps.",
            "Court et axé sur une gamme précise d'aptitudes et de compétences.",
            ("La compétence est évaluée comme une aptitude ou un comportement démontrable, selon les "
            "micro-certifications."),
            "La qualité est assurée par l'examen des pairs et de l'industrie.",
            ("Reconnu par le secteur. De nombreuses micro-certifications sont codéveloppées avec l'industrie ou basées "
            "sur des déclarations d'organisations industrielles concernant les aptitudes et les compétences qu'elles "
            "recherchent."),
        ),
        _WEBINAR,
        _YEAR,
        "https://teachonline.ca/tools-trends/ten-facts-you-need-know-about-micro-credentials",
        translated=True,
        marks={
            "short": "Court",
            "competency": "axé sur les aptitudes et les compétences plutôt que sur le temps",
            "assessed": "La compétence est évaluée",
            "sector": "Reconnu par le secteur",
        },
    ),
    Record(
        "coqes",
        Text(
            fr="Conseil ontarien de la qualité de l’enseignement supérieur (COQES)",
            en="Higher Education Quality Council of Ontario (HEQCO)",
        ),
        "fr",
        (
            ("Une microcertification est une preuve d’apprentissage et est octroyée à l'issue de la participation à un "
            "court programme visant à enseigner un petit ensemble de compétences (c.-à-d. habiletés, connaissances, "
            "attributs) et est parfois liée à d’autres titres de compétences."),
        ),
        _WEBINAR,
        _YEAR,
        "https://heqco.ca/fr/pub/donner-un-sens-aux-microcertifications/",
        marks={
            "short": "un court programme",
            "competency": "un petit ensemble de compétences",
            "stackable": "parfois liée à d’autres titres de compétences",
        },
    ),
    Record(
        "ecampusontario",
        Text(fr="eCampusOntario", en="eCampusOntario"),
        "fr",
        (
            ("Une micro-certification est une attestation de l'apprentissage évalué associée à une compétence ou "
            "aptitude spécifique et pertinente. Les micro-certifications permettent un recyclage rapide et complètent "
            "l’éducation traditionnelle en permettant d’avoir accès à une voie vers des programmes postsecondaires "
            "réguliers."),
        ),
        _WEBINAR,
        _YEAR,
        "https://www.ecampusontario.ca/fr/micro-certifications/",
        marks={
            "short": "un recyclage rapide",
            "competency": "une compétence ou aptitude spécifique et pertinente",
            "assessed": "l'apprentissage évalué",
            "stackable": "une voie vers des programmes postsecondaires réguliers",
        },
    ),
    Record(
        "ontario",
        Text(fr="Gouvernement de l’Ontario", en="Government of Ontario"),
        "fr",
        (
            ("Les microcertifications sont des programmes de formation rapide offerts par les établissements "
            "d'enseignement postsecondaire de la province qui peuvent vous aider à acquérir les compétences "
            "recherchées par les employeurs. Les microcertifications aident les gens à se recycler et à parfaire "
            "leurs compétences pour trouver un nouvel emploi."),
        ),
        _WEBINAR,
        _YEAR,
        ""
        "https://www.ontario.ca/fr/page/microcertifications-offertes-par-les-etablissements-postsecondaires-de-lontario",
        marks={
            "short": "formation rapide",
            "competency": "les compétences recherchées par les employeurs",
            "employees": "se recycler et […] parfaire leurs compétences pour trouver un nouvel emploi",
            "issuer": "offerts par les établissements d'enseignement postsecondaire de la province",
        },
    ),
    Record(
        "ontario-strategie",
        Text(fr="Stratégie de microcertifications de l’Ontario", en="Ontario’s microcredentials strategy"),
        "fr",
        (
            ("Les microcertifications sont des reconnaissances de réussite de formations rapides qui aident les "
            "apprenantes et les apprenants à acquérir des compétences recherchées par les employeurs du "
            "secteur privé."),
        ),
        _FAQ,
        _FAQ_DATE,
        marks={
            "short": "formations rapides",
            "competency": "acquérir des compétences",
            "sector": "recherchées par les employeurs du secteur privé",
        },
    ),
    Record(
        "mescertif",
        Text(fr="MesCertif (foire aux questions)", en="MyCreds (questions and answers)"),
        "fr",
        (
            ("Les microcertifications sont des programmes de formation rapide qui aident les personnes qui les suivent "
            "à se recycler et à acquérir ou parfaire des compétences, soit pour trouver un nouvel emploi ou pour "
            "poursuivre leur parcours scolaire ou professionnel. Offertes par des collèges, des universités et des "
            "établissements d’enseignement autochtones, les programmes de microcertifications sont de courte durée, "
            "peuvent être complétés en ligne et sont souvent conçus pour répondre aux besoins spécifiques des "
            "employeurs ou des emplois. Ils peuvent être suivis de façon isolée ou encore en complément d’un grade, "
            "d’un diplôme ou d’un certificat."),
            ("Le terme « microcertification numérique » désigne une attestation électronique officielle qui "
            "certifie de "
            "la réussite d’un programme de formation granulaire de courte durée, axé sur des compétences reliées à un "
            "emploi, et offert par un établissement d’enseignement postsecondaire."),
            ("Les attestations numériques désignent la représentation numérique d’une réussite scolaire. Il "
            "peut s’agir "
            "d’un grade, d’un diplôme, d’un certificat, d’un badge ou d’une microcertification, octroyé par un "
            "établissement d’enseignement postsecondaire."),
        ),
        _FAQ,
        _FAQ_DATE,
        marks={
            "short": "de courte durée",
            "competency": "axé sur des compétences reliées à un emploi",
            "sector": "besoins spécifiques des employeurs ou des emplois",
            "employees": "se recycler et […] parfaire des compétences",
            "stackable": "en complément d’un grade, d’un diplôme ou d’un certificat",
            "delivery": "peuvent être complétés en ligne",
            "issuer": "une attestation électronique officielle",
        },
    ),
    Record(
        "nzqa",
        Text(
            fr="New Zealand Qualifications Authority (NZQA)",
            en="New Zealand Qualifications Authority (NZQA)",
        ),
        "fr",
        (
            ("Une micro-certification certifie l'obtention d'un ensemble cohérent de compétences et de connaissances; "
            "elle est précisée par la déclaration d’un objectif, de résultats d'apprentissage et de preuves solides "
            "attestant du besoin de l'industrie, des employeurs et/ou de la communauté."),
        ),
        _WEBINAR,
        Text(
            fr="année financière 2021-2022; les règles de la NZQA ont changé depuis",
            en="fiscal year 2021–2022; NZQA’s rules have changed since",
        ),
        "https://www.nzqa.govt.nz/providers-partners/approval-accreditation-and-registration/micro-credentials/",
        translated=True,
        marks={
            "competency": "un ensemble cohérent de compétences et de connaissances",
            "sector": "besoin de l'industrie, des employeurs et/ou de la communauté",
        },
    ),
    Record(
        "ontario-tech",
        Text(fr="Ontario Tech University", en="Ontario Tech University"),
        "en",
        (
            ("A micro-credential is a digitally-recorded recognition of a small, specific skill. It is a portable "
            "communication tool that represents evidence of your skills for employers, educators, and peers. "
            "Micro-credentials are created with industry, so you can be assured that the skills you are learning are "
            "in demand and current."),
            ("Micro-credentials are different from more traditional learning experiences. A micro-credential may "
            "recognize learning obtained from a particular experience (such as a workshop), it may not, or both. They "
            "are designed to fit in with busy schedules and adapt quickly to changing needs in the workforce."),
        ),
        _WEBINAR,
        _YEAR,
        marks={
            "short": "small […] designed to fit in with busy schedules",
            "competency": "a small, specific skill",
            "sector": "created with industry",
            "delivery": "digitally-recorded",
        },
    ),
    Record(
        "rmit",
        Text(fr="RMIT University", en="RMIT University"),
        "fr",
        (
            ("Un titre de compétences numérique est la certification officielle de l’acquisition des "
            "compétences ou des "
            "capacités d’une personne. Il est décerné sous forme numérique, qui est vérifié, sécurisé et partageable "
            "avec des pairs, des employeurs et des fournisseurs de services d’éducation. Les titres de compétences "
            "numériques peuvent être organisés, annotés et distribués sur des réseaux numériques sous le contrôle du "
            "titulaire."),
            ("Les micro-titres de compétences attestent également les réalisations d’une personne dans des compétences "
            "précises et diffèrent des titres de compétence traditionnels, comme les diplômes, en ce sens qu’ils sont "
            "plus courts et peuvent être personnalisés et fournir une valeur et une pertinence distinctes dans le "
            "monde du travail en évolution."),
        ),
        Text(fr="Page d’eCampusOntario sur les microcertifications", en="eCampusOntario’s page on microcredentials"),
        Text(fr="vers 2020", en="about 2020"),
        translated=True,
        marks={
            "short": "ils sont plus courts",
            "competency": "des compétences précises",
            "sector": "une pertinence distinctes dans le monde du travail",
            "delivery": "décerné sous forme numérique",
            "issuer": "la certification officielle",
        },
    ),
)  # fmt: skip


def ordered(order: str, language: str) -> list[Record]:
    """The records, alphabetically by body; the reader may turn that round, or group by language of the quotation.

    No order says which definition is better (R-008).
    """
    found = sorted(RECORDS, key=lambda record: _plain(record.body.shown(language).text))
    if order == "reversed":
        found.reverse()
    if order == "language":
        found.sort(key=lambda record: record.language)
    return found


def _plain(words: str) -> str:
    split = unicodedata.normalize("NFD", words.casefold())
    return "".join(letter for letter in split if not unicodedata.combining(letter))
