"""What is measured in processes of their own: start-up, memory, two cores."""

from __future__ import annotations

import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import sceau
from benchmarks import documents, tasks, world
from benchmarks.sides import OURS, Side, SideError
from tools import installation
from tools.paths import CACHE, ROOT, console_script, environment, say

MANY = 1_000_000
LONGEST = 1_800.0
"""Seconds of the processor that one measurement of memory may take."""


@dataclass
class Alone:
    """What was found.

    Attributes:
        found: name → our number and the other one.
        reasons: name → why there is none.
    """

    found: dict[str, tuple[float, float]] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)

    def told(self, name: str) -> str:
        """What was found beside the goals, in words; "" when it was not measured at all."""
        if name in self.reasons:
            return f"{name}: {self.reasons[name]}"
        if name not in self.found:
            return ""
        two, one = self.found[name]
        return f"{name}: {two:,.0f} credentials per second (wall) with two workers, {one:,.0f} with one"


def measure(*, quick: bool, signed: list[str]) -> Alone:
    """All of it.

    Args:
        quick: fewer repetitions; nothing that takes minutes.
        signed: credentials to verify, of one shape.
    """
    alone = Alone()
    say("start-up of the commands")
    cold(alone, repeats=3 if quick else 11)
    say("memory")
    memory(alone, signed, quick=quick)
    say("two cores")
    two_cores(alone, signed, several=2_000 if quick else 5_000, repeats=2 if quick else 5)
    return alone


def cold(alone: Alone, *, repeats: int) -> None:
    """From the command to its answer, by the clock: our command and a script that does the same with the peer."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "badge.json"
        with Side(OURS, world.setup()) as side:
            text = tasks.text(documents.simple(1, world.issuer()))
            path.write_text(side.do(f"{tasks.RDFC} issue", [text], most=1).output, encoding="utf-8")
        ours = [str(console_script("sceau")), "verify", str(path), "--at", documents.NOW]
        theirs = [*installation.node()["node"], "benchmarks/peers/cold.mjs", str(path), documents.NOW]
        for command in (ours, theirs):  # once, so that files are in memory, and modules compiled
            if problem := _run(command)[1]:
                alone.reasons["cold"] = f"{Path(command[0]).name}: {problem}"
                return
        pairs = [(_run(ours)[0], _run(theirs)[0]) for _ in range(repeats)]
    mine, other = (statistics.median(times) for times in zip(*pairs, strict=True))
    alone.found["cold"] = mine * 1000, other * 1000


def _run(command: list[str]) -> tuple[float, str]:
    """Seconds, and what went wrong."""
    before = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=_as_installed(), capture_output=True, text=True, check=False)
    spent = time.perf_counter() - before
    return spent, (done.stderr or done.stdout).strip()[-300:] if done.returncode else ""


def _as_installed() -> dict[str, str]:
    """With compiled modules, as every installation has them, even where this shell forbids to write any."""
    found = environment({"PYTHONPYCACHEPREFIX": str(CACHE / "bench" / "bytecode")})
    found.pop("PYTHONDONTWRITEBYTECODE", None)
    return found


def memory(alone: Alone, signed: list[str], *, quick: bool) -> None:
    """The most that a process has held after verifying for a while."""
    with Side(OURS, world.setup()) as side, Side("digitalbazaar", world.setup()) as peer:
        if peer.missing:
            alone.reasons["memory"] = alone.reasons["memory growth"] = f"@digitalbazaar/vc: {peer.missing}"
            return
        seconds, several = (3.0, 200) if quick else (LONGEST, 1_000)
        timing = side.do("strict verify", signed, seconds=seconds, most=several)
        before = side.peak()
        peer.do(f"{tasks.RDFC} verify", signed, seconds=seconds, most=several)
        other = peer.peak()
        if before is None or other is None:
            reason = "this system does not say how much memory a process has held"
            alone.reasons["memory"] = alone.reasons["memory growth"] = reason
            return
        alone.found["memory"] = before, other
        if quick:
            alone.reasons["memory growth"] = f"{MANY:,} verifications take minutes; the full run counts them"
            return
        expected = MANY / timing.rate
        if expected > LONGEST:
            alone.reasons["memory growth"] = f"{MANY:,} verifications would take {expected / 60:.0f} minutes here"
            return
        side.do("strict verify", signed, seconds=LONGEST * 2, most=MANY)
        alone.found["memory growth"] = side.peak() or 0.0, before


def two_cores(alone: Alone, signed: list[str], *, several: int, repeats: int) -> None:
    """A batch with two workers and with one, by the clock."""
    unsigned = tasks.unsigned(tasks.RDFC, len(signed))
    for name, credentials in (("verify_many", signed), ("issue_many", unsigned)):
        if not hasattr(sceau, name):
            alone.reasons[name] = f"sceau.{name} is not built yet"
            continue
        rates: dict[int, list[float]] = {1: [], 2: []}
        try:
            with Side(OURS, world.setup()) as side:
                for _ in range(repeats):
                    for workers, found in rates.items():
                        order = tasks.text({"credentials": credentials, "several": several, "workers": workers})
                        found.append(several / side.do(name, [order], most=1).wall)
        except SideError as error:
            alone.reasons[name] = str(error)
            continue
        alone.found[name] = statistics.median(rates[2]), statistics.median(rates[1])
