"""News from lower contexts to upper ones: an outbox written with the fact, delivered at least once after commit."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from django.db import IntegrityError, transaction

from acquis.platform import clock
from acquis.platform.models import NewsDelivery, NewsItem

log = logging.getLogger(__name__)

Consumer = Callable[[Mapping[str, Any]], None]
_consumers: dict[str, dict[str, Consumer]] = {}


def subscribe(kind: str, name: str, consumer: Consumer) -> None:
    """Ask for news of a kind (``issuance.credential_revoked``); called in ``apps.py``. The consumer is idempotent."""
    _consumers.setdefault(kind, {})[name] = consumer


def publish(kind: str, payload: Mapping[str, Any]) -> None:
    """Tell, inside the transaction of the fact. The payload holds identifiers, never personal data."""
    NewsItem.objects.create(kind=kind, payload=dict(payload), created_at=clock.now())


def deliver(limit: int = 100) -> int:
    """Hand undelivered items to their consumers; the number of items that went through."""
    delivered = 0
    for item in NewsItem.objects.filter(delivered_at=None).order_by("pk")[:limit]:
        if _deliver_one(item):
            delivered += 1
    return delivered


def _deliver_one(item: NewsItem) -> bool:
    for name, consumer in _consumers.get(item.kind, {}).items():
        try:
            with transaction.atomic():
                NewsDelivery.objects.create(item=item, consumer=name)
                consumer(item.payload)
        except IntegrityError:
            if not NewsDelivery.objects.filter(item=item, consumer=name).exists():
                log.exception("news %s: %s failed", item.kind, name)
                return False
        except Exception:  # one consumer's fault must not lose the item: it is offered again
            log.exception("news %s: %s failed", item.kind, name)
            return False
    NewsItem.objects.filter(pk=item.pk).update(delivered_at=clock.now())
    return True
