"""Learner records that tests start from."""

from __future__ import annotations

from functools import cache
from typing import Any

from sceau.openbadges.clr import Association, Learner, clr_credential
from sceau.openbadges.profile import Profile
from sceau.openbadges.vocabulary import AssociationType
from tests.sceau.openbadges import everything, examples

SECOND = "https://college.example/id/achievements/5/1"
RECORD = "urn:uuid:5be7b0de-1b4e-4c53-9d55-6a5a2c1f0009"


@cache
def badges() -> tuple[Any, Any]:
    """Two signed badges of one learner, the first with every member."""
    second = everything.achievement(id=SECOND, endorsements=[], translations=[], related=[], result_descriptions=[])
    return (
        everything.signed(everything.credential(status=[])),
        everything.signed(
            examples.credential(
                id=f"{RECORD}#2",
                issuer=everything.profile(),
                achievement=second,
                results=[],
                subject=everything.subject(results=[]),
            )
        ),
    )


def unsigned(**changes: Any) -> dict[str, Any]:
    """A record of both badges; ``changes`` replace arguments of `clr_credential`."""
    values: dict[str, Any] = {
        "id": RECORD,
        "issuer": Profile(everything.ISSUER_DID, "Collège Boréalis"),
        "learner": Learner(everything.subject().id),
        "credentials": badges(),
        "name": "Relevé de Marie",
        "valid_from": everything.NOW,
        "associations": [Association(AssociationType.IS_CHILD_OF, examples.PLACE, SECOND)],
        "partial": True,
        "endorsements": [everything.endorsement(RECORD, 7)],
    }
    return clr_credential(**values | changes)


@cache
def record() -> dict[str, Any]:
    """The record, signed. Shared: copy it before changing it."""
    return everything.signed(unsigned())
