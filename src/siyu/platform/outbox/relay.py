"""Delivery after commit: numbers committed messages, then feeds each subscriber from where it stopped."""

from __future__ import annotations

import logging

from django.db import connection, transaction
from django.db.models import Max

from siyu.kernel import clock
from siyu.platform import eventstore
from siyu.platform.outbox.models import OutboxCursor, OutboxMessage
from siyu.platform.outbox.statement import FACTS_TOPIC, unpack
from siyu.platform.outbox.subscribers import Subscriber, subscribe, subscribers

log = logging.getLogger(__name__)
BATCH = 100


def deliver_all() -> int:
    """Deliver everything pending, until nothing is left that can be delivered now; answers how many deliveries."""
    delivered = 0
    while True:
        number_committed()
        step = sum(deliver_to(subscriber) for _, subscriber in subscribers)
        delivered += step
        if not step:
            return delivered


def number_committed() -> int:
    """Give committed messages their place in the one order that all subscribers read."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(7215001)")
        last = OutboxMessage.objects.aggregate(last=Max("sequence"))["last"] or 0
        waiting = list(OutboxMessage.objects.filter(sequence=None).order_by("id").only("id")[:1000])
        for place, message in enumerate(waiting, start=last + 1):
            message.sequence = place
        OutboxMessage.objects.bulk_update(waiting, ["sequence"], batch_size=200)
    return len(waiting)


def deliver_to(subscriber: Subscriber) -> int:
    """Give one subscriber its next messages; a failing handler keeps its place and is tried again later."""
    try:
        with transaction.atomic():
            cursor, _ = OutboxCursor.objects.select_for_update().get_or_create(subscriber=subscriber.name)
            messages = list(
                OutboxMessage.objects.filter(sequence__gt=cursor.sequence, topic__in=subscriber.topics).order_by(
                    "sequence"
                )[:BATCH]
            )
            if not messages:
                return 0
            subscriber.handler(messages)
            cursor.sequence, cursor.failures, cursor.error = messages[-1].sequence, 0, ""
            cursor.save()
    except Exception as trouble:
        log.exception("subscriber %s failed", subscriber.name)
        OutboxCursor.objects.filter(subscriber=subscriber.name).update(
            failed_at=clock.now(), error=repr(trouble)[:500]
        )
        return 0
    return len(messages)


def _append_to_event_store(messages: list[OutboxMessage]) -> None:
    store = eventstore.connect()
    for message in messages:
        assert message.sequence is not None and message.batch is not None
        store.upsert(unpack(message.batch), source="outbox", sequence=message.sequence)


def register() -> None:
    """Make the event store the first subscriber."""
    subscribe("event_store", {FACTS_TOPIC}, _append_to_event_store)
