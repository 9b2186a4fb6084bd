"""Prediction: who will buy again, and how far the model was right about the past."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from siyu.domains.insights import jobs
from siyu.domains.insights.queries.predictions import predictions
from siyu.domains.insights.types import PredictionReport
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.toasts import toast
from siyu.platform.ui.charts import Chart, Series, over_categories


@desk_page("insights.view")
def show(request: DeskRequest) -> HttpResponse:
    """Parameters in words, calibration, the people most is expected of."""
    report = predictions(request.desk.account)
    charts = [_calibration(report)] if report.calibration else []
    return render(request, "insights/prediction.html", {"report": report, "charts": charts})


@desk_page("insights.view")
@require_POST
def run(request: DeskRequest) -> HttpResponse:
    """Ask for a new prediction; it runs in the background."""
    jobs.predict.enqueue(request.desk.account.pk)
    answer = redirect("console:insights:prediction", slug=request.desk.account.slug)
    return toast(request, answer, _("The prediction is being computed; the page shows it in a minute."))


def _calibration(report: PredictionReport) -> Chart:
    groups = [row.repeats for row in report.calibration]
    return Chart(
        name="calibration",
        title=_("Would the model have been right about the past?"),
        option=over_categories(
            groups,
            [
                Series(_("predicted"), [round(row.predicted, 3) for row in report.calibration], "line"),
                Series(_("really happened"), [round(row.actual, 3) for row in report.calibration], "line"),
            ],
        ),
        unit=_("orders per person after the cut, by repeat purchases before it"),
        computed_at=report.ran_at,
        columns=[_("repeat purchases before"), _("persons"), _("predicted"), _("really happened")],
        rows=[(r.repeats, r.persons, f"{r.predicted:.2f}", f"{r.actual:.2f}") for r in report.calibration],
    )
