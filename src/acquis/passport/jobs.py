"""What happens elsewhere and matters to holders: a status change is told to whoever holds the credential (R-198)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from acquis.passport import queries
from acquis.people import queries as people
from acquis.platform import links, mail, news


def listen() -> None:
    """Subscribe; called once, when the apps are ready."""
    news.subscribe("issuance.credential_status_changed", "passport.tell_holder", tell_holder)


def tell_holder(payload: Mapping[str, Any]) -> None:
    """Write to each holder, without naming the credential in the message."""
    credential_id = UUID(payload["credential_id"])
    for person_id in queries.holders_of(credential_id):
        holder = people.person(person_id)
        if holder is not None:
            mail.send(
                "status_changed",
                to=holder.email,
                language=holder.language,
                context={"link": links.absolute("learner:passport", language=holder.language)},
            )
