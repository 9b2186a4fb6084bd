"""Who wants to hear which topics."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from siyu.platform.outbox.models import OutboxMessage
from siyu.platform.registry import Registry

Handler = Callable[[list[OutboxMessage]], None]


@dataclass(frozen=True)
class Subscriber:
    """One reader of the outbox.

    The handler gets messages in order. When `atomic`, it runs inside the transaction that also moves its cursor: what
    it writes happens exactly once. Otherwise it runs outside any transaction (long work, other stores), may get a
    message twice after a crash and must not mind.
    """

    name: str
    topics: frozenset[str]
    handler: Handler
    atomic: bool = True


subscribers: Registry[Subscriber] = Registry("outbox.subscribers")


def subscribe(name: str, topics: set[str], handler: Handler, *, atomic: bool = True) -> None:
    """Register a subscriber, in AppConfig.ready. A message reaches it after the event store has the facts before it."""
    subscribers.add(name, Subscriber(name, frozenset(topics), handler, atomic))
