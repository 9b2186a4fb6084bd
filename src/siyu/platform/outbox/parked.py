"""Messages that a subscriber refused too often: looking at them, and delivering them again once the cause is mended."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from siyu.kernel import clock
from siyu.platform import audit
from siyu.platform.outbox import relay, to_event_store
from siyu.platform.outbox.models import OutboxMessage, ParkedMessage
from siyu.platform.outbox.subscribers import subscribers

log = logging.getLogger(__name__)
_LONGEST_ERROR = 1000
_PATIENCE = 10  # seconds for a relay at work


@dataclass(frozen=True)
class Parked:
    """One message set aside for one subscriber, and why."""

    id: int
    subscriber: str
    topic: str
    account_id: int
    rows: int
    stated_at: datetime
    parked_at: datetime
    error: str


@dataclass
class Retried:
    """What a retry came to, by the ids of the parked messages; `gone` were not (or no longer) parked."""

    delivered: list[int] = field(default_factory=list)
    refused: list[dict[str, Any]] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)


def parked(limit: int | None = None) -> list[Parked]:
    """What is parked, the oldest statement first."""
    found = ParkedMessage.objects.select_related("message").defer("message__batch", "message__payload")
    return [
        Parked(
            id=one.pk, subscriber=one.subscriber, topic=one.message.topic, account_id=one.message.account_id,
            rows=one.message.rows, stated_at=one.message.stated_at, parked_at=one.parked_at, error=one.error,
        )
        for one in found.order_by("message__sequence", "pk")[:limit]
    ]  # fmt: skip


def retry(ids: Sequence[int] | None = None, *, actor_id: int | None) -> Retried:
    """Deliver parked messages again (None: all) in the order they were stated; whoever refuses again stays parked.

    Each is delivered once in effect: no relay works meanwhile, and the row that says "parked" goes in the transaction
    of an atomic subscriber's work. Other subscribers do not mind a repetition after a crash. Each try is audited.
    """
    wanted = [one.id for one in parked() if ids is None or one.id in set(ids)]
    said = Retried(gone=sorted(set(ids or ()) - set(wanted)))
    if not wanted:
        return said
    with relay.turn(_PATIENCE) as ours:
        if not ours:
            said.refused = [{"id": each, "error": "the relay is busy; try again"} for each in wanted]
            return said
        for each in wanted:
            _retry_one(each, actor_id, said)
    return said


def _retry_one(parked_id: int, actor_id: int | None, said: Retried) -> None:
    try:
        there = _deliver(parked_id, actor_id)
    except Exception as trouble:  # whatever a handler raises, the others go on
        log.error("parked message %s was refused again", parked_id, exc_info=trouble)
        error = f"{type(trouble).__name__}: {trouble}"[:_LONGEST_ERROR]
        with transaction.atomic():
            ParkedMessage.objects.filter(pk=parked_id).update(error=error, parked_at=clock.now())
            _record(parked_id, actor_id, delivered=False, error=error)
        said.refused.append({"id": parked_id, "error": error})
    else:
        (said.delivered if there else said.gone).append(parked_id)


def _deliver(parked_id: int, actor_id: int | None) -> bool:
    """Hand one over; False when somebody else did meanwhile. What the handler raises is raised, and nothing is done."""
    one = ParkedMessage.objects.select_related("message").filter(pk=parked_id).first()
    if one is None:
        return False
    if one.subscriber not in subscribers:
        raise LookupError(f"nobody reads under the name {one.subscriber} any more")
    subscriber = subscribers[one.subscriber]
    if not subscriber.atomic:
        _hand_over(one.subscriber, one.message)
    with transaction.atomic():
        if not ParkedMessage.objects.filter(pk=parked_id).delete()[0]:
            return False
        if subscriber.atomic:
            _hand_over(one.subscriber, one.message)
        _record(parked_id, actor_id, delivered=True, subscriber=one.subscriber, message=one.message_id)
    return True


def _hand_over(subscriber: str, message: OutboxMessage) -> None:
    if subscriber == to_event_store.NAME:
        to_event_store.deliver_late(message)
    else:
        subscribers[subscriber].handler([message])


def _record(parked_id: int, actor_id: int | None, **data: Any) -> None:
    audit.record(account_id=None, actor_id=actor_id, act="message.retried", target=f"parked:{parked_id}", **data)
