"""A whole definition on the pages of those who judge it: the reader's language, then all of it in the other one."""

from __future__ import annotations

import pytest
from django.test import Client

from acquis.catalogue import actions as catalogue
from acquis.platform.translatable import Text
from tests.acquis import factories
from tests.acquis.catalogue import endorsements as made
from tests.acquis.factories import both
from tests.acquis.web import reader
from tests.acquis.web.editor import Fields, signed_in
from tests.acquis.web.editor import address as of_definition

pytestmark = pytest.mark.django_db
PURPOSE = {"fr": "Trier les matières chez soi.", "en": "Sort materials at home."}


@pytest.mark.req("R-002")
@pytest.mark.parametrize(("language", "other", "fold"), [("fr", "en", "anglais"), ("en", "fr", "in French")])
def test_a_partner_reads_its_own_language_and_finds_the_other_folded(language: str, other: str, fold: str) -> None:
    college = factories.recognised_college()
    one = made.opened(college, factories.published_version(college, purpose=both(PURPOSE["fr"], PURPOSE["en"])))
    page = Client().get(f"/{language}/e/{one.token}/").content.decode()
    first, _, again = page.partition('<details class="fold same">')
    assert fold in again[:300]
    assert (PURPOSE[language] in first, PURPOSE[other] in first) == (True, False)
    assert (PURPOSE[other] in again, f'<div lang="{other}-CA">' in again) == (True, True)
    assert page.count('id="authenticity-1"') == 1


def test_what_is_missing_in_the_other_language_is_said_without_unfolding() -> None:
    college = factories.recognised_college()
    version = factories.draft(college)
    told = factories.content(purpose=Text(en=PURPOSE["en"]))
    catalogue.revise(version_id=version.id, content=told, by=college.actor("author"))
    page = signed_in(college, "author").get(of_definition(college, version)).content.decode()
    first, _, again = page.partition('<details class="fold same">')
    assert reader.said("Missing in French", first)
    assert "Manque en français" in again


def test_an_outcome_is_written_where_a_sentence_is_seen_whole() -> None:
    college = factories.recognised_college()
    version = factories.draft(college)
    page = signed_in(college, "author").get(of_definition(college, version, "edit/")).content.decode()
    for language in ("fr", "en"):
        area = page.partition(f'<textarea name="outcomes-0-statement_{language}"')[2].partition(">")[0]
        assert 'rows="2"' in area
        assert (
            Fields(page).values[f"outcomes-0-statement_{language}"][0]
            == version.content.outcomes[0].statement[language]
        )
