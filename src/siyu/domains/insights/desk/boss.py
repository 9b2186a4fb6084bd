"""The boss page: one page, fast numbers and the long trend, plain words; the same as a PDF."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from siyu.domains.facts.queries.kept import kept
from siyu.domains.insights.queries.boss_report import boss_report
from siyu.domains.insights.types import BossReport
from siyu.kernel.errors import Invalid
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.ui.charts import Chart, Series, over_categories

SPANS = (7, 30, 90)


def _report(request: DeskRequest) -> tuple[BossReport, int]:
    said, end = request.GET.get("days", "7"), request.GET.get("end")
    if said not in {str(span) for span in SPANS}:
        raise Invalid(_("The boss page knows 7, 30 and 90 days."), field="days")
    try:
        last = date.fromisoformat(end) if end else None
    except ValueError as broken:
        raise Invalid(_("%(text)s is not a date like 2026-01-31.") % {"text": end}, field="end") from broken
    account, days = request.desk.account, int(said)
    return kept(account, "boss", lambda: boss_report(account, end=last, days=days), last, days), days


@desk_page("boss.view")
def show(request: DeskRequest) -> HttpResponse:
    """The page."""
    report, days = _report(request)
    return render(
        request,
        "insights/boss.html",
        {"report": report, "days": days, "spans": SPANS, "chart": _trend(report), "query": request.GET.urlencode()},
    )


@desk_page("boss.view")
def pdf(request: DeskRequest) -> HttpResponse:
    """The page on one A4 sheet."""
    from siyu.domains.insights.actions.write_boss_pdf import write_boss_pdf  # a typesetter: only who prints loads it

    report, _days = _report(request)
    name = f"siyu-{request.desk.account.slug}-{report.window.end}.pdf"
    return HttpResponse(
        write_boss_pdf(report),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _trend(report: BossReport) -> Chart:
    months = [point.month for point in report.trend]
    option = over_categories(
        months,
        [
            Series(_("net paid"), [point.net_paid_fen for point in report.trend]),
            Series(
                _("share from people who came back"),
                [point.returning_share for point in report.trend],
                "line",
                extra={"yAxisIndex": 1, "format": "percent"},
            ),
        ],
    )
    option["yAxis"] = [
        {"type": "value", "format": "fen"},
        {"type": "value", "format": "percent", "min": 0, "max": 1, "splitLine": {"show": False}},
    ]
    return Chart(
        name="boss-trend",
        title=_("Where is it going?"),
        option=option,
        format="fen",
        unit=_("yuan; share of buyers"),
        window=f"{months[0]} – {months[-1]}" if months else "",
        computed_at=report.computed_at,
        columns=[_("Month"), _("net paid"), _("orders"), _("buyers"), _("share from people who came back")],
        rows=[
            (
                point.month,
                f"¥{point.net_paid_fen // 100:,}",
                f"{point.orders:,}",
                f"{point.buyers:,}",
                "–" if point.returning_share is None else f"{point.returning_share:.1%}",
            )
            for point in report.trend
        ],
    )
