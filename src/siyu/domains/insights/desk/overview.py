"""The overview: how trade and fans did in a period, against the period before."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.insights.desk.period import Period, read_period
from siyu.domains.insights.queries.metrics import show_many
from siyu.domains.insights.templatetags.insights import figure
from siyu.domains.insights.types import MetricResult, Number
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.ui.charts import Chart, Series, over_categories

TILES = (
    "gmv_net", "orders_paid", "buyers", "aov_per_buyer", "repurchase_rate", "refund_rate_gmv", "new_persons",
    "active_persons",
)  # fmt: skip
TREND = ("gmv_paid", "refund_amount")
BUYERS = ("new_buyers", "returning_buyers")


@dataclass(frozen=True)
class Tile:
    """One figure with its change against the period before."""

    result: MetricResult
    previous: Number
    change: float | None


@desk_page("insights.view")
def show(request: DeskRequest) -> HttpResponse:
    """Eight figures, two trends."""
    account = request.desk.account
    period = read_period(request.GET, account.time_zone)
    trend = show_many(account, [*TREND, *BUYERS], period.window, period.grain)
    return render(
        request,
        "insights/overview.html",
        {
            "period": period,
            "tiles": tiles(account, period),
            "charts": [_money_chart(trend[:2], period), _buyers_chart(trend[2:], period)],
        },
    )


def tiles(account: Account, period: Period) -> list[Tile]:
    """The figures of the period beside those of the period before."""
    now = show_many(account, TILES, period.window)
    before: list[Number] = [None] * len(TILES)
    if period.before is not None:
        before = [one.value for one in show_many(account, TILES, period.before)]
    return [
        Tile(result, previous, _change(result.value, previous)) for result, previous in zip(now, before, strict=True)
    ]


def _change(value: Number, previous: Number) -> float | None:
    return None if value is None or not previous else (value - previous) / abs(previous)


def _money_chart(results: list[MetricResult], period: Period) -> Chart:
    return trend_chart("trade", _("How much came in, and how much went back?"), results, period, kind="bar")


def _buyers_chart(results: list[MetricResult], period: Period) -> Chart:
    return trend_chart("buyers", _("Who bought: new people or those who came back?"), results, period, stack="buyers")


def trend_chart(
    name: str, title: str, results: list[MetricResult], period: Period, *, kind: str = "bar", stack: str = ""
) -> Chart:
    """Metrics over the same buckets as one chart with its table."""
    keys = sorted({row.key for result in results for row in result.rows})
    values = [{row.key: row.value for row in result.rows} for result in results]
    series = [
        Series(result.metric.title, [found.get(key) for key in keys], kind, stack)
        for result, found in zip(results, values, strict=True)
    ]
    unit = results[0].unit
    return Chart(
        name=name,
        title=title,
        option=over_categories(keys, series),
        format="fen" if unit == "fen" else "percent" if unit == "ratio" else "count",
        unit=_("yuan") if unit == "fen" else _("persons") if unit == "persons" else "",
        window=str(period),
        computed_at=results[0].computed_at,
        columns=[_("Period"), *(result.metric.title for result in results)],
        rows=[(key, *(figure(found.get(key), unit) for found in values)) for key in keys],
    )
