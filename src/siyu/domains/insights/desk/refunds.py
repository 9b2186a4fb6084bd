"""Refunds, split by when they happened: a live night's second thoughts are not a quality problem."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from siyu.domains.insights.desk.period import Period, read_period
from siyu.domains.insights.queries.refunds import refunds
from siyu.domains.insights.types import RefundsReport
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.ui.charts import Chart, Series, over_categories


@desk_page("insights.view")
def show(request: DeskRequest) -> HttpResponse:
    """Rates by orders and by money, the split, the months."""
    account = request.desk.account
    period = read_period(request.GET, account.time_zone, default=365)
    report = refunds(account, period.window)
    return render(
        request, "insights/refunds.html", {"period": period, "report": report, "charts": [_months(report, period)]}
    )


def _months(report: RefundsReport, period: Period) -> Chart:
    months = [month.month for month in report.months]
    return Chart(
        name="refunds",
        title=_("Do refunds happen at once, or after people hold the goods?"),
        option=over_categories(
            months,
            [
                Series(part.title, [month.gmv_rates.get(part.name) for month in report.months], stack="r")
                for part in report.parts
            ],
        ),
        format="percent",
        unit=_("share of the money paid in the month"),
        window=str(period),
        computed_at=report.computed_at,
        columns=[_("Month"), *(part.title for part in report.parts)],
        rows=[
            (month.month, *(f"{month.gmv_rates.get(part.name) or 0:.1%}" for part in report.parts))
            for month in report.months
        ],
    )
