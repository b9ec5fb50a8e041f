"""Addresses that leave the product: in mail, in QR codes, in signed documents."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import translation


def base() -> str:
    """The public base address, without a trailing slash; fixed at first start, never taken from a request."""
    return str(settings.ACQUIS_PUBLIC_BASE)


def host() -> str:
    """``host[:port]`` of the base address."""
    return urlsplit(base()).netloc


def absolute(name: str, *, language: str, **kwargs: Any) -> str:
    """The full address of a page in a language."""
    with translation.override(language):
        return base() + reverse(name, kwargs=kwargs)


def machine(path: str) -> str:
    """The full address of a machine resource, which carries no language and never changes."""
    return f"{base()}/{path.lstrip('/')}"
