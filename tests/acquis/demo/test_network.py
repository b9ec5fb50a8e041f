"""The demonstration network: complete, fictional where it must be, and made once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.utils import translation
from pytest_django import DjangoDbBlocker

from acquis.audit import actions as audit
from acquis.audit import queries as audit_queries
from acquis.catalogue import queries as catalogue
from acquis.catalogue.endorsing import Standing, State
from acquis.demo import network
from acquis.demo.definitions import DEFINITIONS
from acquis.demo.endorsements import PARTNERS, REQUESTS, STRANGER
from acquis.demo.organizations import FICTIONAL, REAL
from acquis.demo.people import PEOPLE
from acquis.demo.stories import STORIES
from acquis.issuance import queries as issuance
from acquis.organizations import queries as organizations
from acquis.platform.translatable import Text
from acquis.verification import queries as verification
from acquis.verification import showing

SURNAMES = {
    "Exemple", "Fictif", "Fictive", "Démo", "Spécimen", "Modèle", "Testeur", "Gabarit", "Échantillon",
}  # fmt: skip


@pytest.fixture(scope="module")
def created(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """The network, made once for the tests below and undone after them; each undoes what it adds."""
    mail = {
        "EMAIL_BACKEND": "acquis.platform.mail.LedgerBackend",
        "ACQUIS_MAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "EMAIL_FILE_PATH": str(tmp_path_factory.mktemp("mail")),
    }
    with django_db_blocker.unblock(), override_settings(**mail), transaction.atomic():
        network.create()
        yield
        transaction.set_rollback(True)


def _rows() -> dict[str, int]:
    with connection.cursor() as cursor:
        names = [name for name in connection.introspection.table_names() if not name.startswith("django_")]
        counts = {}
        for name in names:
            cursor.execute(f'SELECT COUNT(*) FROM "{name}"')
            counts[name] = cursor.fetchone()[0]
    return counts


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("created")
def test_the_network_is_whole_and_a_second_run_adds_nothing() -> None:
    pine_river = organizations.by_key("riviere-aux-pins")
    assert pine_river is not None
    states: Counter[str] = Counter()
    for invented in FICTIONAL:
        found = organizations.by_key(invented.key)
        assert found is not None
        states.update(issuance.counts(found.id))
    assert sum(states.values()) == sum(story.finish not in {"open", "passed"} for story in STORIES) >= 40
    assert set(states) == {"offered", "accepted", "declined", "lapsed", "withdrawn"}
    real = [organizations.by_key(one.key) for one in REAL]
    assert [issuance.counts(one.id) for one in real if one] == [{}] * len(REAL)

    verdicts = Counter(
        verification.report(award.credential.document).deciding
        for row in issuance.awards_of(pine_river.id)
        if (award := issuance.award_facts(row)).credential
    )
    assert {"", "credential_expired", "credential_suspended", "credential_revoked"} == set(verdicts)

    before = _rows()
    network.create()
    after = _rows()
    grown = {name for name, count in after.items() if count != before[name]}
    assert grown <= {"audit_entry"}
    while audit.seal():
        pass
    assert audit_queries.verify().broken_at is None


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("created")
def test_the_model_definition_costs_what_the_documents_say() -> None:
    pine_river = organizations.by_key("riviere-aux-pins")
    assert pine_river is not None
    found = catalogue.by_code(pine_river.id, "CYB-101")
    assert found is not None
    assert found.state == "published"
    assert [module.price_cents for module in found.content.modules] == [98_00] * 4
    assert found.content.total_cents == 392_00


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("created")
def test_every_state_is_there_and_credentials_tell_what_held_at_the_award() -> None:
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
    assert notes == {"", "Wi", "En"}
    assert len([one for one in REQUESTS if one.partner != STRANGER]) == len(standings)


def test_everybody_is_visibly_invented() -> None:
    staff = [(one.name, one.email) for one in PEOPLE]
    for name, email in staff + [(one.name, one.email) for one in STORIES]:
        assert name.split()[-1] in SURNAMES
        assert email.endswith(".example")
    assert all("fict" in str(one.name).lower() or "démo" in one.name["fr"].lower() for one in FICTIONAL)


def test_published_definitions_say_everything_in_both_languages() -> None:
    def texts(value: object) -> list[Text]:
        if isinstance(value, Text):
            return [value] if value else []
        if isinstance(value, tuple):
            return [text for item in value for text in texts(item)]
        names = getattr(value, "__dataclass_fields__", ())
        return [text for name in names for text in texts(getattr(value, name))]

    for definition in DEFINITIONS:
        if definition.approval:
            assert [text for text in texts(definition.content) if text.missing] == [], definition.code
