"""Issuing: an unsigned credential becomes a signed one."""

from sceau.issuing.issuer import issue

__all__ = ["issue"]
