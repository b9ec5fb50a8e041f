"""Organizations of the demonstration: real ones as catalogue facts only (§7.1), fictional ones for everything else."""

from __future__ import annotations

from dataclasses import dataclass

from acquis.platform.translatable import Text


@dataclass(frozen=True, slots=True)
class Real:
    """A real organization with the facts that the founding documents state.

    Attributes:
        stated: whether the documents state the region; else it is our reading.
        sources: numbers of the documents.
    """

    key: str
    kind: str
    name: Text
    region: str = ""
    stated: bool = False
    sources: str = ""
    former_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fictional:
    """An invented organization.

    Attributes:
        scope: kinds of achievement it is recognized for; empty for those that do not issue.
        colours: ink and accent of its seals.
    """

    key: str
    kind: str
    name: Text
    colours: tuple[str, str]
    region: str = ""
    scope: tuple[str, ...] = ()
    statement: str = ""


def _real(
    key: str,
    kind: str,
    fr: str,
    en: str,
    region: str = "",
    *,
    stated: bool = False,
    sources: str = "000",
    former: tuple[str, ...] = (),
) -> Real:
    return Real(key, kind, Text(fr=fr, en=en), region, stated, sources, former)


REAL: tuple[Real, ...] = (
    _real("conestoga", "college", "Collège Conestoga", "Conestoga College", "ouest"),
    _real("georgebrown", "college", "Collège George Brown", "George Brown College", "centre"),
    _real("humber", "college", "Collège Humber", "Humber College", "centre", sources="000, 004"),
    _real("lambton", "college", "Collège Lambton", "Lambton College", "ouest"),
    _real("ocad", "university", "Université de l’EADO", "OCAD University", "centre"),
    _real(
        "ontariotech", "university", "Ontario Tech", "Ontario Tech University", "centre",
        sources="000, 001", former=("University of Ontario Institute of Technology",),
    ),
    _real("queens", "university", "Université Queen’s", "Queen’s University", "est"),
    _real("sault", "college", "Collège Sault", "Sault College", "nord"),
    _real("stlawrence", "college", "Collège Saint Laurent", "St. Lawrence College", "est", stated=True,
          sources="000, 001"),
    _real("waterloo", "university", "Université de Waterloo", "University of Waterloo", "ouest"),
    _real("western", "university", "Université de Western Ontario", "Western University", "ouest"),
    _real("laurier", "university", "Université Wilfrid Laurier", "Wilfrid Laurier University", "ouest"),
    _real("windsor", "university", "Université de Windsor", "University of Windsor", "ouest"),
    _real("york", "university", "Université York", "York University", "centre"),
    _real("mohawk", "college", "Collège Mohawk", "Mohawk College", "ouest", stated=True, sources="001, 004"),
    _real("centennial", "college", "Centennial College", "Centennial College", "centre", stated=True, sources="001"),
    _real("durham", "college", "Durham College", "Durham College", "est", stated=True, sources="001"),
    _real("northern", "college", "Northern College", "Northern College", "nord", stated=True, sources="001"),
    _real("toronto", "university", "University of Toronto", "University of Toronto", sources="001"),
    _real("royalroads", "university", "Royal Roads University", "Royal Roads University", sources="001"),
    _real("camosun", "college", "Camosun College", "Camosun College", sources="001"),
    _real("bowvalley", "college", "Bow Valley College", "Bow Valley College", sources="001"),
    _real("denver", "university", "Université de Denver", "University of Denver", sources="001"),
    _real("nzqa", "agency", "New Zealand Qualifications Authority", "New Zealand Qualifications Authority",
          sources="001", former=("NZQA",)),
    _real("statcan", "government", "Statistique Canada", "Statistics Canada", sources="001"),
    _real("unstated", "training_provider", "Organisme non précisé dans les documents",
          "Organization not stated in the documents", sources="001"),
    _real("ecampus", "network", "eCampusOntario", "eCampusOntario", sources="000–004"),
    _real("coqes", "agency", "Conseil ontarien de la qualité de l’enseignement supérieur (COQES)",
          "Higher Education Quality Council of Ontario (HEQCO)", sources="001, 004"),
    _real("contactnord", "network", "Contact Nord", "Contact North", sources="001"),
    _real("arucc", "network", "ARUCC", "ARUCC", sources="002"),
    _real("cican", "network", "Collèges et instituts Canada (CICan)", "Colleges and Institutes Canada (CICan)",
          sources="001"),
    _real("ccf", "funder", "Centre des Compétences futures (CCF)", "Future Skills Centre (FSC)", sources="000, 004"),
    _real("cofa", "network", "Coalition ontarienne de formation des adultes (COFA)",
          "Coalition ontarienne de formation des adultes (COFA)", sources="001"),
    _real("duklas", "supplier", "Duklas Cornerstone Consulting", "Duklas Cornerstone Consulting", sources="002"),
    _real("digitary", "supplier", "Digitary", "Digitary", sources="002"),
    _real("mattr", "supplier", "MATTR", "MATTR", sources="002"),
    _real("caton", "supplier", "CATON", "CATON", sources="002"),
    _real("stjohn", "non_profit", "Ambulance Saint-Jean", "St. John Ambulance", sources="001"),
)  # fmt: skip

OPERATOR = Fictional(
    "reseau-demo",
    "network",
    Text(fr="Réseau de démonstration", en="Demonstration Network"),
    ("#16233f", "#b5341f"),
)

FICTIONAL: tuple[Fictional, ...] = (
    OPERATOR,
    Fictional(
        "riviere-aux-pins",
        "college",
        Text(fr="Collège Rivière-aux-Pins (fictif)", en="Pine River College (fictional)"),
        ("#1d3b2f", "#9a6a00"),
        "nord",
        ("microcredential", "badge"),
        "Collège fictif : programmes de formation continue, comité des programmes, registrariat.",
    ),
    Fictional(
        "trois-lacs",
        "university",
        Text(fr="Université des Trois-Lacs (fictive)", en="Three Lakes University (fictional)"),
        ("#3f1640", "#b5341f"),
        "est",
        ("microcredential",),
        "Université fictive : stratégie naissante, première microcertification prête.",
    ),
    Fictional(
        "institut-autochtone",
        "indigenous_institute",
        Text(fr="Institut autochtone (exemple fictif)", en="Indigenous institute (fictional example)"),
        ("#4a2b12", "#1d4fa8"),
        "nord",
    ),
    Fictional(
        "campus-horizon",
        "training_provider",
        Text(fr="Campus privé Horizon (fictif)", en="Horizon Private Campus (fictional)"),
        ("#12394a", "#8a5a00"),
        "centre",
    ),
    Fictional(
        "grand-heron",
        "employer",
        Text(fr="Logistique Grand Héron inc. (fictive)", en="Great Heron Logistics Inc. (fictional)"),
        ("#1c4257", "#b5341f"),
        "ouest",
    ),
    Fictional(
        "val-clair",
        "health",
        Text(fr="Hôpital Val-Clair (fictif)", en="Val-Clair Hospital (fictional)"),
        ("#1f4d4a", "#9b1c31"),
        "est",
    ),
    Fictional(
        "conseil-exemple",
        "industry_association",
        Text(fr="Conseil sectoriel Exemple (fictif)", en="Example Sector Council (fictional)"),
        ("#3a3a12", "#b5341f"),
        "centre",
    ),
    Fictional(
        "mots-cles",
        "literacy_agency",
        Text(fr="Centre Mots-Clés AFB (fictif)", en="Keywords LBS Centre (fictional)"),
        ("#402a5a", "#8a5a00"),
        "nord",
    ),
)
