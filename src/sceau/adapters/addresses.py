"""Which addresses of the network a document may make us visit.

An address comes out of an untrusted document, so it may point inwards: at this machine, at the private
network beside it, at a cloud's metadata service. Everything is refused that is not plainly public.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import quote, urlsplit

from sceau.errors import ResolutionError
from sceau.records import record

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_CLOSED = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
        "::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16",
        "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
    )
)  # fmt: skip
"""IANA's special-purpose registries; 198.18.0.0/15 and 224.0.0.0/3 need no exception for us."""

MAX_URL = 2_048


@record
class Target:
    """An address taken apart.

    Attributes:
        scheme: "https" or "http".
        host: lower-case ASCII name (IDNA) or literal address, without brackets.
        port: 1 to 65535.
        path: percent-encoded path and query, at least "/".
    """

    scheme: str
    host: str
    port: int
    path: str

    @classmethod
    def parse(cls, url: str) -> Target:
        """Take ``url`` apart; its fragment is dropped.

        Raises:
            ResolutionError: ``fetch_scheme_forbidden`` for other schemes than http and https;
                ``fetch_failed`` for a malformed or over-long address, or one with a user name.
        """
        if len(url) > MAX_URL or any(character <= " " or character in "\\\x7f" for character in url):
            raise ResolutionError("fetch_failed", detail="malformed address")
        try:
            parts = urlsplit(url)
            port = parts.port
            host = (parts.hostname or "").encode("idna").decode("ascii").lower()
        except (ValueError, UnicodeError) as error:
            raise ResolutionError("fetch_failed", detail="malformed address") from error
        if parts.scheme not in ("https", "http"):
            raise ResolutionError("fetch_scheme_forbidden", detail=parts.scheme[:32])
        if not host or "%" in host or port == 0 or "@" in parts.netloc:
            raise ResolutionError("fetch_failed", detail="malformed address")
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        query = "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?") if parts.query else ""
        return cls(parts.scheme, host, port or (443 if parts.scheme == "https" else 80), path + query)

    @property
    def is_loopback(self) -> bool:
        """Whether the name itself says "this machine"; a public name that leads here does not count."""
        return self.host == "localhost" or self.host.endswith(".localhost") or _is_loopback_literal(self.host)


def is_public(address: str) -> bool:
    """Whether ``address`` (a literal) is an ordinary public one, also when it wraps another address."""
    return all(_is_open(each) for each in _unwrapped(ipaddress.ip_address(address)))


def is_loopback(address: str) -> bool:
    """Whether ``address`` (a literal) is this machine."""
    return any(each.is_loopback for each in _unwrapped(ipaddress.ip_address(address)))


def _is_loopback_literal(host: str) -> bool:
    try:
        return is_loopback(host)
    except ValueError:
        return False


def _is_open(address: IPAddress) -> bool:
    return address.is_global and not any(address in network for network in _CLOSED)


def _unwrapped(address: IPAddress) -> tuple[IPAddress, ...]:
    """The address that is dialled in the end: IPv4 hides in mapped, 6to4 and NAT64 addresses."""
    if isinstance(address, ipaddress.IPv4Address):
        return (address,)
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)
    if address.sixtofour:
        return (address, address.sixtofour)
    if address in _NAT64:
        return (ipaddress.IPv4Address(address.packed[12:]),)
    return (address,)
