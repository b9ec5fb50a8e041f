"""The network that the tests of the portal look at."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from acquis.catalogue.content import Prerequisite
from acquis.catalogue.offering import Session
from tests.acquis import factories
from tests.acquis.catalogue import listings
from tests.acquis.web.public.portal import Portal


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Portal]:
    """Made once: twelve definitions, six offers of five of them."""
    with django_db_blocker.unblock(), transaction.atomic():
        college, board = (
            factories.recognised_college("nord"),
            factories.recognise(factories.college("conseil", kind="school_board")),
        )
        special: dict[str, dict[str, Any]] = {
            "cyber": {"sectors": ("51",), "entry_level": "beginner", "audiences": ("newcomers",)},
            "welding": {
                "sectors": ("31-33",),
                **{f"hours_{name}": Decimal(each) for name, each in (("min", 50), ("typical", 60), ("max", 70))},
                "prerequisites": (Prerequisite(factories.both("Savoir lire", "Being able to read"), "recommended"),),
            },
            "care": {"relation": "component", "stackability": factories.both("Mène au certificat", "Leads on")},
            "writing": {"literacy_paths": ("employment",), "modules": (), "price_cents": None},
        }
        versions = {
            key: listings.define(board if key in ("writing", "sheets") else college, key, **special.get(key, {}))
            for key in listings.TITLES
        }
        continuous: dict[str, Any] = {"starts_in": None, "sessions": (Session("continuous"),)}
        offers = {
            "cyber": listings.offer(college, versions["cyber"]),
            "cyber-free": listings.offer(college, versions["cyber"], tuition_cents=0, starts_in=60),
            "welding": listings.offer(
                college, versions["welding"], tuition_cents=600_00, delivery_mode="in_person", region="nord"
            ),
            "care": listings.offer(college, versions["care"], starts_in=200, languages=("en",)),
            "sheets": listings.offer(board, versions["sheets"], tuition_cents=0, **continuous),
            "kitchen": listings.offer(college, versions["kitchen"], materials_cents=None, tuition_cents=0),
        }
        yield Portal(college, board, versions, offers)
        transaction.set_rollback(True)
