"""Channels side by side, and the people they share."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from siyu.domains.facts.channels import channel_label
from siyu.domains.insights.desk.overview import trend_chart
from siyu.domains.insights.desk.period import Period, read_period
from siyu.domains.insights.queries.channels import channels
from siyu.domains.insights.queries.metrics import show_many
from siyu.domains.insights.types import ChannelsReport
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.ui.charts import Chart, Series, over_categories


@desk_page("insights.view")
def show(request: DeskRequest) -> HttpResponse:
    """A table of channels, money by channel, overlaps."""
    account = request.desk.account
    period = read_period(request.GET, account.time_zone, default=365)
    report = channels(account, period.window)
    trend = show_many(account, ["buyers", "multi_channel_buyers"], period.window, period.grain)
    return render(
        request,
        "insights/channels.html",
        {
            "period": period,
            "report": report,
            "most": max((row.paid_fen for row in report.rows), default=0),
            "most_shared": max((one.persons for one in report.overlaps), default=0),
            "charts": [
                _money(report, period),
                trend_chart("multi-channel", _("Do more people buy in several places?"), trend, period, kind="line"),
            ],
        },
    )


def _money(report: ChannelsReport, period: Period) -> Chart:
    names = [channel_label(row.channel) for row in report.rows]
    net = [row.paid_fen - row.refunded_fen for row in report.rows]
    back = [row.refunded_fen for row in report.rows]
    return Chart(
        name="channels",
        title=_("Which channel brings money, and how much of it goes back?"),
        option=over_categories(
            names, [Series(_("net paid"), net, stack="m"), Series(_("refunded"), back, stack="m")], flat=True
        ),
        format="fen",
        unit=_("yuan"),
        window=str(period),
        computed_at=report.computed_at,
        columns=[_("Channel"), _("net paid"), _("refunded")],
        rows=[(name, f"{a // 100:,}", f"{b // 100:,}") for name, a, b in zip(names, net, back, strict=True)],
    )
