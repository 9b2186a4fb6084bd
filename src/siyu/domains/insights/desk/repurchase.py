"""Repurchase and cohorts: do people come back, how soon, and does that get better?"""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from siyu.domains.insights.desk.overview import trend_chart
from siyu.domains.insights.desk.period import read_period
from siyu.domains.insights.queries.cohorts import cohorts
from siyu.domains.insights.queries.metrics import show_many
from siyu.domains.insights.types import CohortTable
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.ui.charts import Chart, Series, over_categories

TILES = ("repurchase_rate", "repeat_buyers", "second_order_days_median", "order_interval_median")
_PERIODS_SHOWN = 13
_COHORTS_SHOWN = 24


@desk_page("insights.view")
def show(request: DeskRequest) -> HttpResponse:
    """Figures, the cohort triangle, and new against returning money."""
    account = request.desk.account
    period = read_period(request.GET, account.time_zone, default=365)
    by: Literal["week", "month"] = "week" if request.GET.get("by") == "week" else "month"
    table = cohorts(account, by)
    money = show_many(account, ["new_buyer_gmv", "returning_buyer_gmv"], period.window, period.grain)
    return render(
        request,
        "insights/repurchase.html",
        {
            "period": period,
            "by": by,
            "results": show_many(account, TILES, period.window),
            "table": table,
            "triangle": triangle(table),
            "periods": range(_widest(table)),
            "charts": [
                _return_curve(table),
                trend_chart("returning", _("Does money come from new or from known people?"), money, period, stack="m"),
            ],
        },
    )


def _widest(table: CohortTable) -> int:
    return min(_PERIODS_SHOWN, max((len(cohort.retained) for cohort in table.cohorts), default=0))


def triangle(table: CohortTable) -> list[dict[str, Any]]:
    """The newest cohorts with shares of their size and the step (0-9) of the ink each cell is drawn with."""
    rows = []
    for cohort in table.cohorts[-_COHORTS_SHOWN:]:
        shares = [count / cohort.size if cohort.size else 0.0 for count in cohort.retained[:_PERIODS_SHOWN]]
        cells = [
            {"count": count, "share": share, "ink": 0 if place == 0 else min(9, round(share * 30))}
            for place, (count, share) in enumerate(zip(cohort.retained, shares, strict=False))
        ]
        rows.append({"start": cohort.start, "size": cohort.size, "cells": cells, "blank": _widest(table) - len(cells)})
    return rows


def _return_curve(table: CohortTable) -> Chart:
    """Of all cohorts old enough for period k, the share that bought in it."""
    labels, shares, counts = [], [], []
    for k in range(1, _widest(table)):
        # the running period is not over for the cohort whose last entry it is
        old = [cohort for cohort in table.cohorts if len(cohort.retained) > k + 1]
        size = sum(cohort.size for cohort in old)
        back = sum(cohort.retained[k] for cohort in old)
        labels.append(str(k))
        shares.append(back / size if size else None)
        counts.append((k, back, size))
    unit = _("weeks after the first order") if table.by == "week" else _("months after the first order")
    return Chart(
        name="return-curve",
        title=_("When do people come back?"),
        option=over_categories(labels, [Series(_("share that buys again"), shares, "line")]),
        format="percent",
        unit=unit,
        computed_at=table.computed_at,
        columns=[unit, _("came back"), _("of"), _("share")],
        rows=[(k, back, size, f"{back / size:.1%}" if size else "–") for k, back, size in counts],
    )
