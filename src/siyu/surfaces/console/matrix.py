"""The combined report of matrix accounts: what each sharing account published, side by side and summed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from siyu.domains.accounts.queries.matrix import combined_accounts, matrix_of
from siyu.domains.insights.queries.metrics import show_many
from siyu.domains.insights.types import Window
from siyu.kernel import clock
from siyu.platform.http.desk import DeskRequest, desk_page

_SUMMED: Final = ("gmv_net", "orders_paid", "buyers", "new_buyers", "refund_amount", "active_persons")
"""Metrics whose values add up; a person counts once for each account."""
_DAYS: Final = 30


@require_safe
@desk_page("insights.view")
def report(request: DeskRequest) -> HttpResponse:
    """The last thirty whole days of every account that shares and whose figures the asker may see."""
    matrix = matrix_of(request.user, request.desk.account)
    accounts = combined_accounts(matrix) if matrix else []
    rows: list[dict[str, Any]] = []
    metrics: list[Any] = []
    for account in accounts:
        last = clock.local_day(clock.now(), account.time_zone) - timedelta(days=1)
        found = show_many(account, _SUMMED, Window(last - timedelta(days=_DAYS - 1), last))
        metrics = [one.metric for one in found]
        rows.append({"account": account, "values": [(one.metric, one.value or 0) for one in found], "last": last})
    sums = [(metric, sum(row["values"][place][1] for row in rows)) for place, metric in enumerate(metrics)]
    left_out = len(matrix.seats) - len(accounts) if matrix else 0
    context = {"matrix": matrix, "rows": rows, "metrics": metrics, "sums": sums, "left_out": left_out, "days": _DAYS}
    return render(request, "console/matrix.html", context)
