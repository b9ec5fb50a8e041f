"""Background work of quality: reminders of steps that take too long, and of what must be looked at again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from acquis.catalogue import queries as catalogue
from acquis.organizations import queries as organizations
from acquis.people import queries as people
from acquis.people.queries import PersonFacts
from acquis.platform import jobs, links, mail
from acquis.platform.formats import day
from acquis.quality import queries


@jobs.work("quality.remind_step")
def remind_step(*, payload: Mapping[str, Any], progress: Callable[[int, int], None]) -> None:
    """Write to whoever took a late step on, else to everybody who could (R-086)."""
    work = queries.open_step(UUID(payload["step_id"]))
    if work is None:
        return
    for reader in _asked(work.organization_id, work.step.permission, work.step.owner_id):
        link = links.absolute(
            "issuer:review",
            language=reader.language,
            organization_id=work.organization_id,
            version_id=work.version_id,
        )
        context = {"title": work.title.shown(reader.language).text, "days": work.step.days, "link": link}
        mail.send("review_late", to=reader.email, language=reader.language, context=context)


@jobs.work("quality.remind_relevance")
def remind_relevance(*, payload: Mapping[str, Any], progress: Callable[[int, int], None]) -> None:
    """Write to the approvers of a version whose day comes or has come; nothing once it was looked at (R-039)."""
    version, until = catalogue.version(UUID(payload["version_id"])), date.fromisoformat(payload["until"])
    if version is None or version.relevance_until != until or version.state not in {"published", "suspended"}:
        return
    for reader in _asked(version.organization.id, "achievement.approve", None):
        link = links.absolute(
            "issuer:review_again",
            language=reader.language,
            organization_id=version.organization.id,
            version_id=version.id,
        )
        context = {
            "title": version.title.shown(reader.language).text,
            "until": day(until, reader.language),
            "stop": day(catalogue.awards_until(until), reader.language),
            "is_due": version.is_review_due,
            "is_lapsed": version.is_lapsed,
            "link": link,
        }
        mail.send("review_due", to=reader.email, language=reader.language, context=context)


def _asked(organization_id: UUID, permission: str, owner_id: UUID | None) -> list[PersonFacts]:
    """Whoever took it on, as long as they may still do it; else everybody who may."""
    able = organizations.members_who_may(organization_id, permission)
    owner = people.person(owner_id) if owner_id is not None else None
    return [owner] if owner is not None and owner in able else able
