"""The WSGI application."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "acquis.config.settings.production")
application = get_wsgi_application()

from acquis.config import checks  # noqa: E402 -- needs the settings, which the line above has read

checks.refuse_unsafe()
