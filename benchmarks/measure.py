"""The rounds: every side does the same work on the same documents, one after the other, several times."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field

from benchmarks import sides, tasks, world
from benchmarks.sides import OURS, Side, SideError
from benchmarks.tasks import TASKS, Task
from tools.paths import say


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is done.

    Attributes:
        rounds: of everything; medians are over these.
        slow_rounds: of what takes a second for one operation; 0 takes the first one, unrepeated.
        seconds: of the processor, for each piece of work in each round.
        beside: the same for peers that no goal speaks of.
        warm: the same for @digitalbazaar/vc beforehand, whose compiler needs it.
        fresh: documents of new shapes, in each round.
        signed: documents of one shape that are signed beforehand.
    """

    rounds: int
    slow_rounds: int
    seconds: float
    beside: float
    warm: float
    fresh: int
    signed: int


QUICK = Effort(rounds=3, slow_rounds=0, seconds=0.12, beside=0.04, warm=3.0, fresh=40, signed=20)
FULL = Effort(rounds=7, slow_rounds=5, seconds=1.0, beside=0.5, warm=8.0, fresh=200, signed=tasks.KNOWN)
TINY = Effort(rounds=1, slow_rounds=0, seconds=0.001, beside=0.001, warm=0.001, fresh=1, signed=1)
"""For the test of this program."""


@dataclass
class Rates:
    """What was found.

    Attributes:
        found: (work, side) → operations for each second of the processor, one number for each round.
        versions: side → what ran.
        notes: what went otherwise than meant, for the reader.
        peaks: side → the most memory that its process held in the end, in MB.
        failures: (work, side) → why there is no number.
    """

    found: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    peaks: dict[str, float] = field(default_factory=dict)
    failures: dict[tuple[str, str], str] = field(default_factory=dict)

    def median(self, key: str, side: str) -> float | None:
        """Of all rounds; None without any."""
        found = self.found.get((key, side))
        return statistics.median(found) if found else None

    def failed(self, key: str, side: str, reason: str) -> None:
        """There will be no number."""
        self.failures[key, side] = reason
        self.notes.append(f"{key}, {side}: {reason}")


