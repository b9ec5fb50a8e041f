"""The processes of a measurement: one for each side, spoken to in lines of JSON."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from tools import installation
from tools.paths import PYTHON, ROOT, environment

PEERS = {
    # name: the module, of which language
    "digitalbazaar": ("digitalbazaar", "node"),
    "pyld": ("plain", "python"),
    "openvc-core": ("openvc", "python"),
    "openbadgeslib": ("openbadges", "python"),
    "joserfc": ("jose", "python"),
    "PyJWT": ("pyjwt", "python"),
    "jose": ("jose", "node"),
    "did-jwt-vc": ("did_jwt", "node"),
    "sd-jwt": ("sd_jwt", "python"),
    "@sd-jwt": ("sd_jwt", "node"),
}
OURS = "sceau"


class SideError(Exception):
    """A side does not do what it was asked for; the text is its own."""


@dataclass(frozen=True, slots=True)
class Timing:
    """What one order took.

    Attributes:
        operations: done.
        cpu, wall: seconds, of the processor and of the clock.
        output: of the last operation.
    """

    operations: int
    cpu: float
    wall: float
    output: str

    @property
    def rate(self) -> float:
        """Operations for each second of the processor."""
        return self.operations / max(self.cpu, 1e-9)


class Side:
    """One process.

    Attributes:
        name: as in the tables.
        version: what runs there; "" when it could not be loaded.
        missing: why it could not be loaded; "" when it could.
    """

    def __init__(self, name: str, setup: dict[str, Any]) -> None:
        self.name = name
        self._process = subprocess.Popen(
            _command(name), cwd=ROOT, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._send(setup)
        first = self._receive()
        self.version = str(first.get("ready", ""))
        self.missing = str(first.get("missing", ""))

    def __enter__(self) -> Side:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def do(self, act: str, inputs: list[str], *, seconds: float | None = None, most: int | None = None) -> Timing:
        """Do ``act`` to one input after the other, and again, for ``seconds`` of the processor or ``most`` operations.

        Raises:
            SideError: the side refused or failed.
        """
        self.ask(act, inputs, seconds=seconds, most=most)
        return self.answer()

    def ask(self, act: str, inputs: list[str], *, seconds: float | None = None, most: int | None = None) -> None:
        """The same, to be answered later: for what need not be measured alone."""
        self._send({"do": act, "inputs": inputs, "seconds": seconds, "most": most})

    def answer(self) -> Timing:
        """The answer to `ask`."""
        found = self._receive()
        if "error" in found:
            raise SideError(f"{self.name}: {found['error']}")
        return Timing(**found)

    def each(self, act: str, inputs: list[str]) -> list[str]:
        """The output of ``act`` for every input, not measured."""
        return [self.do(act, [text], most=1).output for text in inputs]

    def peak(self) -> float | None:
        """The most memory that this process has held, in MB; None where the system does not say it."""
        try:
            status = Path(f"/proc/{self._process.pid}/status").read_text()
        except OSError:
            return None
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        return int(found[1]) / 1000 if found else None

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()

    def _send(self, order: dict[str, Any]) -> None:
        assert self._process.stdin
        try:
            self._process.stdin.write(json.dumps(order) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError as error:
            raise SideError(f"{self.name}: stopped") from error

    def _receive(self) -> dict[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise SideError(f"{self.name}: stopped")
        answer: dict[str, Any] = json.loads(line)
        return answer


def _command(name: str) -> list[str]:
    if name == OURS:
        return [str(PYTHON), "-m", "benchmarks.serve", "benchmarks.ours"]
    module, language = PEERS[name]
    if language == "python":
        return [str(PYTHON), "-m", "benchmarks.serve", f"benchmarks.peers.{module}"]
    return [*installation.node()["node"], "--no-warnings", "benchmarks/peers/serve.mjs", module]
