"""Streaks, and which days one may still check in for: pure decisions over days."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, time, timedelta
from typing import Final

_DAY: Final = timedelta(days=1)


def streak(days: Collection[date], today: date) -> int:
    """So many days in a row up to today; up to yesterday while today is still to come."""
    marked = set(days)
    day = today if today in marked else today - _DAY
    length = 0
    while day in marked:
        length += 1
        day -= _DAY
    return length


def longest(days: Collection[date]) -> int:
    """The longest row of days."""
    marked, best = set(days), 0
    for day in marked:
        if day - _DAY not in marked:
            end = day
            while end in marked:
                end += _DAY
            best = max(best, (end - day).days)
    return best


def fault_of_day(day: date, today: date, first: date, last: date, *, makeups_left: int) -> str:
    """Why one cannot check in for a day: `before`, `over`, `future`, `no_makeup`; empty when one can."""
    if today < first:
        return "before"
    if not first <= day <= last:
        return "over" if day > last else "before"
    if day > today:
        return "future"
    if day == today:
        return ""
    if today > last:
        return "over"
    return "" if makeups_left > 0 else "no_makeup"


def days_between(first: date, last: date) -> list[date]:
    """Every day from the first to the last."""
    return [first + n * _DAY for n in range((last - first).days + 1)]


def fault_of_hour(at: time, opens: time | None, closes: time | None) -> str:
    """Why one cannot check in for today at this local time: `early`, `late`; empty when one can. `closes` is late."""
    if opens is not None and at < opens:
        return "early"
    return "late" if closes is not None and at >= closes else ""


def remind_at(wished: time, opens: time | None, closes: time | None) -> time:
    """When who is missing is told: at the time wished if an hour is left then, else an hour before the end."""
    first, end = opens or time.min, _minutes(closes) if closes else 24 * 60
    if first <= wished and _minutes(wished) + 60 <= end:
        return wished
    late = max(_minutes(first), end - 60)
    return time(late // 60, late % 60)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
