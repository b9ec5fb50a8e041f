"""The tables of quality."""

from acquis.quality.models.frameworks import (
    LIFE,
    Adoption,
    ComplianceFramework,
    Finding,
    FindingLine,
    FrameworkLine,
    FrameworkVersion,
    PublishedNeverChanges,
)
from acquis.quality.models.review import (
    Comment,
    LineAnswer,
    Opinion,
    PeriodicReview,
    PinnedFramework,
    Review,
    ReviewProcess,
    ReviewStep,
)

__all__ = [
    "LIFE",
    "Adoption",
    "Comment",
    "ComplianceFramework",
    "Finding",
    "FindingLine",
    "FrameworkLine",
    "FrameworkVersion",
    "LineAnswer",
    "Opinion",
    "PeriodicReview",
    "PinnedFramework",
    "PublishedNeverChanges",
    "Review",
    "ReviewProcess",
    "ReviewStep",
]
