"""Plain shapes that pages, commands and other domains receive from insights."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from siyu.domains.insights.metrics.metric import Metric

__all__ = [
    "BossNumber", "BossReport", "BossTier", "BossTrendPoint", "CalibrationRow", "ChannelOverlap", "ChannelRow",
    "ChannelsReport", "Cohort", "CohortTable", "ExpectedBuyer", "Finding", "Metric", "MetricResult", "MetricRow",
    "PredictionReport", "RefundMonth", "RefundPart", "RefundsReport", "RfmCell", "RfmGroup", "RfmMap", "Window",
]  # fmt: skip

Number = int | float | None
"""None where a figure has no meaning (a ratio over nothing)."""


@dataclass(frozen=True)
class Window:
    """Local calendar days, both included; an empty start means from the first fact."""

    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class MetricRow:
    """One bucket of a metric: the key is an ISO day, a Monday, `YYYY-MM`, a channel, a tier ("" = none) …"""

    key: str
    value: Number


@dataclass(frozen=True)
class MetricResult:
    """A metric over a window: `value`, or `rows` where it was asked by a dimension."""

    metric: Metric
    window: Window
    time_zone: str
    computed_at: datetime
    value: Number = None
    by: str | None = None
    rows: list[MetricRow] = field(default_factory=list)

    @property
    def unit(self) -> str:
        """The metric's unit."""
        return self.metric.unit


@dataclass(frozen=True)
class Cohort:
    """Persons whose first paid order fell in the period that begins on `start` (local Monday or first of month).

    `retained[k]` counts those with a paid order k periods later; `retained[0]` is `size`; the last is the running one.
    """

    start: date
    size: int
    retained: list[int]


@dataclass(frozen=True)
class CohortTable:
    """All cohorts of an account, oldest first."""

    by: Literal["week", "month"]
    cohorts: list[Cohort]
    time_zone: str
    computed_at: datetime


@dataclass(frozen=True)
class RfmCell:
    """Buyers with recency score `r` and frequency score `f` (1-5, 5 is best)."""

    r: int
    f: int
    persons: int
    net_paid_fen: int


@dataclass(frozen=True)
class RfmGroup:
    """A named field of the RFM map and what to do with its people; `title` and `advice` are translated."""

    name: str
    title: str
    advice: str
    persons: int
    net_paid_fen: int


@dataclass(frozen=True)
class RfmMap:
    """The 25 cells (empty ones too, r then f ascending) and the named groups, best first."""

    cells: list[RfmCell]
    groups: list[RfmGroup]
    buyers: int
    net_paid_fen: int
    computed_at: datetime | None


@dataclass(frozen=True)
class ChannelRow:
    """One channel in the window."""

    channel: str
    buyers: int
    new_buyers: int
    orders: int
    paid_fen: int
    refunded_fen: int
    aov_per_buyer_fen: Number
    refund_rate_gmv: Number
    gmv_share: Number


@dataclass(frozen=True)
class ChannelOverlap:
    """Persons who bought in both channels in the window; `first` < `second` alphabetically."""

    first: str
    second: str
    persons: int


@dataclass(frozen=True)
class ChannelsReport:
    """Where people buy, and who buys in more than one place."""

    window: Window
    rows: list[ChannelRow]
    overlaps: list[ChannelOverlap]
    buyers: int
    multi_channel_buyers: int
    multi_channel_share: Number
    computed_at: datetime


@dataclass(frozen=True)
class RefundPart:
    """Refunds of one moment: `instant`, `in_transit`, `after_receipt` or `unknown`; rates of all paid in the window."""

    name: str
    title: str
    orders: int
    refunded_fen: int
    order_rate: Number
    gmv_rate: Number


@dataclass(frozen=True)
class RefundMonth:
    """The same split for the orders paid in one local month (`YYYY-MM`): GMV rates by part name."""

    month: str
    paid_fen: int
    gmv_rates: dict[str, Number]


@dataclass(frozen=True)
class RefundsReport:
    """Refunds of the orders paid in the window, split by when they happened."""

    window: Window
    orders_paid: int
    paid_fen: int
    refunded_orders: int
    refunded_fen: int
    order_rate: Number
    gmv_rate: Number
    days_to_refund_median: Number
    parts: list[RefundPart]
    months: list[RefundMonth]
    computed_at: datetime


@dataclass(frozen=True)
class CalibrationRow:
    """Buyers with `repeats` repeat purchases (the last holds all above): mean predicted and actual in the holdout."""

    repeats: str
    persons: int
    predicted: float
    actual: float


@dataclass(frozen=True)
class ExpectedBuyer:
    """One of those from whom most is expected."""

    person_id: int
    name: str
    key: str
    expected_orders: float
    expected_value_fen: int | None
    p_alive: float


@dataclass(frozen=True)
class PredictionReport:
    """The newest kept prediction of an account; `ran_at` is None before the first."""

    ran_at: datetime | None
    problem: str = ""
    unit: str = "day"
    observed_until: date | None = None
    horizon_days: int = 0
    customers: int = 0
    bgnbd: dict[str, float] = field(default_factory=dict)
    gamma_gamma: dict[str, float] = field(default_factory=dict)
    expected_orders: float = 0.0
    calibration_end: date | None = None
    calibration: list[CalibrationRow] = field(default_factory=list)
    top: list[ExpectedBuyer] = field(default_factory=list)


@dataclass(frozen=True)
class BossNumber:
    """One fast number of the boss page with the period before and a small trend, oldest first."""

    metric: Metric
    value: Number
    previous: Number
    change: float | None
    good_when: Literal["up", "down"]
    trend: list[Number]


@dataclass(frozen=True)
class BossTrendPoint:
    """One month of the long trend."""

    month: str
    net_paid_fen: int
    orders: int
    buyers: int
    returning_share: Number


@dataclass(frozen=True)
class BossTier:
    """Persons of one tier at the end of the window (`code` "" = none) and what they paid in it."""

    code: str
    title: str
    persons: int
    paid_fen: int


@dataclass(frozen=True)
class Finding:
    """A plain-word finding, translated: what moved, why as far as the figures tell, what to do (may be empty)."""

    tone: Literal["good", "bad", "note"]
    what: str
    why: str
    do: str


@dataclass(frozen=True)
class BossReport:
    """One page for the boss: fast numbers against the period before, the long trend, findings."""

    account_name: str
    window: Window
    previous: Window
    numbers: list[BossNumber]
    trend: list[BossTrendPoint]
    findings: list[Finding]
    enough: bool
    time_zone: str
    computed_at: datetime
    channels: list[ChannelRow] = field(default_factory=list)
    tiers: list[BossTier] = field(default_factory=list)
