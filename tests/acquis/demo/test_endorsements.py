"""The demonstration has a request for endorsement in each state, and credentials that carry what was signed."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import translation
from pytest_django import Settings

from acquis.catalogue import queries as catalogue
from acquis.catalogue.endorsing import Standing, State
from acquis.demo import network
from acquis.demo.endorsements import PARTNERS, REQUESTS
from acquis.issuance import queries as issuance
from acquis.organizations import queries as organizations
from acquis.verification import queries as verification
from acquis.verification import showing

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def test_every_state_is_there_and_credentials_tell_what_held_at_the_award(settings: Settings, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "acquis.platform.mail.LedgerBackend"
    settings.ACQUIS_MAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    network.create()
    standings, relations, notes = set(), set(), set()
    for key in ("riviere-aux-pins", "trois-lacs"):
        where = organizations.by_key(key)
        assert where is not None
        for one in catalogue.endorsements_asked_by(where.id).object_list:
            standings.add(one.standing)
            relations |= {each.relation for each in catalogue.partnerships(one.achievement_id)}
        for row in issuance.awards_of(where.id):
            award = issuance.award_facts(row)
            if award.credential:
                with translation.override("en"):
                    shown = showing.shown(verification.report(award.credential.document))
                    assert shown.unconfirmed == 0
                    notes |= {each.note.partition(". ")[2][:2] for each in shown.endorsers}
    assert standings == {*State, *Standing}
    assert relations == {relation for _, _, relation, _ in PARTNERS}
    assert notes == {"", "Wi", "In"}
    assert len(REQUESTS) == len(standings)
