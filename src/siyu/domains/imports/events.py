"""The facts of an order: one for each state it reached, with ids that come out the same every time."""

from __future__ import annotations

from hashlib import blake2b
from typing import Final

import numpy as np
import polars as pl
import pyarrow as pa

from siyu.domains.facts.kinds import KINDS

WITHDRAWN: Final = 0
"""The kind of a fact that is no longer true: no kind of the catalogue, so nothing counts it."""

_TIMES: Final = ("ordered_at", "paid_at", "shipped_at", "received_at")


def facts_of(account_id: int, orders: pl.DataFrame) -> pl.DataFrame:
    """Facts of settled orders that know their person and identity; orders whose time is unknown state nothing."""
    last = pl.max_horizontal(*_TIMES)
    real = ~pl.col("refund_only")
    untimed = pl.lit('{"time_known": false}')
    paid_gross = pl.col("paid_fen") + pl.col("refunded_fen")
    placed = pl.concat_str(pl.lit('{"lines": '), "line_count", pl.lit(', "items": '), "items", pl.lit("}"))
    none = pl.lit(None, dtype=pl.String)
    nothing = pl.lit(None, dtype=pl.Int64)
    back_at = pl.coalesce("refunded_at", last)
    stated = (
        ("order.placed", real, pl.col("ordered_at"), pl.col("total_fen"), placed),
        ("order.paid", real, pl.col("paid_at"), paid_gross, none),
        ("order.shipped", real, pl.col("shipped_at"), nothing, none),
        ("order.received", real, pl.col("received_at"), nothing, none),
        ("order.refunded", pl.col("refunded_fen") > 0, back_at, pl.col("refunded_fen"),
         pl.when(pl.col("refunded_at").is_null()).then(untimed)),
        ("order.closed", real & (pl.col("state") == "closed"), pl.coalesce("closed_at", last), nothing,
         pl.when(pl.col("closed_at").is_null()).then(untimed)),
    )  # fmt: skip
    parts = [_kind(account_id, orders, *one) for one in stated]
    facts = pl.concat([part for part in parts if part.height] or parts[:1])
    return facts.with_columns(event_id=_ids(facts))


def _kind(
    account_id: int, orders: pl.DataFrame, name: str, when: pl.Expr, at: pl.Expr, amount: pl.Expr, props: pl.Expr
) -> pl.DataFrame:
    return orders.filter(when & at.is_not_null()).select(
        account=pl.lit(account_id, dtype=pl.Int32),
        person="person",
        identity="identity",
        happened_at=at,
        kind=pl.lit(KINDS[name].code, dtype=pl.UInt16),
        channel="channel",
        object_type=pl.lit("order"),
        object_id="order_no",
        amount_fen=amount,
        props=props,
        seed=pl.format(f"{account_id}\x1f{{}}\x1f{{}}\x1f{name}", "channel", "order_no"),
    )


def _ids(facts: pl.DataFrame) -> pl.Series:
    """`kernel.ids.derived_id` of (happened_at, account, channel, order_no, kind) for every row at once."""
    if not facts.height:
        return pl.Series("event_id", [], dtype=pl.Binary)
    tails = b"".join([blake2b(seed, digest_size=10).digest() for seed in facts["seed"].cast(pl.Binary).to_list()])
    digest = np.frombuffer(tails, dtype=np.uint8).reshape(-1, 10)
    at = facts["happened_at"].dt.timestamp("ms").to_numpy().clip(min=0).astype(">u8").view(np.uint8).reshape(-1, 8)
    ids = np.hstack([at[:, 2:], digest])
    ids[:, 6] = (ids[:, 6] & 0x0F) | 0x70
    ids[:, 8] = (ids[:, 8] & 0x3F) | 0x80
    offsets = np.arange(0, 16 * len(ids) + 1, 16, dtype=np.int64)
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(np.ascontiguousarray(ids))]
    return pl.Series("event_id", pa.Array.from_buffers(pa.large_binary(), len(ids), buffers))


def withdrawn(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Statements that take back the facts of `before` that `after` does not restate."""
    gone = before.join(after.select("event_id"), on="event_id", how="anti")
    return gone.with_columns(
        person=pl.lit(0, dtype=pl.Int64),
        identity=pl.lit(0, dtype=pl.Int64),
        kind=pl.lit(WITHDRAWN, dtype=pl.UInt16),
        amount_fen=pl.lit(None, dtype=pl.Int64),
        props=pl.lit(None, dtype=pl.String),
    )


def as_table(facts: pl.DataFrame) -> pa.Table:
    """Facts as the outbox takes them."""
    from siyu.platform.eventstore.schema import FACTS

    return facts.select(FACTS.names).to_arrow().cast(FACTS) if facts.height else pa.Table.from_pylist([], schema=FACTS)
