"""A real installation refuses what belongs to a demonstration, under whatever name its settings go."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured

from acquis.config import checks
from acquis.people.models import Person

pytestmark = pytest.mark.django_db
REAL = {
    "SETTINGS_MODULE": "acquis.config.settings.production",
    "ACQUIS_DEMO": False,
    "ACQUIS_FETCH_LOOPBACK": False,
    "ACQUIS_VC_API": False,
    "ACQUIS_PUBLIC_BASE": "https://acquis.example",
    "SECRET_KEY": "x" * 40,
    "DEBUG": False,
}


@pytest.fixture
def real(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Settings that nothing is wrong with."""
    for name, value in (REAL | {"ACQUIS_DATA": tmp_path}).items():
        setattr(settings, name, value)
    monkeypatch.setattr(apps, "is_installed", lambda name: False)
    return settings


def codes() -> set[str]:
    return {str(one.id) for one in (*checks.refusals(None), *checks.demo_accounts(None, databases=["default"]))}


def test_nothing_is_wrong_with_a_sound_installation(real: Any) -> None:
    assert codes() == set()
    checks.refuse_unsafe()


@pytest.mark.parametrize("module", ["acquis.config.settings.production", "ours.settings", "production_copy", ""])
@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("DEBUG", True, "acquis.E002"),
        ("ACQUIS_DEMO", True, "acquis.E003"),
        ("SECRET_KEY", "short", "acquis.E004"),
        ("ACQUIS_PUBLIC_BASE", "http://acquis.example", "acquis.E005"),
        ("ACQUIS_FETCH_LOOPBACK", True, "acquis.E009"),
        ("ACQUIS_VC_API", True, "acquis.E010"),
    ],
)
def test_a_setting_of_a_demonstration_is_refused(real: Any, module: str, name: str, value: object, code: str) -> None:
    real.SETTINGS_MODULE = module
    setattr(real, name, value)
    assert codes() == {code}
    with pytest.raises(ImproperlyConfigured, match=code):
        checks.refuse_unsafe()


def test_keys_and_accounts_of_a_demonstration_are_refused(real: Any) -> None:
    (real.ACQUIS_DATA / "master-key").write_text("0" * 64)
    Person.objects.create_user("amina@personnes.example", is_fictional=True)
    assert codes() == {"acquis.E006", "acquis.E008"}
