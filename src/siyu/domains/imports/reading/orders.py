"""Typed rows to orders and their lines: what repeats on every row is taken once, what belongs to a line adds up."""

from __future__ import annotations

from hashlib import blake2b
from typing import Final

import numpy as np
import polars as pl

from siyu.domains.imports.reading.settle import settled
from siyu.domains.imports.types import Layout

_GREATEST: Final = ("buyer", "phone", "phone_shown", "email", "name", "city", "shipped_at", "received_at", "status")
_BUSINESS: Final = [
    "channel",
    "order_no",
    "buyer",
    "phone",
    "email",
    "city",
    "state",
    "ordered_at",
    "paid_at",
    "shipped_at",
    "received_at",
    "refunded_at",
    "total_fen",
    "paid_fen",
    "refunded_fen",
    "items",
    "lines_text",
]


def orders_of(rows: pl.DataFrame, line_rows: pl.DataFrame | None, layout: Layout) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(orders, lines) of rows in which each order is whole; lines carry the place of their order as `place`."""
    rows = rows.with_columns(
        value=pl.coalesce("amount", pl.col("unit_price") * pl.col("quantity")), normal=~pl.col("is_refund")
    )
    orders = settled(_grouped(rows, layout), layout).with_row_index("place")
    lines = _lines(rows if line_rows is None else line_rows, orders, layout, own=line_rows is None)
    per_order = lines.group_by("place", maintain_order=True).agg(
        line_count=pl.len(), line_items=pl.col("quantity").sum(), lines_text=pl.col("text").sort().str.join("\x1e")
    )
    orders = orders.join(per_order, on="place", how="left", maintain_order="left")
    items = (
        pl.coalesce(pl.col("quantity"), pl.col("line_items"))
        if line_rows is None
        else pl.coalesce("line_items", "quantity")
    )
    orders = orders.with_columns(items=items.fill_null(0), line_count=pl.col("line_count").fill_null(0))
    known_by = pl.when(~pl.col("name").str.contains("*", literal=True)).then("name")  # a masked name calls nobody
    return orders.with_columns(content_hash=_hashes(orders), receiver="name", name=known_by), lines


def _grouped(rows: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    normal = pl.col("normal")
    together = pl.Expr.sum if layout.amount_level == "line" else pl.Expr.max
    own = pl.when(normal)
    counted = {
        name: pl.when(own.then(name).is_not_null().any()).then(together(own.then(name)))
        for name in ("total", "paid", "refunded")
    }
    if rows["okey"].n_unique() == rows.height:
        return _single(rows)
    return rows.group_by("channel", "order_no", maintain_order=True).agg(
        pl.col("row").min(),
        *(pl.col(name).max() for name in _GREATEST),
        pl.col("ordered_at").min(),
        pl.col("paid_at").min(),
        **counted,
        kinds=pl.col("kinds").max(),
        title=pl.col("title").first(),
        quantity=pl.when(own.then("quantity").is_not_null().any()).then(own.then("quantity").sum()),
        lines_sum=pl.when(own.then("value").is_not_null().any()).then(own.then("value").clip(lower_bound=0).sum()),
        line_refunded=pl.when(pl.col("line_refunded").is_not_null().any()).then(pl.col("line_refunded").sum()),
        after_sales_sum=pl.when("after_sales").then("value").sum(),
        all_after_sales=pl.col("after_sales").fill_null(value=False).all(),
        refund_amount=pl.when("is_refund").then(pl.coalesce("value", "total", "paid").abs()).sum(),
        normal_rows=normal.sum(),
    )


def _single(rows: pl.DataFrame) -> pl.DataFrame:
    """Every row is an order: nothing to bring together."""
    own = pl.when("normal")
    return rows.with_columns(
        lines_sum=own.then(pl.col("value").clip(lower_bound=0)),
        after_sales_sum=pl.when("after_sales").then("value"),
        all_after_sales=pl.col("after_sales").fill_null(value=False),
        refund_amount=pl.when("is_refund").then(pl.coalesce("value", "total", "paid").abs()).otherwise(0),
        normal_rows=pl.col("normal").cast(pl.UInt32),
    )


def _lines(rows: pl.DataFrame, orders: pl.DataFrame, layout: Layout, *, own: bool) -> pl.DataFrame:
    if own and layout.titles_joined_by:
        return _texted(_from_joined_titles(orders, layout.titles_joined_by))
    if not rows.height:
        return _texted(pl.DataFrame(schema=_LINE_SCHEMA))
    if "value" not in rows.columns:
        rows = rows.with_columns(value=pl.coalesce("amount", pl.col("unit_price") * pl.col("quantity")))
    named = rows.filter(pl.col("title").is_not_null() | pl.col("sku").is_not_null())
    joined = (
        named.join(orders.select("channel", "order_no", "place"), on=["channel", "order_no"], maintain_order="left")
        if own
        else named.join(orders.select("order_no", "place"), on="order_no", maintain_order="left")
    )
    lines = joined.sort("place", "row", maintain_order=True).select(
        "place",
        position=pl.int_range(1, pl.len() + 1).over("place"),
        sku=pl.col("sku").fill_null(""),
        title=pl.coalesce("title", "sku"),
        quantity=pl.col("quantity").fill_null(1),
        unit_price=pl.coalesce(
            "unit_price", pl.when(pl.col("quantity") != 0).then(pl.col("value") // pl.col("quantity"))
        ).fill_null(0),
        amount=pl.col("value").fill_null(0),
    )
    return _texted(lines)


_LINE_SCHEMA: Final = {
    "place": pl.UInt32, "position": pl.Int64, "sku": pl.String, "title": pl.String,
    "quantity": pl.Int64, "unit_price": pl.Int64, "amount": pl.Int64,
}  # fmt: skip


def _from_joined_titles(orders: pl.DataFrame, joint: str) -> pl.DataFrame:
    """Titles of several goods in one cell, taken apart where their number fits (titles hold commas too)."""
    named = orders.filter(pl.col("title").is_not_null()).with_columns(parts=pl.col("title").str.split(joint))
    fits = pl.col("parts").list.len() == pl.col("kinds")
    named = named.with_columns(parts=pl.when(fits).then("parts").otherwise(pl.concat_list("title")))
    alone = named["parts"].list.len() == 1
    named = named.with_columns(
        one=alone,
        quantity=pl.when(alone).then(pl.col("quantity").fill_null(1)).otherwise(1),
        amount=pl.when(alone).then("total_fen").otherwise(0),
    )
    return named.explode("parts").select(
        "place",
        position=pl.int_range(1, pl.len() + 1).over("place"),
        sku=pl.lit(""),
        title=pl.col("parts").str.slice(0, 300),
        quantity="quantity",
        unit_price=pl.lit(0, dtype=pl.Int64),
        amount="amount",
    )


def _texted(lines: pl.DataFrame) -> pl.DataFrame:
    return lines.with_columns(text=pl.concat_str("sku", "title", "quantity", "unit_price", "amount", separator="\x1f"))


def _hashes(orders: pl.DataFrame) -> pl.Series:
    """A stable 64-bit hash of what an order says, so that the same export changes nothing."""
    told = pl.concat_str([_as_text(orders, name) for name in _BUSINESS], separator="\x1f")
    flat = orders.select(told).to_series()
    digest = b"".join([blake2b(text, digest_size=8).digest() for text in flat.cast(pl.Binary).to_list()])
    return pl.Series("content_hash", np.frombuffer(digest, dtype=np.int64))


def _as_text(orders: pl.DataFrame, name: str) -> pl.Expr:
    column = pl.col(name)
    if orders[name].dtype == pl.Datetime:
        column = column.dt.timestamp("ms")
    return column.cast(pl.String).fill_null("")
