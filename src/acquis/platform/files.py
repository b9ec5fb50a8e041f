"""Private files: bytes under an unguessable name, a digest beside them, and no public address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from acquis.platform import clock
from acquis.platform.faults import Refused
from acquis.platform.models import StoredFile

MAX_BYTES = 10_000_000
# What a browser may show in place; anything else is offered as a download (stored XSS).
ACCEPTED = {
    "application/pdf": (b"%PDF-",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "text/plain": (),
}


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is known of a private file without opening it; ``sha256`` in hexadecimal, ``size`` in bytes."""

    id: UUID
    name: str
    media_type: str
    size: int
    sha256: str


def store(
    content: bytes,
    *,
    name: str,
    media_type: str,
    accepted: Mapping[str, tuple[bytes, ...]] = ACCEPTED,
    max_bytes: int = MAX_BYTES,
) -> FileFacts:
    """Keep bytes.

    Args:
        accepted: media types and how their files begin; more than by default only for what no page gives out.
        max_bytes: more than by default only for what was measured before.

    Raises:
        Refused: ``file_too_large``, ``file_empty``, ``file_type_refused`` (by name or by content).
    """
    if len(content) > max_bytes:
        raise Refused("file_too_large", _("This file is larger than 10 MB. Choose a smaller one."), "file")
    if not content:
        raise Refused("file_empty", _("This file is empty. Choose another one."), "file")
    signatures = accepted.get(media_type)
    if signatures is None or (signatures and not content.startswith(signatures)) or not _is_text(content, media_type):
        raise Refused(
            "file_type_refused",
            _("This file is not a PDF, PNG, JPEG or plain text file. Convert it, then add it again."),
            "file",
        )
    key = uuid4()
    path = default_storage.save(f"private/{key.hex[:2]}/{key.hex}", ContentFile(content))
    kept = StoredFile.objects.create(
        id=key,
        name=name[-160:],
        media_type=media_type,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        path=path,
        created_at=clock.now(),
    )
    return _facts(kept)


def _is_text(content: bytes, media_type: str) -> bool:
    if media_type != "text/plain":
        return True
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return b"\x00" not in content


def _facts(kept: StoredFile) -> FileFacts:
    return FileFacts(kept.pk, kept.name, kept.media_type, kept.size, kept.sha256)


def facts(file_id: UUID) -> FileFacts | None:
    """What is known of the file, None when there is none."""
    kept = StoredFile.objects.filter(pk=file_id).first()
    return _facts(kept) if kept else None


def read(file_id: UUID) -> bytes | None:
    """The bytes, None when the file was removed; the caller has checked who asks."""
    kept = StoredFile.objects.filter(pk=file_id, removed_at=None).first()
    if kept is None:
        return None
    with default_storage.open(kept.path) as opened:
        return bytes(opened.read())


def remove(file_id: UUID) -> None:
    """Drop the bytes and keep the digest (R-127)."""
    kept = StoredFile.objects.filter(pk=file_id, removed_at=None).first()
    if kept is not None:
        StoredFile.objects.filter(pk=file_id).update(removed_at=clock.now(), name="")
        path = kept.path
        transaction.on_commit(lambda: default_storage.delete(path))  # bytes cannot be rolled back


def response(file_id: UUID) -> HttpResponse | None:
    """An answer that serves the file without letting it act as a page of ours."""
    content, known = read(file_id), facts(file_id)
    if content is None or known is None:
        return None
    charset = "; charset=utf-8" if known.media_type == "text/plain" else ""
    answer = HttpResponse(content, content_type=known.media_type + charset)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    disposition = "inline" if known.media_type in {"application/pdf", "image/png", "image/jpeg"} else "attachment"
    extension = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}.get(known.media_type, "txt")
    answer["Content-Disposition"] = f'{disposition}; filename="evidence-{known.sha256[:8]}.{extension}"'
    return answer
