"""Refunds split by when they happened: before anything moved, on the way, or after receipt."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from siyu.domains.accounts.models import Account
from siyu.domains.insights.queries.metrics import show_many
from siyu.domains.insights.types import Number, RefundMonth, RefundPart, RefundsReport, Window
from siyu.kernel import clock

PARTS: Final = {
    "instant": gettext_noop("Before shipping or within 24 hours"),
    "in_transit": gettext_noop("On the way"),
    "after_receipt": gettext_noop("After receipt"),
    "unknown": gettext_noop("Moment unknown"),
}
_FIGURES: Final = ("orders", "amount", "rate_orders", "rate_gmv")
_OVERALL: Final = ("orders_paid", "gmv_paid", "refund_rate_orders", "refund_rate_gmv", "days_to_refund_median")


def refunds(account: Account, window: Window, *, now: datetime | None = None) -> RefundsReport:
    """Refunds of the orders paid in the window, by orders and by GMV, and the same month by month."""
    now = now or clock.now()
    of_parts = [f"{part}_refund_{figure}" for part in PARTS for figure in _FIGURES]
    results = show_many(account, [*_OVERALL, *of_parts], window, now=now)
    value = {result.metric.name: result.value for result in results}
    parts = [_part(part, value) for part in PARTS]
    return RefundsReport(
        window=results[0].window,
        orders_paid=int(value["orders_paid"] or 0),
        paid_fen=int(value["gmv_paid"] or 0),
        refunded_orders=sum(part.orders for part in parts),
        refunded_fen=sum(part.refunded_fen for part in parts),
        order_rate=value["refund_rate_orders"],
        gmv_rate=value["refund_rate_gmv"],
        days_to_refund_median=value["days_to_refund_median"],
        parts=parts,
        months=_months(account, window, now),
        computed_at=now,
    )


def _part(name: str, value: dict[str, Number]) -> RefundPart:
    return RefundPart(
        name=name,
        title=_(PARTS[name]),
        orders=int(value[f"{name}_refund_orders"] or 0),
        refunded_fen=int(value[f"{name}_refund_amount"] or 0),
        order_rate=value[f"{name}_refund_rate_orders"],
        gmv_rate=value[f"{name}_refund_rate_gmv"],
    )


def _months(account: Account, window: Window, now: datetime) -> list[RefundMonth]:
    names = ["gmv_paid", *(f"{part}_refund_rate_gmv" for part in PARTS)]
    paid, *rates = show_many(account, names, window, by="month", now=now)
    return [
        RefundMonth(
            month=row.key,
            paid_fen=int(row.value or 0),
            gmv_rates={part: rate.rows[n].value for part, rate in zip(PARTS, rates, strict=True)},
        )
        for n, row in enumerate(paid.rows)
    ]
