"""The demonstration's mail: what the file backend wrote into the data folder, read back for a page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings

_BETWEEN = b"-" * 79 + b"\n"
_NAME = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9]+\.log")


@dataclass(frozen=True, slots=True)
class Letter:
    """One message: ``name`` and ``number`` find it again."""

    name: str
    number: int
    subject: str
    sender: str
    recipient: str
    language: str
    sent_at: datetime | None
    body: str


def letters() -> list[Letter]:
    """Every message, newest first."""
    folder = _folder()
    if folder is None:
        return []
    found = [letter for file in sorted(folder.glob("*.log"), reverse=True) for letter in reversed(_letters(file))]
    return sorted(found, key=lambda letter: letter.sent_at.timestamp() if letter.sent_at else 0.0, reverse=True)


def letter(name: str, number: int) -> Letter | None:
    """One message, None when there is none; only names that the backend gives are looked at."""
    folder = _folder()
    if folder is None or not _NAME.fullmatch(name) or not (folder / name).is_file():
        return None
    several = _letters(folder / name)
    return several[number] if number < len(several) else None


def _folder() -> Path | None:
    configured = getattr(settings, "EMAIL_FILE_PATH", None)
    folder = Path(configured) if configured else None
    return folder if folder and folder.is_dir() else None


def _letters(file: Path) -> tuple[Letter, ...]:
    stored = file.stat()
    return _read(file, stored.st_mtime_ns, stored.st_size)


@lru_cache(maxsize=1000)
def _read(file: Path, _written_ns: int, _size: int) -> tuple[Letter, ...]:
    """What a file holds; it is read again once it has grown."""
    parts = [part for part in file.read_bytes().replace(b"\r\n", b"\n").split(_BETWEEN) if part.strip()]
    return tuple(_letter(file.name, number, part) for number, part in enumerate(parts))


def _letter(name: str, number: int, content: bytes) -> Letter:
    stored = message_from_bytes(content, policy=policy.default)
    body = stored.get_body(("plain",))
    sender, address = parseaddr(str(stored["From"] or ""))
    return Letter(
        name=name,
        number=number,
        subject=str(stored["Subject"] or ""),
        sender=sender or address,
        recipient=str(stored["To"] or ""),
        language=str(stored["Content-Language"] or ""),
        sent_at=_moment(str(stored["Date"] or "")),
        body=str(body.get_content()) if isinstance(body, EmailMessage) else "",
    )


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)  # "-0000": a UTC time of unknown origin
