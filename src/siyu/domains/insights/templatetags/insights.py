"""Writes figures of metrics by their unit."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from siyu.domains.insights.types import Number
from siyu.kernel.money import format_yuan
from siyu.kernel.text import compact_count

register = template.Library()
_SHORT_FROM_FEN = 10_000_00
GROUPS = {
    "trade": gettext_lazy("Trade"),
    "fans": gettext_lazy("Fans"),
    "repurchase": gettext_lazy("Repurchase"),
    "refunds": gettext_lazy("Refunds"),
    "channels": gettext_lazy("Channels"),
    "content": gettext_lazy("Content"),
    "groups": gettext_lazy("Groups"),
    "live": gettext_lazy("Live"),
    "marketing": gettext_lazy("Marketing"),
}
PARAMETERS = {
    "r": gettext_lazy("Pace of buying, alike among people: r"),
    "alpha": gettext_lazy("Pace of buying, days: α"),
    "a": gettext_lazy("Leaving after an order: a"),
    "b": gettext_lazy("Leaving after an order: b"),
    "log_likelihood": gettext_lazy("How well it fits: log-likelihood"),
    "p": gettext_lazy("Spending within a person: p"),
    "q": gettext_lazy("Spending among people: q"),
    "gamma": gettext_lazy("Spending, yuan: γ"),
}
"""What the models of prediction learn."""
DIMENSIONS = {
    "day": gettext_lazy("by day"),
    "week": gettext_lazy("by week"),
    "month": gettext_lazy("by month"),
    "channel": gettext_lazy("by channel"),
    "tier": gettext_lazy("by tier"),
    "stage": gettext_lazy("by stage"),
    "weekday": gettext_lazy("by weekday"),
    "hour": gettext_lazy("by hour"),
    "city": gettext_lazy("by city"),
}


@register.filter
def figure(value: Number, unit: str) -> str:
    """A figure in full: ¥1,234.50, 12.3%, 4.5 days, 1,234; one without meaning is a dash."""
    if value is None:
        return "–"
    if unit == "fen":
        return f"¥{format_yuan(round(value))}"
    if unit == "ratio":
        return f"{value * 100:.1f}%"
    if unit == "days":
        return _("%(n)s days") % {"n": f"{value:,.1f}".removesuffix(".0")}
    if unit == "hours":
        return _("%(n)s hours") % {"n": f"{value:,.1f}".removesuffix(".0")}
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"


@register.filter
def short_figure(value: Number, unit: str) -> str:
    """A figure for a tile: large counts and sums as 1.2万."""
    if value is not None and unit == "fen" and abs(value) >= _SHORT_FROM_FEN:
        return f"¥{compact_count(int(Decimal(value) / 100))}"
    if isinstance(value, int) and unit not in {"fen", "ratio"}:
        return compact_count(value)
    return figure(value, unit)


@register.filter
def metric_group(name: str) -> str:
    """The group of a metric in words."""
    return str(GROUPS.get(name, name))


@register.filter
def dimension_name(name: str) -> str:
    """A dimension in words."""
    return str(DIMENSIONS.get(name, name))


@register.filter
def parameter_label(name: str) -> str:
    """What a parameter of the prediction stands for."""
    return str(PARAMETERS.get(name, name))
