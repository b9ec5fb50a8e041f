"""The demonstration network: complete, fictional where it must be, and made once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from acquis.audit import actions as audit
from acquis.audit import queries as audit_queries
from acquis.catalogue import queries as catalogue
from acquis.demo import network
from acquis.demo.definitions import DEFINITIONS
from acquis.demo.organizations import FICTIONAL, REAL
from acquis.demo.people import PEOPLE
from acquis.demo.stories import STORIES
from acquis.issuance import queries as issuance
from acquis.organizations import queries as organizations
from acquis.platform.translatable import Text
from acquis.verification import queries as verification

SURNAMES = {
    "Exemple", "Fictif", "Fictive", "Démo", "Spécimen", "Modèle", "Testeur", "Gabarit", "Échantillon",
}  # fmt: skip


@pytest.fixture
def created(db: None, settings: Settings, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "acquis.platform.mail.LedgerBackend"
    settings.ACQUIS_MAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    network.create()


def _rows() -> dict[str, int]:
    with connection.cursor() as cursor:
        names = [name for name in connection.introspection.table_names() if not name.startswith("django_")]
        counts = {}
        for name in names:
            cursor.execute(f'SELECT COUNT(*) FROM "{name}"')
            counts[name] = cursor.fetchone()[0]
    return counts


@pytest.mark.slow
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
@pytest.mark.usefixtures("created")
def test_the_model_definition_costs_what_the_documents_say() -> None:
    pine_river = organizations.by_key("riviere-aux-pins")
    assert pine_river is not None
    found = catalogue.by_code(pine_river.id, "CYB-101")
    assert found is not None
    assert found.state == "published"
    assert [module.price_cents for module in found.content.modules] == [98_00] * 4
    assert found.content.total_cents == 392_00


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
