"""Small facts for tests: what happened, said briefly, put into the event store."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

import pyarrow as pa

from siyu.domains.facts.kinds import KINDS
from siyu.kernel import clock
from siyu.kernel.ids import derived_id
from siyu.platform.eventstore import EventStore
from siyu.platform.eventstore.schema import FACTS, PERSONS


def fact(
    person: int, at: datetime, kind: str, *, account: int = 1, channel: str = "taobao", no: str = "",
    fen: int | None = None, **props: Any,
) -> dict[str, Any]:  # fmt: skip
    """One row in the FACTS schema; instants in whole milliseconds."""
    ms = clock.to_ms(at)
    return {
        "event_id": derived_id(ms, account, channel, no, kind, person).bytes,
        "account": account,
        "person": person,
        "identity": person,
        "happened_at": ms,
        "kind": KINDS[kind].code,
        "channel": channel,
        "object_type": "order" if kind.startswith("order.") else "",
        "object_id": no,
        "amount_fen": fen,
        "props": json.dumps(props) if props else None,
    }


def put(store: EventStore, facts: list[dict[str, Any]], persons: list[dict[str, Any]] | None = None) -> None:
    """Put facts, and the mirrored persons (by default everyone named) of account 1, into the store."""
    store.upsert(pa.Table.from_pylist(facts, schema=FACTS))
    known = persons or [{"person": number} for number in sorted({row["person"] for row in facts} - {0})]
    rows = [{"account": 1, "key": f"k{row['person']}", "city": "", "birthday_md": "", **row} for row in known]
    store.mirror_persons(1, pa.Table.from_pylist(rows, schema=PERSONS))


def id_of(row: dict[str, Any]) -> UUID:
    """The event id of a fact as the store orders it."""
    return UUID(bytes=row["event_id"])
