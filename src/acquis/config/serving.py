"""What each process that answers requests does when it starts: ``acquis.config.serving:application()``."""

from __future__ import annotations

from django.core.handlers.wsgi import WSGIHandler


def application() -> WSGIHandler:
    """The WSGI application, with the index of the portal on its way; called once per process, never by a command."""
    from acquis.catalogue.queries import portal  # noqa: PLC0415 -- needs what the line above has set up
    from acquis.config import wsgi  # noqa: PLC0415 -- reads the settings and refuses unsafe ones

    portal.warm_up()
    return wsgi.application
