"""What each process that answers requests does when it starts: ``acquis.config.serving:application()``."""

from __future__ import annotations

from django.core.handlers.wsgi import WSGIHandler


def application() -> WSGIHandler:
    """The WSGI application, with the index of the portal on its way; called once per process, never by a command."""
    from acquis.config import wsgi  # noqa: PLC0415 -- reads the settings and refuses unsafe ones

    answering = wsgi.application
    from acquis.catalogue.queries import portal  # noqa: PLC0415 -- its tables exist once Django is set up

    portal.warm_up()
    return answering
