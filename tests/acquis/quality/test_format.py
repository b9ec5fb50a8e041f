"""The file of a framework: what it takes, what it refuses and where, and that it is written as it was read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from acquis.platform.faults import Blocked
from acquis.quality import actions
from acquis.quality import format as framework_file
from acquis.quality.content import walk
from tests.acquis.quality import factories


def faults(data: bytes | str) -> set[tuple[str, str]]:
    """Code and place of everything that the reader refuses."""
    with pytest.raises(Blocked) as refused:
        framework_file.read(data.encode() if isinstance(data, str) else data)
    assert refused.value.code == "framework_file_faulty"
    assert all(str(reason.sentence).strip() for reason in refused.value.reasons)
    return {(reason.code, reason.where) for reason in refused.value.reasons}


@pytest.mark.parametrize("key", actions.BUNDLED)
def test_a_bundled_file_is_read_and_written_back_as_it_was(key: str) -> None:
    told = actions.bundled(key)
    assert told.key == key
    assert framework_file.write(told) == json.loads(actions.bundled_file(key))
    assert framework_file.read(json.dumps(framework_file.write(told)).encode()) == told


@pytest.mark.parametrize("key", actions.BUNDLED)
def test_a_bundled_file_says_everything_in_both_languages(key: str) -> None:
    told = actions.bundled(key)
    texts = [
        told.name,
        told.publisher,
        told.note,
        *(text for line, _ in walk(told.lines) for text in (line.title, line.text)),
    ]
    assert all(not text.missing for text in texts)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"format": "acquis-framework/2"}, ("format_unknown", "/format")),
        ({"key": "Ma liste"}, ("code_invalid", "/key")),
        ({"key": "changes"}, ("key_reserved", "/key")),
        ({"kind": "list"}, ("value_unknown", "/kind")),
        ({"use": None}, ("value_unknown", "/use")),
        ({"name": {"fr": "Liste"}}, ("member_missing", "/name/en")),
        ({"name": {"fr": "Liste", "en": " "}}, ("empty", "/name/en")),
        ({"name": {"fr": "L" * 301, "en": "List"}}, ("too_long", "/name/fr")),
        ({"name": "Liste"}, ("type_wrong", "/name")),
        ({"publisher": {"fr": "R", "en": "N", "de": "N"}}, ("member_unknown", "/publisher/de")),
        ({"version": ""}, ("empty", "/version")),
        ({"version": 2}, ("type_wrong", "/version")),
        ({"author": "me"}, ("member_unknown", "/author")),
        ({"source": {"address": "javascript:alert(1)", "language": "fr"}}, ("address_invalid", "/source/address")),
        ({"source": {"address": "https://a.example/", "language": "de"}}, ("value_unknown", "/source/language")),
        ({"wording": {"fr": "mine", "en": "summary"}}, ("value_unknown", "/wording/fr")),
        ({"synonyms": {"fr": "titularité"}}, ("type_wrong", "/synonyms/fr")),
        ({"lines": {}}, ("type_wrong", "/lines")),
        ({"lines": []}, ("empty", "/lines")),
    ],
)
def test_a_fault_of_the_whole_is_named_with_its_place(changes: dict[str, Any], fault: tuple[str, str]) -> None:
    assert faults(factories.text(**changes)) == {fault}


TITLE = {"fr": "Titre", "en": "Title"}


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ({"title": TITLE}, ("member_missing", "/lines/0/code")),
        ({"code": "a", "title": {"en": "Title"}}, ("member_missing", "/lines/0/title/fr")),
        ({"code": "a", "title": TITLE, "strength": "weak"}, ("value_unknown", "/lines/0/strength")),
        ({"code": "a", "title": TITLE, "fields": ["title", "colour"]}, ("field_unknown", "/lines/0/fields/1")),
        ({"code": "a", "title": TITLE, "fields": ["outcomes.id"]}, ("field_unknown", "/lines/0/fields/0")),
        (
            {"code": "a", "title": TITLE, "lines": [{"code": "a", "title": TITLE}]},
            ("code_twice", "/lines/0/lines/0/code"),
        ),
        (
            {"code": "a", "title": TITLE, "lines": [{"code": "b", "title": TITLE, "lines": []}]},
            ("member_unknown", "/lines/0/lines/0/lines"),
        ),
        ("a", ("type_wrong", "/lines/0")),
    ],
)
def test_a_fault_of_a_line_is_named_with_its_place(line: Any, fault: tuple[str, str]) -> None:
    assert faults(factories.text(lines=[line])) == {fault}


def test_every_fault_is_told_at_once() -> None:
    assert faults(factories.text(kind="x", use="y", name="z")) == {
        ("value_unknown", "/kind"),
        ("value_unknown", "/use"),
        ("type_wrong", "/name"),
    }


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "json_malformed"),
        (b"\xff\xfe", "json_malformed"),
        (b'{"format": "a", "format": "b"}', "json_duplicate_key"),
        (b'["' + b"x" * framework_file.MAX_BYTES + b'"]', "json_too_large"),
        (b"[" * 100 + b"]" * 100, "json_too_deep"),
    ],
)
def test_what_is_not_json_that_all_read_alike_is_refused(data: bytes, code: str) -> None:
    assert {found for found, _ in faults(data)} == {code}


def test_a_list_is_not_a_framework() -> None:
    assert ("type_wrong", "") in faults("[]")


def test_lines_without_end_are_refused() -> None:
    lines = [{"code": f"l{number}", "title": TITLE} for number in range(framework_file.MOST_LINES + 1)]
    assert faults(factories.text(lines=lines)) == {("too_many", "/lines")}


def test_the_same_content_has_the_same_digest_whatever_the_order_of_its_members() -> None:
    told = json.loads(factories.text())
    turned = dict(reversed(list(told.items())))
    one, other = (framework_file.digest(framework_file.read(json.dumps(each).encode())) for each in (told, turned))
    assert one == other
    changed = framework_file.read(factories.text(version="2").encode())
    assert framework_file.digest(changed) != one
