"""Builds the engine's objects once per process and puts them in `acquis.platform.engine`."""

from __future__ import annotations

import os

from django.conf import settings

from acquis.platform import clock, links
from acquis.platform.engine import Engine, hold
from acquis.registry import queries as registry
from acquis.signing import queries as signing
from sceau.adapters.http import HttpFetch
from sceau.did.resolver import Resolver
from sceau.linked_data.contexts import Contexts
from sceau.ports import Fetch, Fetched
from sceau.verifying.register import Register
from sceau.verifying.verifier import Verifier


class OwnAddressesFirst:
    """Answers the product's own DID documents and status lists in process; asks the world for the rest.

    did:web says https, whatever scheme the listener speaks: only host and path are compared.
    """

    def __init__(self, world: Fetch) -> None:
        self._world = world

    def __call__(self, url: str, *, accept: str = "*/*", max_bytes: int = 2_000_000, redirects: int = 3) -> Fetched:
        """The bytes; see `sceau.ports.Fetch`."""
        scheme, _, rest = url.partition("://")
        host, slash, path = rest.partition("/")
        if scheme in {"http", "https"} and host == links.host():
            own = signing.own_document(slash + path)
            if own is not None:
                return Fetched(url, own.body, own.media_type)
        return self._world(url, accept=accept, max_bytes=max_bytes, redirects=redirects)


def current_register() -> Register:
    """The network's register as it stands when a verification asks; the published document says the same."""
    return Register.parse(registry.register_document(now=clock.now()))


def compose() -> None:
    """Build and hold."""
    contexts = Contexts.bundled()
    fetch = OwnAddressesFirst(HttpFetch(allow_loopback=settings.ACQUIS_FETCH_LOOPBACK))
    hold(
        Engine(
            fetch=fetch,
            random=os.urandom,
            contexts=contexts,
            verifier=Verifier(
                resolver=Resolver(fetch, allow_loopback_http=settings.ACQUIS_FETCH_LOOPBACK),
                fetch=fetch,
                contexts=contexts,
                register=current_register,
            ),
        )
    )
