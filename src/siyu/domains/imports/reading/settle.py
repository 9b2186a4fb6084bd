"""What an order came to: asked for, received, given back, by the column habits of each platform. Pure expressions."""

from __future__ import annotations

from typing import Final

import polars as pl

from siyu.domains.imports.types import STATUSES, Layout

_RANK: Final = {status: rank for rank, status in enumerate(STATUSES)}
_MONEY_MOVED: Final = [_RANK[status] for status in ("paid", "shipped", "received", "refunded")]


def settled(orders: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """Add total_fen, paid_fen (net of refunds), refunded_fen, was_paid, refund_only, times and status.

    For orders that were paid at all total_fen = paid_fen + refunded_fen; an unpaid order has only a total.
    A cancellation that is no order of its own (refund_only) has only refunded_fen.
    """
    orders = orders.with_columns(refund_only=pl.col("normal_rows") == 0)
    orders = orders.with_columns(was_paid=_was_paid(layout) & ~pl.col("refund_only"))
    total, net, refunded = _amounts(layout)
    orders = orders.with_columns(asked=total.fill_null(0), net=net, back=refunded)
    paid, only = pl.col("was_paid"), pl.col("refund_only")
    orders = orders.with_columns(
        paid_fen=pl.when(paid).then("net").otherwise(0),
        refunded_fen=pl.when(only).then("refund_amount").when(paid).then("back").otherwise(0),
    ).with_columns(
        total_fen=pl.when(only).then(0).when(paid).then(pl.col("paid_fen") + pl.col("refunded_fen")).otherwise("asked"),
    )
    return _times_and_status(orders)


def _was_paid(layout: Layout) -> pl.Expr:
    by_state = pl.col("status").is_in(_MONEY_MOVED).fill_null(value=False)
    paid = pl.col("paid_at").is_not_null() | by_state
    if "paid_at" not in layout.columns:
        paid |= pl.col("status").is_null() & (pl.col("paid") > 0).fill_null(value=False)
        paid |= (pl.col("refunded") > 0).fill_null(value=False)
    return paid


def _amounts(layout: Layout) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    """(asked for, net, given back) as the layout's columns tell them."""
    if layout.saved:
        return _of_mapping(layout)
    if layout.paid_is_net:
        total = pl.coalesce("total", "paid").fill_null(0)
        net = pl.coalesce("paid", pl.col("total") - pl.col("refunded").fill_null(0)).fill_null(0)
        return total, net, pl.coalesce("refunded", (total - net).clip(lower_bound=0))
    total = pl.coalesce("total", "paid", "lines_sum").fill_null(0)
    back = pl.min_horizontal(_given_back(total, layout), total)
    return total, total - back, back


def _given_back(total: pl.Expr, layout: Layout) -> pl.Expr:
    """A refund column where there is one; else what after-sales states and closing after payment imply."""
    explicit = pl.coalesce("refunded", "line_refunded")
    if {"refunded", "line_refunded"} & layout.columns.keys():
        by_state = pl.col("status") == _RANK["refunded"]
    else:
        by_state = pl.col("status").is_in([_RANK["refunded"], _RANK["closed"]])
    implied = (
        pl.when(by_state | pl.col("all_after_sales")).then(total).otherwise(pl.col("after_sales_sum").fill_null(0))
    )
    return pl.when(explicit.fill_null(0) > 0).then(explicit).otherwise(implied).fill_null(0)


def _of_mapping(layout: Layout) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    """People's own columns: `paid` may be before or after refunds, which the total tells.

    A refunded state without an amount means all of it; only an amount that is told makes a refund partial.
    """
    cancelled = pl.col("refund_amount").fill_null(0)
    paid, refunded = pl.col("paid"), pl.col("refunded").fill_null(0)
    asked = pl.coalesce("lines_sum", "total") if layout.amount else pl.coalesce("total", "lines_sum")
    told = (refunded > 0) | (cancelled > 0)
    is_refunded = (pl.col("status") == _RANK["refunded"]).fill_null(value=False)
    is_closed = (pl.col("status") == _RANK["closed"]).fill_null(value=False)
    all_back = is_refunded & ~told
    total = pl.coalesce(asked, "paid")
    net = (
        pl.when(all_back)
        .then(0)
        .when(paid.is_null())
        .then(pl.when((is_refunded | is_closed) & (refunded == 0)).then(0).otherwise(total - refunded))
        .when(paid + refunded == total)
        .then(paid)
        .when(paid == total)
        .then(paid - refunded)
        .otherwise(paid)
    ).fill_null(0)
    back = (
        pl.when(all_back | pl.col("refunded").is_null() | paid.is_null() | (paid == total))
        .then(total - net)
        .otherwise(refunded)
    ).fill_null(0)
    return total, net - cancelled, back + cancelled


def _times_and_status(orders: pl.DataFrame) -> pl.DataFrame:
    first = pl.coalesce("ordered_at", "paid_at", "shipped_at", "received_at")
    orders = orders.with_columns(ordered_at=first)
    rank = pl.col("status")
    state = (
        pl.when("refund_only")
        .then(pl.lit("refunded"))
        .when(rank == _RANK["closed"])
        .then(pl.lit("closed"))
        .when(pl.col("was_paid") & (pl.col("refunded_fen") > 0) & (pl.col("paid_fen") <= 0))
        .then(pl.lit("refunded"))
        .when(rank.is_null())
        .then(pl.when("was_paid").then(pl.lit("paid")).otherwise(pl.lit("placed")))
        .otherwise(rank.replace_strict(list(_RANK.values()), list(STATUSES), default=None, return_dtype=pl.String))
    )
    return orders.with_columns(
        state=state,
        paid_at=pl.when("was_paid").then(pl.coalesce("paid_at", "ordered_at")),
        refunded_at=pl.when("refund_only").then("ordered_at"),
        closed_at=pl.lit(None, dtype=pl.Datetime("ms")),
        shipped_at=pl.when("was_paid").then("shipped_at"),
        received_at=pl.when(pl.col("was_paid") & (rank != _RANK["closed"]).fill_null(value=True)).then("received_at"),
    )
