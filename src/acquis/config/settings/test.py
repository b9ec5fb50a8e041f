"""The test suite: a data folder of its own, plain static files, quick hashing, held mail."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

# Each process of a parallel run has its own: the environment of the first one would be handed to all.
os.environ["ACQUIS_DATA"] = tempfile.mkdtemp(prefix="acquis-test-")
os.environ.setdefault("ACQUIS_PUBLIC_ADDRESS", "http://localhost:8000")

from acquis.config.settings.base import *  # noqa: F403
from acquis.config.settings.base import ACQUIS_DATA, DATABASES, INSTALLED_APPS, database

atexit.register(shutil.rmtree, ACQUIS_DATA, ignore_errors=True)

SECRET_KEY = "only for tests"  # noqa: S105
ACQUIS_MASTER_KEY = "11" * 32
ACQUIS_DEMO = True
ACQUIS_VC_API = True
INSTALLED_APPS = [*INSTALLED_APPS, "acquis.demo"]
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
ACQUIS_MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if "ACQUIS_TEST_DATABASE_URL" in os.environ:
    DATABASES = {"default": database(os.environ["ACQUIS_TEST_DATABASE_URL"])}
ACCOUNT_RATE_LIMITS = False
