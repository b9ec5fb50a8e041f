"""The approval file of a version: everything that was written, said and decided about it, in order (R-082)."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from acquis.audit import queries as audit
from acquis.catalogue import content as written
from acquis.catalogue import queries as catalogue
from acquis.catalogue.queries import VersionFacts
from acquis.quality import queries
from acquis.quality.facts import FrameworkFacts
from acquis.quality.reviewing import CommentFacts, OpinionFacts, PeriodicFacts, ReviewFacts, StepFacts

FORMAT = "acquis-approval-file/1"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a version.

    Attributes:
        what: submitted, opinion, impossible, comment, decided, looked_again, published, suspended, retired.
        who: the name of the person, "" when it is not a person's deed.
        about: the facts behind it.
    """

    at: datetime
    what: str
    who: str
    about: Any = None


def of(version: VersionFacts) -> list[Event]:
    """What happened, in order."""
    events = [Event(version.created_at, "begun", version.author_name)]
    for review in queries.reviews(version.id):
        events += _events(review)
    events += [Event(one.at, "comment", one.person_name, one) for one in queries.comments(version.id)]
    events += [Event(one.held_at, "looked_again", one.person_name, one) for one in queries.periodic_reviews(version.id)]
    ends = {
        "published": version.published_at,
        "suspended": version.suspended_at,
        "superseded": version.superseded_at,
        "retired": version.retired_at,
    }
    events += [Event(at, what, "") for what, at in ends.items() if at is not None]
    return sorted(events, key=lambda event: event.at)


def plain(version: VersionFacts) -> dict[str, Any]:
    """The file as JSON values: the definition as it stands, its versions, every round, every event and audit line."""
    return {
        "format": FORMAT,
        "definition": {
            "organization": dict(version.organization.name),
            "code": version.code,
            "kind": version.kind,
            "version": version.number,
            "state": version.state,
            "address": version.address,
            "sha256": version.digest,
            "content": written.plain(version.content),
        },
        "versions": [
            {"version": card.number, "state": card.state, "published_at": _plain(card.published_at)}
            for card in reversed(catalogue.history(version.achievement_id))
        ],
        "reviews": [_plain(review) for review in queries.reviews(version.id)],
        "events": [{"at": _plain(event.at), "what": event.what, "who": event.who} for event in of(version)],
        "comments": [_plain(one) for one in queries.comments(version.id)],
        "looked_again": [_plain(one) for one in queries.periodic_reviews(version.id)],
        "audit": [
            {"at": _plain(entry.at), "verb": entry.verb, "facts": entry.facts}
            for entry in audit.history(subject_type="achievement_version", subject_id=version.id)
        ],
    }


def _events(review: ReviewFacts) -> list[Event]:
    found = [Event(review.submitted_at, "submitted", review.submitted_by, review)]
    for step in review.steps:
        found += [Event(one.given_at, "opinion", one.person_name, one) for one in step.opinions]
        if step.impossible and step.ended_at is not None:
            found.append(Event(step.ended_at, "impossible", step.impossible_by, step))
    if review.decided_at is not None:
        found.append(Event(review.decided_at, "decided", review.decided_by, review))
    return found


_TOLD = (ReviewFacts, StepFacts, OpinionFacts, CommentFacts, PeriodicFacts)


def _plain(value: Any) -> Any:
    if isinstance(value, FrameworkFacts):
        return {"key": value.key, "version": value.label, "sha256": value.digest, "publisher": dict(value.publisher)}
    if isinstance(value, _TOLD) or is_dataclass(value):
        hidden = {"id", "review_id", "version_id", "organization_id"}
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value) if one.name not in hidden}
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
