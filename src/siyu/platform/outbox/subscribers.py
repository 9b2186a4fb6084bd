"""Who wants to hear which topics."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from siyu.platform.outbox.models import OutboxMessage
from siyu.platform.registry import Registry

Handler = Callable[[list[OutboxMessage]], None]


@dataclass(frozen=True)
class Subscriber:
    """One reader of the outbox. The handler gets messages in order, inside a transaction that also moves its cursor."""

    name: str
    topics: frozenset[str]
    handler: Handler


subscribers: Registry[Subscriber] = Registry("outbox.subscribers")


def subscribe(name: str, topics: set[str], handler: Handler) -> None:
    """Register a subscriber; call it in AppConfig.ready. The handler may get a message twice and must not mind."""
    subscribers.add(name, Subscriber(name, frozenset(topics), handler))
