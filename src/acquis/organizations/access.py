"""Roles, what each may do, and the door of an organization's pages."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

# One permission is one verb of an action; a role is a set of them (least privilege, R-019).
ROLES: dict[str, frozenset[str]] = {
    "administrator": frozenset({"organization.manage", "finding.publish", "organization.read"}),
    "author": frozenset({"achievement.write", "finding.publish", "offer.write", "organization.read"}),
    "reviewer": frozenset({"achievement.review", "organization.read"}),
    "industry_reviewer": frozenset({"achievement.review_industry", "organization.read"}),
    "approver": frozenset({"achievement.approve", "achievement.publish", "finding.publish", "organization.read"}),
    "assessor": frozenset({"assessment.record", "organization.read"}),
    "registrar": frozenset(
        {"achievement.publish", "award.issue", "credential.revoke", "offer.write", "organization.read"}
    ),
    "endorser": frozenset({"endorsement.sign", "organization.read"}),
    "operator": frozenset(
        {
            "achievement.oversee",
            "aid.record",
            "registry.decide",
            "frameworks.manage",
            "quality.frameworks",
            "organization.read",
        }
    ),
    "reader": frozenset({"organization.read"}),
}

ROLE_NAMES = {
    "administrator": _("Administrator"),
    "author": _("Author"),
    "reviewer": _("Peer reviewer"),
    "industry_reviewer": _("Industry reviewer"),
    "approver": _("Approver"),
    "assessor": _("Assessor"),
    "registrar": _("Registrar"),
    "endorser": _("Endorsement officer"),
    "operator": _("Network operator"),
    "reader": _("Reader"),
}


def permissions_of(roles: Iterable[str]) -> frozenset[str]:
    """Everything that these roles together may do."""
    return frozenset().union(*(ROLES.get(role, frozenset()) for role in roles))


# What a program may do with a token: scope → permissions. None of them decides, signs or awards.
SCOPES: dict[str, frozenset[str]] = {
    "definitions.read": frozenset({"organization.read"}),
    "definitions.write": frozenset({"organization.read", "achievement.write"}),
    "offers.read": frozenset({"organization.read"}),
    "offers.write": frozenset({"organization.read", "offer.write"}),
}

SCOPE_NAMES = {
    "definitions.read": _("Read definitions, drafts included"),
    "definitions.write": _("Write drafts of definitions; publishing stays with people"),
    "offers.read": _("Read offers"),
    "offers.write": _("Write, list and close offers"),
}


def permissions_of_scopes(scopes: Iterable[str]) -> frozenset[str]:
    """Everything that a token with these scopes may do."""
    return frozenset().union(*(SCOPES.get(scope, frozenset()) for scope in scopes))
