"""Windows of local days as instants, and the periods in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from siyu.domains.insights.types import Window
from siyu.kernel import clock
from siyu.kernel.errors import Invalid

LONG_AGO: Final = datetime(1900, 1, 1)  # noqa: DTZ001 - a TIMESTAMP of the event store, before any fact


@dataclass(frozen=True)
class Span:
    """A window resolved: UTC instants from the start (None: from the first fact) to before the end."""

    start: datetime | None
    end: datetime
    first_day: date
    last_day: date
    zone: str
    now: datetime

    @property
    def days(self) -> int:
        """Local days in it, both ends included."""
        return (self.last_day - self.first_day).days + 1

    @property
    def window(self) -> Window:
        """As it is told."""
        return Window(self.first_day, self.last_day)

    def last(self, days: int) -> datetime:
        """The instant at which its last so many days begin."""
        return clock.day_start(self.last_day - timedelta(days=days - 1), self.zone)

    def beginning_with(self, first: date | None) -> Span:
        """Begun on the day of the first fact where it had no start; such a window without facts is its last day."""
        if self.start is not None:
            return self
        return replace(self, first_day=min(first or self.last_day, self.last_day))


def span_of(window: Window, zone: str, now: datetime) -> Span:
    """Resolve a window; its end defaults to today. Raises Invalid when it ends before it starts."""
    last_day = window.end or clock.local_day(now, zone)
    if window.start and window.start > last_day:
        raise Invalid(_("The window ends before it starts."), field="from")
    return Span(
        start=clock.day_start(window.start, zone) if window.start else None,
        end=clock.day_start(last_day + timedelta(days=1), zone),
        first_day=window.start or last_day,
        last_day=last_day,
        zone=zone,
        now=now,
    )


def period_start(day: date, by: str | None) -> date:
    """The first day of the period of a day: itself, its Monday, the first of its month."""
    if by == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if by == "month" else day


def next_period(start: date, by: str | None) -> date:
    """The first day of the following period."""
    if by == "month":
        return (start + timedelta(days=32)).replace(day=1)
    return start + timedelta(days=7 if by == "week" else 1)


def periods_between(first: date, last: date, by: str | None) -> list[str]:
    """The keys of all periods that touch the days: ISO days, Mondays, or YYYY-MM."""
    keys, start = [], period_start(first, by)
    while start <= last:
        keys.append(start.strftime("%Y-%m") if by == "month" else start.isoformat())
        start = next_period(start, by)
    return keys
