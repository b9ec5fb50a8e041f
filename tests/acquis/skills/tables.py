"""Tables as publishers hand them out: the real ESCO where a folder of it is given, small ones made here otherwise.

`$ACQUIS_ESCO` says where the real tables are; else a folder `shared/data/esco` beside the checkout. Elsewhere the same
tests run over tables of the same layout, made here.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from acquis.skills.layouts.shape import SourceFile

_REPOSITORY = Path(__file__).resolve().parents[3]
ESCO = "http://data.europa.eu/esco"
_SKILL_COLUMNS = ["conceptType", "conceptUri", "skillType", "reuseLevel", "preferredLabel", "altLabels", "description"]
_VERBS = [("gérer", "manage"), ("évaluer", "assess"), ("réparer", "repair"), ("vendre", "sell"), ("dessiner", "draw")]
_THINGS = [
    ("les réseaux", "networks"),
    ("l’équipe", "the team"),
    ("des œuvres d’art", "works of art"),
    ("la cybersécurité", "cyber security"),
    ("des véhicules électriques", "electric vehicles"),
]


def sheet(name: str, columns: Sequence[str], rows: Iterable[Sequence[str]], *, encoding: str = "utf-8") -> SourceFile:
    """A CSV file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerows([columns, *rows])
    return SourceFile(name, text.getvalue().encode(encoding))


def document(name: str, value: Any) -> SourceFile:
    """A JSON file."""
    return SourceFile(name, json.dumps(value).encode())


def real_esco() -> list[SourceFile]:
    """The real tables, nothing where they are absent."""
    named = os.environ.get("ACQUIS_ESCO")
    folder = Path(named) if named else _REPOSITORY.parent / "shared" / "data" / "esco"
    return [SourceFile(path.name, path.read_bytes()) for path in sorted(folder.glob("*.csv"))]


