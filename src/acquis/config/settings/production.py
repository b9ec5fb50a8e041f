"""A real installation. It refuses to start half-configured: see `refusals`."""

from __future__ import annotations

import os

from acquis.config.settings.base import *  # noqa: F403
from acquis.config.settings.base import ACQUIS_DATA, ACQUIS_PUBLIC_BASE

EMAIL_HOST = os.environ.get("ACQUIS_MAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("ACQUIS_MAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("ACQUIS_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("ACQUIS_MAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("ACQUIS_MAIL_TLS", "") == "1"

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = os.environ.get("ACQUIS_BEHIND_TLS_PROXY", "") != "1"
SECURE_HSTS_SECONDS = 31_536_000
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("ACQUIS_BEHIND_TLS_PROXY", "") == "1" else None
)
ACQUIS_PROXIES = int(os.environ.get("ACQUIS_BEHIND_TLS_PROXY", "") == "1")
ALLAUTH_TRUSTED_PROXY_COUNT = ACQUIS_PROXIES
CSRF_TRUSTED_ORIGINS = [ACQUIS_PUBLIC_BASE]
ACQUIS_PROCESSES = int(os.environ.get("ACQUIS_PROCESSES", "1"))
if "ACQUIS_CACHE_URL" in os.environ:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": os.environ["ACQUIS_CACHE_URL"],
        }
    }
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": ACQUIS_DATA / "cache",
        }
    }
