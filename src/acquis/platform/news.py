"""News from lower contexts to upper ones: an outbox written with the fact, delivered at least once after commit."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from acquis.platform import clock
from acquis.platform.faults import without_words
from acquis.platform.models import NewsDelivery, NewsItem

log = logging.getLogger(__name__)

LONGEST_PAUSE = timedelta(hours=1)

Consumer = Callable[[Mapping[str, Any]], None]
_consumers: dict[str, dict[str, Consumer]] = {}


def subscribe(kind: str, name: str, consumer: Consumer) -> None:
    """Ask for news of a kind (``issuance.credential_revoked``); called in ``apps.py``. The consumer is idempotent."""
    _consumers.setdefault(kind, {})[name] = consumer


def publish(kind: str, payload: Mapping[str, Any]) -> None:
    """Tell, inside the transaction of the fact. The payload holds identifiers, never personal data."""
    now = clock.now()
    NewsItem.objects.create(kind=kind, payload=dict(payload), created_at=now, offer_after=now)


def deliver(limit: int = 100) -> int:
    """Hand undelivered items to their consumers; the number of items that went through.

    An item that a consumer could not take is offered again after growing pauses, for ever, and holds up no other.
    """
    delivered = 0
    for item in NewsItem.objects.filter(delivered_at=None, offer_after__lte=clock.now()).order_by("pk")[:limit]:
        if _deliver_one(item):
            delivered += 1
        else:
            pause = min(timedelta(seconds=2 ** min(item.attempts, 12)), LONGEST_PAUSE)
            NewsItem.objects.filter(pk=item.pk).update(attempts=F("attempts") + 1, offer_after=clock.now() + pause)
    return delivered


def _deliver_one(item: NewsItem) -> bool:
    taken = True
    for name, consumer in _consumers.get(item.kind, {}).items():
        try:
            with transaction.atomic():
                NewsDelivery.objects.create(item=item, consumer=name)
                consumer(item.payload)
        except Exception as error:  # one consumer's fault must not lose the item, nor keep it from the others
            had = NewsDelivery.objects.filter(item=item, consumer=name).exists()
            if isinstance(error, IntegrityError) and had:
                continue  # it had the item before
            log.error("news %s: %s failed: %s", item.kind, name, without_words(error))
            taken = False
    if taken:
        NewsItem.objects.filter(pk=item.pk).update(delivered_at=clock.now())
    return taken
