"""How delivery stands: what waits, since when, who fails and what was set aside."""

from __future__ import annotations

from typing import Any

from siyu.kernel import clock
from siyu.platform.outbox.models import OutboxCursor, OutboxMessage, ParkedMessage
from siyu.platform.outbox.numbering import first_pending
from siyu.platform.outbox.subscribers import subscribers


def backlog() -> dict[str, Any]:
    """Messages not yet numbered, the age in seconds of the oldest that somebody has not got, failures, parked."""
    unnumbered = OutboxMessage.objects.filter(sequence=None)
    oldest = unnumbered.order_by("id").values_list("stated_at", flat=True).first()
    waiting: dict[str, int] = {}
    for name, subscriber in subscribers:
        first = first_pending(subscriber)
        if first is None:
            continue
        pending = OutboxMessage.objects.filter(sequence__gte=first, topic__in=subscriber.topics)
        waiting[name] = pending.count()
        stated = pending.order_by("sequence").values_list("stated_at", flat=True)[0]
        oldest = min(oldest or stated, stated)
    failing = OutboxCursor.objects.filter(failures__gt=0).values("subscriber", "failures", "error", "failed_at")
    return {
        "unnumbered": unnumbered.count(),
        "waiting": waiting,
        "oldest_seconds": round((clock.now() - oldest).total_seconds(), 1) if oldest else 0.0,
        "failing": list(failing),
        "parked": list(ParkedMessage.objects.values("subscriber", "message_id", "error", "parked_at")[:20]),
    }
