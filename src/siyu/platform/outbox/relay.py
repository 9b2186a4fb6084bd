"""Delivery after commit: numbers committed messages, then feeds each subscriber from where it stopped."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import blake2b

from django.db import DatabaseError, connection, transaction

from siyu.kernel import clock
from siyu.platform.eventstore.errors import StoreUnavailableError
from siyu.platform.outbox import to_event_store
from siyu.platform.outbox.models import OutboxCursor, OutboxMessage, ParkedMessage
from siyu.platform.outbox.numbering import first_pending, number_committed
from siyu.platform.outbox.subscribers import Subscriber, subscribe, subscribers
from siyu.platform.process import FileLock
from siyu.platform.settings import settings

log = logging.getLogger(__name__)
MOST_MESSAGES = 100
MOST_ROWS = 100_000
TRIES = 6  # refusals of one message before it is parked; with the pauses between them about two minutes
LONGEST_PAUSE = 60  # seconds between tries
PASSING = (StoreUnavailableError, DatabaseError)
"""Troubles of the place, not of the message: tried for ever, never parked."""
_RELAY_LOCK = 7215002
_delivering = threading.local()


def deliver_all(*, impatient: bool = True) -> int:
    """Deliver everything pending until nothing is left that can be delivered now; answers how many deliveries.

    Safe while other relays run: they take turns. `impatient` tries a subscriber that failed a moment ago at once, as
    commands and tests want; the worker gives it time. A failing subscriber never holds up the others.
    """
    if getattr(_delivering, "now", False):  # called from inside a handler: the outer call will go on
        return 0
    with turn() as ours:
        return _deliver_until_quiet(impatient) if ours else 0


def _deliver_until_quiet(impatient: bool) -> int:
    delivered, failed = 0, set[str]()
    while True:
        number_committed()
        step = 0
        for name, subscriber in subscribers:
            if name in failed or not (impatient or _may_try(name)):
                continue
            taken = deliver_to(subscriber)
            if taken is None:
                failed.add(name)
            step += taken or 0
        delivered += step
        if not step:
            return delivered


def deliver_to(subscriber: Subscriber) -> int | None:
    """Give one subscriber its next messages; answers how many, None when it failed. Its place moves only on success."""
    cursor, _ = OutboxCursor.objects.get_or_create(subscriber=subscriber.name)
    most = 1 if cursor.failures else MOST_MESSAGES
    try:
        taken = _hand_over(subscriber, most)
    except Exception as trouble:  # noqa: BLE001 - whatever a handler raises, the others go on
        if most > 1 and not isinstance(trouble, PASSING):
            try:  # one by one: the good ones before the bad one pass, and the bad one is known
                return _hand_over(subscriber, 1)
            except Exception as its_trouble:  # noqa: BLE001 - the same
                trouble = its_trouble
        _failed(subscriber, trouble)
        return None
    return taken


def _hand_over(subscriber: Subscriber, most: int) -> int:
    """Hand over up to `most` messages and move the cursor: in one transaction with an atomic handler's writes."""
    if subscriber.atomic:
        with transaction.atomic():
            cursor = OutboxCursor.objects.select_for_update().get(subscriber=subscriber.name)
            messages = _next(subscriber, cursor, most)
            if messages:
                subscriber.handler(messages)
                _move(cursor, messages)
    else:
        cursor = OutboxCursor.objects.get(subscriber=subscriber.name)
        messages = _next(subscriber, cursor, most)
        if messages:
            subscriber.handler(messages)
            _move(cursor, messages)
    return len(messages)


def _next(subscriber: Subscriber, cursor: OutboxCursor, most: int) -> list[OutboxMessage]:
    """The next messages, no more rows than memory likes, and none that the event store's facts do not precede."""
    waiting = OutboxMessage.objects.filter(sequence__gt=cursor.sequence, topic__in=subscriber.topics)
    if subscriber.name != to_event_store.NAME:
        missing = first_pending(subscribers[to_event_store.NAME])
        if missing is not None:
            waiting = waiting.filter(sequence__lt=missing)
    chosen: list[int] = []
    rows = 0
    for sequence, size in waiting.order_by("sequence").values_list("sequence", "rows")[:most]:
        rows += size
        if chosen and rows > MOST_ROWS:
            break
        chosen.append(sequence or 0)
    return list(waiting.filter(sequence__in=chosen).order_by("sequence")) if chosen else []


def _move(cursor: OutboxCursor, messages: list[OutboxMessage]) -> None:
    OutboxCursor.objects.filter(pk=cursor.pk, sequence__lt=messages[-1].sequence).update(
        sequence=messages[-1].sequence, failures=0, error="", retry_at=None
    )


def _failed(subscriber: Subscriber, trouble: Exception) -> None:
    """Keep what went wrong, plan the next try, and park a message that was refused too often."""
    log.error("subscriber %s failed", subscriber.name, exc_info=trouble)
    with transaction.atomic():
        cursor = OutboxCursor.objects.select_for_update().get(subscriber=subscriber.name)
        cursor.failures += 1
        cursor.failed_at = clock.now()
        cursor.retry_at = cursor.failed_at + timedelta(seconds=min(2**cursor.failures, LONGEST_PAUSE))
        cursor.error = f"{type(trouble).__name__}: {trouble}"[:1000]
        refused = None if isinstance(trouble, PASSING) or cursor.failures < TRIES else _next(subscriber, cursor, 1)
        if refused:
            ParkedMessage.objects.get_or_create(
                subscriber=subscriber.name,
                message=refused[0],
                defaults={"error": cursor.error, "parked_at": cursor.failed_at},
            )
            cursor.sequence, cursor.failures, cursor.retry_at = refused[0].sequence or 0, 0, None
        cursor.save()


def _may_try(name: str) -> bool:
    retry_at = OutboxCursor.objects.filter(subscriber=name).values_list("retry_at", flat=True).first()
    return retry_at is None or retry_at <= clock.now()


@contextmanager
def turn(wait: float = 30) -> Iterator[bool]:
    """One relay at a time. Not needed for safety: cursors are locked or watermarked; it spares double work."""
    _delivering.now = True
    try:
        if connection.vendor == "postgresql":
            yield from _postgresql_turn(wait)
            return
        database = blake2b(str(connection.settings_dict["NAME"]).encode(), digest_size=4).hexdigest()
        lock = FileLock(settings().home / "run" / f"relay-{database}.lock")
        ours = lock.take(wait)
        try:
            yield ours
        finally:
            lock.drop()
    finally:
        _delivering.now = False


def _postgresql_turn(wait: float) -> Iterator[bool]:
    """The same among all machines that share the database: a lock of this session."""
    until = time.monotonic() + wait
    with connection.cursor() as cursor:
        while True:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [_RELAY_LOCK])
            row = cursor.fetchone()
            ours = bool(row and row[0])
            if ours or time.monotonic() > until:
                break
            time.sleep(0.02)
        try:
            yield ours
        finally:
            if ours:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_RELAY_LOCK])


def register() -> None:
    """Make the event store the first subscriber."""
    subscribe(to_event_store.NAME, {*to_event_store.TOPICS}, to_event_store.deliver, atomic=False)
