"""The operator suspends what an organization published, and lifts that; both are told to the organization (SM-1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from acquis.catalogue import models
from acquis.catalogue.access import OVERSEE
from acquis.catalogue.actions.life import move
from acquis.organizations import queries as organizations
from acquis.people.queries import PersonFacts
from acquis.platform import clock, links, mail
from acquis.platform.actor import Actor
from acquis.platform.faults import Refused
from acquis.platform.translatable import Text

LONGEST_REASON = 400


def suspend_by_network(*, version_id: UUID, reason: Text, by: Actor) -> None:
    """Stop offers and awards of a published version until the operator lifts it; its page says so (SM-1, R-066).

    Args:
        version_id: a published version of any organization.
        reason: in one language at least; the public reads it.
        by: the operator.

    Raises:
        Forbidden: without ``achievement.oversee`` in the organization that runs the network.
        Refused: ``move_refused``, ``reason_missing``, ``reason_too_long``.
    """

    def check(version: models.AchievementVersion) -> dict[str, Any]:
        if not reason:
            raise Refused("reason_missing", _("Say why, in one language at least: everybody reads it."), "reason_fr")
        for language, words in reason.items():
            if len(words) > LONGEST_REASON:
                sentence = _("Say it in at most %(number)s characters.") % {"number": LONGEST_REASON}
                raise Refused("reason_too_long", sentence, f"reason_{language}")
        version.suspended_at, version.suspension_reason, version.network_reason = clock.now(), "", reason
        for reader, context in _readers(version):
            told = context | {"reason": reason.shown(reader.language).text}
            mail.send("definition_suspended", to=reader.email, language=reader.language, context=told)
        return {"reason": dict(reason)}

    move("suspend_by_network", version_id, by, OVERSEE, check)


def lift_by_network(*, version_id: UUID, by: Actor) -> None:
    """End a suspension by the operator: it can be offered and awarded again.

    Raises:
        Forbidden: without ``achievement.oversee`` in the organization that runs the network.
        Refused: ``move_refused``, ``suspended_by_issuer``.
    """

    def check(version: models.AchievementVersion) -> None:
        if not version.network_reason:
            raise Refused("suspended_by_issuer", _("Its own organization suspended it, and lifts that itself."))
        version.suspended_at, version.network_reason = None, Text()
        for reader, context in _readers(version):
            mail.send("definition_lifted", to=reader.email, language=reader.language, context=context)

    move("lift_by_network", version_id, by, OVERSEE, check)


def _readers(version: models.AchievementVersion) -> Iterator[tuple[PersonFacts, dict[str, str]]]:
    """Everybody who publishes for its organization, with what a letter to them says; sent in the move's transaction."""
    for reader in organizations.members_who_may(version.organization_id, "achievement.publish"):
        link = links.absolute(
            "issuer:definition",
            language=reader.language,
            organization_id=version.organization_id,
            version_id=version.pk,
        )
        title = version.title.shown(reader.language).text
        yield reader, {"title": title, "code": version.achievement.code, "link": link}
