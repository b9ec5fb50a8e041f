"""Decisions and agreements for tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from acquis.platform import clock
from acquis.platform.actor import Actor
from acquis.registry import actions
from tests.acquis.organizations import factories
from tests.acquis.organizations.factories import COMMAND


def decision(organization_id: UUID, *, by: Actor = COMMAND, **changed: Any) -> UUID:
    """A complete recognition, but for what is ``changed``."""
    values: dict[str, Any] = {
        "outcome": "recognized",
        "reason": "Établissement reconnu",
        "proof_examined": "Charte",
        "scope": ["microcredential"],
        "review_on": clock.today() + timedelta(days=365),
    }
    return actions.decide(organization_id=organization_id, by=by, **(values | changed))


def agreement(organization_id: UUID, *, by: Actor = COMMAND, **changed: Any) -> UUID:
    """A participation agreement signed now, but for what is ``changed``."""
    values: dict[str, Any] = {"version": "2025-1", "signatory_role": "Registraire", "signed_at": clock.now()}
    return actions.sign_participation(organization_id=organization_id, by=by, **(values | changed))


def recognized(*names: str, scope: tuple[str, ...] = ("microcredential",)) -> UUID:
    """An organization that may issue: recognized, with its agreement signed and its key active."""
    made = factories.organization(*names)
    decision(made, scope=list(scope))
    agreement(made)
    return made
