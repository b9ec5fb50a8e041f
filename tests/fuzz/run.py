"""Feed every parser with hostile input until the time is over.

    python -m tests.fuzz.run [--seconds N] [--seed N] [--list] [NAME …]

The law: nothing leaves a parser but its own errors, within the time that one input may cost. What breaks it is made
small, written to `.cache/fuzz/`, and told with the place where it broke.
"""

from __future__ import annotations

import argparse
import hashlib
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from hypothesis import HealthCheck, Phase, given, seed, settings

from sceau.errors import InputError, ResolutionError
from tests.fuzz.targets import TARGETS, Target

FOLDER = Path(__file__).resolve().parents[2] / ".cache" / "fuzz"
ROUND = 300
HOPELESS = 20.0
SHRINKING = 15.0


class TooSlowError(Exception):
    """One input cost more than its time."""


@dataclass
class Finding:
    """What broke the law, and how much was tried."""

    tried: int = 0
    refused: int = 0
    slowest: float = 0.0
    found: float = 0.0
    data: bytes | None = None
    trace: list[str] = field(default_factory=list)


@contextmanager
def bounded(most: float) -> Iterator[None]:
    """What costs more than ``most`` seconds of this processor is a fault; what is hopeless is stopped."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooSlowError(f"more than {HOPELESS} seconds")

    former = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, HOPELESS)
    began = time.process_time()
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, former)
    if (spent := time.process_time() - began) > most:
        raise TooSlowError(f"{spent:.1f} seconds")


def feed(target: Target, ends: float, start: int) -> Finding:
    """Try ``target`` until ``ends``, or until something breaks."""
    finding = Finding()
    number = start
    while time.monotonic() < ends and finding.data is None:
        number += 1
        _round(target, ends, number, finding)
    return finding


def _round(target: Target, ends: float, number: int, finding: Finding) -> None:
    @seed(number)
    @settings(
        max_examples=ROUND,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
    @given(target.inputs)
    def law(data: bytes) -> None:
        if time.monotonic() > (finding.found + SHRINKING if finding.found else ends):
            return
        finding.tried += 1
        began = time.process_time()
        try:
            with bounded(target.seconds):
                target.parse(data)
        except (InputError, ResolutionError):
            if not target.may_refuse:
                _keep(finding, data)
                raise
            finding.refused += 1
        except Exception:  # what no parser may raise is exactly what is looked for
            _keep(finding, data)
            raise
        finally:
            finding.slowest = max(finding.slowest, time.process_time() - began)

    try:
        law()
    except Exception:  # a finding is reported by its caller; only a fault of the harness itself goes on
        if finding.data is None:
            raise


def _keep(finding: Finding, data: bytes) -> None:
    finding.found = finding.found or time.monotonic()
    if finding.data is None or len(data) <= len(finding.data):
        finding.data, finding.trace = data, traceback.format_exc().splitlines()


def _tell(target: Target, finding: Finding) -> None:
    counts = f"{finding.tried:>8} inputs  {finding.refused:>8} refused  slowest {finding.slowest:6.2f} s"
    print(f"{target.name:<22} {counts}  {'BROKEN' if finding.data is not None else ''}", flush=True)
    if finding.data is None:
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{target.name}-{hashlib.sha256(finding.data).hexdigest()[:12]}"
    path.write_bytes(finding.data)
    print(f"  kept in {path}")
    print("\n".join(f"  {line}" for line in finding.trace[-16:]), flush=True)


def main() -> int:
    """Share the time among the targets; 1 when something broke."""
    parser = argparse.ArgumentParser(prog="tests.fuzz.run")
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these targets")
    parser.add_argument("--seconds", type=float, default=120, metavar="N", help="in all (default 120)")
    parser.add_argument("--seed", type=int, default=time.time_ns() // 10**9, metavar="N", help="to repeat a run")
    parser.add_argument("--list", action="store_true", help="name the targets")
    options = parser.parse_args()
    if unknown := sorted(set(options.names) - TARGETS.keys()):
        parser.error(f"no such target: {', '.join(unknown)}")
    chosen = [target for name, target in TARGETS.items() if name in options.names or not options.names]
    if options.list:
        print("\n".join(target.name for target in chosen))
        return 0
    print(f"seed {options.seed}, {len(chosen)} targets, {options.seconds:.0f} seconds", flush=True)
    ends, broken = time.monotonic() + options.seconds, 0
    for place, target in enumerate(chosen):
        share = max(0.0, ends - time.monotonic()) / (len(chosen) - place)
        finding = feed(target, time.monotonic() + share, options.seed * 1_000)
        _tell(target, finding)
        broken += finding.data is not None
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
