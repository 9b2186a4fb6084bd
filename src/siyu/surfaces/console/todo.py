"""What must be done now: numbers with the list behind each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from siyu.domains.accounts.types import Desk
from siyu.domains.fans.types import TodayNumbers
from siyu.platform.ui.todos import todos
from siyu.surfaces.console.evidence import ImportTrouble

_MANY = 100


@dataclass(frozen=True)
class Todo:
    """One tile: a number, what it counts, the list behind it; `mood` as the tile shows it."""

    label: str
    number: int
    url: str
    icon: str
    note: str = ""
    mood: str = ""


def fans_todos(desk: Desk, numbers: TodayNumbers) -> list[Todo]:
    """What the fans ask for; empty for roles that do not see fans."""
    if not desk.may("fans.view"):
        return []
    found = []
    if desk.may("fans.merge"):
        reviews = numbers.open_reviews
        mood = "urgent" if reviews else "calm"
        found.append(Todo(_("Same person?"), reviews, _url(desk, "fans:review"), "merge", _("weak matches"), mood))
    lapse = numbers.super_about_to_lapse
    fans = _url(desk, "fans:list")
    return [
        *found,
        Todo(
            _("Super members about to lapse"),
            lapse,
            _with(fans, numbers.super_lapse_query),
            "heart",
            _("within 7 days, unless they buy"),
            "urgent" if lapse else "calm",
        ),
        Todo(
            _("Birthdays this week"),
            numbers.birthdays_this_week,
            _with(fans, numbers.birthday_query),
            "gift",
            _("a greeting costs nothing"),
            "" if numbers.birthdays_this_week else "calm",
        ),
        Todo(
            _("New fans this week"),
            numbers.new_this_week,
            _with(fans, numbers.new_query),
            "person",
            _("the first week decides"),
            "" if numbers.new_this_week else "calm",
        ),
        Todo(
            _("Lapsing fans"),
            numbers.lapsing,
            _with(fans, {"stage": "lapsing"}),
            "clock",
            _("silent twice as long as usual"),
            "" if numbers.lapsing else "calm",
        ),
    ]


def import_todos(desk: Desk, trouble: ImportTrouble) -> list[Todo]:
    """What the last imports ask for; empty for roles that do not see imports."""
    if not desk.may("imports.view"):
        return []
    url = _url(desk, "imports:list")
    return [
        Todo(
            _("Failed imports"),
            trouble.failed,
            url,
            "upload",
            _("last 7 days"),
            "urgent" if trouble.failed else "calm",
        ),
        Todo(
            _("Refused rows"),
            trouble.rejected_rows,
            url,
            "file",
            _("last 7 days, each with its reason"),
            "urgent" if trouble.rejected_rows > _MANY else "" if trouble.rejected_rows else "calm",
        ),
    ]


def domain_todos(desk: Desk) -> list[Todo]:
    """What the domains registered, for whoever may see it."""
    found = []
    for _name, source in todos:
        if desk.may(source.permission):
            number = source.count(desk)
            url = reverse(source.url_name, kwargs={"slug": desk.account.slug}) + source.query
            mood = "urgent" if number else "calm"
            found.append(Todo(str(source.label), number, url, source.icon, str(source.note), mood))
    return found


def refund_todo(desk: Desk, refunded_orders: int) -> list[Todo]:
    """How many orders went back this week; empty for roles that do not see figures."""
    if not desk.may("insights.view"):
        return []
    mood = "" if refunded_orders else "calm"
    url = _url(desk, "insights:refunds")
    return [Todo(_("Refunds this week"), refunded_orders, url, "refund", _("orders with a refund"), mood)]


def _url(desk: Desk, name: str) -> str:
    return reverse(f"console:{name}", kwargs={"slug": desk.account.slug})


def _with(url: str, query: dict[str, Any]) -> str:
    return f"{url}?{urlencode(query, doseq=True)}" if query else url
