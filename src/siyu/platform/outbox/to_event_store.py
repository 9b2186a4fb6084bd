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


def deliver_late(message: OutboxMessage) -> None:
    """Hand over one message that was set aside while later ones went on; what they said since stands.

    The watermark is past it, so it goes without one. Facts that were restated since are left out, and its people are
    those of the attributions since. Nobody else may deliver meanwhile (`relay.turn`).
    """
    later = OutboxMessage.objects.filter(account_id=message.account_id, sequence__gt=message.sequence)
    later = later.exclude(parked__subscriber=NAME).order_by("sequence")
    person_of: dict[int, int] = {}
    for payload in later.filter(topic=ATTRIBUTED_TOPIC).values_list("payload", flat=True):
        person_of.update(payload["person_of"])
    if message.topic == FACTS_TOPIC:
        assert message.batch is not None
        restated = {
            event_id
            for batch in later.filter(topic=FACTS_TOPIC).values_list("batch", flat=True).iterator(chunk_size=10)
            if batch is not None
            for event_id in unpack(batch)["event_id"].to_pylist()
        }
        eventstore.connect().upsert(_as_of_now(unpack(message.batch), restated, person_of))
    else:
        mine = {identity: person for identity, person in message.payload["person_of"] if identity not in person_of}
        eventstore.connect().attribute(message.account_id, mine)


def _as_of_now(facts: pa.Table, restated: set[bytes], person_of: dict[int, int]) -> pa.Table:
    """The facts that nobody restated, each with the person to whom its identity belongs now."""
    import pyarrow as pa

    kept = [
        {**fact, "person": person_of.get(fact["identity"], fact["person"])}
        for fact in facts.to_pylist()
        if fact["event_id"] not in restated
    ]
    return pa.Table.from_pylist(kept, schema=facts.schema)


def _joined(tables: list[pa.Table]) -> pa.Table:
    import pyarrow as pa

    return pa.concat_tables(tables)
