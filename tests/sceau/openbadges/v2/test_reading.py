"""What a person is shown of an older badge, and the same as a credential of today."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sceau.encoding.strict_json import dumps
from sceau.openbadges import shape
from sceau.openbadges.reading import Words
from sceau.openbadges.v2 import conversion
from sceau.openbadges.v2.reading import summary
from tests.sceau.openbadges.v2 import world as v2
from tests.sceau.openbadges.v2.world import ASSERTION, BADGE, ISSUER, RECIPIENT, SITE


def test_a_badge_is_told_in_the_asked_language() -> None:
    french, english = (summary(v2.assertion(), v2.badge(), v2.issuer(), language) for language in ("fr", "en"))
    assert french.title == Words("Robotique « 101 »", "fr")
    assert english.title == Words("Robotics 101", "en")
    assert english.criteria == Words("Le robot avance.", "fr", fallback=True)
    assert french.languages == ("fr", "en")
    assert (french.id, french.achievement_id, french.issuer_id) == (ASSERTION, BADGE, ISSUER)
    assert (french.issuer_name, french.version) == ("Atelier Boréal", "2")
    assert (french.valid_from, french.valid_until) == ("2025-12-31T23:59:59Z", "2027-06-30T23:59:59Z")
    assert [(skill.name.text, skill.code) for skill in french.skills] == [("Locomotion", "L-1")]
    assert [piece.url for piece in french.evidence] == [f"{SITE}/work"]
    assert french.image == f"{SITE}/robotics.png"


@pytest.mark.parametrize(
    ("name", "language", "title"),
    [
        ([{"@value": "Nom", "@language": "fr"}, {"@value": "Name", "@language": "en"}], "en", Words("Name", "en")),
        ([{"@value": "Nom", "@language": "fr"}, {"@value": "Name", "@language": "en"}], "fr", Words("Nom", "fr")),
        ({"@value": "Nom", "@language": "fr"}, "en", Words("Nom", "fr", fallback=True)),
        (["Name"], "fr", Words("Name")),
    ],
)
def test_texts_may_carry_their_languages(name: Any, language: str, title: Words) -> None:
    badge = v2.badge(name=name, related=None, **{"@language": None})
    assert summary(v2.assertion(), badge, v2.issuer(), language).title == title


def test_the_language_may_stand_in_the_context() -> None:
    badge = v2.badge(**{"@language": None, "@context": [v2.CONTEXT, {"@language": "fr-CA"}]})
    assert summary(v2.assertion(), badge, {}, "fr").title == Words("Robotique « 101 »", "fr-CA")


def test_the_name_of_the_earner_is_shown_when_the_issuer_wrote_it() -> None:
    named = v2.assertion(**{"extensions:recipientProfile": {"name": "Beth"}})
    assert summary(named, v2.badge(), v2.issuer(), "fr").recipient_name == "Beth"
    assert summary(v2.assertion(), v2.badge(), v2.issuer(), "fr").recipient_name == ""


def test_old_names_of_an_alignment_are_read() -> None:
    badge = v2.badge(alignment={"name": "Walking", "url": "https://a.example/w"})
    assert [skill.url for skill in summary(v2.assertion(), badge, {}, "fr").skills] == ["https://a.example/w"]


def test_a_conversion_is_a_credential_of_today_and_says_that_it_is_one() -> None:
    evidence = [f"{SITE}/work", {"id": f"{SITE}/photos", "name": "Photos", "genre": "Photography"}]
    whole = v2.assertion(evidence=evidence, narrative="She built it.", image=f"{SITE}/baked.png")
    found = conversion.to_achievement_credential(whole, v2.badge(), v2.issuer())
    assert conversion.is_conversion(found)
    assert "proof" not in found
    assert [problem for problem in shape.problems(found) if problem.pointer != "/proof"] == []
    subject: Any = found["credentialSubject"]
    assert subject["identifier"] == [
        {
            "type": "IdentityObject",
            "hashed": True,
            "identityHash": RECIPIENT.identity,
            "identityType": "emailAddress",
            "salt": "deadsea",
        }
    ]
    assert subject["achievement"]["id"] == BADGE
    assert subject["narrative"] == "She built it."
    pieces: Any = found["evidence"]
    assert [piece.get("id") for piece in pieces] == [ASSERTION, f"{SITE}/work", f"{SITE}/photos"]
    assert found == conversion.to_achievement_credential(whole, v2.badge(), v2.issuer())


def test_the_mark_of_a_conversion_is_not_for_others_to_make() -> None:
    forged = v2.assertion(evidence={"id": f"{SITE}/x", "genre": conversion.CONVERTED})
    assert not conversion.is_conversion(conversion.view(forged, v2.badge(), v2.issuer()))


ANY = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "type", "@value", "@language", "name", "identity", "targetName"]), inner
        )
    ),
    max_leaves=8,
)


@given(st.sampled_from(sorted(v2.assertion())), st.sampled_from(sorted(v2.badge())), ANY, ANY)
def test_nothing_is_raised_whatever_is_written(member: str, other: str, value: Any, more: Any) -> None:
    assertion, badge, issuer = v2.assertion(**{member: value}), v2.badge(**{other: more}), v2.issuer(name=more)
    found = summary(assertion, badge, issuer, "fr")
    assert isinstance(found.title.text, str)
    converted = conversion.to_achievement_credential(assertion, badge, issuer)
    assert b"null" not in dumps(converted) or b"null" in dumps([assertion, badge, issuer])
