"""The one page for the boss: what the figures were, how they moved, and what they say in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.fans.conf import fans_conf
from siyu.domains.insights import rules
from siyu.domains.insights.queries.channels import channels
from siyu.domains.insights.queries.metrics import show_many
from siyu.domains.insights.queries.windows import next_period, period_start
from siyu.domains.insights.report.findings import NEEDS, enough, find
from siyu.domains.insights.types import BossNumber, BossReport, BossTier, BossTrendPoint, MetricResult, Number, Window
from siyu.kernel import clock

NUMBERS: Final = (
    "gmv_net", "orders_paid", "buyers", "new_buyers", "aov_per_buyer", "returning_gmv_share", "refund_amount",
    "active_persons",
)  # fmt: skip
TREND_PERIODS: Final = 12
TREND_MONTHS: Final = 24
_BY_MONTH: Final = ("gmv_net", "orders_paid", "buyers", "returning_buyers")


def boss_report(account: Account, *, end: date | None = None, days: int = 7, now: datetime | None = None) -> BossReport:
    """The `days` local days ending on `end` (default yesterday) against the same number of days before them.

    The small trends are the last twelve whole weeks (months, for more than a week) before the end; the long trend is
    two years of months, the running one included.
    """
    now = now or clock.now()
    last = end or clock.local_day(now, account.time_zone) - timedelta(days=1)
    window = Window(last - timedelta(days=days - 1), last)
    previous = Window(last - timedelta(days=2 * days - 1), last - timedelta(days=days))
    names = list(dict.fromkeys((*NUMBERS, *NEEDS)))
    value = {result.metric.name: result.value for result in show_many(account, names, window, now=now)}
    before = {result.metric.name: result.value for result in show_many(account, names, previous, now=now)}
    grain = "week" if days <= 7 else "month"
    trends = show_many(account, NUMBERS, _whole_periods(last, grain), by=grain, now=now)
    return BossReport(
        account_name=account.name,
        window=window,
        previous=previous,
        numbers=[_number(trend, value, before) for trend in trends],
        trend=_months(account, last, now),
        findings=find(value, before, days),
        enough=enough(value, before),
        time_zone=account.time_zone,
        computed_at=now,
        channels=channels(account, window, now=now).rows,
        tiers=_tiers(account, window, now),
    )


def _tiers(account: Account, window: Window, now: datetime) -> list[BossTier]:
    """Every tier of the account, highest first, then those without one."""
    members, paid = show_many(account, ("members", "gmv_paid"), window, by="tier", now=now)
    persons = {row.key: int(row.value or 0) for row in members.rows}
    fen = {row.key: int(row.value or 0) for row in paid.rows}
    chinese = (get_language() or "zh").startswith("zh")
    tiers = [
        BossTier(step.code, step.zh if chinese else step.en, persons.get(step.code, 0), fen.get(step.code, 0))
        for step in fans_conf(account).tiers
    ]
    return [*tiers, BossTier("", _("Without a tier or unknown"), 0, fen.get("", 0))]


def _number(trend: MetricResult, value: dict[str, Number], before: dict[str, Number]) -> BossNumber:
    name = trend.metric.name
    return BossNumber(
        metric=trend.metric,
        value=value[name],
        previous=before[name],
        change=rules.change(value[name], before[name]),
        good_when=trend.metric.good_when,
        trend=[row.value for row in trend.rows],
    )


def _whole_periods(last: date, grain: str) -> Window:
    """The last twelve periods that ended by the day."""
    running = period_start(last, grain)
    whole = last if next_period(running, grain) == last + timedelta(days=1) else running - timedelta(days=1)
    start = period_start(whole, grain)
    for _back in range(TREND_PERIODS - 1):
        start = period_start(start - timedelta(days=1), grain)
    return Window(start, whole)


def _months(account: Account, last: date, now: datetime) -> list[BossTrendPoint]:
    start = last.replace(day=1)
    for _back in range(TREND_MONTHS - 1):
        start = period_start(start - timedelta(days=1), "month")
    net, orders, buyers, returning = show_many(account, _BY_MONTH, Window(start, last), by="month", now=now)
    points = [
        BossTrendPoint(
            month=row.key,
            net_paid_fen=int(row.value or 0),
            orders=int(orders.rows[n].value or 0),
            buyers=int(buyers.rows[n].value or 0),
            returning_share=(returning.rows[n].value or 0) / people if (people := buyers.rows[n].value) else None,
        )
        for n, row in enumerate(net.rows)
    ]
    return _since_the_first(points)


def _since_the_first(points: Sequence[BossTrendPoint]) -> list[BossTrendPoint]:
    first = next((n for n, point in enumerate(points) if point.orders or point.net_paid_fen), len(points))
    return list(points[first:])
