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
    rows = _valued(rows).with_columns(normal=~pl.col("is_refund"), nth=pl.int_range(pl.len()))
    grouped = _grouped(rows, layout)
    orders = settled(grouped.drop("members"), layout).with_row_index("place")
    if line_rows is None:
        lines = _own_lines(rows.with_columns(place=_places(grouped["members"])), orders, layout)
    else:
        line_rows = line_rows if line_rows.height else rows.head(0)  # with columns
        lines = _lines(_valued(line_rows).join(orders.select("order_no", "place"), on="order_no"))
    orders = orders.join(_per_order(lines), on="place", how="left", maintain_order="left")
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
        members=pl.col("nth"),
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
        members=pl.concat_list("nth"),
    ).drop("nth")


def _valued(rows: pl.DataFrame) -> pl.DataFrame:
    """Add what each row comes to, as far as it says so."""
    return rows.with_columns(value=pl.coalesce("amount", pl.col("unit_price") * pl.col("quantity")))


def _places(members: pl.Series) -> pl.Series:
    """For each row the place of its order, from the rows that each order has."""
    counts = members.list.len().to_numpy()
    places = np.empty(int(counts.sum()), dtype=np.uint32)
    places[members.explode().to_numpy()] = np.repeat(np.arange(len(counts), dtype=np.uint32), counts)
    return pl.Series(places)


def _own_lines(rows: pl.DataFrame, orders: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """The lines that the rows of the orders themselves tell."""
    if layout.titles_joined_by:
        return _texted(_from_joined_titles(orders, layout.titles_joined_by))
    return _lines(rows)


def _lines(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows that name goods, in the order of their orders (`place`)."""
    lines = (
        rows.filter(pl.col("title").is_not_null() | pl.col("sku").is_not_null())
        .select("place", "row", "sku", "title", "quantity", "unit_price", "value")
        .sort("place", "row", maintain_order=True)
    )
    return _texted(
        lines.select(
            "place",
            position=_positions(lines["place"]),
            sku=pl.col("sku").fill_null(""),
            title=pl.coalesce("title", "sku"),
            quantity=pl.col("quantity").fill_null(1),
            unit_price=pl.coalesce(
                "unit_price", pl.when(pl.col("quantity") != 0).then(pl.col("value") // pl.col("quantity"))
            ).fill_null(0),
            amount=pl.col("value").fill_null(0),
        )
    )


def _positions(places: pl.Series) -> pl.Series:
    """1, 2, 3 ... within each order, of lines that lie in the order of their orders."""
    at, rows = places.to_numpy(), np.arange(len(places))
    begins = np.ones(len(at), dtype=bool)
    begins[1:] = at[1:] != at[:-1]
    return pl.Series(rows - np.maximum.accumulate(np.where(begins, rows, 0)) + 1, dtype=pl.Int64)


def _per_order(lines: pl.DataFrame) -> pl.DataFrame:
    """How many lines and pieces each order has, and what its lines say (whatever their order).

    Measured: sorting them all at once and joining lists takes a third of the time of doing so order by order.
    """
    sorted_ = lines.select("place", "text", "quantity").sort("place", "text")
    told = sorted_.group_by("place", maintain_order=True).agg("text", pl.col("quantity").sum())
    return told.select(
        "place",
        line_count=pl.col("text").list.len(),
        line_items="quantity",
        lines_text=pl.col("text").list.join("\x1e"),
    )


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
