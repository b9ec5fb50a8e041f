"""For W3C's conformance suites: the VC API on, nothing kept. Refused by production.

No product data exists here: the database is empty and in memory, secrets live as long as the process.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from acquis.config.settings.base import *  # noqa: F403

ACQUIS_VC_API = True
ACQUIS_VC_API_CONTEXTS = Path(os.environ["ACQUIS_VC_API_CONTEXTS"]) if "ACQUIS_VC_API_CONTEXTS" in os.environ else None
ACQUIS_MASTER_KEY = secrets.token_hex(32)
SECRET_KEY = secrets.token_hex(32)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ACQUIS_MAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
