"""How the cost of one credential grows: with its size, with the batch it comes in, with the number of shapes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import sceau
from benchmarks import documents, tasks, world
from benchmarks.sides import OURS, Side, SideError
from tools.paths import say

PEER = "digitalbazaar"
ISSUE, VERIFY = f"{tasks.RDFC} issue", f"{tasks.RDFC} verify"


@dataclass
class Curve:
    """One question.

    Attributes:
        title: the question.
        across: what grows.
        lines: who does what → pairs of what grows and milliseconds of the processor for one credential.
    """

    title: str
    across: str
    lines: dict[str, list[tuple[int, float]]] = field(default_factory=dict)

    def add(self, line: str, across: int, milliseconds: float) -> None:
        """One point."""
        self.lines.setdefault(line, []).append((across, milliseconds))

    def to_json(self) -> dict[str, Any]:
        """As JSON."""
        return {"title": self.title, "across": self.across, "lines": self.lines}


@dataclass(frozen=True, slots=True)
class Reach:
    """How far to go.

    Attributes:
        sizes: the credential's, times the usual one.
        batches: credentials, one after the other, in a new process.
        shapes: among the credentials of a batch.
        stream: credentials in such a batch.
        seconds: of the processor, for one point.
        longest: the same, for a batch; one that would take longer is left out, and this is said.
        beside: the peer does it all too.
    """

    sizes: tuple[int, ...]
    batches: tuple[int, ...]
    shapes: tuple[int, ...]
    stream: int
    seconds: float
    longest: float
    beside: bool = True


QUICK = Reach((1, 10), (1, 30), (1, 20), stream=40, seconds=0.1, longest=5, beside=False)
FULL = Reach((1, 3, 10, 30, 100), (1, 10, 100, 1_000, 10_000, 100_000), (1, 10, 100, 1_000), 3_000, 2.0, 900)
TINY = Reach((1, 2), (1,), (1,), stream=1, seconds=0, longest=1, beside=False)


def measure(reach: Reach, notes: list[str]) -> list[Curve]:
    """The three curves; what could not be measured is told in ``notes``."""
    setup = world.setup()
    with Side(OURS, setup) as maker:
        say("growth with the size of a credential")
        curves = [_sizes(reach, setup, maker, notes)]
        say("growth with the size of a batch, and with the number of shapes")
        signed = maker.each(ISSUE, tasks.unsigned(tasks.RDFC, min(tasks.KNOWN, reach.stream)))
        return [*curves, _batches(reach, setup, signed, notes), _shapes(reach, setup, maker)]


def _sizes(reach: Reach, setup: dict[str, Any], maker: Side, notes: list[str]) -> Curve:
    curve = Curve("one credential, of growing size", "times the usual size (4.7 kB)")
    documents_of: dict[int, tuple[list[str], list[str]]] = {}
    for times in reach.sizes:
        unsigned = [tasks.text(documents.large(number, world.issuer(), times)) for number in range(5)]
        try:
            documents_of[times] = unsigned, maker.each(ISSUE, unsigned)
        except SideError as error:
            notes.append(f"a credential of {times} times the usual size: {error}")
    for name in _names(reach):
        with Side(name, setup) as side:
            for times, (unsigned, signed) in documents_of.items() if not side.missing else ():
                for act, inputs in ((ISSUE, unsigned), (VERIFY, signed)):
                    # Known by then to us, and compiled by the peer.
                    side.do(act, inputs, seconds=None if name == OURS else reach.seconds, most=5)
                    found = side.do(act, inputs, seconds=reach.seconds)
                    curve.add(f"{name} {act.split()[1]}", times, 1000 / found.rate)
    return curve


def _batches(reach: Reach, setup: dict[str, Any], signed: list[str], notes: list[str]) -> Curve:
    curve = Curve("verifying a batch of one shape, in a new process", "credentials in the batch")
    for name in _names(reach):
        each = 0.0
        for several in reach.batches:
            if several * each > reach.longest:
                notes.append(f"a batch of {several:,} was left out for {name}: it would take {several * each:.0f} s")
                continue
            with Side(name, setup) as side:
                if side.missing:
                    break
                each = _batch(side, signed, several, reach.longest * 2) / several
            curve.add(f"{name} verify", several, each * 1000)
    return curve


def _names(reach: Reach) -> tuple[str, ...]:
    return (OURS, PEER) if reach.beside else (OURS,)


def _batch(side: Side, signed: list[str], several: int, longest: float) -> float:
    """Seconds of the processor for ``several`` verifications, on one core."""
    if side.name == OURS and hasattr(sceau, "verify_many"):
        order = tasks.text({"credentials": signed, "several": several, "workers": 1})
        return side.do("verify_many", [order], most=1).cpu
    found = side.do(VERIFY, signed, seconds=longest, most=several)
    return found.cpu / found.operations * several


def _shapes(reach: Reach, setup: dict[str, Any], maker: Side) -> Curve:
    curve = Curve(f"verifying {reach.stream:,} credentials of several shapes, in a new process", "shapes among them")
    for shapes in reach.shapes:
        unsigned = [tasks.text(each) for each in documents.shuffled(reach.stream, shapes, world.issuer())]
        signed = maker.each(ISSUE, unsigned)
        for name in _names(reach):
            with Side(name, setup) as side:
                if not side.missing:
                    # All of them for us, for what was learnt is part of the cost; the peer learns nothing.
                    seconds = reach.longest if name == OURS else reach.seconds * 4
                    found = side.do(VERIFY, signed, seconds=seconds, most=len(signed))
                    curve.add(f"{name} verify", shapes, 1000 / found.rate)
    return curve
