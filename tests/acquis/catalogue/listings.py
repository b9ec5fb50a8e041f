"""A small portal: definitions of several kinds, some with offers, made through the actions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from acquis.catalogue import actions
from acquis.catalogue.content import Alignment
from acquis.catalogue.offering import Session, Terms
from acquis.catalogue.queries import VersionFacts
from acquis.platform import clock
from acquis.platform.translatable import Text
from tests.acquis import factories
from tests.acquis.factories import College, both

TITLES = {
    "cyber": both("Cybersécurité au quotidien", "Everyday Cybersecurity"),
    "sheets": both("Tableurs pour le bureau", "Spreadsheets for the Office"),
    "first-aid": both("Premiers secours en milieu de travail", "First Aid in the Workplace"),
    "picking": both("Préparation de commandes en entrepôt", "Order Picking in a Warehouse"),
    "writing": both("Rédaction claire et simple", "Clear and Simple Writing"),
    "welding": both("Soudage de base", "Basic Welding"),
    "care": both("Soins aux personnes âgées", "Care of Older Adults"),
    "kitchen": both("Hygiène en cuisine", "Kitchen Hygiene"),
    "ai": both("Intelligence artificielle responsable", "Responsible Artificial Intelligence"),
    "project": both("Gestion de projets agiles", "Agile Project Management"),
    "accounts": both("Tenue de livres", "Bookkeeping"),
    "garden": both("Entretien d’espaces verts", "Grounds Maintenance"),
}
PURPOSE = both("Pour apprendre un métier.", "To learn a trade.")


def define(where: College, key: str, **changes: Any) -> VersionFacts:
    """One published definition with that title, targeting what the title says."""
    title = TITLES[key]
    told: dict[str, Any] = {
        "title": title,
        "purpose": PURPOSE,
        "description": Text(),
        "alignments": (Alignment(free_text=title, reason="No entry says it."),),
    }
    return factories.published_version(where, code=key.upper(), **(told | changes))


def offer(where: College, version: VersionFacts, *, starts_in: int | None = 20, **changes: Any) -> UUID:
    """A listed offer that begins in so many days, 100 $ altogether unless ``changes`` say otherwise."""
    starts = () if starts_in is None else (Session("fixed", clock.today() + timedelta(days=starts_in)),)
    told: dict[str, Any] = {
        "tuition_cents": 100_00,
        "materials_cents": 0,
        "exam_cents": 0,
        "delivery_mode": "online",
        "assessment_mode": "online",
        "languages": ("fr",),
        "registration_url": "https://college.example/register",
        "sessions": starts,
    }
    by = where.actor("registrar")
    made = actions.begin_offer(achievement_id=version.achievement_id, terms=Terms(**(told | changes)), by=by)
    actions.list_offer(offer_id=made, by=by)
    return made
