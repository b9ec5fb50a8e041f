"""What each layout says, and what is wrong in it by file, row and column."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from acquis.platform.translatable import Text
from acquis.skills import wording
from acquis.skills.layouts import reading, shape
from acquis.skills.layouts.shape import Package, Problem, SourceFile, Told
from tests.acquis.skills import tables

BASE = Told(source_url="https://cadre.example/")


def read(*files: SourceFile, told: Told = BASE) -> Package:
    return reading.read(files, told)


def problems(package: Package) -> list[tuple[str, str, int, str]]:
    return [(one.code, one.file, one.row, one.column) for one in package.problems]


def links(package: Package, kind: str) -> set[tuple[str, str]]:
    return {(link.source, link.target) for link in package.links.values() if link.kind == kind}


# — ESCO —


def test_esco_is_read_in_both_languages_with_its_hierarchies() -> None:
    package = read(*tables.esco(20))
    assert (package.layout, problems(package)) == ("esco", [])
    first = package.entries[tables.skill_uri(0)]
    assert first.labels == {"fr": "gérer les réseaux 0", "en": "manage networks 0"}
    assert first.alternatives == {"fr": ["les réseaux gérer", "autre 0"]}
    assert (first.kind, first.reuse) == ("skill", "transversal")
    assert package.entries[tables.skill_uri(4)].kind == "knowledge"
    assert (tables.skill_uri(3), f"{tables.ESCO}/skill/group") in links(package, "broader")
    assert links(package, "essential") == {(f"{tables.ESCO}/occupation/1", tables.skill_uri(0))}
    assert package.entries[f"{tables.ESCO}/isco/C2512"].code == "2512"
    assert package.told.publisher == "Commission européenne · European Commission"


def test_the_newer_columns_of_esco_are_understood() -> None:
    columns = [
        "conceptType",
        "conceptUri",
        "skillType",
        "reuseLevel",
        "preferredLabel",
        "altLabels",
        "hiddenLabels",
        "status",
        "modifiedDate",
        "scopeNote",
        "definition",
        "inScheme",
        "description",
    ]
    row = [
        *("KnowledgeSkillCompetence", tables.skill_uri(1), "skill/competence", "", "apprendre", "étudier", "aprendre"),
        *("obsolete", "2023-01-01T00:00:00Z", "", "Une définition", "", ""),
    ]
    (entry,) = read(tables.sheet("skills_fr.csv", columns, [row])).entries.values()
    assert entry.is_obsolete
    assert entry.alternatives == {"fr": ["étudier", "aprendre"]}
    assert entry.descriptions == {"fr": "Une définition"}


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("conceptUri", "not an address", "address_wrong"),
        ("conceptUri", tables.skill_uri(0), "entry_twice"),
        ("conceptType", "Recipe", "kind_unknown"),
        ("reuseLevel", "everywhere", "reuse_unknown"),
        ("preferredLabel", "x" * 601, "cell_too_long"),
        ("description", "x" * 20_001, "cell_too_long"),
    ],
)
def test_what_is_wrong_in_esco_is_named_by_file_row_and_column(column: str, value: str, code: str) -> None:
    package = read(*tables.reworded(tables.esco(5), "skills_fr", 3, column, value))
    assert (code, "skills_fr.csv", 5) in {told[:3] for told in problems(package)}
    assert package.blocking


def test_a_label_missing_in_one_language_does_not_block() -> None:
    package = read(*tables.reworded(tables.esco(5), "skills_en", 2, "preferredLabel", ""))
    assert problems(package) == [("translation_missing", "skills_en-us.csv", 4, "preferredlabel")]
    assert not package.blocking


def test_a_file_that_does_not_say_its_language_is_refused() -> None:
    (first, *_) = tables.esco(1)
    assert problems(read(SourceFile("skills.csv", first.content)))[0][:2] == ("language_unknown", "skills.csv")


# — Canada —


@pytest.mark.req("R-072")
def test_the_structure_of_the_noc_gives_codes_levels_and_training() -> None:
    package = read(tables.NOC_EN, tables.NOC_FR)
    assert (package.layout, problems(package)) == ("noc", [])
    by_code = {entry.code: entry for entry in package.entries.values()}
    unit = by_code["21231"]
    assert unit.labels == {"en": "Software engineers and designers", "fr": "Ingénieurs et concepteurs en logiciel"}
    assert (unit.kind, by_code["2"].kind, unit.details) == ("occupation", "group", {"teer": "1"})
    assert "00010" in by_code  # a spreadsheet had dropped its zeros
    assert (unit.uri, by_code["2123"].uri) in links(package, "broader")
    assert package.told.version == "2021 1.0"


@pytest.mark.parametrize(("column", "value"), [(0, "6"), (2, "21x31"), (2, "212310"), (3, "")])
def test_what_is_wrong_in_the_noc_is_named(column: int, value: str) -> None:
    row = ["5", "Unit Group", "21231", "Software engineers and designers", ""]
    row[column] = value
    columns = ["Level", "Hierarchical structure", "Code - NOC 2021 V1.0", "Class title", "Class definition"]
    (problem,) = read(tables.sheet("noc.csv", columns, [row])).problems
    assert (problem.file, problem.row, problem.column) == ("noc.csv", 2, columns[column].casefold())


@pytest.mark.req("R-072")
def test_the_descriptors_of_oasis_are_paired_across_languages_whatever_their_order() -> None:
    package = read(tables.OASIS_EN, tables.OASIS_FR)
    assert problems(package) == []
    found = {entry.labels["en"]: entry for entry in package.entries.values()}
    assert found["Digital Literacy"].labels["fr"] == "Culture numérique"
    assert found["Reading Comprehension"].labels["fr"] == "Compréhension de lecture"
    assert (found["Legislators"].code, found["Legislators"].kind) == ("00010.00", "occupation")
    rated = {(link.source, link.target): link.position for link in package.links.values() if link.kind == "rated"}
    assert rated[found["Software engineers and designers"].uri, found["Digital Literacy"].uri] == 5
    assert (found["Legislators"].uri, found["Digital Literacy"].uri) not in rated


def test_a_rating_that_is_none_is_named() -> None:
    columns = ["OaSIS Code - Final", "OaSIS Label - Final", "Writing"]
    (problem,) = read(tables.sheet("skills.csv", columns, [["21231.00", "x", "many"]])).problems
    assert (problem.code, problem.row, problem.column, problem.value) == ("rating_wrong", 2, "writing", "many")


# — our own —


def own(*rows: dict[str, str], told: Told = BASE) -> Package:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    return read(
        tables.sheet("cadre.csv", columns, [[row.get(name, "") for name in columns] for row in rows]), told=told
    )


def test_a_simple_table_is_enough() -> None:
    package = own(
        {"code": "A", "label_fr": "Lire", "label_en": "Read", "other_names_fr": "Lecture|Littératie", "kind": "skill"},
        {"code": "A1", "label_fr": "Lire un plan", "broader": "A", "status": "obsolete", "replaced_by": "A"},
    )
    assert problems(package) == []
    above, below = package.entries.values()
    assert (above.uri, above.alternatives) == ("https://cadre.example/#A", {"fr": ["Lecture", "Littératie"]})
    assert below.is_obsolete
    assert links(package, "replaced_by") == links(package, "broader") == {(below.uri, above.uri)}


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ({"code": "B", "label_fr": ""}, "label_missing", "label_fr"),
        ({"uri": "ftp://x", "label_fr": "x"}, "address_wrong", "uri"),
        ({"code": "A", "label_fr": "x"}, "entry_twice", "uri"),
        ({"code": "B", "label_fr": "x", "kind": "talent"}, "kind_unknown", "kind"),
        ({"code": "B", "label_fr": "x", "reuse": "often"}, "reuse_unknown", "reuse"),
        ({"code": "B", "label_fr": "x", "status": "old"}, "status_unknown", "status"),
        ({"code": "B", "label_fr": "x", "broader": "Z"}, "link_unknown", "broader"),
        ({"code": "B" * 61, "label_fr": "x"}, "cell_too_long", "code"),
    ],
)
def test_what_is_wrong_in_a_simple_table_is_named(row: dict[str, str], code: str, column: str) -> None:
    assert problems(own({"code": "A", "label_fr": "Lire"}, row)) == [(code, "cadre.csv", 3, column)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_any_usual_encoding_and_separator_is_read(encoding: str, separator: str) -> None:
    text = f"code{separator}label_fr\nA{separator}Évaluer\n"
    (entry,) = read(SourceFile("t.csv", text.encode(encoding))).entries.values()
    assert entry.labels == {"fr": "Évaluer"}


def test_a_json_document_says_where_it_is_wrong() -> None:
    good = {"code": "A", "labels": {"fr": "Lire", "en": "Read"}}
    facts = {"key": "k", "version": "1", "name": {"fr": "Cadre"}, "source_url": "https://k.example/"}
    package = read(tables.document("k.json", {"framework": facts, "skills": [good, {"code": "B"}, 7]}), told=Told())
    assert {(code, column) for code, _file, _row, column in problems(package)} == {
        ("label_missing", "/skills/1/label_fr"),
        ("json_shape", "/skills/2"),
    }
    assert package.told.name == Text(fr="Cadre")
    assert "https://k.example/#A" in package.entries


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'{"skills": [', "json_malformed"),
        (b'{"skills": [], "skills": []}', "json_duplicate_key"),
        (b'{"skills": ' + b"[" * 40 + b"]" * 40 + b"}", "json_too_deep"),
        (b'{"skills": 7}', "json_shape"),
        (b'{"skills": []}', "nothing_inside"),
    ],
)
def test_json_that_cannot_be_read_is_refused(content: bytes, code: str) -> None:
    assert [one.code for one in read(SourceFile("x.json", content)).problems] == [code]


# — CASE —


@pytest.mark.req("R-076")
def test_a_case_package_keeps_identifiers_and_associations() -> None:
    package = read(tables.document("case.json", tables.case()), told=Told())
    assert (package.layout, problems(package)) == ("case", [])
    assert [entry.kind for entry in package.entries.values()] == ["group", "skill", "skill"]
    assert {entry.identifier for entry in package.entries.values()} == {
        item["identifier"] for item in tables.case()["CFItems"]
    }
    assert sorted(link.kind for link in package.links.values()) == [
        *("broader", "broader", "exact", "other", "precedes", "replaced_by")
    ]
    assert (package.told.version, package.told.licence) == ("2.1", "CC BY 4.0")


@pytest.mark.parametrize(
    ("place", "member", "value", "code", "pointer"),
    [
        ("CFItems", "identifier", "", "member_wrong", "/CFItems/1/identifier"),
        ("CFItems", "uri", "here", "member_wrong", "/CFItems/1/uri"),
        ("CFItems", "fullStatement", None, "member_wrong", "/CFItems/1/fullStatement"),
        ("CFItems", "uri", "https://case.example/i/1", "entry_twice", "/CFItems/1/identifier"),
        ("CFAssociations", "associationType", "", "member_wrong", "/CFAssociations/1/associationType"),
        (
            "CFAssociations",
            "originNodeURI",
            {"uri": "https://x.example"},
            "link_unknown",
            "/CFAssociations/1/originNodeURI",
        ),
    ],
)
def test_what_is_wrong_in_a_case_package_has_its_pointer(
    place: str, member: str, value: Any, code: str, pointer: str
) -> None:
    told = tables.case()
    told[place][1][member] = value
    assert (code, pointer) in {(one[0], one[3]) for one in problems(read(tables.document("c.json", told)))}


# — files —


def archive(*files: SourceFile) -> SourceFile:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as opened:
        for file in files:
            opened.writestr(f"ESCO dataset/{file.name}", file.content)
    return SourceFile("esco.zip", buffer.getvalue())


def harmed(packing: int) -> bytes:
    """An archive whose packed bytes are not what they were."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", packing) as opened:
        opened.writestr("a.csv", b"code,label_fr\n1,un\n" * 50)
    content = bytearray(buffer.getvalue())
    for place in range(35, 55):
        content[place] ^= 0xFF
    return bytes(content)


