"""Private files: refused by content, kept with a digest, removed without losing it, harmless when served."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from acquis.platform import files
from acquis.platform.faults import Refused
from acquis.platform.models import StoredFile
from tests.acquis.transactions import rolled_back

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n..."
PNG = b"\x89PNG\r\n\x1a\n...."


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path, frozen: datetime) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_bytes_come_back_with_their_digest() -> None:
    kept = files.store(PDF, name="relevé.pdf", media_type="application/pdf")
    assert files.read(kept.id) == PDF
    assert (kept.sha256, kept.size, kept.name) == (sha256(PDF).hexdigest(), len(PDF), "relevé.pdf")
    assert files.facts(kept.id) == kept


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b\\c.pdf", "x" * 400, "\u202efdp.exe", ""])
def test_the_name_on_disk_is_not_the_senders(folder: Path, name: str) -> None:
    kept = files.store(PDF, name=name, media_type="application/pdf")
    (path,) = [found for found in folder.rglob("*") if found.is_file()]
    assert path.relative_to(folder).as_posix() == f"private/{kept.id.hex[:2]}/{kept.id.hex}"


@pytest.mark.parametrize(
    ("content", "media_type", "code"),
    [
        (b"", "text/plain", "file_empty"),
        (b"x" * (files.MAX_BYTES + 1), "text/plain", "file_too_large"),
        (b"<script>", "text/html", "file_type_refused"),
        (b"<svg/>", "image/svg+xml", "file_type_refused"),
        (b"MZ\x90", "application/pdf", "file_type_refused"),
        (PDF, "image/png", "file_type_refused"),
        (b"\xff\xfe", "text/plain", "file_type_refused"),
        (b"a\x00b", "text/plain", "file_type_refused"),
        (PDF, "", "file_type_refused"),
    ],
)
def test_what_is_not_evidence_is_refused_and_leaves_nothing(
    folder: Path, content: bytes, media_type: str, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        files.store(content, name="x", media_type=media_type)
    assert (refused.value.code, refused.value.where) == (code, "file")
    assert not StoredFile.objects.exists()
    assert not list(folder.rglob("*"))


def test_removing_drops_the_bytes_and_the_name_and_keeps_the_digest(
    folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    kept = files.store(PNG, name="Amina.png", media_type="image/png")
    with django_capture_on_commit_callbacks(execute=True):
        files.remove(kept.id)
    assert files.read(kept.id) is None
    assert files.response(kept.id) is None
    assert not [found for found in folder.rglob("*") if found.is_file()]
    known = files.facts(kept.id)
    assert known is not None
    assert (known.name, known.sha256) == ("", kept.sha256)
    files.remove(kept.id)


def test_a_removal_that_is_rolled_back_keeps_the_bytes() -> None:
    kept = files.store(PNG, name="x.png", media_type="image/png")
    rolled_back(lambda: files.remove(kept.id))
    assert files.read(kept.id) == PNG


def test_an_unknown_file_is_none() -> None:
    assert files.read(uuid4()) is None
    assert files.facts(uuid4()) is None
    assert files.response(uuid4()) is None


@pytest.mark.parametrize(
    ("content", "media_type", "shown"),
    [(PDF, "application/pdf", "inline"), (PNG, "image/png", "inline"), ("é".encode(), "text/plain", "attachment")],
)
def test_a_served_file_cannot_act_as_a_page(content: bytes, media_type: str, shown: str) -> None:
    kept = files.store(content, name='"; filename="evil.html', media_type=media_type)
    answer = files.response(kept.id)
    assert answer is not None
    assert answer.content == content
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"].startswith(f'{shown}; filename="evidence-')
    assert "evil" not in answer["Content-Disposition"]
    assert answer["Content-Type"].split(";")[0] == media_type
