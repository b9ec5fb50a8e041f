"""The data folder: database, files, keys' wrapping key, and the public address fixed at first start."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

ADDRESS_FILE = "public-address"
MASTER_KEY_FILE = "master-key"
SECRET_FILE = "session-secret"  # noqa: S105 -- a file's name


def folder() -> Path:
    """Where this installation keeps everything: ``ACQUIS_DATA``, else ``.data`` in the working directory."""
    path = Path(os.environ.get("ACQUIS_DATA", ".data")).resolve()
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def public_base(path: Path, *, default: str) -> str:
    """The address fixed in the folder; the first start writes ``ACQUIS_PUBLIC_ADDRESS`` (or ``default``) there.

    DIDs, status lists and achievement addresses are derived from it and signed: it never changes afterwards.
    """
    file = path / ADDRESS_FILE
    if not file.exists():
        address = os.environ.get("ACQUIS_PUBLIC_ADDRESS", default).rstrip("/")
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path:
            raise SystemExit(f"ACQUIS_PUBLIC_ADDRESS is not an address like https://host[:port]: {address}")
        file.write_text(address + "\n")
    return file.read_text().strip()


def generated(path: Path, name: str) -> str:
    """A secret made at first start and kept in the folder with mode 600: for demonstrations and tests only."""
    file = path / name
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48) if name == SECRET_FILE else secrets.token_hex(32))
    return file.read_text().strip()