def test_an_archive_is_as_good_as_its_files() -> None:
    files = reading.unpacked([archive(*tables.esco(5))])
    assert read(*files).entries.keys() == read(*tables.esco(5)).entries.keys()


def test_archives_that_burst_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_TOGETHER", 1_000_000)
    bomb = archive(SourceFile("a.csv", b"0" * 2_000_000))
    for files, code in (
        ([bomb], "files_too_large"),
        ([SourceFile("z.zip", b"PK\x03\x04 not really")], "archive_broken"),
        ([SourceFile("z.zip", harmed(zipfile.ZIP_DEFLATED))], "archive_broken"),
        ([SourceFile("z.zip", harmed(zipfile.ZIP_BZIP2))], "archive_broken"),
        ([SourceFile("z.zip", harmed(zipfile.ZIP_LZMA))], "archive_broken"),
        ([archive(*(SourceFile(f"{n}.csv", b"x") for n in range(61)))], "files_too_many"),
        ([SourceFile("big.csv", b"x" * 1_000_001)], "files_too_large"),
    ):
        with pytest.raises(reading.Unreadable) as refused:
            reading.unpacked(files)
        assert refused.value.code == code
        assert wording.refusal(code, "x")


def test_more_entries_than_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shape, "MAX_ENTRIES", 10)
    assert [one.code for one in read(*tables.esco(20)).problems] == ["too_many_entries"]


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"one line", b"a,b\n1,2\n", b"\xff\xd8\xff picture"])
def test_other_files_are_named_and_left_out(content: bytes) -> None:
    package = read(SourceFile("other.bin", content))
    assert package.blocking
    assert {one.code for one in package.problems} <= {"table_unknown", "nothing_inside"}


def test_every_problem_has_a_sentence() -> None:
    assert all(wording.sentence(Problem(code, "f.csv", 2, "c", "v")) for code in wording.PROBLEMS)
