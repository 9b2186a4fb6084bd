"""How orders go on: paid, shipped, received, sent back at once or after receipt, cut off at the end of the set."""

from __future__ import annotations

import numpy as np
import polars as pl

from siyu.demo.baskets import Baskets
from siyu.demo.goods import IS_WEAR
from siyu.demo.purchases import Purchases
from siyu.demo.spec import DAY, HOUR, Flags, Floats, Ints, Spec

NEVER = -1
# Shares of orders sent back (before shipment, after receipt); a real qipao shop tells of 25 % and 15 % after lives.
SENT_BACK = {
    ("wear", "live"): (0.25, 0.20),  # 0.20 of the 75 % that ship is 15 % of all
    ("wear", "shelf"): (0.07, 0.10),
    ("beauty", "live"): (0.06, 0.025),
    ("beauty", "shelf"): (0.025, 0.015),
}
_RETURNS_PART = 0.35  # of returns of orders with more than one line: the first line only


def make_orders(spec: Spec, purchases: Purchases, baskets: Baskets) -> pl.DataFrame:
    """One row an order known at the end of the set, by time; times are seconds, -1 is not (yet).

    Columns: order, person, channel, live, wear, placed, paid, shipped, received, refunded, closed (seconds), goods_fen,
    discount_fen, freight_fen, total_fen, refund_fen (0 until refunded), quantity, lines,
    part (only the first line came back).
    """
    first_line = np.flatnonzero(np.diff(baskets.line_order, prepend=-1))
    wear = IS_WEAR[baskets.line_goods[first_line]]
    lines = np.bincount(baskets.line_order, minlength=len(purchases))
    fate = _fates(spec, purchases, wear)
    part = fate["returned"] & (lines > 1) & (spec.rng("parts").random(len(wear)) < _RETURNS_PART)
    frame = pl.DataFrame(
        {
            "order": np.arange(len(purchases)),
            "person": purchases.person,
            "channel": purchases.channel,
            "live": purchases.live,
            "wear": wear,
            "placed": purchases.placed,
            **{name: fate[name] for name in ("paid", "shipped", "received", "refunded", "closed")},
            "goods_fen": baskets.goods_fen,
            "discount_fen": baskets.discount_fen,
            "freight_fen": baskets.freight_fen,
            "total_fen": baskets.total_fen,
            "refund_fen": np.where(part, baskets.line_fen[first_line] + baskets.freight_fen, baskets.total_fen),
            "quantity": np.bincount(baskets.line_order, weights=baskets.line_quantity).astype(np.int64),
            "lines": lines,
            "part": part,
        }
    )
    return _cut_off(frame, spec.end)


def _fates(spec: Spec, purchases: Purchases, wear: Flags) -> dict[str, Ints]:
    """Moments of each step, as if the set had no end; NEVER where the step is not taken."""
    rng, count, placed = spec.rng("fates"), len(purchases), purchases.placed
    paid = placed + np.minimum(rng.exponential(200, count), 1_500).astype(np.int64) + 4
    at_once, after_receipt = _refund_chances(wear, purchases.live)
    instant = purchases.paid & (rng.random(count) < at_once)
    ships = purchases.paid & ~instant
    shipped = paid + _moments(rng.lognormal(np.log(20 * HOUR), 0.5, count))
    received = shipped + _moments(rng.uniform(1.8 * DAY, 6 * DAY, count))
    returned = ships & (rng.random(count) < after_receipt)
    taken_back = paid + _moments(np.minimum(rng.exponential(5 * HOUR, count), 20 * HOUR)) + 60
    sent_back = received + _moments(rng.uniform(0.3 * DAY, 6.8 * DAY, count))
    return {
        "paid": np.where(purchases.paid, paid, NEVER),
        "shipped": np.where(ships, shipped, NEVER),
        "received": np.where(ships, received, NEVER),
        "refunded": np.where(instant, taken_back, np.where(returned, sent_back, NEVER)),
        "closed": np.where(instant, taken_back, np.where(purchases.paid, NEVER, placed + DAY)),
        "returned": returned,
    }


def _refund_chances(wear: Flags, live: Flags) -> tuple[Floats, Floats]:
    at_once, after_receipt = np.zeros(len(wear)), np.zeros(len(wear))
    for (sort, place), (first, second) in SENT_BACK.items():
        these = (wear == (sort == "wear")) & (live == (place == "live"))
        at_once[these], after_receipt[these] = first, second
    return at_once, after_receipt


def _moments(seconds: Floats) -> Ints:
    return np.asarray(seconds, dtype=np.int64)


def _cut_off(frame: pl.DataFrame, end: int) -> pl.DataFrame:
    """Forget whatever lies beyond the end of the set."""
    steps = ("paid", "shipped", "received", "refunded", "closed")
    known = frame.filter(pl.col("placed") < end).with_columns(
        pl.when(pl.col(step) < end).then(step).otherwise(pl.lit(NEVER)).alias(step) for step in steps
    )
    return known.with_columns(
        refund_fen=pl.when(pl.col("refunded") == NEVER).then(0).otherwise("refund_fen"),
        part=pl.col("part") & (pl.col("refunded") != NEVER),
    )
