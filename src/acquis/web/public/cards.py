"""Catalogue entries as `components/achievement_card.html` takes them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from acquis.catalogue.queries import VersionCard


def of_versions(versions: Iterable[VersionCard]) -> list[dict[str, Any]]:
    """One card for each version; an unknown price is not shown as a price."""
    return [
        {
            "url": reverse("public:achievement", kwargs={"achievement_id": version.achievement_id}),
            "title": version.title,
            "issuer": version.organization.name,
            "summary": version.purpose,
            "hours": version.hours,
            "price_cents": version.total_cents,
            "price_known": version.total_cents is not None,
            "mode": version.mode,
            "digest": version.digest,
            "colours": version.organization.colours,
            "kind": version.kind,
            "state": "example" if version.state == "example" else "",
        }
        for version in versions
    ]
