"""The tables of the catalogue."""

from acquis.catalogue.models.endorsements import Endorsement, Partnership
from acquis.catalogue.models.exchange import BulkImport, BulkLine
from acquis.catalogue.models.offers import (
    AidApproval,
    Offer,
    OfferClicks,
    PreparationLink,
    PreparationResource,
    Session,
)
from acquis.catalogue.models.parts import (
    Alignment,
    Assessment,
    Coverage,
    Module,
    NeedProof,
    Outcome,
    Part,
    Prerequisite,
    Standard,
    Underpinning,
)
from acquis.catalogue.models.saved import SavedAlerts, SavedListing
from acquis.catalogue.models.versions import LIFE, Achievement, AchievementVersion, PublishedNeverChanges

__all__ = [
    "LIFE",
    "Achievement",
    "AchievementVersion",
    "AidApproval",
    "Alignment",
    "Assessment",
    "BulkImport",
    "BulkLine",
    "Coverage",
    "Endorsement",
    "Module",
    "NeedProof",
    "Offer",
    "OfferClicks",
    "Outcome",
    "Part",
    "Partnership",
    "PreparationLink",
    "PreparationResource",
    "Prerequisite",
    "PublishedNeverChanges",
    "SavedAlerts",
    "SavedListing",
    "Session",
    "Standard",
    "Underpinning",
]
