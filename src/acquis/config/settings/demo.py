"""The demonstration: SQLite, fictional people, mail that stays in the data folder. Refused by production."""

from __future__ import annotations

from acquis.config import data_folder
from acquis.config.settings.base import *  # noqa: F403
from acquis.config.settings.base import (
    ACQUIS_DATA,
    ACQUIS_MASTER_KEY,
    ALLOWED_HOSTS,
    INSTALLED_APPS,
    SECRET_KEY,
)

ACQUIS_DEMO = True
ACQUIS_FETCH_LOOPBACK = True
INSTALLED_APPS = [*INSTALLED_APPS, "acquis.demo"]
SECRET_KEY = SECRET_KEY or data_folder.generated(ACQUIS_DATA, data_folder.SECRET_FILE)
ACQUIS_MASTER_KEY = ACQUIS_MASTER_KEY or data_folder.generated(ACQUIS_DATA, data_folder.MASTER_KEY_FILE)
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "localhost", "127.0.0.1", "[::1]"]
ACQUIS_MAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = ACQUIS_DATA / "mail"
ACCOUNT_RATE_LIMITS = False  # one address plays every role
