"""Builds the engine's objects once per process and puts them in `acquis.platform.engine`."""

from __future__ import annotations

import os
from threading import BoundedSemaphore

from django.conf import settings

from acquis.platform import clock, links
from acquis.platform.engine import Engine, hold
from acquis.registry import queries as registry
from acquis.signing import queries as signing
from sceau.adapters.addresses import Target
from sceau.adapters.http import HttpFetch, system_lookup
from sceau.did.methods import web
from sceau.did.resolver import Resolver
from sceau.errors import ResolutionError, SceauError
from sceau.linked_data.contexts import Contexts
from sceau.ports import Fetch, Fetched
from sceau.verifying.memory import Memory
from sceau.verifying.register import Register
from sceau.verifying.verifier import Verifier

AT_ONCE = 2
"""Threads that may wait for the world at the same time: fewer than serve requests, so that a slow address which
somebody made us visit holds up nobody who asks for a page."""

PATIENCE = 0.25  # seconds to wait for one of these places
SECONDS = 5.0  # for one address; one credential can name several


class OwnAddressesFirst:
    """Answers the product's own DID documents and status lists in process; asks the world for the rest.

    did:web says https, whatever scheme the listener speaks: only host and path are compared. Our other pages are
    never asked for: a request that waits for another request of the same server can stop it.
    """

    def __init__(self, world: Fetch) -> None:
        self._world = world
        self._places = BoundedSemaphore(AT_ONCE)

    def __call__(self, url: str, *, accept: str = "*/*", max_bytes: int = 2_000_000, redirects: int = 3) -> Fetched:
        """The bytes; see `sceau.ports.Fetch`."""
        scheme, _, rest = url.partition("://")
        host, slash, path = rest.partition("/")
        if scheme in {"http", "https"} and host == links.host():
            own = signing.own_document(slash + path)
            if own is not None:
                return Fetched(url, own.body, own.media_type)
        target = Target.parse(url)
        if _is_own(target.host, target.port):
            raise ResolutionError("fetch_status", detail="a page of our own")
        if not self._places.acquire(timeout=PATIENCE):
            raise ResolutionError("fetch_timeout", detail="too many at once")
        try:
            return self._world(url, accept=accept, max_bytes=max_bytes, redirects=redirects)
        finally:
            self._places.release()


def elsewhere(host: str, port: int) -> list[str]:
    """What the system's resolver says, but for ourselves: a redirect must not lead back here either."""
    if _is_own(host, port):
        raise OSError("our own address")
    return system_lookup(host, port)


def _is_own(host: str, port: int) -> bool:
    own = Target.parse(links.base())
    return (host.removesuffix("."), port) == (own.host, own.port)


def is_ours(address: str) -> bool:
    """Whether an address or a DID is of this installation. What is known of these is never kept: a revocation of ours
    shows at once.
    """
    try:
        url = (
            web.address(address.partition("#")[0], allow_loopback_http=True)
            if address.startswith("did:web:")
            else address
        )
        if url.partition("://")[2].partition("/")[0] == links.host():
            return True
        target = Target.parse(url)
    except SceauError:  # no DID that could be resolved, or no address on the web
        return False
    return _is_own(target.host, target.port)


def current_register() -> Register:
    """The network's register as it stands when a verification asks; the published document says the same."""
    return Register.parse(registry.register_document(now=clock.now()))


def compose() -> None:
    """Build and hold."""
    contexts = Contexts.bundled()
    world = HttpFetch(allow_loopback=settings.ACQUIS_FETCH_LOOPBACK, seconds=SECONDS, lookup=elsewhere)
    fetch = OwnAddressesFirst(world)
    hold(
        Engine(
            fetch=fetch,
            random=os.urandom,
            contexts=contexts,
            verifier=verifier(fetch, contexts),
        )
    )


def verifier(fetch: Fetch, contexts: Contexts) -> Verifier:
    """The strict verifier of this process. It keeps the keys and lists of others for some minutes at most; restarting
    or reloading the server forgets them.
    """
    return Verifier(
        resolver=Resolver(fetch, allow_loopback_http=settings.ACQUIS_FETCH_LOOPBACK),
        fetch=fetch,
        contexts=contexts,
        register=current_register,
        memory=Memory(spare=is_ours),
    )
