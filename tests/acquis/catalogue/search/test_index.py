"""The index against a plain search over the same listings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acquis.catalogue.offering import Session
from acquis.catalogue.search import asking, facets, words
from acquis.catalogue.search.asking import Question, ask
from acquis.catalogue.search.index import Entry, Index, Listing

DAY = date(2026, 3, 2)
SPACE = UUID(int=7)
WORDS = ("cuisine", "soudage", "secours", "bureau", "jardin")


def key(number: int) -> UUID:
    return uuid5(SPACE, str(number))


def entry(
    number: int, title: str = "cuisine", *listings: Listing, near: str = "", text: str = "", **own: object
) -> Entry:
    told = {"published": number, "example": False, "facets": {}} | own
    return Entry(
        achievement_id=key(number),
        version_id=key(-number),
        title=(title,),
        near=(near,),
        text=text,
        bare=Listing(None, {}),
        offers=listings,
        **told,  # type: ignore[arg-type]
    )


def index_of(*entries: Entry, day: date = DAY, endorsed: tuple[int, ...] = ()) -> Index:
    made = Index(day)
    for each in entries:
        made.put(each)
    made.settle(day, [key(number) for number in endorsed])
    return made


def found(index: Index, typed: str = "", sort: str = "relevance", **chosen: Any) -> list[int]:
    numbers = {key(number): number for number in range(200)}
    return [numbers[hit.achievement_id] for hit in ask(index, Question(typed, chosen, sort)).hits[:200]]


def test_the_title_counts_more_than_what_stands_near_and_that_more_than_the_rest() -> None:
    made = index_of(
        entry(3, "bureau", text="soudage"), entry(1, "soudage"), entry(2, "bureau", near="soudage"), entry(4, "jardin")
    )
    assert found(made, "soudages") == [1, 2, 3]


def test_without_words_the_newest_come_first_and_examples_last() -> None:
    made = index_of(entry(1), entry(3, example=True), entry(2))
    assert found(made) == [2, 1, 3]


@pytest.mark.parametrize(("typed", "meant"), [("soudgae", "soudage"), ("cuisin", ""), ("jardim", "jardin")])
def test_a_slip_of_the_keyboard_is_forgiven_and_told(typed: str, meant: str) -> None:
    made = index_of(*(entry(number, word) for number, word in enumerate(WORDS)))
    answer = ask(made, Question(typed))
    assert len(answer.hits) == 1
    assert answer.corrections == (((typed, meant),) if meant else ())


def test_when_nothing_has_all_the_words_those_with_the_most_are_shown_and_it_is_said() -> None:
    made = index_of(entry(1, "cuisine bureau"), entry(2, "cuisine"), entry(3, "jardin"))
    answer = ask(made, Question("cuisine bureau soudagexyz"))
    assert [hit.achievement_id for hit in answer.hits[:9]] == [key(1)]
    assert answer.is_partial
    assert not ask(made, Question("cuisine bureau")).is_partial


def test_a_word_that_nothing_resembles_finds_nothing() -> None:
    answer = ask(index_of(entry(1)), Question("zzzzzz"))
    assert len(answer.hits) == 0
    assert not any(answer.counts.values())


def test_a_page_of_words_that_nothing_has_is_not_guessed_at_word_by_word(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def likely(_index: Index, word: str) -> list[str]:
        tried.append(word)
        return []

    monkeypatch.setattr(asking, "_likely", likely)
    assert found(index_of(entry(1, "soudage")), "qwxzv " * 8 + "soudage") == [1]
    assert len(tried) == asking.MOST_GUESSED


def test_a_word_in_two_parts_is_the_word() -> None:
    made = index_of(entry(1, "cybersécurité"), entry(2, "cyber sécurité"), entry(3, "cyber-sécurité"))
    for typed in ("cybersécurité", "cyber securite", "Cyber-Sécurité"):
        assert sorted(found(made, typed)) == [1, 2, 3]


def test_starts_hidden_offers_and_aid_follow_the_day() -> None:
    soon = Listing(
        key(50), {}, sessions=(Session("fixed", DAY + timedelta(days=20)),), shown_until=DAY + timedelta(days=40)
    )
    later = Listing(
        key(51), {}, sessions=(Session("fixed", DAY + timedelta(days=60)),), aid_until=DAY + timedelta(days=5)
    )
    always = Listing(key(52), {}, sessions=(Session("continuous"),))
    monthly = Listing(key(53), {}, sessions=(Session("monthly", DAY - timedelta(days=10)),))
    made = index_of(entry(1, "a", soon), entry(2, "b", later), entry(3, "c", always), entry(4, "d", monthly), entry(5))
    assert sorted(found(made, start=("within_30",))) == [1, 3, 4]
    assert sorted(found(made, start=("within_90",))) == [1, 2, 3, 4]
    assert found(made, start=("continuous",)) == [3]
    assert found(made, start=("monthly",)) == [4]
    assert found(made, start=("unknown",)) == [5]
    assert found(made, aid=("yes",)) == [2]
    assert found(made, sort="start") == [3, 4, 1, 2, 5]

    made.settle(DAY + timedelta(days=40), [])
    assert sorted(found(made)) == [1, 2, 3, 4, 5], "itself, now that its offer is hidden"
    assert 1 not in found(made, start=("within_30",))
    assert 2 in found(made, start=("within_30",))
    assert found(made, aid=("yes",)) == []


def test_what_was_replaced_or_dropped_is_found_no_more() -> None:
    made = index_of(entry(1, "cuisine"), entry(2, "cuisine"), endorsed=(1, 2))
    made.put(entry(1, "jardin"))
    made.drop(key(2))
    assert sorted(found(made, "cuisine")) == [1, 2], "not before it is settled"
    made.settle(DAY, [key(1), key(2)])
    assert found(made, "cuisine") == []
    assert found(made, "jardin", endorsed=("yes",)) == [1]


def test_the_lowest_price_comes_first_and_an_unknown_one_last() -> None:
    prices = {1: 500, 2: None, 3: 0}
    made = index_of(*(entry(number, "a", Listing(None, {}, price=price)) for number, price in prices.items()))
    assert found(made, sort="price") == [3, 1, 2]


def test_an_index_of_which_most_is_dead_wants_to_be_built_anew() -> None:
    made = index_of(entry(1))
    several = tuple(Listing(key(number), {}) for number in range(500))
    for _ in range(15):
        made.put(entry(1, "a", *several))
    assert made.is_worn


VALUES = {"delivery": ("online", "hybrid"), "price": ("free", "to_100"), "sector": ("61", "62", "23")}
listed = st.fixed_dictionaries(
    {name: st.lists(st.sampled_from(values), unique=True) for name, values in VALUES.items()}
)
told = st.lists(st.tuples(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True), listed), max_size=12)
asked = st.dictionaries(st.sampled_from(sorted(VALUES)), st.integers(0, 2), max_size=3)


@settings(max_examples=60)
@given(told, asked, st.lists(st.sampled_from(WORDS), max_size=2, unique=True))
def test_results_and_counts_are_those_of_a_plain_search(
    several: list[tuple[list[str], dict[str, list[str]]]], picked: dict[str, int], typed: list[str]
) -> None:
    chosen = {name: (VALUES[name][at % len(VALUES[name])],) for name, at in picked.items()}
    made = index_of(
        *(
            entry(number, " ".join(title), facets={name: tuple(values) for name, values in values.items()})
            for number, (title, values) in enumerate(several)
        )
    )

    def plain(but: str = "") -> set[int]:
        return {
            number
            for number, (title, values) in enumerate(several)
            if set(typed) <= set(title)
            and all(set(wanted) & set(values[name]) for name, wanted in chosen.items() if name != but)
        }

    answer = ask(made, Question(" ".join(typed), chosen))
    if answer.is_partial:
        return
    assert set(found(made, " ".join(typed), **chosen)) == plain()
    assert len(answer.hits) == len(plain())
    for name, values in VALUES.items():
        counted = {value: sum(value in several[number][1][name] for number in plain(name)) for value in values}
        assert answer.counts[name] == {value: number for value, number in counted.items() if number}


@pytest.mark.parametrize("sort", asking.SORTS)
def test_pages_of_many_results_join_up(sort: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_FEW", 10)  # so that an order is walked
    prices = [number % 7 * 100 for number in range(60)]
    made = index_of(*(entry(number, "cuisine", Listing(None, {}, price=prices[number])) for number in range(60)))
    hits = ask(made, Question("cuisine", {}, sort)).hits
    assert [*hits[:7], *hits[7:29], *hits[29:60]] == hits[:60] == [hits[place] for place in range(60)]
    assert len(set(hits[:60])) == 60


def test_every_facet_has_a_place_in_the_index() -> None:
    assert set(Index(DAY).facets) == {facet.name for facet in facets.FACETS}
    assert words.CONCEPT not in "".join(facets.NAMES)


def _ranges(of: Callable[[int | None], str]) -> list[str]:
    return [of(value) for value in (None, 0, 1, 100_00, 100_01, 250_00, 500_00, 500_01)]


def test_prices_fall_into_their_ranges() -> None:
    assert _ranges(facets.price) == ["unknown", "free", "to_100", "to_100", "to_250", "to_250", "to_500", "over_500"]
