"""The one order that all subscribers read: committed messages get their sequence here, and old ones leave."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Max

from siyu.kernel import clock
from siyu.platform.outbox import to_event_store
from siyu.platform.outbox.models import OutboxCursor, OutboxMessage, ParkedMessage
from siyu.platform.outbox.subscribers import Subscriber, subscribers

_NUMBERING_LOCK = 7215001  # PostgreSQL advisory locks are numbers: ours begin with 7215
_AT_ONCE = 1000
_NUMBER = """
UPDATE outbox_outboxmessage SET sequence = place FROM (
    SELECT id AS message, %s + row_number() OVER (ORDER BY id) AS place
    FROM outbox_outboxmessage WHERE sequence IS NULL ORDER BY id LIMIT %s
) AS numbered WHERE id = message
"""


def unnumbered() -> bool:
    """Whether committed messages wait for their place: one look at a partial index, nothing is locked."""
    return OutboxMessage.objects.filter(sequence=None).exists()


def number_committed() -> int:
    """Give committed messages their place; answers how many. A row committed later gets a later place, never a gap."""
    if not unnumbered():
        return 0
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_NUMBERING_LOCK])
        last = OutboxMessage.objects.aggregate(last=Max("sequence"))["last"] or 0
        cursor.execute(_NUMBER, [last, _AT_ONCE])
        return int(cursor.rowcount)


def first_pending(subscriber: Subscriber) -> int | None:
    """The sequence of the first message that a subscriber has not got; None when it has all."""
    read = OutboxCursor.objects.filter(subscriber=subscriber.name).values_list("sequence", flat=True).first() or 0
    waiting = OutboxMessage.objects.filter(sequence__gt=read, topic__in=subscriber.topics)
    return waiting.order_by("sequence").values_list("sequence", flat=True).first()


def prune(days: int, at_once: int = 500) -> int:
    """Delete messages that every subscriber has got and that are older than `days`; answers how many.

    The newest message stays whatever its age: its sequence is where numbering goes on. Parked messages stay too, and
    what came after one that the event store refused: a late delivery must know what was restated since.
    """
    parked = ParkedMessage.objects.filter(subscriber=to_event_store.NAME).order_by("message__sequence")
    pending = [first or 0 for first in parked.values_list("message__sequence", flat=True)[:1]]
    pending += [first for _, each in subscribers if (first := first_pending(each)) is not None]
    newest = OutboxMessage.objects.aggregate(last=Max("sequence"))["last"] or 0
    old = OutboxMessage.objects.filter(
        sequence__lt=min([newest, *pending]), stated_at__lt=clock.now() - timedelta(days=days), parked=None
    )
    gone = 0
    while ids := list(old.values_list("id", flat=True)[:at_once]):
        gone += OutboxMessage.objects.filter(id__in=ids).delete()[0]
    return gone
