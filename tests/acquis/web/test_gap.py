"""A learner sees what the passport shows of a microcredential or an occupation, and what it lacks (R-077)."""

from __future__ import annotations

from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from acquis.catalogue.content import Alignment
from acquis.issuance import actions as issuance
from acquis.skills import actions as skill_actions
from acquis.skills import queries as skills
from acquis.skills.layouts.shape import Told
from tests.acquis import factories
from tests.acquis.factories import both
from tests.acquis.organizations.factories import COMMAND
from tests.acquis.passport.factories import Held, held
from tests.acquis.skills import tables
from tests.acquis.web.pages import at
from tests.acquis.web.public.test_keeping import sign_in

pytestmark = pytest.mark.django_db


def read(one: Held, language: str = "en", **asked: Any) -> str:
    client = Client()
    sign_in(client, one.holder.id)
    answer = client.get(at("learner:compare", language), asked)
    assert answer.status_code == 200
    return unescape(answer.content.decode()).replace("\xa0", " ")


def part(page: str, name: str) -> str:
    """One of the two lists; "" when the page has none."""
    begin = page.find(f'<h2 id="{name}">')
    return page[begin : page.index("</section>", begin)] if begin >= 0 else ""


def label(of: Alignment, language: str) -> str:
    assert of.skill_id is not None
    found = skills.skill(of.skill_id)
    assert found is not None
    return found.labels[language]


def aligned(*words: str) -> tuple[Alignment, ...]:
    return tuple(Alignment(skill_id=factories.skill_id(each)) for each in words)


@pytest.mark.req("R-077")
def test_the_gap_is_the_difference_with_ways_to_close_it() -> None:
    college = factories.recognised_college()
    known, missing = aligned("cyber security")[0], aligned("communication")[0]
    free = Alignment(free_text=both("Écouter", "Listening"), reason="No entry says it.")
    one = held(college, version=factories.published_version(college, alignments=(known, free)))
    teaches = factories.published_version(college, alignments=(missing,))
    wanted = factories.published_version(college, title=both("Le but", "The aim"), alignments=(known, missing, free))
    for language, title, shown in (("fr", "Le but", "2 compétences sur 3"), ("en", "The aim", "2 of 3 competencies")):
        page = read(one, language, achievement=wanted.achievement_id)
        assert title in page
        assert shown in page
        assert label(missing, language) in part(page, "missing")
        assert f"?skill={missing.skill_id}" in part(page, "missing")
        assert label(known, language) in part(page, "shown")
        assert free.free_text[language] in part(page, "shown")
        assert at("learner:item", language, item_id=one.item_id) in part(page, "shown")
    assert "2 microcredentials teach it" in part(read(one, achievement=wanted.achievement_id), "missing")
    assert teaches.title["en"] in read(one, q=teaches.title["en"])


@pytest.mark.req("R-077")
def test_an_occupation_asks_for_what_its_framework_says() -> None:
    skill_actions.load_sample(by=COMMAND)
    skill_actions.import_now(files=tables.esco(20), told=Told(version="9"), by=COMMAND)
    (occupation,) = skills.search("software developer", "en", kinds=["occupation"])
    essential, optional = (skills.by_uri(tables.skill_uri(number)) for number in (0, 1))
    assert essential is not None
    assert optional is not None
    college = factories.recognised_college()
    version = factories.published_version(college, alignments=(Alignment(skill_id=essential.id),))
    one = held(college, version=version)
    assert f"?occupation={occupation.id}" in read(one, q="software")
    page = read(one, occupation=occupation.id)
    assert essential.labels["en"] in part(page, "shown")
    assert optional.labels["en"] in part(page, "missing")
    assert "Optional" in part(page, "missing")
    assert "No microcredential here teaches it yet." in part(page, "missing")
    issuance.suspend(credential_id=one.facts.credential.id, reason_code="under_review", by=college.actor("registrar"))
    page = read(one, occupation=occupation.id)
    assert essential.labels["en"] in part(page, "missing"), "only what is valid today counts"
    assert part(page, "shown") == ""


def test_nobody_else_s_passport_is_compared_and_nonsense_is_not_found() -> None:
    college = factories.recognised_college()
    version = factories.published_version(college)
    one, other = held(college, version=version), held(college, holder=factories.person(), version=version)
    page = read(one, achievement=version.achievement_id)
    assert at("learner:item", "en", item_id=one.item_id) in page
    assert at("learner:item", "en", item_id=other.item_id) not in page
    client = Client()
    sign_in(client, one.holder.id)
    for asked in ({"achievement": "x"}, {"occupation": str(uuid4())}, {"achievement": str(uuid4())}):
        assert client.get(at("learner:compare"), asked).status_code == 404
    draft = factories.draft(college)
    assert client.get(at("learner:compare"), {"achievement": str(draft.achievement_id)}).status_code == 404
    assert "Nothing was found for" in read(one, q="zzzzqq")
