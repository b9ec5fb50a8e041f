"""An import writes nothing before it is confirmed, and then exactly what was found good."""

from __future__ import annotations

import pytest

from acquis.catalogue import actions, queries
from acquis.catalogue.actions import exchange
from acquis.catalogue.exchange import cells, tables
from acquis.catalogue.exchange.shape import DEFINITION
from acquis.catalogue.models import Achievement, BulkLine, Offer
from acquis.catalogue.offering import Session, Terms
from acquis.catalogue.queries import exchange as stored
from acquis.platform import jobs
from acquis.platform.faults import Forbidden, Refused
from acquis.platform.translatable import Text
from sceau.encoding import strict_json
from tests.acquis import factories
from tests.acquis.factories import College

pytestmark = pytest.mark.django_db


def file_of(rows: list[dict[str, str]]) -> bytes:
    """CSV with a column for each key of the first row."""
    header = list(rows[0])
    return b"".join(tables.to_csv(header, [[row.get(key, "") for key in header] for row in rows]))


def exported(where: College) -> list[dict[str, str]]:
    """What the organization would take away, as cells."""
    return [cells.flat(DEFINITION, told) for told in stored.exported_definitions(where.id)]


def received(where: College, data: bytes, subject: str = "definitions") -> stored.ImportFacts:
    made = exchange.receive_file(
        organization_id=where.id, subject=subject, file_name="f.csv", data=data, by=where.actor("author")
    )
    jobs.run_due()
    return facts(where, made)


def facts(where: College, import_id: object) -> stored.ImportFacts:
    found = stored.bulk_import(where.id, import_id)  # type: ignore[arg-type]
    assert found is not None
    return found


def confirmed(where: College, one: stored.ImportFacts) -> stored.ImportFacts:
    exchange.confirm_import(import_id=one.id, by=where.actor("author"))
    jobs.run_due()
    return facts(where, one.id)


@pytest.mark.req("R-067")
def test_fifty_rows_with_three_errors_write_nothing_until_confirmed_then_forty_seven() -> None:
    where = factories.college()
    rows = [
        {"code": f"B-{n}", "title_fr": f"Titre {n}", "hours_typical": "20", "delivery_mode": "online"}
        for n in range(50)
    ]
    rows[6]["hours_typical"] = "vingt"
    rows[20]["title_fr"] = ""
    rows[33]["delivery_mode"] = "by pigeon"
    one = received(where, file_of(rows))
    assert (one.state, one.counts.get("new"), one.counts.get("refused")) == ("checked", 47, 3)
    assert not Achievement.objects.filter(organization_id=where.id).exists()
    wrong = {
        line.number: [each["place"] for each in line.findings] for line in BulkLine.objects.filter(verdict="refused")
    }
    assert wrong == {8: ["hours_typical"], 22: ["title"], 35: ["delivery_mode"]}
    done = confirmed(where, one)
    assert done.state == "done"
    assert Achievement.objects.filter(organization_id=where.id).count() == 47
    jobs.run_due()
    assert Achievement.objects.filter(organization_id=where.id).count() == 47


@pytest.mark.req("R-067")
def test_what_was_exported_changes_nothing_when_it_comes_back() -> None:
    where = factories.recognised_college()
    factories.published_version(where)
    factories.draft(where)
    one = received(where, file_of(exported(where)))
    assert one.counts == {"unchanged": 2, "warning": 0}
    with pytest.raises(Refused, match="nothing_to_import"):
        exchange.confirm_import(import_id=one.id, by=where.actor("author"))
    told = {"definitions": list(stored.exported_definitions(where.id))}
    assert received(where, strict_json.dumps(told)).counts == {"unchanged": 2, "warning": 0}  # type: ignore[arg-type]


def test_a_published_definition_gets_a_new_version_and_keeps_the_old() -> None:
    where = factories.recognised_college()
    version = factories.published_version(where)
    row = exported(where)[0] | {"hours_typical": "26"}
    one = received(where, file_of([row]))
    line = BulkLine.objects.get()
    assert (line.verdict, line.changes) == ("version", ["hours_typical"])
    confirmed(where, one)
    newest = queries.latest(version.achievement_id)
    assert newest is not None
    assert (newest.number, newest.state, newest.content.hours_typical) == (2, "draft", 26)
    assert queries.version(version.id).content.hours_typical == 25  # type: ignore[union-attr]


def test_a_line_about_a_version_under_decision_is_refused() -> None:
    where = factories.college()
    version = factories.draft(where)
    row = exported(where)[0] | {"title_en": "Else"}
    actions.submit(version_id=version.id, by=where.actor("author"))
    received(where, file_of([row]))
    assert [each["code"] for each in BulkLine.objects.get().findings] == ["version_undecided"]


