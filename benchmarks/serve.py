"""One side of a measurement in a process of its own: ``python -m benchmarks.serve MODULE``.

Reads what `benchmarks.world.setup` gives as one line of JSON, then one order on each line::

    {"do": "issue", "inputs": [text, …], "seconds": 0.5 or null, "most": null or 10}
    → {"operations": n, "cpu": seconds, "wall": seconds, "output": what the last one gave} or {"error": text}

The first answer says which versions run, or why the side cannot be loaded: {"ready": text} or {"missing": text}.
"""

from __future__ import annotations

import importlib
import itertools
import json
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

Act = Callable[[str], str]


def run(act: Act, inputs: Iterable[str], seconds: float | None) -> dict[str, Any]:
    """Do ``act`` to one input after the other until the time, of the processor, is over; at least once.

    Without a time, until there are no more inputs.
    """
    operations, output = 0, ""
    limit = float("inf") if seconds is None else time.process_time() + seconds
    cpu, wall = time.process_time(), time.perf_counter()
    for text in inputs:
        output = act(text)
        operations += 1
        if time.process_time() >= limit:
            break
    spent = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}
    return {"operations": operations, **spent, "output": output}


def obey(acts: dict[str, Act], order: dict[str, Any]) -> dict[str, Any]:
    """The answer to one order."""
    inputs, most = order["inputs"], order.get("most")
    stream = itertools.cycle(inputs) if most is None else itertools.islice(itertools.cycle(inputs), most)
    try:
        return run(acts[order["do"]], stream, order["seconds"])
    except Exception as error:  # whatever another's software raises, the measurement says it
        return {"error": f"{type(error).__name__}: {error}"[:300]}


def main() -> int:
    """Answer orders until there are no more."""
    setup = json.loads(sys.stdin.readline())
    try:
        side = importlib.import_module(sys.argv[1])
        acts, ready = side.acts(setup), side.VERSION()
    except Exception as error:  # a side that cannot be loaded is said so, whatever its reason
        _say({"missing": f"{type(error).__name__}: {error}"[:300]})
        return 0
    _say({"ready": ready})
    for line in sys.stdin:
        _say(obey(acts, json.loads(line)))
    return 0


def _say(answer: dict[str, Any]) -> None:
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
