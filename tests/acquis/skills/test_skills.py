"""The bundled selections, and search in both languages."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import IntegrityError

from acquis.platform import clock
from acquis.platform.translatable import Text
from acquis.platform.writes import action
from acquis.skills import actions, folding, queries
from acquis.skills.models import Framework, Skill
from tests.acquis.organizations.factories import COMMAND

pytestmark = pytest.mark.django_db


@pytest.fixture
def esco() -> None:
    actions.load_sample(by=COMMAND)


@pytest.mark.req("R-071")
def test_the_sample_loads_without_a_network_and_says_whose_it_is(esco: None) -> None:
    framework, success = queries.frameworks()
    assert (framework.key, framework.publisher) == ("esco", "Commission européenne · European Commission")
    assert (success.key, success.size) == ("skills-for-success", 9)
    assert "Licence du gouvernement ouvert" in success.attribution["fr"]
    assert framework.size >= 150
    assert "ESCO" in framework.attribution["fr"]
    assert framework.version


def test_every_entry_has_both_languages_an_address_and_its_place(esco: None) -> None:
    for skill in Skill.objects.select_related("framework"):
        assert skill.labels.missing == ()
        assert skill.uri.startswith(
            "http://data.europa.eu/esco/skill/" if skill.framework.key == "esco" else skill.framework.source_url
        )
        assert skill.kind in queries.COMPETENCIES
        assert skill.reuse in Skill.Reuse.values
    assert {skill.kind for skill in Skill.objects.all()} == set(queries.COMPETENCIES)


def test_loading_again_writes_what_changed_and_makes_no_double(
    esco: None, django_assert_max_num_queries: object
) -> None:
    before = {skill.uri: skill.pk for skill in Skill.objects.all()}
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        actions.load_sample(by=COMMAND)
    Skill.objects.filter(uri=next(iter(before))).update(labels={"fr": "x"}, digest="of another text")
    actions.load_sample(by=COMMAND)
    assert {skill.uri: skill.pk for skill in Skill.objects.all()} == before
    assert not Skill.objects.filter(labels={"fr": "x"}).exists()


def test_a_framework_that_was_imported_whole_is_left_alone(esco: None) -> None:
    Framework.objects.filter(key="esco").update(layout="esco")
    Skill.objects.update(labels={"fr": "x"}, digest="of another text")
    actions.load_sample(by=COMMAND)
    assert Skill.objects.filter(framework__key="esco", labels={"fr": "x"}).count() > 100


@pytest.mark.parametrize(
    ("words", "language", "first"),
    [
        ("cybersecurite", "fr", "cybersécurité"),
        ("CYBERSÉCURITÉ", "fr", "cybersécurité"),
        ("cyber sec", "en", "cyber security"),
        ("travailler équipe", "fr", "travailler en équipe"),
        ("equipe", "fr", "travailler en équipe"),
        ("équipes travailler", "fr", "travailler en équipe"),
        ("teams work", "en", "work in teams"),
        ("work in teams", "fr", "travailler en équipe"),
        ("first aid", "en", "first aid"),
        ("s’adapter au changement", "fr", "s'adapter au changement"),
    ],
)
def test_search_finds_words_of_either_language_without_accents(
    esco: None, words: str, language: str, first: str
) -> None:
    found = [skill.labels[language] for skill in queries.search(words, language)]
    assert first in found[:3]


@pytest.mark.parametrize("words", ["", " ", "a", "zzzz", "%", "_", "' XOR 1=1 --", "\x00", "aa\x00bb"])
def test_search_for_nothing_finds_nothing(esco: None, words: str) -> None:
    assert queries.search(words, "fr") == []


def test_search_keeps_to_its_limit_in_four_queries(esco: None, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(4):  # type: ignore[operator]
        assert len(queries.search("co", "fr", limit=5)) == 5


def test_other_names_are_searched_too(esco: None) -> None:
    one = next(skill for skill in Skill.objects.order_by("uri") if skill.alternatives.get("fr"))
    name = one.alternatives["fr"][0]
    assert one.pk in {skill.id for skill in queries.search(name, "fr", limit=300)}


def test_skills_are_read_by_id_and_by_address(esco: None) -> None:
    (first, *_) = queries.search("communication", "en")
    assert queries.skill(first.id) == first == queries.by_uri(first.uri)
    assert queries.skills([first.id, uuid4()]) == {first.id: first}
    assert queries.skill(uuid4()) is None
    assert queries.by_uri("http://nowhere.example/") is None


@pytest.mark.req("R-070")
def test_two_versions_of_a_framework_stand_side_by_side(esco: None) -> None:
    former = Framework.objects.get(key="esco")

    @action
    def another(version: str) -> None:
        made = Framework.objects.create(
            key="esco", version=version, publisher="x", name=Text(fr="x"), source_url="", loaded_at=clock.now()
        )
        Skill.objects.create(
            framework=made, uri=former.skills.order_by("uri")[0].uri, labels=Text(fr="x"), kind="skill", reuse="sector"
        )

    another("9")
    assert [found.version for found in queries.frameworks() if found.key == "esco"] == ["1.0", "9"]
    entry = queries.entry(former.skills.order_by("uri")[0].pk)
    assert entry is not None
    assert [found.framework_version for found in entry.elsewhere] == ["9"]
    with pytest.raises(IntegrityError):
        another("9")


@pytest.mark.parametrize(
    ("written", "compared"),
    [("Œuvre", "oeuvre"), ("  Être   là ", "etre la"), ("l’eau", "l'eau"), ("ÇA", "ca"), ("Straße", "strasse")],
)
def test_folding(written: str, compared: str) -> None:
    assert folding.fold(written) == compared


@pytest.mark.parametrize(
    ("one", "several"),
    [
        ("réseau", "réseaux"),
        ("journal", "journaux"),
        ("technologie", "technologies"),
        ("technology", "technologies"),
        ("process", "processes"),
        ("jeu", "jeux"),
        ("classe", "classes"),
        ("equipe", "ÉQUIPES"),
    ],
)
def test_the_singular_finds_the_plural_and_the_other_way(one: str, several: str) -> None:
    assert folding.words(one) == folding.words(several)


def test_a_small_word_counts_only_while_it_may_become_a_longer_one() -> None:
    assert folding.wanted("en") == ["en"]
    assert folding.wanted("en équipe") == ["equip"]
    assert folding.wanted("a") == folding.wanted("…") == []
