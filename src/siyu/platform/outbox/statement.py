"""Stating facts and messages inside the transaction of their cause."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
from django.db import connection

from siyu.kernel import clock
from siyu.platform.eventstore.schema import FACTS
from siyu.platform.outbox.models import OutboxMessage

FACTS_TOPIC = "facts"


def state(topic: str, account_id: int, **payload: Any) -> None:
    """State a message (JSON values) for subscribers of `topic`. Raises RuntimeError outside a transaction."""
    _inside_transaction()
    OutboxMessage.objects.create(topic=topic, account_id=account_id, payload=payload, stated_at=clock.now())


def state_facts(account_id: int, facts: pa.Table) -> None:
    """State a batch of facts (schema `eventstore.schema.FACTS`); restating an event_id replaces the earlier fact."""
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


def pack(table: pa.Table) -> bytes:
    """A table as a compressed Arrow IPC stream."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def unpack(batch: bytes | memoryview) -> pa.Table:
    """The table of an Arrow IPC stream."""
    return pa.ipc.open_stream(pa.py_buffer(batch)).read_all()


def _inside_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("a fact is stated in the transaction of its cause: open transaction.atomic() first")
