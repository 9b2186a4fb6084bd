"""How a call travels between a process and the engine: one JSON header, then the Arrow tables it announces."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from multiprocessing.connection import Connection
from typing import Any
from uuid import UUID

import pyarrow as pa

Message = tuple[dict[str, Any], list[pa.Table]]
_TAGS = {
    "$datetime": datetime.fromisoformat,
    "$date": date.fromisoformat,
    "$bytes": bytes.fromhex,
    "$uuid": UUID,
    "$decimal": Decimal,
}


def send(connection: Connection, header: dict[str, Any], tables: Sequence[pa.Table] = ()) -> None:
    """Send one message. Raises OSError when the other side is gone, TypeError for a value that JSON cannot carry."""
    head = json.dumps({**header, "tables": len(tables)}, default=_tagged).encode()
    bodies = [_body(table) for table in tables]
    connection.send_bytes(head)
    for body in bodies:
        connection.send_bytes(body)


def receive(connection: Connection) -> Message:
    """Wait for one message. Raises EOFError or OSError when the other side is gone."""
    header: dict[str, Any] = json.loads(connection.recv_bytes(), object_hook=_untagged)
    tables = [pa.ipc.open_stream(connection.recv_bytes()).read_all() for _ in range(header.pop("tables"))]
    return header, tables


def _body(table: pa.Table) -> pa.Buffer:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue()


def _tagged(value: Any) -> Any:
    """Wrap what JSON does not know."""
    if isinstance(value, datetime):
        return {"$datetime": value.isoformat()}
    if isinstance(value, date):
        return {"$date": value.isoformat()}
    if isinstance(value, bytes):
        return {"$bytes": value.hex()}
    if isinstance(value, UUID):
        return {"$uuid": str(value)}
    if isinstance(value, Decimal):
        return {"$decimal": str(value)}
    if isinstance(value, (set, frozenset, tuple)):
        return list(value)
    raise TypeError(f"a parameter of type {type(value).__name__} cannot be sent to the event store")


def _untagged(value: dict[str, Any]) -> Any:
    if len(value) == 1:
        tag, inner = next(iter(value.items()))
        if tag in _TAGS:
            return _TAGS[tag](inner)
    return value
