"""Roles, what each may do, and the door of an organization's pages."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

# One permission is one verb of an action; a role is a set of them (least privilege, R-019).
ROLES: dict[str, frozenset[str]] = {
    "administrator": frozenset({"organization.manage", "organization.read"}),
    "author": frozenset({"achievement.write", "organization.read"}),
    "approver": frozenset({"achievement.approve", "organization.read"}),
    "assessor": frozenset({"assessment.record", "organization.read"}),
    "registrar": frozenset({"award.issue", "credential.revoke", "organization.read"}),
    "operator": frozenset({"registry.decide", "organization.read"}),
    "reader": frozenset({"organization.read"}),
}

ROLE_NAMES = {
    "administrator": _("Administrator"),
    "author": _("Author"),
    "approver": _("Approver"),
    "assessor": _("Assessor"),
    "registrar": _("Registrar"),
    "operator": _("Network operator"),
    "reader": _("Reader"),
}


def permissions_of(roles: Iterable[str]) -> frozenset[str]:
    """Everything that these roles together may do."""
    return frozenset().union(*(ROLES.get(role, frozenset()) for role in roles))
