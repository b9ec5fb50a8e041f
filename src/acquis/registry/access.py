"""What can be recognized, and who may not judge whom."""

from __future__ import annotations

from uuid import UUID

# Kind of achievement here → its `achievementType` in Open Badges 3.0, as the published register says it.
KINDS = {"microcredential": "MicroCredential", "badge": "Badge"}

# The participation agreement that organizations sign today; signatures of former versions stay on record.
AGREEMENT_VERSION = "2022-1"

# Outcome → the standings from which it may be decided ("" = never recognized).
FROM = {
    "recognized": frozenset({"", "recognized", "suspended", "withdrawn"}),
    "suspended": frozenset({"recognized"}),
    "withdrawn": frozenset({"recognized", "suspended"}),
    "refused": frozenset({"", "recognized", "suspended", "withdrawn"}),
}


def is_own_case(*, operator_id: UUID | None, organization_id: UUID, is_member: bool) -> bool:
    """Whether whoever decides would judge their own organization."""
    return is_member or operator_id == organization_id
