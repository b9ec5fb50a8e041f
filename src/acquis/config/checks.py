"""System checks: a production setting refuses to start with what belongs to a demonstration."""

from __future__ import annotations

import re
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

SECRET_LENGTH = 40
DEMO_FILES = ("master-key", "session-secret")
NOT_REAL = frozenset(f"acquis.config.settings.{name}" for name in ("conformance", "demo", "test"))


def _is_production() -> bool:
    """Everything but our own three is real: a copy under another name must not escape the refusals."""
    return str(settings.SETTINGS_MODULE) not in NOT_REAL


def refuse_unsafe() -> None:
    """For processes that Django's own checks do not precede.

    Raises:
        ImproperlyConfigured: with everything that is wrong.
    """
    found = [*refusals(None), *demo_accounts(None, databases=["default"])]
    if found:
        raise ImproperlyConfigured(" ".join(f"{one.id}: {one.msg}" for one in found))


def _secret() -> str:
    try:
        return settings.SECRET_KEY
    except ImproperlyConfigured:  # Django hands out no empty one; here it is one refusal among others
        return ""


@register()
def refusals(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Demo keys, demo accounts, DEBUG, missing secrets, plain http, several processes without a shared cache."""
    found: list[CheckMessage] = []
    if not re.fullmatch(r"[0-9a-f]{64}", settings.ACQUIS_MASTER_KEY):
        found.append(Error("ACQUIS_MASTER_KEY must be 64 hexadecimal digits.", id="acquis.E001"))
    if not _is_production():
        return found
    if settings.DEBUG:
        found.append(Error("DEBUG is on.", id="acquis.E002"))
    if settings.ACQUIS_DEMO or apps.is_installed("acquis.demo"):
        found.append(Error("The demonstration is installed.", id="acquis.E003"))
    if len(_secret()) < SECRET_LENGTH:
        found.append(Error(f"ACQUIS_SECRET_KEY must have at least {SECRET_LENGTH} characters.", id="acquis.E004"))
    if not settings.ACQUIS_PUBLIC_BASE.startswith("https://"):
        found.append(Error("The public address must be https.", id="acquis.E005"))
    if settings.ACQUIS_FETCH_LOOPBACK:
        found.append(Error("The fetcher may speak to this machine.", id="acquis.E009"))
    if settings.ACQUIS_VC_API:
        found.append(Error("Anybody may have credentials signed: ACQUIS_VC_API is on.", id="acquis.E010"))
    found.extend(
        Error(f"The data folder holds the demonstration's {name}.", id="acquis.E006")
        for name in DEMO_FILES
        if (settings.ACQUIS_DATA / name).exists()
    )
    if settings.ACQUIS_PROCESSES > 1 and "redis" not in settings.CACHES["default"]["BACKEND"].lower():
        found.append(Error("Several processes need a shared cache: set ACQUIS_CACHE_URL.", id="acquis.E007"))
    return found


@register("database")
def demo_accounts(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Fictional people must not be able to sign in to a real installation."""
    from django.db import connection  # noqa: PLC0415

    from acquis.people import queries  # noqa: PLC0415

    if not _is_production() or not databases or "people_person" not in connection.introspection.table_names():
        return []
    if queries.any_fictional():
        return [Error("The database holds the demonstration's accounts.", id="acquis.E008")]
    return []
