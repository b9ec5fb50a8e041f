"""The numbers as Markdown and as pictures."""

from __future__ import annotations

import os
import platform
from typing import Any

from benchmarks import plot, tasks
from benchmarks.growth import Curve
from benchmarks.measure import Rates
from benchmarks.sides import OURS

NAMES = {tasks.STRICT: f"{tasks.RDFC}, all policy checks", tasks.FIRST: "first-seen shape", tasks.RAW: "raw Ed25519"}


def markdown(entries: list[dict[str, Any]], rates: Rates, curves: list[Curve], *, quick: bool) -> str:
    """Everything, in tables."""
    parts = [_circumstances(rates, quick=quick), _goals(entries), _rates(rates), *(_curve(curve) for curve in curves)]
    if rates.peaks:
        held = ", ".join(f"{name} {peak:,.0f}" for name, peak in rates.peaks.items())
        parts.append(f"The most memory that each process held while it did all of its rows, in MB: {held}.")
    if rates.notes:
        parts.append("What went otherwise:\n\n" + "\n".join(f"- {note}" for note in dict.fromkeys(rates.notes)))
    return "\n\n".join(parts) + "\n"


def pictures(rates: Rates, curves: list[Curve]) -> dict[str, str]:
    """File name → SVG."""
    return {"speed.svg": plot.bars(_bars(rates)), "growth.svg": plot.curves(curves)}


def _circumstances(rates: Rates, *, quick: bool) -> str:
    versions = ", ".join(rates.versions.values())
    how = "A quick run, for a first look" if quick else "A full run"
    machine = f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return f"{how}; {machine}. What ran: {versions}."


def _goals(entries: list[dict[str, Any]]) -> str:
    rows = ["| what | Sceau | the other | ratio | goal | |", "|---|---:|---:|---:|---:|---|"]
    marks = {True: "met", False: "**not met**"}
    for each in entries:
        if each["met"] is None:
            rows.append(f"| {each['name']} | | | | {each['goal']} | {each['reason']} |")
        else:
            numbers = " | ".join(_number(each[name]) for name in ("value", "baseline", "ratio"))
            rows.append(f"| {each['name']} | {numbers} | {each['goal']} | {marks[each['met']]} |")
    return "\n".join(rows)


def _rates(rates: Rates) -> str:
    rows = ["Operations per CPU-second, medians:", "", "| work | Sceau | others |", "|---|---:|---|"]
    for task in tasks.TASKS:
        ours = rates.median(task.key, OURS)
        others = [
            f"{name} {_number(found)}"
            for name in (*task.against, *task.beside)
            if (found := rates.median(task.key, name)) is not None
        ]
        name = f"{NAMES.get(task.name, task.name)}: {task.what}"
        rows.append(f"| {name} | {'' if ours is None else _number(ours)} | {', '.join(others)} |")
    return "\n".join(rows)


def _curve(curve: Curve) -> str:
    columns = sorted({across for line in curve.lines.values() for across, _ in line})
    title = f"Milliseconds of the processor for one credential: {curve.title}. Across: {curve.across}."
    rows = [title, "", f"| | {' | '.join(f'{each:,}' for each in columns)} |", "|---|" + "---:|" * len(columns)]
    for name, line in curve.lines.items():
        found = dict(line)
        cells = " | ".join(_number(found[each]) if each in found else "" for each in columns)
        rows.append(f"| {name} | {cells} |")
    return "\n".join(rows)


def _bars(rates: Rates) -> list[tuple[str, float, float, str]]:
    rows = []
    for task in tasks.TASKS:
        ours = rates.median(task.key, OURS)
        others = {
            found: name for name in (*task.against, *task.beside) if (found := rates.median(task.key, name)) is not None
        }
        if ours is not None and others:
            name = f"{NAMES.get(task.name, task.name)}: {task.what}"
            rows.append((name, ours, max(others), others[max(others)]))
    return rows


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
