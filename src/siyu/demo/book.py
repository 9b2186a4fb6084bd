"""The order book from which the exports are written: orders with their buyers, and lines with their goods."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from siyu.demo.baskets import Baskets, make_baskets
from siyu.demo.crowd import Crowd, make_crowd, scramble
from siyu.demo.goods import SHELF
from siyu.demo.orders import make_orders
from siyu.demo.purchases import make_purchases
from siyu.demo.spec import DAY, TAOBAO, XIAOHONGSHU, YOUZAN, Spec

_THROUGH_EXCEL = 150 * DAY  # the oldest 淘宝 orders, whose file was saved by a spreadsheet that keeps 15 digits
_SPOILED_EVERY = 220  # unpaid orders whose row was damaged by hand
_PRESENTS = 0.005  # of the orders of 淘宝 and 小红书 go to a friend: her phone under another buyer's name
_RENAMED_EVERY = 200  # people who changed their 淘宝 name half-way
_NUMBER_BASE = (2_000_000_000_000_000_000, 6_900_000_000_000_000_000, 800_000_000_000_000_000, 0)


@dataclass(frozen=True)
class Book:
    """`orders` has one row an order with the buyer's face; `lines` one row a line of those orders."""

    spec: Spec
    crowd: Crowd
    orders: pl.DataFrame
    lines: pl.DataFrame

    def orders_of(self, channel: int) -> pl.DataFrame:
        """The orders of one channel, newest first, as exports list them."""
        return self.orders.filter(pl.col("channel") == channel).sort("placed", "order", descending=True)

    def lines_of(self, channel: int) -> pl.DataFrame:
        """The lines of one channel with the columns of their order, in the same order."""
        chosen = self.orders_of(channel).with_row_index("at")
        return chosen.join(self.lines, on="order", how="inner", maintain_order="left").sort("at", "position")


def make_book(spec: Spec) -> Book:
    """Make people, let them buy, and write it all down."""
    crowd = make_crowd(spec)
    purchases = make_purchases(spec, crowd)
    baskets = make_baskets(spec, crowd, purchases)
    orders = make_orders(spec, purchases, baskets)
    return Book(spec, crowd, _signed(spec, crowd, orders), _lines(baskets))


def _signed(spec: Spec, crowd: Crowd, orders: pl.DataFrame) -> pl.DataFrame:
    """Orders with the buyer's nick and the receiver's face, number and damage."""
    faces = crowd.faces.with_columns(pl.Series("home", crowd.home))
    nicks = faces.select("nick", person="number")
    receivers = faces.drop("nick").rename({"number": "receiver"})
    signed = (
        orders.with_columns(receiver=_receivers(spec, crowd, orders), number=_numbers(orders), spoiled=_spoiled())
        .join(nicks, on="person", how="left", maintain_order="left")
        .join(receivers, on="receiver", how="left", maintain_order="left")
    )
    new_name = pl.format("tb{}", pl.col("person") * 7_919 % 900_000_000 + 100_000_000)
    renamed = (pl.col("channel") == TAOBAO) & (pl.col("person") % _RENAMED_EVERY == 7)
    later = pl.col("placed") > pl.col("placed").median()
    return signed.with_columns(
        nick=pl.when(renamed & later).then(new_name).otherwise("nick"),
        phone=pl.when(pl.col("channel") == pl.col("home")).then("phone").otherwise("later_phone"),
        order_no=_order_no(spec),
    )


def _receivers(spec: Spec, crowd: Crowd, orders: pl.DataFrame) -> pl.Series:
    """The buyers themselves, but for presents, which go to someone else of the same channel."""
    rng = spec.rng("presents")
    receiver = orders["person"].to_numpy().copy()
    channel = orders["channel"].to_numpy()
    for shop in (TAOBAO, XIAOHONGSHU):
        presents = np.flatnonzero((channel == shop) & (rng.random(orders.height) < _PRESENTS))
        friends = np.flatnonzero((crowd.home == shop) & crowd.buys)
        receiver[presents] = rng.choice(friends, len(presents))
    return pl.Series("receiver", receiver)


def _order_no(spec: Spec) -> pl.Expr:
    """The number as its platform writes it."""
    made = (pl.lit(spec.start) + pl.duration(seconds=pl.col("placed"))).dt.strftime("%Y%m%d%H%M%S")
    return (
        pl.when(pl.col("channel") == XIAOHONGSHU)
        .then(pl.format("P{}", "number"))
        .when(pl.col("channel") == YOUZAN)
        .then(pl.format("E{}{}", made, (pl.col("number") % 10**9).cast(pl.String).str.zfill(9)))
        .otherwise(pl.col("number").cast(pl.String))
    )


def _lines(baskets: Baskets) -> pl.DataFrame:
    shelf = pl.DataFrame(
        {
            "goods": range(len(SHELF)),
            "sku": [goods.sku for goods in SHELF],
            "title": [goods.title for goods in SHELF],
            "option": [goods.option for goods in SHELF],
            "price_fen": [goods.yuan * 100 for goods in SHELF],
            "line_wear": [goods.wear for goods in SHELF],
        }
    )
    lines = pl.DataFrame(
        {
            "order": baskets.line_order,
            "goods": baskets.line_goods,
            "line_quantity": baskets.line_quantity,
            "line_fen": baskets.line_fen,
        }
    )
    return lines.join(shelf, on="goods", how="left", maintain_order="left").with_columns(
        position=pl.int_range(pl.len()).over("order")
    )


def _numbers(orders: pl.DataFrame) -> pl.Series:
    """Order numbers as each platform writes them; 有赞 has the moment in it, the others a long number."""
    channel = orders["channel"].to_numpy()
    long = np.array(_NUMBER_BASE)[channel] + scramble(orders["order"].to_numpy(), 10**17, 61_803_398_874_989_527)
    old = (channel == TAOBAO) & (orders["placed"].to_numpy() < _THROUGH_EXCEL)
    return pl.Series("number", np.where(old, long // 10_000 * 10_000, long))


def _spoiled() -> pl.Expr:
    """0 for a sound row; 1, 2, 3 … for the damaged ones of a channel (all of them never paid)."""
    unpaid = (pl.col("paid") < 0) & (pl.col("closed") >= 0)
    place = unpaid.cum_sum().over("channel")
    return pl.when(unpaid & (place % _SPOILED_EVERY == 50)).then(place // _SPOILED_EVERY + 1).otherwise(0)
