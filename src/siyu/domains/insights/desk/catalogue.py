"""The catalogue of metrics: every figure with its words, definition and formula, and each one's own page."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from siyu.domains.insights.desk.overview import trend_chart
from siyu.domains.insights.desk.period import read_period
from siyu.domains.insights.metrics.metric import TIME, Metric
from siyu.domains.insights.queries.metrics import catalogue, show_many
from siyu.domains.insights.queries.metrics import show as show_metric
from siyu.kernel.errors import NotFound
from siyu.platform.http.desk import DeskRequest, desk_page


@desk_page("insights.view")
def show(request: DeskRequest) -> HttpResponse:
    """All metrics by group with their figures in the period; a search over words and definitions."""
    account = request.desk.account
    period = read_period(request.GET, account.time_zone)
    search = request.GET.get("q", "").strip().casefold()
    found = [metric for metric in catalogue() if search in _words(metric)]
    results = show_many(account, [metric.name for metric in found], period.window) if found else []
    groups = [(group, list(members)) for group, members in groupby(results, key=lambda one: one.metric.group)]
    return render(
        request,
        "insights/metrics.html",
        {"period": period, "groups": groups, "search": request.GET.get("q", ""), "count": len(found)},
    )


def _words(metric: Metric) -> str:
    return " ".join(
        (metric.name, metric.zh, metric.en, metric.definition_zh, metric.definition_en, metric.group)
    ).casefold()


@desk_page("insights.view")
def one(request: DeskRequest, metric: str) -> HttpResponse:
    """One metric: value, trend, and cut by whatever it can be cut by."""
    account = request.desk.account
    found = next((each for each in catalogue() if each.name == metric), None)
    if found is None:
        raise NotFound(_("There is no such metric."))
    period = read_period(request.GET, account.time_zone, default=90)
    asked = request.GET.get("by", "")
    by = asked if asked in found.dimensions else period.grain if period.grain in found.dimensions else None
    result = show_metric(account, found.name, period.window)
    charts = []
    if by is not None:
        cut = show_metric(account, found.name, period.window, by)
        kind = "line" if by in TIME and found.unit == "ratio" else "bar"
        charts.append(trend_chart(found.name, found.title, [cut], period, kind=kind))
    return render(
        request,
        "insights/metric.html",
        {"period": period, "metric": found, "result": result, "charts": charts, "by": by},
    )
