"""What a person is shown of a badge, in her language, from the signed document alone."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sceau.encoding import base64url
from sceau.encoding import pointer as pointers
from sceau.encoding.strict_json import dumps
from sceau.openbadges.reading import MOST_ENDORSEMENTS, Kind, Words, followable, kind_of, summary
from tests.sceau.openbadges import everything, examples


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


RESPELLINGS = {
    "array": lambda value: [value],
    "nested": lambda value: [[value]],
    "again": lambda value: [None, value, value] if isinstance(value, str) else value,
    "value": lambda value: {"@value": value} if isinstance(value, str) else value,
}


@pytest.mark.parametrize("respell", RESPELLINGS.values(), ids=RESPELLINGS)
@pytest.mark.parametrize(
    ("holder", "member"),
    [
        ("/credentialSubject/result/0", "status"),
        ("/credentialSubject", "result"),
        ("/credentialSubject/achievement", "name"),
        ("/credentialSubject/achievement", "tag"),
        ("/credentialSubject/achievement/criteria", "narrative"),
        ("/credentialSubject/achievement", "alignment"),
        ("/issuer", "name"),
        ("/evidence/0", "narrative"),
        ("", "awardedDate"),
    ],
)
def test_nothing_is_hidden_by_writing_it_otherwise(
    document: dict[str, Any], holder: str, member: str, respell: Callable[[Any], Any]
) -> None:
    """These spellings make the same statements, so the proof holds for each: a reader must see the same in all."""
    seen = summary(document, "fr")
    place: Any = pointers.at(document, holder)
    place[member] = respell(place[member])
    assert summary(document, "fr") == seen


def test_a_credential_of_the_former_model_is_read() -> None:
    badge = summary({"issuer": "did:web:a.example", "issuanceDate": "2020-01-01T00:00:00Z", "name": "x"}, "fr")
    assert (badge.issuer_id, badge.valid_from, badge.title.text) == ("did:web:a.example", "2020-01-01T00:00:00Z", "x")


@pytest.fixture
def whole() -> dict[str, Any]:
    return copy.deepcopy(everything.credential())


def test_a_rubric_is_read_by_the_names_of_its_levels(whole: dict[str, Any]) -> None:
    status, rubric, mark = summary(whole, "fr").results
    assert (rubric.level, rubric.required_level, rubric.value, rubric.allowed) == (
        *("Acquis", "Acquis", "acquis"),
        ("émergent", "acquis"),
    )
    assert (mark.value, mark.required, mark.minimum, mark.maximum, mark.kind) == ("85", "60", "0", "100", "Percent")
    assert (status.status, status.level, status.kind) == ("Completed", "", "Status")


def test_a_level_of_no_rubric_has_no_name(whole: dict[str, Any]) -> None:
    whole["credentialSubject"]["result"][1]["achievedLevel"] = "urn:x:1"
    assert summary(whole, "fr").results[1].level == ""


def test_pictures_have_their_captions(whole: dict[str, Any]) -> None:
    assert (summary(whole, "fr").image, summary(whole, "fr").image_caption) == (
        f"{examples.PLACE}/image.png",
        "Une ampoule",
    )
    achievement_of(whole)["image"]["id"] = "javascript:alert(1)"
    assert (summary(whole, "fr").image, summary(whole, "fr").image_caption) == (
        "https://college.example/badge.png",
        "Le badge",
    )


def test_what_is_related_without_being_a_translation_is_listed(whole: dict[str, Any]) -> None:
    (other,) = summary(whole, "en").related
    assert (other.url, other.version, other.language) == ("https://college.example/id/achievements/101/1", "1", "fr-CA")
    achievement_of(whole)["related"][1]["id"] = "urn:x:1"
    (other,) = summary(whole, "en").related
    assert (other.id, other.url) == ("urn:x:1", "")


def test_the_rarer_members_are_read(whole: dict[str, Any]) -> None:
    details = summary(whole, "fr").details
    assert (details.role, details.term, details.license_number, details.narrative) == (
        *("Stagiaire", "A2025", "A-93", "Marie a tout fait."),
    )
    assert (details.credits_earned, details.credits_available) == (1.5, 1.5)
    assert (details.started_at, details.ended_at) == ("2025-09-01T00:00:00Z", "2025-12-20T00:00:00Z")
    assert (details.source_name, details.creator_name, details.tags) == ("École", "Faiseuse", ("IA", "AI"))
    assert (details.field_of_study, details.specialization, details.human_code) == ("Informatique", "IA", "IA-101")
    whole["credentialSubject"]["creditsEarned"] = 10**400
    assert summary(whole, "fr").details.credits_earned is None


def test_endorsements_are_read_with_who_says_what_of_whom(whole: dict[str, Any]) -> None:
    said = {"issuer": "did:web:a.example", "credentialSubject": {"id": examples.ISSUER, "endorsementComment": "Bon."}}
    whole["endorsementJwt"] = [".".join(base64url.encode(part) for part in (b"{}", dumps(said), b"s")), "unreadable"]
    found = summary(whole, "fr").endorsements
    assert [(each.pointer, each.about_id) for each in found] == [
        ("/issuer/endorsement/0", everything.ISSUER_DID),
        ("/credentialSubject/achievement/endorsement/0", examples.PLACE),
        ("/endorsement/0", everything.BADGE),
        ("/endorsementJwt/0", examples.ISSUER),
        ("/endorsementJwt/1", ""),
    ]
    assert (found[1].issuer_id, found[1].issuer_name, found[1].name, found[1].comment, found[1].valid_until) == (
        everything.ENDORSER_DID,
        "Ordre des métiers de l’IA",
        "Appui de l’Ordre",
        "Reconnu par la profession.",
        "2030-01-01T00:00:00Z",
    )
    assert (found[3].issuer_id, found[3].comment) == ("did:web:a.example", "Bon.")


def test_endorsements_have_an_end(whole: dict[str, Any]) -> None:
    whole["endorsementJwt"] = ["a.b.c"] * 1_000
    assert len(summary(whole, "fr").endorsements) == MOST_ENDORSEMENTS


def test_an_endorsement_by_itself_says_what_it_endorses() -> None:
    told = summary(everything.endorsement(examples.PLACE), "fr")
    assert (told.document_kind, told.endorses, told.comment, told.title.text) == (
        Kind.ENDORSEMENT,
        examples.PLACE,
        "Reconnu par la profession.",
        "Appui de l’Ordre",
    )


@pytest.mark.parametrize(
    ("types", "kind"),
    [
        (["VerifiableCredential", "OpenBadgeCredential"], "achievement"),
        (["VerifiableCredential", "AchievementCredential", "OpenBadgeCredential"], "achievement"),
        (["VerifiableCredential", "EndorsementCredential"], "endorsement"),
        ("ClrCredential", "clr"),
        (["ClrCredential", "OpenBadgeCredential"], "other"),
        (["VerifiableCredential", 7], "other"),
        (None, "other"),
    ],
)
def test_a_document_is_of_one_kind(types: Any, kind: str) -> None:
    assert kind_of({"type": types}) == kind


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
members = ["credentialSubject", "issuer", "evidence", "relatedResource", "image", "name", "validFrom"]
members += ["type", "endorsement", "endorsementJwt"]
inner = ["achievement", "identifier", "result", "id", "type", "related", "alignment", "criteria", "inLanguage"]
inner += ["resultDescription", "rubricCriterionLevel", "endorsement", "tag", "creditsEarned", "source"]


@given(st.dictionaries(st.sampled_from(members), json_values | st.dictionaries(st.sampled_from(inner), json_values)))
def test_no_shape_makes_the_reader_raise(document: dict[str, Any]) -> None:
    assert summary(document, "en").id == ""
