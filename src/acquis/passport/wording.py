"""The words of the passport."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LINK_ENDED = gettext_lazy(
    "This link no longer works: it was answered, replaced or withdrawn, or its time is over. "
    "Ask the institution that wrote to you to send it again."
)


def masked(address: str) -> str:
    """An address that its owner recognises and nobody else can write to: ``m••••@c••••.example``."""
    name, _at, host = address.partition("@")
    first, dot, rest = host.rpartition(".")
    return f"{name[:1]}••••@{first[:1]}••••{dot}{rest}"


def wrong_account(address: str) -> str:
    """Which address was expected, masked, and what to do."""
    return _(
        "This credential was sent to %(address)s, which is not an address of this account. "
        "Sign in with the account of that address, or confirm that both are yours."
    ) % {"address": masked(address)}
