"""Mail goes through the job ledger, in the reader's language, without tracking and without credential data (R-372)."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from email import message_from_bytes, policy
from email.utils import formataddr, getaddresses
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from acquis.platform import jobs

KEPT_HEADERS = ("Content-Language", "Auto-Submitted", "List-Unsubscribe", "List-Unsubscribe-Post")


def send(
    template: str,
    *,
    to: str,
    language: str,
    context: Mapping[str, Any],
    sender_name: str = "Acquis",
    unsubscribe: str = "",
) -> None:
    """Write one message into the ledger.

    Args:
        template: ``mail/<template>.txt``; its first line is the subject, then an empty line, then the text.
        to: one address.
        language: "fr" or "en", the reader's.
        context: for the template.
        sender_name: shown beside the network's own address.
        unsubscribe: an address that ends such messages when it is posted to (RFC 8058); "" for what nobody subscribed.
    """
    listed = {"List-Unsubscribe": f"<{unsubscribe}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    with translation.override(language):
        # Plain text: an apostrophe is an apostrophe, not an HTML entity.
        words = get_template(f"mail/{template}.txt").template.render(Context(dict(context), autoescape=False))  # type: ignore[attr-defined]
    subject, _, body = words.strip().partition("\n")
    message = EmailMultiAlternatives(
        subject=" ".join(subject.split()),
        body=body.strip() + "\n",
        from_email=formataddr((" ".join(sender_name.split()), settings.DEFAULT_FROM_EMAIL)),
        to=[to],
        headers={
            "Content-Language": f"{language}-CA",
            "Auto-Submitted": "auto-generated",
            **(listed if unsubscribe else {}),
        },
    )
    message.send()


class LedgerBackend(BaseEmailBackend):
    """Django's mail backend that writes messages into the job ledger, for every sender in the product."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Enqueue; the number of messages taken."""
        for message in email_messages:
            jobs.enqueue("mail.send", {"message": b64encode(message.message().as_bytes()).decode()})
        return len(email_messages)


@jobs.work("mail.send")
def send_queued(*, payload: Mapping[str, Any], progress: Callable[[int, int], None]) -> None:
    """Hand one stored message to the real mail backend."""
    stored = message_from_bytes(b64decode(payload["message"]), policy=policy.default)
    body = stored.get_body(("plain",))
    message = EmailMultiAlternatives(
        subject=str(stored["Subject"]).strip(),
        body=str(body.get_content()) if body is not None else "",
        from_email=str(stored["From"]),
        to=[address for _, address in getaddresses([str(stored["To"])])],
        headers={name: str(stored[name]) for name in KEPT_HEADERS if stored[name]},
        connection=get_connection(settings.ACQUIS_MAIL_BACKEND),
    )
    html = stored.get_body(("html",))
    if html is not None:
        message.attach_alternative(str(html.get_content()), "text/html")
    message.send()
