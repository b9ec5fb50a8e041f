"""What an entry says, however its holder wrote it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sceau.errors import InputError
from sceau.linked_data.canonical import to_nquads
from sceau.linked_data.contexts import Contexts
from sceau.status import bitstring, entry
from sceau.status.entry import Entry

URL = "https://college.example/status/8"
XSD = "http://www.w3.org/2001/XMLSchema#"
INTEGER = "https://www.w3.org/2001/XMLSchema#integer"  # as the context of credentials has it, with https
PLAIN = bitstring.entry(URL, 94_567)
WORDS = bitstring.entry(
    URL, 7, purpose="message", size=2, messages=["ready", "sent", "read", "undefined"], references=[f"{URL}/words"]
)


def code_and_place(raw: Any) -> tuple[str, str]:
    with pytest.raises(InputError) as caught:
        entry.read(raw, "/credentialStatus")
    return caught.value.code, caught.value.pointer


def test_what_was_made_is_read() -> None:
    assert entry.read(PLAIN) == Entry("revocation", 94_567, URL)
    read = entry.read(WORDS)
    assert (read.purpose, read.index, read.size, read.references) == ("message", 7, 2, (f"{URL}/words",))
    assert [entry.message_of(read, value) for value in range(5)] == ["ready", "sent", "read", "undefined", None]


def test_messages_are_found_by_their_status_whatever_their_order() -> None:
    """The order of an array is not signed: a holder may turn it round."""
    turned = dict(WORDS, statusMessage=list(reversed(WORDS["statusMessage"])))  # type: ignore[arg-type]
    assert entry.read(turned) == entry.read(WORDS)


SPELLINGS = [
    {"statusPurpose": ["message"]},
    {"statusPurpose": [None, "message", "message"]},
    {"statusPurpose": {"@value": "message"}},
    {"statusPurpose": [{"@value": "message", "@type": f"{XSD}string"}]},
    {"statusListIndex": {"@value": "7", "@type": f"{XSD}string"}},
    {"statusSize": "2"},
    {"statusSize": 2.0},
    {"statusSize": {"@value": 2, "@type": INTEGER}},
    {"statusSize": [{"@value": "2", "@type": INTEGER}]},
]


@pytest.mark.parametrize("change", SPELLINGS)
def test_another_spelling_of_the_same_statements_is_read_alike(change: dict[str, Any]) -> None:
    """No signature over linked data tells these apart, so none may make a revocation unreadable."""
    changed = WORDS | change
    assert statements(changed) == statements(WORDS)
    assert entry.read(changed) == entry.read(WORDS)


def statements(raw: dict[str, Any]) -> str:
    document = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential"],
        "credentialStatus": raw,
    }
    return to_nquads(document, Contexts.bundled())


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        ({"type": "StatusList2021Entry"}, "status_type_unsupported", ""),
        ({"statusPurpose": ["a", "b"]}, "status_entry_malformed", "/statusPurpose"),
        ({"statusPurpose": ""}, "status_entry_malformed", "/statusPurpose"),
        ({"statusListIndex": 7}, "status_entry_malformed", "/statusListIndex"),
        ({"statusListIndex": "-7"}, "status_entry_malformed", "/statusListIndex"),
        ({"statusListIndex": "0x7"}, "status_entry_malformed", "/statusListIndex"),
        ({"statusListIndex": {"@value": "7", "@type": []}}, "status_entry_malformed", "/statusListIndex"),
        ({"statusListIndex": "٧"}, "status_entry_malformed", "/statusListIndex"),
        ({"statusListCredential": None}, "status_entry_malformed", "/statusListCredential"),
        ({"id": URL}, "status_entry_malformed", "/id"),
        ({"statusSize": 0}, "status_entry_malformed", "/statusSize"),
        ({"statusSize": True}, "status_entry_malformed", "/statusSize"),
        ({"statusSize": None}, "status_entry_malformed", "/statusSize"),
        ({"statusSize": 9}, "status_type_unsupported", "/statusSize"),
        ({"statusSize": 1}, "status_entry_malformed", "/statusMessage"),
        ({"statusSize": 3}, "status_entry_malformed", "/statusMessage"),
        ({"statusMessage": []}, "status_entry_malformed", "/statusMessage"),
        ({"statusMessage": ["a", "b", "c", "d"]}, "status_entry_malformed", "/statusMessage/0"),
        (
            {"statusMessage": [{"status": "0x0", "message": "x"}] * 4},
            "status_entry_malformed",
            "/statusMessage/1/status",
        ),
        (
            {"statusMessage": [{"status": f"0x{n + 1}", "message": "x"} for n in range(4)]},
            "status_entry_malformed",
            "/statusMessage/3/status",
        ),
        (
            {"statusMessage": [{"status": hex(n)} for n in range(4)]},
            "status_entry_malformed",
            "/statusMessage/0/message",
        ),
    ],
)
def test_one_crooked_member_is_named(change: dict[str, Any], code: str, place: str) -> None:
    assert code_and_place(WORDS | change) == (code, f"/credentialStatus{place}")


def test_several_bits_need_their_messages() -> None:
    assert code_and_place(dict(PLAIN, statusSize=2)) == ("status_entry_malformed", "/credentialStatus/statusMessage")


def test_an_index_as_long_as_somebody_cared_to_write_is_a_number() -> None:
    assert entry.read(dict(PLAIN, statusListIndex="9" * 1_000)).index == 10**1_000 - 1


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["@value", "@type", "a"]), inner),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(sorted(WORDS)), anything))
def test_whatever_stands_in_an_entry_nothing_but_the_engines_errors_come_out(change: dict[str, Any]) -> None:
    try:
        read = entry.read(WORDS | change)
    except InputError:
        return
    assert 1 <= read.size <= bitstring.MAX_SIZE
