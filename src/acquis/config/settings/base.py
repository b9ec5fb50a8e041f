"""What every setting shares. Nothing here is a secret; each other file says what it changes and why."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF

from acquis.config import data_folder

PACKAGE = Path(__file__).resolve().parents[2]

# — addresses and data —
ACQUIS_DATA = data_folder.folder()
ACQUIS_PUBLIC_BASE = data_folder.public_base(ACQUIS_DATA, default="http://localhost:8000")
ACQUIS_DEMO = False
ACQUIS_FETCH_LOOPBACK = False  # may the guarded fetcher speak to this machine?
ACQUIS_MASTER_KEY = os.environ.get("ACQUIS_MASTER_KEY", "")  # 64 hexadecimal digits: wraps the signing keys
ACQUIS_PROXIES = 0  # proxies of ours that each add the address they were asked from to X-Forwarded-For
ACQUIS_PROCESSES = 1  # server processes; more than one needs a shared cache
ACQUIS_OFFER_DAYS = 90  # how long an offered award may be accepted
ACQUIS_SHARE_DAYS = 30  # how long a share lives unless its holder says otherwise
ACQUIS_VC_API = False  # issue and verify for anybody, as conformance suites want it
ACQUIS_VC_API_CONTEXTS: Path | None = None  # npm packages whose JSON-LD contexts these suites use

SECRET_KEY = os.environ.get("ACQUIS_SECRET_KEY", "")
DEBUG = False
ALLOWED_HOSTS = [host.rpartition(":")[0] or host for host in [ACQUIS_PUBLIC_BASE.split("://", 1)[1]]]

INSTALLED_APPS = [
    "acquis.platform",
    "acquis.audit",
    "acquis.people",
    "acquis.organizations",
    "acquis.skills",
    "acquis.signing",
    "acquis.registry",
    "acquis.catalogue",
    "acquis.quality",
    "acquis.assessment",
    "acquis.issuance",
    "acquis.verification",
    "acquis.passport",
    "acquis.config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "acquis.platform.actor.ActorMiddleware",
    "acquis.config.failures.SaysTooMany",
    "acquis.config.failures.SaysForbidden",
    "acquis.platform.reading.ReadingChangesNothing",
    "acquis.organizations.doorkeeper.Doorkeeper",
]

ROOT_URLCONF = "acquis.config.urls"
WSGI_APPLICATION = "acquis.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "acquis.config.navigation.frame",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# — databases —
SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",  # writers queue instead of failing half-way
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}


def database(url: str) -> dict[str, Any]:
    """The settings of a ``postgres://user:password@host:port/name`` address."""
    from urllib.parse import parse_qsl, unquote, urlsplit  # noqa: PLC0415

    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 60,
    }


DATABASES: dict[str, dict[str, Any]] = {
    "default": database(os.environ["ACQUIS_DATABASE_URL"])
    if "ACQUIS_DATABASE_URL" in os.environ
    else {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": ACQUIS_DATA / "acquis.sqlite3",
        "OPTIONS": SQLITE_OPTIONS,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES: dict[str, dict[str, Any]] = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# — people —
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "learner:passport"
LOGOUT_REDIRECT_URL = "public:home"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "login": "acquis.web.learner.accounts.LoginForm",
    "signup": "acquis.web.learner.accounts.SignupForm",
    "request_login_code": "acquis.web.learner.accounts.RequestLoginCodeForm",
    "add_email": "acquis.web.learner.accounts.AddEmailForm",
    "reset_password": "acquis.web.learner.accounts.ResetPasswordForm",
    "reset_password_from_key": "acquis.web.learner.accounts.ResetPasswordKeyForm",
    "change_password": "acquis.web.learner.accounts.ChangePasswordForm",
    "set_password": "acquis.web.learner.accounts.SetPasswordForm",
}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False

# — languages and time —
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_TZ = True
TIME_ZONE = "America/Toronto"

# — files —
STATIC_URL = "/static/"
STATIC_ROOT = ACQUIS_DATA / "static"
STATICFILES_DIRS = [PACKAGE / "static"]
MEDIA_ROOT = ACQUIS_DATA / "files"
MEDIA_URL = ""  # private files have no address
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 12_000_000

# — mail: written into the job ledger, sent from there —
EMAIL_BACKEND = "acquis.platform.mail.LedgerBackend"
ACQUIS_MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("ACQUIS_MAIL_FROM", "acquis@localhost.example")

# — browsers —
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
# "no-referrer" would make browsers say "Origin: null" when they post, and every form would be refused.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "acquis.config.failures.csrf"
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"discreet": {"()": "acquis.platform.logs.Discreet"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
