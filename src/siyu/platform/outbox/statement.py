"""Stating facts and messages inside the transaction of their cause."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import connection

from siyu.kernel import clock
from siyu.platform.outbox.models import OutboxMessage

if TYPE_CHECKING:
    import pyarrow as pa

FACTS_TOPIC = "facts"
ATTRIBUTED_TOPIC = "facts.attributed"


def state(topic: str, account_id: int, **payload: Any) -> None:
    """State a message (JSON values) for subscribers of `topic`. Raises RuntimeError outside a transaction."""
    _inside_transaction()
    OutboxMessage.objects.create(topic=topic, account_id=account_id, payload=payload, stated_at=clock.now())


def state_facts(account_id: int, facts: pa.Table) -> None:
    """State a batch of facts (schema `eventstore.schema.FACTS`); restating an event_id replaces the earlier fact."""
    from siyu.platform.eventstore.schema import FACTS

    _inside_transaction()
    if not facts.num_rows:
        return
    OutboxMessage.objects.create(
        topic=FACTS_TOPIC,
        account_id=account_id,
        batch=pack(facts.select(FACTS.names).cast(FACTS)),
        rows=facts.num_rows,
        stated_at=clock.now(),
    )


def state_attribution(account_id: int, person_of: Mapping[int, int]) -> None:
    """State that the facts of each identity belong to this person from now on, facts stated earlier included."""
    if person_of:
        state(ATTRIBUTED_TOPIC, account_id, person_of=list(person_of.items()))


def pack(table: pa.Table) -> bytes:
    """A table as a compressed Arrow IPC stream."""
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def unpack(batch: bytes | memoryview) -> pa.Table:
    """The table of an Arrow IPC stream."""
    import pyarrow as pa

    return pa.ipc.open_stream(pa.py_buffer(batch)).read_all()


def _inside_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("a fact is stated in the transaction of its cause: open transaction.atomic() first")
