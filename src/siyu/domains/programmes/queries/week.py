"""The programme of a group, a week at a time: today first, what is over apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from siyu.domains.groups.models import Group
from siyu.domains.programmes import conf
from siyu.domains.programmes.models import Entry
from siyu.domains.programmes.queries.access import shown_entries
from siyu.domains.programmes.queries.rows import Row, rows_of
from siyu.domains.programmes.rules import monday_of
from siyu.kernel import clock


@dataclass(frozen=True)
class Day:
    """A day with what is still to come; `before` is how many of its rows stand above the mark of now."""

    day: date
    today: bool
    rows: tuple[Row, ...]
    before: int = 0


@dataclass(frozen=True)
class Week:
    """A week of a group: days from today on, and what is over; all of it in a week that is past."""

    monday: date
    current: bool
    days: tuple[Day, ...]
    over: tuple[Row, ...]

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=6)

    @property
    def before(self) -> date:
        """The Monday of the week before."""
        return self.monday - timedelta(days=7)

    @property
    def after(self) -> date:
        """The Monday of the week after."""
        return self.monday + timedelta(days=7)

    @property
    def empty(self) -> bool:
        """Whether nothing is in it."""
        return not self.over and not any(day.rows for day in self.days)


def week_of_group(group: Group, user: Any, day: date | None = None) -> Week:
    """The week that a day is in (None: today) as the viewer meets it; today stands there even when it is free."""
    today = clock.local_day(clock.now(), group.account.time_zone)
    monday = monday_of(day or today)
    current = monday == monday_of(today)
    rows = rows_of(group, user, entries_of_week(group, monday))
    ahead = [row for row in rows if row.phase != "over" and not (row.phase == "cancelled" and row.day < today)]
    days = sorted({row.day for row in ahead} | ({today} if current else set()))
    over = [row for row in rows if row not in ahead]
    return Week(monday, current, tuple(_day(one, today, ahead) for one in days), tuple(over))


def entries_of_week(group: Group, monday: date) -> list[Entry]:
    """What begins in the week, and what runs into it at this moment, by begin. One query."""
    zone, now = group.account.time_zone, clock.now()
    first, end = (clock.day_start(monday + timedelta(days=n), zone) for n in (0, 7))
    inside = Q(starts_at__gte=first, starts_at__lt=end)
    if first <= now < end:
        inside |= Q(starts_at__lt=first, starts_at__gte=first - timedelta(hours=conf.HOURS_MOST), ends_at__gt=now)
    return list(shown_entries(group).filter(inside).order_by("starts_at", "pk")[: 2 * conf.WEEK_MOST])


def _day(day: date, today: date, rows: list[Row]) -> Day:
    mine = tuple(row for row in rows if row.day == day)
    begun = sum(row.entry.starts_at <= clock.now() for row in mine)
    return Day(day, day == today, mine, begun if day == today else 0)
