"""The 今天 page: what must be done now, how far the account is on the 4S way, and how it goes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.facts.queries.kept import kept
from siyu.domains.fans.queries.today import today_numbers
from siyu.domains.insights.queries.metrics import show_many
from siyu.domains.insights.types import MetricResult, Window
from siyu.kernel import clock
from siyu.kernel.money import format_yuan
from siyu.platform.eventstore.errors import StoreError
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.ui.charts import Chart, Series, over_categories
from siyu.surfaces.console import four_s, todo
from siyu.surfaces.console.evidence import gather, import_trouble
from siyu.surfaces.console.views import LAST_ACCOUNT

_DAYS = 30
_WEEKS = 12


@desk_page("desk.view")
def today(request: DeskRequest) -> HttpResponse:
    """What must be done now, with a first-hour guide for an account that has nobody yet."""
    desk = request.desk
    if request.session.get(LAST_ACCOUNT) != desk.account.slug:
        request.session[LAST_ACCOUNT] = desk.account.slug
    numbers = today_numbers(desk.account)
    context: dict[str, Any] = {"numbers": numbers, "day": numbers.day}
    if not numbers.persons:
        return render(request, "console/first_hour.html", context)
    trouble = import_trouble(desk.account)
    todos = [*todo.domain_todos(desk), *todo.fans_todos(desk, numbers), *todo.import_todos(desk, trouble)]
    try:
        if desk.may("insights.view"):
            refunds, charts = kept(desk.account, "today", lambda: _figures(desk.account))
            todos += todo.refund_todo(desk, refunds)
            context["charts"] = charts
        context["card"] = four_s.card(gather(desk.account))
    except StoreError:
        context["unreachable"] = True
    return render(request, "console/today.html", {**context, "todos": todos})


def _window(account: Account, days: int) -> Window:
    day = clock.local_day(clock.now(), account.time_zone)
    return Window(day - timedelta(days=days - 1), day)


def _figures(account: Account) -> tuple[int, list[Chart]]:
    """What takes the event store to say: orders sent back this week, and the two charts."""
    return _refunds_this_week(account), [_sales(account), _buyers(account)]


def _refunds_this_week(account: Account) -> int:
    [refunds] = show_many(account, ["refunded_orders"], _window(account, 7))
    return int(refunds.value or 0)


def _said(result: MetricResult) -> str:
    return f"{result.window.start} – {result.window.end}"


def _sales(account: Account) -> Chart:
    [sales] = show_many(account, ["gmv_net"], _window(account, _DAYS), "day")
    total = sum(int(row.value or 0) for row in sales.rows)
    return Chart(
        name="today-sales",
        title=_("How much stayed, day by day?"),
        answer=_("%(sum)s yuan net in %(days)d days.") % {"sum": format_yuan(total), "days": _DAYS},
        option=over_categories(
            [row.key[5:] for row in sales.rows], [Series(_("Net paid"), [row.value for row in sales.rows])]
        ),
        format="fen",
        unit=_("yuan"),
        window=_said(sales),
        zone=sales.time_zone,
        computed_at=sales.computed_at,
        columns=[_("Day"), _("Net paid")],
        rows=[(row.key, format_yuan(int(row.value or 0))) for row in sales.rows],
        size="low",
    )


def _buyers(account: Account) -> Chart:
    new, back = show_many(account, ["new_buyers", "returning_buyers"], _window(account, 7 * _WEEKS), "week")
    series = [
        Series(_("Came back"), [row.value for row in back.rows], stack="buyers"),
        Series(_("First-time buyers"), [row.value for row in new.rows], stack="buyers"),
    ]
    bought, came_back = (sum(int(row.value or 0) for row in one.rows) for one in (new, back))
    both = bought + came_back
    share = f"{came_back / both:.0%}" if both else "–"
    return Chart(
        name="today-buyers",
        title=_("Do people come back?"),
        answer=_("%(share)s of those who bought in a week had bought before.") % {"share": share},
        option=over_categories([row.key[5:] for row in new.rows], series),
        unit=_("people"),
        window=_said(new),
        zone=new.time_zone,
        computed_at=new.computed_at,
        columns=[_("Week of"), _("Came back"), _("First-time buyers")],
        rows=[
            (fresh.key, f"{int(old.value or 0):,}", f"{int(fresh.value or 0):,}")
            for fresh, old in zip(new.rows, back.rows, strict=True)
        ],
        size="low",
    )
