"""An Open Badges 2.0 badge in one language, for a person; see `sceau.openbadges.reading`."""

from __future__ import annotations

from sceau.encoding.strict_json import JsonObject
from sceau.openbadges import reading
from sceau.openbadges.reading import BadgeSummary
from sceau.openbadges.v2 import conversion


def summary(assertion: JsonObject, badge: JsonObject, issuer: JsonObject, language: str) -> BadgeSummary:
    """Read the three documents in ``language``; nothing is raised, and what is crooked is absent.

    Args:
        assertion: as its host or its signature vouches for it; an embedded badge class is not looked at.
        badge: its badge class.
        issuer: the profile of its issuer; {} when it could not be had.
        language: BCP 47; "fr" also accepts "fr-CA".
    """
    return reading.summary(conversion.view(assertion, badge, issuer), language)
