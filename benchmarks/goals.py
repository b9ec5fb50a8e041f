"""The goals, and what the numbers say of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from benchmarks import tasks
from benchmarks.alone import Alone
from benchmarks.measure import Rates
from benchmarks.sides import OURS

RATE = "operations per CPU-second"
_DB = "digitalbazaar"
Found = tuple[float, float]


class Unknown(Exception):
    """There is no answer; the text says why."""


@dataclass(frozen=True, slots=True)
class Goal:
    """One row.

    Attributes:
        name: what is compared, and with what.
        unit: of both numbers.
        limit: of their ratio.
        most: the ratio must not be above the limit; else not below it.
        find: our number and the other one.
    """

    name: str
    unit: str
    limit: float
    find: Callable[[Rates, Alone], Found]
    most: bool = False

    @property
    def text(self) -> str:
        """The goal as it is written."""
        return f"{'≤' if self.most else '≥'} {self.limit:g}"

    def entry(self, rates: Rates, alone: Alone) -> dict[str, Any]:
        """As JSON."""
        told: dict[str, Any] = {"name": self.name, "value": None, "unit": self.unit, "baseline": None, "ratio": None}
        try:
            value, baseline = self.find(rates, alone)
        except Unknown as reason:
            return told | {"goal": self.text, "met": None, "reason": str(reason)}
        ratio = value / baseline
        met = ratio <= self.limit if self.most else ratio >= self.limit
        found = {"value": rounded(value), "baseline": rounded(baseline), "ratio": rounded(ratio)}
        return told | found | {"goal": self.text, "met": met}


def rounded(number: float) -> float:
    """To four digits, which is more than these measurements are worth."""
    return float(f"{number:.4g}")


def entries(rates: Rates, alone: Alone) -> list[dict[str, Any]]:
    """Every goal of the engine."""
    return [goal.entry(rates, alone) for goal in GOALS]


def _median(rates: Rates, key: str, side: str) -> float:
    found = rates.median(key, side)
    if found is None:
        raise Unknown(rates.failures.get((key, side), f"{key} was not measured for {side}"))
    return found


def _against(ours: str, *peers: str, theirs: str = "") -> Callable[[Rates, Alone], Found]:
    """Our rate, and that of the fastest of the peers."""

    def find(rates: Rates, _alone: Alone) -> Found:
        others = [found for peer in peers if (found := rates.median(theirs or ours, peer)) is not None]
        return _median(rates, ours, OURS), max(others) if others else _median(rates, theirs or ours, peers[0])

    return find


def _share(ours: str, raw: str) -> Callable[[Rates, Alone], Found]:
    return lambda rates, _alone: (_median(rates, ours, OURS), _median(rates, raw, OURS))


def _alone(name: str) -> Callable[[Rates, Alone], Found]:
    def find(_rates: Rates, alone: Alone) -> Found:
        if name not in alone.found:
            raise Unknown(alone.reasons.get(name, "not measured"))
        return alone.found[name]

    return find


def _suite(name: str, label: str, limits: dict[str, float], *peers: str, than: str) -> Iterable[Goal]:
    for what, limit in limits.items():
        yield Goal(f"{label}, {what} ÷ {than}", RATE, limit, _against(f"{name} {what}", *peers))


GOALS = [
    Goal("eddsa-rdfc-2022, known shape, issue ÷ @digitalbazaar/vc", RATE, 50, _against(f"{tasks.RDFC} issue", _DB)),
    Goal(
        "eddsa-rdfc-2022, known shape, verify with all policy checks ÷ @digitalbazaar/vc",
        RATE,
        40,
        _against("strict verify", _DB, theirs=f"{tasks.RDFC} verify"),
    ),
    *_suite(
        tasks.FIRST, "first-seen shape, known contexts", {"issue": 16, "verify": 16}, _DB, than="@digitalbazaar/vc"
    ),
    *_suite(tasks.FALLBACK, "anything else (fallback)", {"issue": 1, "verify": 1}, "pyld", than="plain pyld"),
    Goal("verify ÷ raw Ed25519 verify of the library used", RATE, 0.35, _share("strict verify", "raw verify")),
    Goal("issue ÷ raw Ed25519 sign of the library used", RATE, 0.20, _share(f"{tasks.RDFC} issue", "raw sign")),
    *_suite(tasks.JCS, "eddsa-jcs-2022", {"issue": 8, "verify": 3}, _DB, than="@digitalbazaar/vc"),
    *_suite(
        tasks.JWT,
        "VC-JWT EdDSA",
        {"issue": 1.9, "verify": 1.4},
        *("openbadgeslib", "joserfc", "PyJWT", "openvc-core"),
        than="fastest Python peer",
    ),
    *_suite(tasks.SD_JWT, "SD-JWT VC", {"issue": 3, "verify": 2.5}, "openvc-core", than="openvc-core"),
    *_suite(tasks.BBS, "bbs-2023", dict.fromkeys(("issue", "derive", "verify"), 50), _DB, than="@digitalbazaar"),
    *_suite(tasks.SD, "ecdsa-sd-2023", dict.fromkeys(("issue", "derive", "verify"), 20), _DB, than="@digitalbazaar"),
    Goal("verify_many on 2 cores ÷ one core", "credentials per second (wall)", 1.8, _alone("verify_many")),
    Goal("sceau verify FILE, cold ÷ @digitalbazaar/vc", "milliseconds (wall)", 0.25, _alone("cold"), most=True),
    Goal("peak memory of a worker ÷ @digitalbazaar/vc", "MB", 0.3, _alone("memory"), most=True),
    Goal("peak memory after 1,000,000 verifications ÷ after 1,000", "MB", 1.02, _alone("memory growth"), most=True),
]
"""The last one is the goal "no growth", with the room that an allocator needs."""
