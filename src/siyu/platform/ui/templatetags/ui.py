"""Filters and tags that every template may use without loading them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

from django import template
from django.forms import BoundField, CheckboxInput, HiddenInput
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from siyu.kernel.clock import DEFAULT_TIME_ZONE
from siyu.kernel.money import FEN_PER_YUAN, format_yuan
from siyu.kernel.paging import Page
from siyu.kernel.text import compact_count
from siyu.platform.ui import moments
from siyu.platform.ui.charts import Chart

register = template.Library()
_HUES = 5


@register.filter
def yuan(fen: int | None) -> str:
    """Write fen as ¥1,234.50; a missing amount is a dash."""
    return "–" if fen is None else f"¥{format_yuan(fen)}"


@register.filter
def compact(number: int | None) -> str:
    """Write a count as 1.2万; a missing one is a dash."""
    return "–" if number is None else compact_count(number)


@register.filter
def compact_yuan(fen: int | None) -> str:
    """Write fen as whole yuan, short: ¥12.3万; a missing amount is a dash."""
    return "–" if fen is None else f"¥{compact_count(round(fen / FEN_PER_YUAN))}"


@register.filter
def percent(share: float | None) -> str:
    """Write a share of 1 as 12.3%; a missing one is a dash."""
    return "–" if share is None else f"{share * 100:.1f}%"


@register.simple_tag
def money(fen: int | None, kind: str = "") -> SafeString:
    """Show an amount with a small sign, large integer and small decimals."""
    if fen is None:
        return format_html('<span class="money {}">–</span>', kind)
    whole, _, rest = format_yuan(fen).partition(".")
    tail = format_html('<span class="rest">.{}</span>', rest) if rest else ""
    return format_html('<span class="money {}"><span class="sign">¥</span>{}{}</span>', kind, whole, tail)


@register.simple_tag
def avatar(name: str, size: str = "") -> SafeString:
    """A round of the first character, coloured by the name."""
    letter = (name or "?").strip()[:1].upper() or "?"
    return format_html(
        '<span class="avatar {} h{}" aria-hidden="true">{}</span>', size, crc32(name.encode()) % _HUES, letter
    )


@register.simple_tag
def stamp(name: str, size: str = "") -> SafeString:
    """The picture of an account that has none of its own: a seal cut with the first two characters of its name.

    `size` is empty, `small` (one character) or `large`.
    """
    letters = "".join((name or "?").split())[: 1 if size == "small" else 2].upper()
    hue = crc32(name.encode()) % _HUES
    return format_html('<span class="avatar stamp {} h{}" aria-hidden="true">{}</span>', size, hue, letters)


@register.simple_tag
def seal(text: str, variant: str = "", size: str = "") -> SafeString:
    """A stamped seal: variant `super`, `gold`, `silver`, `member` or empty."""
    return format_html('<span class="seal {} {}">{}</span>', variant, size, text)


@register.simple_tag
def cell_bar(value: float | None, most: float | None, colour: str = "") -> SafeString:
    """A bar in a table cell: `value` of `most`; decoration, the figure stands beside it."""
    share = 0.0 if not value or not most else max(0.0, min(100.0, value / most * 100))
    return format_html(
        '<svg class="cell-bar {}" aria-hidden="true"><rect width="{}%" height="100%"/></svg>', colour, f"{share:.1f}"
    )


@register.simple_tag(takes_context=True)
def moment(context: Context, at: datetime | None) -> SafeString:
    """An instant as people say it, in the time zone of the desk's account; the exact time is in the title."""
    if at is None:
        return format_html("{}", "–")
    zone = zone_of(context)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        at.isoformat(),
        f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M:%S}",
        moments.say_moment(at, zone),
    )


def zone_of(context: Context) -> str:
    """The time zone that a page speaks in: that of the desk's account, else the default one."""
    desk = getattr(context.get("request"), "desk", None)
    return desk.account.time_zone if desk else DEFAULT_TIME_ZONE


