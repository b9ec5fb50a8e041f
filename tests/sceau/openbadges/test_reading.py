"""What a person is shown of a badge, in her language, from the signed document alone."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sceau.openbadges.reading import Words, followable, summary
from tests.sceau.openbadges import examples


def achievement_of(document: dict[str, Any]) -> dict[str, Any]:
    found = document["credentialSubject"]["achievement"]
    assert isinstance(found, dict)
    return found


@pytest.fixture
def document() -> dict[str, Any]:
    return copy.deepcopy(examples.credential())


@pytest.mark.parametrize(
    ("asked", "title", "criteria", "skill"),
    [
        ("fr", "Littératie de l’IA", "Réussir l’évaluation.", "évaluer des sources"),
        ("fr-CA", "Littératie de l’IA", "Réussir l’évaluation.", "évaluer des sources"),
        ("en", "AI literacy", "Pass the assessment.", "evaluate sources"),
    ],
)
def test_each_reader_reads_her_language(
    document: dict[str, Any], asked: str, title: str, criteria: str, skill: str
) -> None:
    badge = summary(document, asked)
    assert (badge.title.text, badge.criteria.text, badge.skills[0].name.text) == (title, criteria, skill)
    assert not badge.title.fallback
    assert badge.languages == ("fr-CA", "en-CA")


def test_a_missing_language_is_marked_not_hidden(document: dict[str, Any]) -> None:
    assert summary(document, "iu").title == Words("Littératie de l’IA", "fr-CA", fallback=True)


def test_a_missing_sentence_falls_back_alone(document: dict[str, Any]) -> None:
    del achievement_of(document)["related"][0]["narrative"]
    badge = summary(document, "en")
    assert badge.title == Words("AI literacy", "en-CA")
    assert badge.criteria == Words("Réussir l’évaluation.", "fr-CA", fallback=True)


@pytest.mark.parametrize(
    "change",
    [{"version": "1"}, {"inLanguage": "fr-CA"}, {"inLanguage": None}, {"type": ["Related", "Achievement"]}],
)
def test_not_everything_related_is_a_translation(document: dict[str, Any], change: dict[str, Any]) -> None:
    achievement_of(document)["related"][0].update(change)
    assert summary(document, "en").title.fallback


def test_skills_are_paired_by_their_target_not_by_their_place(document: dict[str, Any]) -> None:
    other = {"type": ["Alignment"], "targetUrl": "https://other.example/", "targetCode": "S2"}
    achievement_of(document)["related"][0]["alignment"].insert(0, other | {"targetName": "write prompts"})
    achievement_of(document)["alignment"].append(other | {"targetName": "rédiger des consignes"})
    assert [skill.name.text for skill in summary(document, "en").skills] == ["evaluate sources", "write prompts"]


def test_evidence_results_and_dates_are_read(document: dict[str, Any]) -> None:
    badge = summary(document, "fr")
    assert [(piece.url, piece.name, piece.has_digest) for piece in badge.evidence] == [
        (examples.PORTFOLIO_URL, "Portfolio", True)
    ]
    assert [(each.name, each.status) for each in badge.results] == [("Évaluer une réponse", "Completed")]
    assert (badge.awarded_at, badge.valid_from, badge.valid_until) == (
        "2026-01-14T09:00:00Z",
        "2026-01-15T12:00:00Z",
        "2029-01-15T12:00:00Z",
    )
    assert (badge.recipient_name, badge.issuer_id, badge.issuer_name) == (
        "Marie Tremblay",
        examples.ISSUER,
        "Collège Boréalis",
    )


def test_hostile_addresses_never_become_links(document: dict[str, Any]) -> None:
    document["evidence"][0]["id"] = "javascript:alert(1)"
    achievement_of(document)["image"] = {"id": "data:text/html,<script>", "type": "Image"}
    achievement_of(document)["alignment"][0]["targetUrl"] = " javascript:alert(1)"
    badge = summary(document, "fr")
    assert (badge.evidence[0].url, badge.image, badge.skills[0].url) == ("", "", "")


@pytest.mark.parametrize(
    "address", ["", "//host/x", "ftp://host/", "https:", "http://[bad", "vbscript:x", "\x01https://a.b/"]
)
def test_only_web_addresses_are_followable(address: str) -> None:
    assert followable(address) == ""


def test_a_credential_of_the_former_model_is_read() -> None:
    badge = summary({"issuer": "did:web:a.example", "issuanceDate": "2020-01-01T00:00:00Z", "name": "x"}, "fr")
    assert (badge.issuer_id, badge.valid_from, badge.title.text) == ("did:web:a.example", "2020-01-01T00:00:00Z", "x")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
members = ["credentialSubject", "issuer", "evidence", "relatedResource", "image", "name", "validFrom"]
inner = ["achievement", "identifier", "result", "id", "type", "related", "alignment", "criteria", "inLanguage"]


@given(st.dictionaries(st.sampled_from(members), json_values | st.dictionaries(st.sampled_from(inner), json_values)))
def test_no_shape_makes_the_reader_raise(document: dict[str, Any]) -> None:
    assert summary(document, "en").id == ""
