"""The orders of a fan, as a tab of the fan page: what came in by imports, with its lines."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from siyu.domains.accounts.types import Desk
from siyu.domains.fans.queries.access import access_person
from siyu.domains.imports.desk.words import STATUS_WORDS
from siyu.domains.imports.models import ImportedOrder
from siyu.domains.imports.queries.person_orders import has_orders, person_orders
from siyu.kernel.errors import Invalid
from siyu.platform.http.desk import DeskRequest, desk_page

COLOURS: Final = {"placed": "", "paid": "amber", "shipped": "indigo", "received": "jade", "refunded": "red"}
_SHOWN: Final = 4


def section(desk: Desk, person_id: int) -> dict[str, Any] | None:
    """The tab of the orders; what is in it is asked for when the tab is open."""
    if not has_orders(desk.account, person_id):
        return None
    return {"template": "imports/person_orders_frame.html", "tab": "orders", "label": _("Orders and goods")}


@desk_page("fans.view")
def show(request: DeskRequest, person_id: int) -> HttpResponse:
    """A page of the fan's orders, as a fragment."""
    desk = request.desk
    person = access_person(desk, person_id)
    try:
        page = person_orders(desk.account, person.pk, request.GET.get("cursor", ""))
    except ValueError as broken:
        raise Invalid(_("This address of a page is broken. Start from the first page.")) from broken
    whole = desk.may("imports.view")  # who works with the files may read the number whole
    rows = [_row(order, whole=whole) for order in page.rows]
    context = {"rows": rows, "page": page, "person_id": person.pk, "later": "cursor" in request.GET}
    return render(request, "imports/person_orders.html", context)


def _row(order: ImportedOrder, *, whole: bool) -> dict[str, Any]:
    return {
        "order": order,
        "number": order.order_no if whole else masked_number(order.order_no),
        "status": STATUS_WORDS.get(order.status, order.status),
        "colour": COLOURS.get(order.status, ""),
        "lines": list(order.lines.all()),
        "asked_fen": order.total_fen,
        "steps": [(words, at) for words, at in _times(order) if at is not None],
    }


def masked_number(number: str) -> str:
    """An order's number as those see it who only need to tell orders apart: its last four characters."""
    return f"****{number[-_SHOWN:]}" if len(number) > _SHOWN else "****"


def _times(order: ImportedOrder) -> list[tuple[str, Any]]:
    return [
        (pgettext("order", "Ordered"), order.ordered_at),
        (pgettext("order", "Paid"), order.paid_at),
        (pgettext("order", "Shipped"), order.shipped_at),
        (pgettext("order", "Received"), order.received_at),
        (pgettext("order", "Refunded"), order.refunded_at),
        (pgettext("order", "Closed"), order.closed_at),
    ]