def esco(number: int = 400) -> list[SourceFile]:
    """Tables in the layout of ESCO, with this many skills, groups, occupations and both hierarchies."""
    files = []
    for language, suffix in ((0, "fr"), (1, "en-us")):
        skills = []
        for place in range(number):
            verb, thing = _VERBS[place % 5][language], _THINGS[place // 5 % 5][language]
            kind = "knowledge" if place % 5 == 4 else "skill/competence"
            reuse = ("transversal", "cross-sector", "sector-specific", "occupation-specific")[place % 4]
            other = f"{thing} {verb}\nautre {place}" if not language else ""
            label = f"{verb} {thing} {place}"
            skills.append(["KnowledgeSkillCompetence", skill_uri(place), kind, reuse, label, other, f"{label}."])
        files.append(sheet(f"skills_{suffix}.csv", _SKILL_COLUMNS, skills))
        titles = ["développeur/développeuse de logiciels", "software developer"]
        jobs = [["Occupation", f"{ESCO}/occupation/1", "2512", titles[language], "", "…"]]
        columns = ["conceptType", "conceptUri", "iscoGroup", "preferredLabel", "altLabels", "description"]
        files.append(sheet(f"occupations_{suffix}.csv", columns, jobs))
        groups = [["ISCOGroup", f"{ESCO}/isco/C2512", "2512", ["Concepteurs", "Developers"][language], "", ""]]
        columns = ["conceptType", "conceptUri", "code", "preferredLabel", "altLabels", "description"]
        files.append(sheet(f"ISCOGroups_{suffix[:2]}.csv", columns, groups))
        columns = ["conceptType", "conceptUri", "preferredLabel", "altLabels", "description"]
        rows = [["SkillGroup", f"{ESCO}/skill/group", ["Groupe", "Group"][language], "", ""]]
        files.append(sheet(f"skillGroups_{suffix[:2]}.csv", columns, rows))
    columns = ["conceptType", "conceptUri", "broaderType", "broaderUri"]
    rows = [["KnowledgeSkillCompetence", skill_uri(n), "SkillGroup", f"{ESCO}/skill/group"] for n in range(number)]
    files.append(sheet("broaderRelationsSkillPillar.csv", columns, rows))
    rows = [["Occupation", f"{ESCO}/occupation/1", "ISCOGroup", f"{ESCO}/isco/C2512"]]
    files.append(sheet("broaderRelationsOccPillar.csv", columns, rows))
    columns = ["occupationUri", "relationType", "skillType", "skillUri"]
    rows = [[f"{ESCO}/occupation/1", ["essential", "optional"][n], "skill", skill_uri(n)] for n in range(2)]
    files.append(sheet("occupationSkillRelations.csv", columns, rows))
    return files


def skill_uri(number: int) -> str:
    """The address of a skill made here."""
    return f"{ESCO}/skill/{number:08}"


def without(files: list[SourceFile], name: str, *rows: int) -> list[SourceFile]:
    """The files, less some rows (the first after the heading is 0) of those whose name begins so."""
    return [_edited(file, name, lambda lines: [r for n, r in enumerate(lines) if n - 1 not in rows]) for file in files]


def reworded(files: list[SourceFile], name: str, row: int, column: str, value: str) -> list[SourceFile]:
    """The files, with one cell of those whose name begins so changed."""

    def change(lines: list[list[str]]) -> list[list[str]]:
        lines[row + 1][lines[0].index(column)] = value
        return lines

    return [_edited(file, name, change) for file in files]


def _edited(file: SourceFile, name: str, change: Any) -> SourceFile:
    if not file.name.startswith(name):
        return file
    first, *rest = change(list(csv.reader(io.StringIO(file.content.decode(), newline=""))))
    return sheet(file.name, first, rest)


NOC_EN = sheet(
    "noc_2021_version_1.0_-_classification_structure.csv",
    ["Level", "Hierarchical structure", "Code - NOC 2021 V1.0", "Class title", "Class definition"],
    [
        ["1", "Broad Category", "2", "Natural and applied sciences and related occupations", "Sciences."],
        ["2", "Major Group", "21", "Professional occupations in natural and applied sciences", ""],
        ["3", "Sub-major Group", "212", "Professional occupations in applied sciences", ""],
        ["4", "Minor Group", "2123", "Computer, software and Web designers and developers", ""],
        ["5", "Unit Group", "21231", "Software engineers and designers", "They design software."],
        ["1", "Broad Category", "0", "Legislative and senior management occupations", ""],
        ["5", "Unit Group", "10", "Legislators", ""],
    ],
)
NOC_FR = sheet(
    "cnp_2021_version_1.0_-_structure_de_la_classification.csv",
    ["Niveau", "Structure hiérarchique", "Code - CNP 2021 V1.0", "Titres de classes", "Définitions de la classe"],
    [
        ["1", "Grande catégorie", "2", "Sciences naturelles et appliquées et domaines apparentés", ""],
        ["5", "Groupe de base", "21231", "Ingénieurs et concepteurs en logiciel", "Ils conçoivent."],
    ],
    encoding="utf-8-sig",
)
OASIS_EN = sheet(
    "skills_oasis_2023_v1.0.csv",
    ["OaSIS Code - Final", "OaSIS Label - Final", "Reading Comprehension", "Digital Literacy"],
    [["21231.00", "Software engineers and designers", "4", "5"], ["10.0", "Legislators", "5", "0"]],
)
OASIS_FR = sheet(
    "competences_siapo_2023_v1.0.csv",
    ["Code SIPeC - Final", "Étiquette SIPeC - Finale", "Culture numérique", "Compréhension de lecture"],
    [["21231.00", "Ingénieurs en logiciel", "5", "4"], ["00010.00", "Législateurs", "0", "5"]],
)


def case() -> dict[str, Any]:
    """A package of CASE with members that nobody reads, which must survive."""
    head = {
        "title": "Cadre d’essai",
        "identifier": "d0c00000-0000-4000-8000-000000000001",
        "uri": "https://case.example/d",
    }
    items = [
        {
            "identifier": f"17e00000-0000-4000-8000-00000000000{number}",
            "uri": f"https://case.example/i/{number}",
            "CFDocumentURI": head,
            "fullStatement": statement,
            "humanCodingScheme": f"A.{number}",
            "CFItemType": kind,
            "language": "fr-CA",
            "educationLevel": ["09"],
            "lastChangeDateTime": "2024-05-06T07:08:09+00:00",
        }
        for number, statement, kind in (
            (1, "Numératie", "Domaine"),
            (2, "Résoudre une équation", "Compétence"),
            (3, "Poser une équation", "Compétence"),
        )
    ]
    nodes = [{"title": one["fullStatement"], "identifier": one["identifier"], "uri": one["uri"]} for one in items]
    outside = {
        "title": "Elsewhere",
        "identifier": "0ff00000-0000-4000-8000-000000000001",
        "uri": "https://else.example/1",
    }
    links = [
        ("isChildOf", nodes[0], head),
        ("isChildOf", nodes[1], nodes[0]),
        ("precedes", nodes[2], nodes[1]),
        ("exactMatchOf", nodes[1], outside),
        ("ext:usuallyTaughtWith", nodes[1], nodes[2]),
        ("replacedBy", nodes[2], nodes[1]),
    ]
    return {
        "CFDocument": {
            **head,
            "creator": "Bureau d’essai",
            "version": "2.1",
            "language": "fr-CA",
            "officialSourceURL": "https://case.example/",
            "licenseURI": {
                "title": "CC BY 4.0",
                "identifier": "11c00000-0000-4000-8000-000000000001",
                "uri": "https://l.example",
            },
            "subject": ["Mathématiques"],
            "lastChangeDateTime": "2024-05-06T07:08:09+00:00",
        },
        "CFItems": items,
        "CFAssociations": [
            {
                "identifier": f"a5500000-0000-4000-8000-00000000000{number}",
                "uri": f"https://case.example/a/{number}",
                "CFDocumentURI": head,
                "associationType": kind,
                "originNodeURI": origin,
                "destinationNodeURI": destination,
                "sequenceNumber": number,
                "lastChangeDateTime": "2024-05-06T07:08:09+00:00",
            }
            for number, (kind, origin, destination) in enumerate(links, start=1)
        ],
        "CFDefinitions": {
            "CFItemTypes": [{"title": "Compétence", "identifier": "17700000-0000-4000-8000-000000000001"}]
        },
    }
