"""The helper for student aid judges each rule in the page: perhaps, no, to check; never yes (R-288)."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from acquis.catalogue.aid_rules import KINDS, SAYS, aid_rules

pytestmark = pytest.mark.node

SCRIPT = Path(__file__).parents[2] / "frontend" / "aid.js"
THEN, NOW = date(2023, 1, 15), date(2026, 11, 22)
CASES: tuple[tuple[str, dict[str, str], str], ...] = (
    ("approved", {"approved": "yes"}, "maybe"),
    ("approved", {"approved": "no"}, "no"),
    ("approved", {"approved": "unsure"}, "check"),
    ("weeks", {"weeks": "11"}, "maybe"),
    ("weeks", {"weeks": "11,5"}, "maybe"),
    ("weeks", {"weeks": "12"}, "no"),
    ("weeks", {"weeks": "douze"}, "check"),
    ("hours", {"hours": "4"}, "no"),
    ("hours", {"hours": "5"}, "maybe"),
    ("hours", {"hours": "300"}, "maybe"),
    ("hours", {"hours": "301"}, "no"),
    ("hours", {"hours": "-8"}, "check"),
    ("residence", {"residence": "yes"}, "maybe"),
    ("residence", {"residence": "no"}, "no"),
    ("status", {"status": "citizen"}, "maybe"),
    ("status", {"status": "resident"}, "maybe"),
    ("status", {"status": "protected"}, "maybe"),
    ("status", {"status": "other"}, "no"),
    ("overlap", {"overlap": "yes"}, "no"),
    ("overlap", {"overlap": "no"}, "maybe"),
    ("one_application", {"one_application": "ahead"}, "maybe"),
    ("one_application", {"one_application": "over"}, "no"),
    ("standing", {"standing": "yes"}, "check"),
    ("standing", {"standing": "no"}, "maybe"),
    ("household", {"household": "one"}, "maybe"),
    ("income", {"income": "80 000", "household": "one"}, "maybe"),
    ("income", {"income": "80001", "household": "one"}, "no"),
    ("income", {"income": "100\u00a0000", "household": "more"}, "maybe"),
    ("income", {"income": "100000.01", "household": "more"}, "no"),
    ("income", {"income": "50000"}, "check"),
    ("income", {}, ""),
)


def _run(day: date, answers: list[tuple[str, dict[str, str]]]) -> list[str]:
    """What the script says of each rule with these answers; of all rules together for an empty id."""
    told = {"rules": [rule.told(day) for rule in aid_rules().rules], "cases": answers}
    code = f"""
        import {{ judged, together }} from {json.dumps(SCRIPT.as_uri())};
        const told = JSON.parse(process.argv[1]);
        const rule = (id) => told.rules.find((one) => one.id === id);
        const said = told.cases.map(([id, answers]) =>
            id ? judged(rule(id), answers) : together(told.rules, answers));
        console.log(JSON.stringify(said));
    """
    ran = subprocess.run(
        ["node", "--no-warnings", "--input-type=module", "-e", code, json.dumps(told)],
        capture_output=True,
        text=True,
        check=True,
    )
    answered: list[str] = json.loads(ran.stdout)
    return answered


@pytest.mark.req("R-288")
def test_every_rule_says_what_its_sources_say() -> None:
    assert _run(THEN, [(rule, answers) for rule, answers, _ in CASES]) == [said for _, _, said in CASES]
    assert {rule.id for rule in aid_rules().rules} == {rule for rule, _, _ in CASES}


@pytest.mark.req("R-288")
def test_a_rule_whose_days_are_over_is_to_check_instead_of_no() -> None:
    asked: list[tuple[str, dict[str, str]]] = [("weeks", {"weeks": "40"}), ("residence", {"residence": "no"})]
    assert _run(NOW, asked) == ["check", "no"]


def test_together_nothing_is_ever_promised() -> None:
    first = {"approved": "yes", "weeks": "8", "hours": "30", "residence": "yes", "status": "citizen"}
    good = first | {"overlap": "no", "one_application": "ahead", "standing": "no"}
    good |= {"household": "one", "income": "20000"}
    cases: list[dict[str, str]] = [good, good | {"income": ""}, good | {"overlap": "yes"}, {}]
    assert _run(THEN, [("", answers) for answers in cases]) == ["maybe", "check", "no", ""]


def test_the_rules_are_dated_sourced_and_in_both_languages() -> None:
    for rule in aid_rules().rules:
        assert rule.sources
        assert all(source.startswith("https://") for source in rule.sources)
        assert rule.kind in KINDS
        assert not rule.rule.missing
        assert not rule.question.missing
        assert all(answer.says in SAYS and not answer.label.missing for answer in rule.answers)
        assert rule.valid_until is None or rule.valid_from < rule.valid_until
    assert any(rule.valid_until for rule in aid_rules().rules)


def _told() -> list[dict[str, Any]]:
    return [rule.told(NOW) for rule in aid_rules().rules]


def test_what_the_page_is_told_is_json() -> None:
    assert json.loads(json.dumps(_told())) == _told()
