"""Purchase histories of an account's buyers, folded by the engine: what the prediction models read."""

# ruff: noqa: S608 - what is written into the SQL are names of our own; values go by parameters

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from siyu.domains.accounts.models import Account
from siyu.domains.facts.kinds import KINDS
from siyu.domains.fans.queries.standing_sql import NOT_VOID
from siyu.domains.insights.metrics import duckdb as dialect
from siyu.domains.insights.prediction.histories import Histories, Integers
from siyu.platform import eventstore

_ORDER_KINDS: Final = ", ".join(
    str(KINDS[f"order.{state}"].code) for state in ("placed", "paid", "shipped", "received", "refunded", "closed")
)
_LAST_DAY: Final = f"""
SELECT CAST({dialect.local("max(happened_at)")} AS DATE) AS day FROM facts
WHERE account = $account AND {NOT_VOID} AND kind IN ({_ORDER_KINDS})
"""
_HISTORIES: Final = f"""
WITH base_orders AS ({dialect.base("orders")}),
days AS (
    SELECT person, paid_day AS day, sum(kept_fen) AS fen FROM base_orders
    WHERE person <> 0 AND paid_at IS NOT NULL GROUP BY person, paid_day
),
known AS (SELECT *, min(day) OVER (PARTITION BY person) AS first FROM days WHERE day <= $observed_until)
SELECT person,
    count(*) FILTER (day <= $end) - 1 AS repeats,
    CAST(date_diff('day', min(day), max(day) FILTER (day <= $end)) AS DOUBLE) AS recency,
    CAST(date_diff('day', min(day), $end) AS DOUBLE) AS age,
    coalesce(avg(fen) FILTER (day <= $end AND day > first), 0) / 100 AS value,
    count(*) FILTER (day > $end) AS later
FROM known WHERE first <= $end GROUP BY person ORDER BY person
"""


@dataclass(frozen=True)
class Purchases:
    """Histories up to a day, times in days, and what the same persons did after it until the end of observation."""

    persons: Integers
    histories: Histories
    later: Integers


def last_order_day(account: Account) -> date | None:
    """The local day of the newest order fact: what happened later is not known. None without orders."""
    rows = eventstore.connect().query(_LAST_DAY, {"account": account.pk, "zone": account.time_zone}).to_pylist()
    day: date | None = rows[0]["day"]
    return day


def purchases(account: Account, *, end: date, observed_until: date) -> Purchases:
    """Buyers with a first paid order by `end`. Several orders of one local day are one purchase.

    The value is the mean over the repeat purchase days of paid minus refunded so far, in yuan.
    """
    params = {"account": account.pk, "zone": account.time_zone, "end": end, "observed_until": observed_until}
    table = eventstore.connect().query(_HISTORIES, params)
    column = {name: table.column(name).to_numpy() for name in table.column_names}
    return Purchases(
        persons=column["person"].astype(np.int64),
        histories=Histories.of(column["repeats"], column["recency"], column["age"], column["value"]),
        later=column["later"].astype(np.int64),
    )