def test_the_second_line_of_a_code_is_refused() -> None:
    where = factories.college()
    received(where, file_of([{"code": "A-1", "title_fr": "Un"}, {"code": "a-1", "title_fr": "Deux"}]))
    assert list(BulkLine.objects.values_list("verdict", flat=True)) == ["new", "refused"]


def test_unknown_headings_wait_for_their_columns() -> None:
    where = factories.college()
    one = received(where, file_of([{"code": "A-1", "Intitulé maison": "Un", "Notes": "…"}]))
    assert (one.state, one.targets) == ("columns", ("code", "", ""))
    by = where.actor("author")
    for targets, code in (
        (["code", "nowhere", ""], "column_unknown"),
        (["code", "code", ""], "column_repeated"),
        (["", "title_fr", ""], "code_column_missing"),
    ):
        with pytest.raises(Refused, match=code):
            exchange.name_columns(import_id=one.id, targets=targets, by=by)
    exchange.name_columns(import_id=one.id, targets=["code", "title_fr", ""], by=by)
    assert facts(where, one.id).counts["new"] == 1


def test_only_who_writes_definitions_imports_and_what_was_lost_meanwhile_is_not_written() -> None:
    where = factories.college()
    data = file_of([{"code": "A-1", "title_fr": "Un"}])
    with pytest.raises(Forbidden):
        exchange.receive_file(
            organization_id=where.id, subject="definitions", file_name="", data=data, by=where.actor("reader")
        )
    one = received(where, data)
    exchange.confirm_import(import_id=one.id, by=where.actor("author"))
    from acquis.organizations import actions as organizations

    organizations.admit(
        organization_id=where.id, person_id=where.people["author"].id, roles=["reader"], by=factories.COMMAND
    )
    jobs.run_due()
    assert BulkLine.objects.get().verdict == "refused"
    assert not Achievement.objects.filter(organization_id=where.id).exists()


def test_offers_come_in_and_come_back_without_doubles() -> None:
    where = factories.recognised_college()
    version = factories.published_version(where)
    terms = Terms(label=Text(fr="Soir"), tuition_cents=9800, sessions=(Session("continuous"),))
    kept = actions.begin_offer(achievement_id=version.achievement_id, terms=terms, by=where.actor("author"))
    row = {"code": version.code, "label_fr": "Jour", "tuition": "98,50", "session_1_intake": "continuous"}
    same = {"code": version.code, "label_fr": "Soir", "tuition": "98", "session_1_intake": "continuous"}
    wrong = {"code": "?", "label_fr": "Jour"}
    broken = {"code": version.code, "label_fr": "X", "session_1_intake": "fixed"}
    one = received(where, file_of([row, same, wrong, broken]), "offers")
    assert [line.verdict for line in BulkLine.objects.all()] == ["new", "unchanged", "refused", "refused"]
    confirmed(where, one)
    assert set(Offer.objects.values_list("tuition_cents", flat=True)) == {9800, 9850}
    told = {"offers": list(stored.exported_offers(where.id))}
    assert {each["id"] for each in told["offers"]} >= {str(kept)}
    again = received(where, strict_json.dumps(told), "offers")  # type: ignore[arg-type]
    assert again.counts == {"unchanged": 2, "warning": 0}


@pytest.mark.parametrize(
    "data", [b"", b"code\n", b"\x00\x01", b"PK\x03\x04rubbish", b"{", b'{"definitions": 1}', b'a,"b\n1']
)
def test_a_file_that_cannot_be_read_is_refused_in_words(data: bytes) -> None:
    where = factories.college()
    with pytest.raises(Refused) as refused:
        exchange.receive_file(
            organization_id=where.id, subject="definitions", file_name="", data=data, by=where.actor("author")
        )
    assert refused.value.where == "file"


class _Counted:
    """Cleans nothing, and counts how often it is asked to."""

    times = 0

    def sub(self, _by: str, cell: str) -> str:
        self.times += 1
        return cell


@pytest.mark.parametrize("end", [b"", b"x"])
def test_a_line_of_separators_costs_nothing(monkeypatch: pytest.MonkeyPatch, end: bytes) -> None:
    counted = _Counted()
    monkeypatch.setattr(tables, "_CONTROL", counted)
    data = b"code,title_fr\nA-1,Titre\n" + b"," * 50_000 + end + b"\n"
    if end:
        with pytest.raises(Refused) as refused:
            tables.read(data)
        assert refused.value.code == "too_many_columns"
    else:
        assert tables.read(data).lines == (("A-1", "Titre"),)
    assert counted.times == 4  # the cells of the two good lines