@register.simple_tag(takes_context=True)
def desk_url(context: Context, name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a page of the current account: `{% desk_url 'console:fans:list' %}` adds its slug."""
    request: Any = context["request"]
    return reverse(name, kwargs={"slug": request.desk.account.slug, **kwargs} if not args else None, args=args)


@register.simple_tag(takes_context=True)
def may(context: Context, permission: str) -> bool:
    """Whether the asker may do it at this desk: `{% may 'fans.edit' as can_edit %}`."""
    desk = getattr(context.get("request"), "desk", None)
    return bool(desk and desk.may(permission))


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField, label: str = "", kind: str = "") -> dict[str, Any]:
    """A form field: label, control, hint, and what is wrong beside it."""
    widget = bound.field.widget
    described = [bound.auto_id + "-hint"] if bound.help_text else []
    if bound.errors:
        described.append(bound.auto_id + "-error")
        widget.attrs["aria-invalid"] = "true"
    if described:
        widget.attrs["aria-describedby"] = " ".join(described)
    return {
        "field": bound,
        "label": label or bound.label,
        "kind": kind,
        "check": isinstance(widget, CheckboxInput),
        "hidden": isinstance(widget, HiddenInput) or widget.is_hidden,
    }


@register.inclusion_tag("ui/stat.html")
def stat(label: str, value: Any, **more: Any) -> dict[str, Any]:
    """A stat tile; more: unit, note, url, icon, mood (`urgent`, `calm`), trend (share, signed), good (`up`, `down`)."""
    trend = more.get("trend")
    better = trend is not None and (trend <= 0 if more.get("good") == "down" else trend >= 0)
    text = None if trend is None else f"{trend * 100:+.1f}%"
    return {**more, "label": label, "value": value, "trend_text": text, "trend_mood": "up" if better else "down"}


@register.inclusion_tag("ui/empty.html")
def empty_state(title: str, text: str = "", **more: Any) -> dict[str, Any]:
    """An empty state that teaches; more: icon, url, action, second_url, second_action."""
    return {"icon_name": "spark", **more, "title": title, "text": text}


@register.inclusion_tag("ui/pager.html", takes_context=True)
def pager(context: Context, page: Page[Any], note: str = "", param: str = "cursor") -> dict[str, Any]:
    """Previous and next of a keyset page; keeps the query string."""
    request: HttpRequest = context["request"]
    return {
        "next": _with(request, param, page.next_cursor),
        "previous": _with(request, param, page.previous_cursor),
        "note": note,
    }


def _with(request: HttpRequest, param: str, cursor: str | None) -> str:
    if not cursor:
        return ""
    query = request.GET.copy()
    query[param] = cursor
    return f"?{query.urlencode()}"


@register.inclusion_tag("ui/progress.html")
def progress(done: int, total: int, label: str = "", colour: str = "", *, percent: bool = False) -> dict[str, Any]:
    """A progress bar; without a total it says that work goes on. `percent` shows the share in place of the numbers."""
    share = done / total if total else None
    return {"done": done, "total": total, "label": label, "colour": colour, "share": share, "as_percent": percent}


@register.inclusion_tag("ui/steps.html")
def steps(current: int, *names: str) -> dict[str, Any]:
    """Numbered steps of a wizard; `current` counts from 1."""
    return {"current": current, "names": names}


@register.inclusion_tag("ui/chart.html", takes_context=True)
def chart(context: Context, chart: Chart) -> dict[str, Any]:
    """A chart in its frame, with the table behind it and exports."""
    return {"chart": chart, "zone": chart.zone or zone_of(context), "request": context.get("request")}


@register.simple_tag
def attributes(**attrs: Any) -> str:
    """HTML attributes from keywords; empty ones are left out."""
    return flatatt({name.replace("_", "-"): value for name, value in attrs.items() if value not in {None, ""}})
