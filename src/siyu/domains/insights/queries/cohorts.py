"""Repurchase cohorts: the period of the first order, and who came back how many periods later."""

# ruff: noqa: S608 - what is written into the SQL are names of our own; values go by parameters

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import Final, Literal

from siyu.domains.accounts.models import Account
from siyu.domains.facts.kinds import KINDS
from siyu.domains.fans.queries.standing_sql import NOT_VOID
from siyu.domains.insights.metrics import duckdb as dialect
from siyu.domains.insights.queries.windows import next_period, period_start
from siyu.domains.insights.types import Cohort, CohortTable
from siyu.kernel import clock
from siyu.platform import eventstore

_SQL: Final = f"""
WITH active AS (
    SELECT DISTINCT person, CAST(date_trunc($by, {dialect.local("happened_at")}) AS DATE) AS period
    FROM facts
    WHERE account = $account AND {NOT_VOID} AND person <> 0 AND kind = {KINDS["order.paid"].code}
),
placed AS (SELECT *, min(period) OVER (PARTITION BY person) AS cohort FROM active)
SELECT cohort, period, count(*) AS persons FROM placed GROUP BY cohort, period
"""


def cohorts(account: Account, by: Literal["week", "month"] = "month", *, now: datetime | None = None) -> CohortTable:
    """Cohorts by local week (Monday) or month of the first paid order, up to the running period.

    Periods in which nobody bought for the first time have no cohort. Orders dated after `now` are counted, and then
    the table runs to the newest of them.
    """
    now = now or clock.now()
    params = {"account": account.pk, "zone": account.time_zone, "by": by}
    persons: dict[date, dict[date, int]] = defaultdict(dict)
    for row in eventstore.connect().query(_SQL, params).to_pylist():
        persons[row["cohort"]][row["period"]] = row["persons"]
    newest = max((max(periods) for periods in persons.values()), default=date.min)
    last = max(newest, period_start(clock.local_day(now, account.time_zone), by))
    return CohortTable(
        by=by,
        cohorts=[Cohort(start, came[start], _row(start, came, last, by)) for start, came in sorted(persons.items())],
        time_zone=account.time_zone,
        computed_at=now,
    )


def _row(start: date, came: dict[date, int], last: date, by: str) -> list[int]:
    retained, period = [], start
    while period <= last:
        retained.append(came.get(period, 0))
        period = next_period(period, by)
    return retained
