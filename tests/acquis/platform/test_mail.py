"""Mail goes through the ledger, in the reader's language, as plain text."""

from __future__ import annotations

from base64 import b64decode
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core import mail as outbox

from acquis.platform import jobs, mail
from acquis.platform.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def letter(settings: Any, tmp_path: Path, frozen: datetime) -> None:
    """One template, ``mail/letter.txt``."""
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "letter.txt").write_text(
        "{% load i18n %}{{ title }}\n\n{% get_current_language as l %}{{ l }} : {{ text }} https://localhost/c/xyz?a=1&b=2\n"
    )
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    settings.ACQUIS_MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.EMAIL_BACKEND = "acquis.platform.mail.LedgerBackend"


def send(**changed: Any) -> None:
    values: dict[str, Any] = {
        "to": "amina@personnes.example",
        "language": "fr",
        "context": {"title": "L’attestation d'été « prête »", "text": "<b>l'eau</b> & co"},
        "sender_name": "Collège Rivière-aux-Pins",
    }
    mail.send("letter", **(values | changed))


def test_a_message_waits_in_the_ledger_and_is_sent_from_there() -> None:
    send()
    assert outbox.outbox == []
    assert jobs.run_due() == 1
    (sent,) = outbox.outbox
    assert sent.subject == "L’attestation d'été « prête »"
    assert sent.to == ["amina@personnes.example"]
    assert sent.extra_headers["Content-Language"] == "fr-CA"
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    assert Job.objects.get().payload == {}


def test_the_text_is_plain_and_in_the_readers_language() -> None:
    send(language="en")
    jobs.run_due()
    assert outbox.outbox[0].body == "en : <b>l'eau</b> & co https://localhost/c/xyz?a=1&b=2\n"
    assert outbox.outbox[0].extra_headers["Content-Language"] == "en-CA"


@pytest.mark.parametrize(
    "name", ["Collège Rivière-aux-Pins", 'A "quoted" \\ name', "Two\r\nBcc: x@evil.example", "", "A, B"]
)
def test_the_sender_is_the_network_under_the_organizations_name(name: str, settings: Any) -> None:
    send(sender_name=name)
    jobs.run_due()
    message = outbox.outbox[0].message()
    assert message.get_all("From") is not None
    assert settings.DEFAULT_FROM_EMAIL in str(message["From"])
    assert message["Bcc"] is None
    assert outbox.outbox[0].recipients() == ["amina@personnes.example"]


def test_a_title_with_a_line_break_stays_a_subject() -> None:
    send(context={"title": "Un\r\nBcc: x@evil.example", "text": ""})
    jobs.run_due()
    assert outbox.outbox[0].subject == "Un"
    assert outbox.outbox[0].recipients() == ["amina@personnes.example"]


def test_nothing_in_a_message_tracks_or_calls_out() -> None:
    send()
    raw = b64decode(Job.objects.get().payload["message"]).decode()
    assert "text/plain" in raw
    assert "text/html" not in raw
    assert "<img" not in raw


def test_a_mailbox_that_is_down_loses_nothing(settings: Any) -> None:
    settings.ACQUIS_MAIL_BACKEND = "tests.acquis.platform.test_mail.Down"
    send()
    jobs.run_due()
    assert outbox.outbox == []
    assert (Job.objects.get().state, Job.objects.get().error) == ("waiting", "ConnectionRefusedError")


class Down:
    """A mail backend that nobody answers."""

    def __init__(self, **options: object) -> None:
        pass

    def send_messages(self, messages: object) -> int:
        raise ConnectionRefusedError("amina@personnes.example")