class Rounds:
    """All sides and their documents.

    Args:
        effort: how much.
        only: the names of the peers to start; all of them unless given.
    """

    def __init__(self, effort: Effort, only: tuple[str, ...] | None = None) -> None:
        self.effort = effort
        self.rates = Rates()
        self._sides: dict[str, Side] = {}
        self._inputs: dict[tuple[str, str], list[str]] = {}
        setup = world.setup()
        self._maker = Side(OURS, setup)
        """Signs what others verify: who is measured must not have seen it."""
        for name in (OURS, *(sides.PEERS if only is None else only)):
            self._start(name, Side(name, setup))
        self._fresh = 1

    def close(self) -> None:
        """End every process."""
        for side in (self._maker, *self._sides.values()):
            side.close()

    def signed(self) -> list[str]:
        """The credentials of one shape that were verified."""
        return self._inputs[f"{tasks.STRICT} verify", OURS]

    def run(self) -> Rates:
        """Prepare, warm up, measure."""
        say("signing the documents, and letting each side read the other's")
        for task in TASKS:
            if task.name not in (tasks.FIRST, tasks.RAW):
                self._prepare(task)
        self._warm()
        for number in range(self.effort.rounds):
            say(f"round {number + 1} of {self.effort.rounds}")
            for task in TASKS:
                if number < self.effort.slow_rounds or not task.slow:
                    self._round(task)
        self.rates.peaks = {name: peak for name, side in self._sides.items() if (peak := side.peak()) is not None}
        return self.rates

    def _start(self, name: str, side: Side) -> None:
        if side.missing:
            self.rates.notes.append(f"{name} could not be loaded, and is not measured: {side.missing}")
            side.close()
            return
        self._sides[name] = side
        self.rates.versions[name] = side.version

    def _prepare(self, task: Task) -> None:
        """Give each side its documents: to verify, those that we signed, where it reads them."""
        given = tasks.unsigned(task.name, self.effort.signed if not task.slow else 1)
        if task.what != "issue":
            base = task.name if task.name not in (tasks.STRICT, tasks.FALLBACK) else tasks.RDFC
            given = self._maker.each(f"{base} issue", given)
            if task.what == "verify" and task.name in (tasks.SD, tasks.BBS):
                given = self._maker.each(f"{base} derive", given)
        for name in (OURS, *task.against, *task.beside):
            side = self._sides.get(name)
            if side is None:
                self.rates.failures[task.key, name] = f"{name} could not be loaded"
                continue
            self._inputs[task.key, name] = given
            try:
                timing = side.do(task.act(name), given, most=1)
            except SideError as error:
                self._try_own(task, side, str(error))
                continue
            if name != OURS and task.what == "issue":
                self._read(task, name, timing.output)
            if task.slow and not self.effort.slow_rounds:
                self.rates.found[task.key, name] = [timing.rate]

    def _try_own(self, task: Task, side: Side, reason: str) -> None:
        """A side that does not read what we signed may still read what it signs itself."""
        if task.what != "verify" or side.name == OURS:
            self.rates.failed(task.key, side.name, reason)
            return
        try:
            own = side.do(f"{task.name} issue", tasks.unsigned(task.name, 1), most=1).output
            side.do(task.act(side.name), [own], most=1)
        except SideError:
            self.rates.failed(task.key, side.name, reason)
            return
        self._inputs[task.key, side.name] = [own]
        self.rates.notes.append(f"{task.key}, {side.name}: measured on what it signed itself; of ours it says {reason}")

    def _read(self, task: Task, name: str, output: str) -> None:
        verify = next(each for each in TASKS if each.name == task.name and each.what == "verify")
        try:
            if task.name in (tasks.SD, tasks.BBS):
                output = self._maker.do(f"{task.name} derive", [output], most=1).output
            self._maker.do(verify.ours, [output], most=1)
        except SideError as error:
            self.rates.notes.append(f"{task.key}, {name}: what it signs, we do not accept: {error}")

    def _warm(self) -> None:
        """All at once, for nothing is measured. Where nothing is compiled on the way, a few times are enough."""
        say("warming up")
        for task in TASKS:
            if task.slow or task.name == tasks.FIRST:
                continue
            asked = [name for name in self._sides if (task.key, name) in self._inputs and self._works(task, name)]
            for name in asked:
                seconds = self.effort.warm if name == "digitalbazaar" and task.name == tasks.RDFC else None
                if seconds is None and name in sides.PEERS and sides.PEERS[name][1] == "node":
                    seconds = self.effort.warm / 8
                most = 5 if seconds is None else None
                self._sides[name].ask(task.act(name), self._inputs[task.key, name], seconds=seconds, most=most)
            for name in asked:
                self._sides[name].answer()

    def _works(self, task: Task, name: str) -> bool:
        return (task.key, name) not in self.rates.failures

    def _round(self, task: Task) -> None:
        fresh = self._of_new_shapes(task.what) if task.name == tasks.FIRST else None
        for name in (OURS, *task.against, *task.beside):
            if name not in self._sides or not self._works(task, name):
                continue
            seconds = self.effort.beside if name in task.beside else self.effort.seconds
            inputs = fresh or self._inputs.get((task.key, name), [""])
            try:
                timing = self._sides[name].do(
                    task.act(name), inputs, seconds=seconds, most=len(fresh) if fresh else None
                )
            except SideError as error:
                self.rates.failed(task.key, name, str(error))
                continue
            self.rates.found.setdefault((task.key, name), []).append(timing.rate)

    def _of_new_shapes(self, what: str) -> list[str]:
        made = tasks.of_new_shapes(self._fresh, self.effort.fresh)
        self._fresh += self.effort.fresh
        return made if what == "issue" else self._maker.each(f"{tasks.RDFC} issue", made)
