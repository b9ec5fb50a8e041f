"""What each table knows about people, declared beside its fields (R-321).

A model states ``privacy = Privacy(personal={field: "why; how long"}, open={fields})``. Every field that can
hold words must stand in one of the two; a house test fails otherwise. Export, erasure and log scrubbing read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Privacy:
    """The declaration of one table.

    Attributes:
        personal: field name → purpose and retention, in a few words.
        open: names of the fields that never hold personal data.
    """

    personal: Mapping[str, str] = field(default_factory=dict)
    open: frozenset[str] = frozenset()
