"""The product, running: its own processes, its own data folder, the demonstration network inside."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

from tools.certificate import self_signed

READY_WITHIN = 90.0  # seconds, on two busy cores


@dataclass(frozen=True)
class Site:
    """A running installation.

    Attributes:
        base: its public address, ``http(s)://localhost:port``.
        data: its data folder.
        certificate: the self-signed certificate and its key when it speaks TLS.
        environment: what its commands need.
    """

    base: str
    data: Path
    certificate: tuple[Path, Path] | None
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
        return ssl.create_default_context(cafile=str(self.certificate[0])) if self.certificate else None


@contextmanager
def running(data: Path, *, tls: bool = False, database: str = "") -> Iterator[Site]:
    """Install, fill and start the demonstration in ``data``; stop it afterwards."""
    with started(installed(data, tls=tls, database=database)) as site:
        yield site


def installed(data: Path, *, tls: bool = False, database: str = "") -> Site:
    """The demonstration in ``data``, filled, at an address of its own; nothing runs yet."""
    base = f"{'https' if tls else 'http'}://localhost:{_free_port()}"
    certificate = self_signed(data) if tls else None
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("ACQUIS_", "COVERAGE"))},
        "DJANGO_SETTINGS_MODULE": "acquis.config.settings.demo",
        "ACQUIS_DATA": str(data),
        "ACQUIS_PUBLIC_ADDRESS": base,
        **({"ACQUIS_DATABASE_URL": database} if database else {}),
    }
    site = Site(base, data, certificate, environment)
    site.command("migrate")
    site.command("demo")
    return site


def copied(site: Site, data: Path) -> Site:
    """The same installation in another folder, at the same address; only one of them may run at a time."""
    shutil.copytree(site.data, data)
    return replace(site, data=data, environment={**site.environment, "ACQUIS_DATA": str(data)})


@contextmanager
def started(site: Site) -> Iterator[Site]:
    """Serve an installation and do its work while the block lasts."""
    port = str(urlsplit(site.base).port)
    secured = []
    if site.certificate:
        certificate, key = site.certificate
        secured = ["--certificate", str(certificate), "--certificate-key", str(key)]
    with _process(site, "serve", "--port", port, *secured), _process(site, "worker"):
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
    """A port that no outgoing connection takes while an installation that has it is stopped."""
    while True:
        port = 20_000 + secrets.randbelow(10_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
