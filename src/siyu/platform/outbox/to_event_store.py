"""The first subscriber: facts go to the event store, in order, exactly once by its watermark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from siyu.platform import eventstore
from siyu.platform.outbox.models import OutboxCursor, OutboxMessage
from siyu.platform.outbox.statement import ATTRIBUTED_TOPIC, FACTS_TOPIC, unpack

if TYPE_CHECKING:
    import pyarrow as pa

NAME: Final = "event_store"
TOPICS: Final = frozenset({FACTS_TOPIC, ATTRIBUTED_TOPIC})


def source() -> str:
    """The name under which the event store keeps this outbox's watermark."""
    return f"outbox-{OutboxCursor.objects.get(subscriber=NAME).epoch}"


def deliver(messages: list[OutboxMessage]) -> None:
    """Hand facts and attributions over in order; neighbouring batches of facts go as one."""
    store, ours = eventstore.connect(), source()
    gathered: list[pa.Table] = []
    for place, message in enumerate(messages):
        if message.topic == FACTS_TOPIC:
            assert message.batch is not None
            gathered.append(unpack(message.batch))
            following = messages[place + 1].topic if place + 1 < len(messages) else ""
            if following != FACTS_TOPIC:
                store.upsert(_joined(gathered), source=ours, sequence=message.sequence or 0)
                gathered.clear()
        else:
            store.attribute(message.account_id, dict(message.payload["person_of"]))


def _joined(tables: list[pa.Table]) -> pa.Table:
    import pyarrow as pa

    return pa.concat_tables(tables)
