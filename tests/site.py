"""The product, running: its own processes, its own data folder, the demonstration network inside."""

from __future__ import annotations

import os
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tools.certificate import self_signed

READY_WITHIN = 90.0  # seconds, on two busy cores


@dataclass(frozen=True)
class Site:
    """A running installation.

    Attributes:
        base: its public address, ``http(s)://localhost:port``.
        data: its data folder.
        certificate: the self-signed certificate when it speaks TLS.
        environment: what its commands need.
    """

    base: str
    data: Path
    certificate: Path | None
    environment: dict[str, str]

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run ``acquis`` against this installation; it must succeed."""
        return subprocess.run(
            [sys.executable, "-m", "acquis.config.command", *arguments],
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        )

    def get(self, path: str) -> bytes:
        """The body of one of its addresses."""
        with urlopen(self.base + path, context=self.trusting(), timeout=20) as answer:
            return bytes(answer.read())

    def trusting(self) -> ssl.SSLContext | None:
        """A context that trusts its certificate and no other."""
        return ssl.create_default_context(cafile=str(self.certificate)) if self.certificate else None


@contextmanager
def running(data: Path, *, tls: bool = False, database: str = "") -> Iterator[Site]:
    """Install, fill and start the demonstration in ``data``; stop it afterwards."""
    port = _free_port()
    base = f"{'https' if tls else 'http'}://localhost:{port}"
    certificate = self_signed(data) if tls else None
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("ACQUIS_", "COVERAGE"))},
        "DJANGO_SETTINGS_MODULE": "acquis.config.settings.demo",
        "ACQUIS_DATA": str(data),
        "ACQUIS_PUBLIC_ADDRESS": base,
        **({"ACQUIS_DATABASE_URL": database} if database else {}),
    }
    site = Site(base, data, certificate[0] if certificate else None, environment)
    site.command("migrate")
    site.command("demo")
    secured = ["--certificate", str(certificate[0]), "--certificate-key", str(certificate[1])] if certificate else []
    with _process(site, "serve", "--port", str(port), *secured), _process(site, "worker"):
        _wait(site)
        yield site


@contextmanager
def _process(site: Site, *arguments: str) -> Iterator[None]:
    with (site.data / f"{arguments[0]}.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "acquis.config.command", *arguments],
            env=site.environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(site: Site) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        try:
            site.get("/fr/")
        except (URLError, ConnectionError):
            time.sleep(0.2)
        else:
            return
    raise AssertionError((site.data / "serve.log").read_text())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
