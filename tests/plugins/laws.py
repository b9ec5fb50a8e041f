"""How hard Hypothesis looks: the same examples in every run, more of them when asked by `ACQUIS_LAWS=thorough`."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

COMMON = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}

settings.register_profile("suite", max_examples=50, derandomize=True, database=None, **COMMON)  # type: ignore[arg-type]
settings.register_profile("thorough", max_examples=2_000, **COMMON)  # type: ignore[arg-type]
settings.load_profile(os.environ.get("ACQUIS_LAWS", "suite"))
