"""Who may do in the catalogue what is the operator's: an organization's own rights stand in `organizations.access`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from acquis.organizations import queries as organizations
from acquis.organizations.actions import require
from acquis.platform.actor import Actor
from acquis.platform.faults import Forbidden

OVERSEE = "achievement.oversee"
"""Suspending what any organization published, and lifting that."""


def require_operator(by: Actor, permission: str) -> None:
    """Refuse whoever does not hold this permission in the organization that runs the network.

    Raises:
        Forbidden: ``not_permitted``.
    """
    operator = organizations.operator()
    if operator is None or by.organization_id != operator.id:
        raise Forbidden("not_permitted", _("Your role in this organization does not allow this."))
    require(by, permission, operator.id)
