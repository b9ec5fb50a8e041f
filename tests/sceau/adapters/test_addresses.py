"""Addresses that a document must not make us visit."""

from __future__ import annotations

import pytest

from sceau.adapters.addresses import Target, is_loopback, is_public
from sceau.errors import ResolutionError


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "169.254.169.254",  # cloud metadata
        "172.31.255.255",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::a9fe:a9fe",  # NAT64 of 169.254.169.254
        "64:ff9b:1::1",
        "2002:7f00:1::",  # 6to4 of 127.0.0.1
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",  # Teredo
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
    ],
)
def test_inward_and_special_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:21f:cb07::1", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e"]
)
def test_ordinary_addresses_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"])
def test_this_machine_is_recognised(address: str) -> None:
    assert is_loopback(address)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org", Target("https", "example.org", 443, "/")),
        ("https://EXAMPLE.org:8443/a", Target("https", "example.org", 8443, "/a")),
        ("https://éts.example/é?q=é#part", Target("https", "xn--ts-9ia.example", 443, "/%C3%A9?q=%C3%A9")),
        ("http://[::1]:8000/x", Target("http", "::1", 8000, "/x")),
    ],
)
def test_an_address_is_taken_apart(url: str, expected: Target) -> None:
    assert Target.parse(url) == expected


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("file:///etc/passwd", "fetch_scheme_forbidden"),
        ("gopher://example.org/", "fetch_scheme_forbidden"),
        ("https://user:secret@example.org/", "fetch_failed"),
        ("https://example.org\\@inner/", "fetch_failed"),
        ("https://example.org/\r\nHost: inner", "fetch_failed"),
        ("https://example.org:0/", "fetch_failed"),
        ("https://example.org:99999/", "fetch_failed"),
        ("https://[fe80::1%25eth0]/", "fetch_failed"),
        ("https:///path", "fetch_failed"),
        ("https://" + "a" * 64 + ".example/", "fetch_failed"),
        ("https://example.org/" + "a" * 2_048, "fetch_failed"),
    ],
)
def test_a_crooked_address_is_refused(url: str, code: str) -> None:
    with pytest.raises(ResolutionError) as caught:
        Target.parse(url)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "url", ["http://localhost:8000/", "http://api.localhost/", "http://127.0.0.1/", "http://[::1]/"]
)
def test_loopback_is_a_matter_of_the_name(url: str) -> None:
    assert Target.parse(url).is_loopback


def test_a_public_name_is_never_loopback_by_name() -> None:
    assert not Target.parse("http://localhost.example.org/").is_loopback
