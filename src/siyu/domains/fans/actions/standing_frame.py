"""From as-of figures to rows of Standing: scores, stage and the account's ruler, a million persons at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import polars as pl
import pyarrow as pa

from siyu.domains.fans import rules
from siyu.domains.fans.conf import FansConf

INSTANTS: Final = ("first_order_at", "last_order_at", "last_seen_at", "grace_ends_at")
DERIVED: Final = (
    "orders", "paid_fen", "refunded_fen", "net_paid_fen", "first_order_at", "last_order_at", "last_seen_at",
    "rfm_r", "rfm_f", "rfm_m", "stage", "tier", "tier_base_fen", "grace_ends_at",
)  # fmt: skip
"""Columns of Standing that a rebuild writes; predictions are written by their own action."""


@dataclass(frozen=True)
class Measures:
    """The population-relative measures; see models.Ruler."""

    buyers: int
    typical_days: float
    r_cuts: list[int | None]
    f_cuts: list[int | None]
    m_cuts: list[int | None]
    measured_at: datetime


def figures_frame(figures: pa.Table) -> pl.DataFrame:
    """The figures with instants as UTC milliseconds."""
    frame: pl.DataFrame = pl.from_arrow(figures)  # type: ignore[assignment]
    return frame.with_columns(pl.col(name).dt.timestamp("ms") for name in INSTANTS)


def measure(frame: pl.DataFrame, at: datetime) -> Measures:
    """Measure the whole population: figures of all persons with their RFM scores."""
    buyers = frame.filter(pl.col("orders") > 0)
    again = buyers.filter(pl.col("orders") > 1)
    gaps = again.select(
        ((pl.col("last_order_at") - pl.col("first_order_at")) / 86_400_000 / (pl.col("orders") - 1)).alias("gap")
    )["gap"]
    return Measures(
        buyers=buyers.height,
        typical_days=rules.typical_of(gaps.median(), gaps.len()),  # type: ignore[arg-type]
        r_cuts=_cuts(buyers, -pl.col("days_since_last_order"), "rfm_r"),
        f_cuts=_cuts(buyers, pl.col("orders"), "rfm_f"),
        m_cuts=_cuts(buyers, pl.col("net_paid_fen"), "rfm_m"),
        measured_at=at,
    )


def with_scores(frame: pl.DataFrame, ruler: Measures) -> pl.DataFrame:
    """RFM scores by the kept cut points, for figures that were computed without them."""
    return frame.with_columns(
        _score(-pl.col("days_since_last_order"), ruler.r_cuts).alias("rfm_r"),
        _score(pl.col("orders"), ruler.f_cuts).alias("rfm_f"),
        _score(pl.col("net_paid_fen"), ruler.m_cuts).alias("rfm_m"),
    )


def standing_rows(frame: pl.DataFrame, ruler: Measures, conf: FansConf) -> pl.DataFrame:
    """Rows of Standing, by person: `person` and DERIVED. `rules.stage_of` says the stage for one."""
    days, orders = pl.col("days_since_last_order"), pl.col("orders")
    stage = (
        pl.when(orders == 0)
        .then(pl.lit("prospect"))
        .when(days > ruler.typical_days * conf.lost_after)
        .then(pl.lit("lost"))
        .when(days > ruler.typical_days * conf.lapsing_after)
        .then(pl.lit("lapsing"))
        .when(orders == 1)
        .then(pl.lit("new"))
        .when(orders >= conf.loyal_orders)
        .then(pl.lit("loyal"))
        .otherwise(pl.lit("active"))
    )
    return (
        frame.with_columns(stage.alias("stage"), *(pl.col(f"rfm_{name}").cast(pl.Int64) for name in "rfm"))
        .select("person", *DERIVED)
        .sort("person")
    )


def _cuts(buyers: pl.DataFrame, value: pl.Expr, score: str) -> list[int | None]:
    least = buyers.group_by(score).agg(value.min().alias("least"))
    known: dict[int, int] = dict(zip(least[score], least["least"], strict=True))
    return [
        min((known[found] for found in known if found >= wanted), default=None) for wanted in range(2, rules.SCORES + 1)
    ]


def _score(value: pl.Expr, cuts: list[int | None]) -> pl.Expr:
    reached = pl.sum_horizontal(pl.lit(1), *((value >= cut).cast(pl.Int64) for cut in cuts if cut is not None))
    return pl.when(pl.col("orders") > 0).then(reached).otherwise(None)
