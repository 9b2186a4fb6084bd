"""The period that a dashboard shows: read from the address, kept in the links, said in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from siyu.domains.insights.types import Window
from siyu.kernel import clock
from siyu.kernel.errors import Invalid

CHOICES = (7, 30, 90, 365)
_DAYS_BY_MONTH = 180
_DAYS_BY_WEEK = 60
_LONGEST = 36_500  # a hundred years


@dataclass(frozen=True)
class Period:
    """Local days, both included. `days` is the ready choice it came from, 0 for days chosen by hand, None for all."""

    start: date | None
    end: date
    days: int | None

    @property
    def window(self) -> Window:
        """As the queries want it."""
        return Window(self.start, self.end)

    @property
    def grain(self) -> str:
        """Buckets that keep a trend readable."""
        length = (self.end - self.start).days + 1 if self.start else _DAYS_BY_MONTH
        return "month" if length >= _DAYS_BY_MONTH else "week" if length > _DAYS_BY_WEEK else "day"

    @property
    def before(self) -> Window | None:
        """The same number of days before it; none for all time."""
        if self.start is None:
            return None
        length = self.end - self.start + timedelta(days=1)
        return Window(self.start - length, self.start - timedelta(days=1))

    def __str__(self) -> str:
        end = date_format(self.end, "Y-m-d")
        if self.start is None:
            return _("everything up to %(end)s") % {"end": end}
        return f"{date_format(self.start, 'Y-m-d')} – {end}"

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """Ready choices for the chips: query, words, chosen."""
        ready = [
            (f"?days={n}", ngettext("last %(n)s day", "last %(n)s days", n) % {"n": n}, self.days == n) for n in CHOICES
        ]
        return [*ready, ("?days=all", _("all time"), self.days is None)]


def read_period(query: QueryDict, zone: str, *, default: int | None = 30) -> Period:
    """Read `days` (a number or `all`) or `from` and `to`; raises Invalid naming the field."""
    today = clock.local_day(clock.now(), zone)
    if query.get("from") or query.get("to"):
        start, end = (_day(query, field) for field in ("from", "to"))
        if start and end and start > end:
            raise Invalid(_("The first day lies after the last one."), field="from")
        return Period(start, min(end or today, today), 0)
    said = query.get("days", "all" if default is None else str(default))
    if said == "all":
        return Period(None, today, None)
    if not said.isascii() or not said.isdigit() or not 1 <= int(said) <= _LONGEST:
        raise Invalid(_("Days must be a number from 1 to 36500, or “all”."), field="days")
    return Period(today - timedelta(days=int(said) - 1), today, int(said))


def _day(query: QueryDict, field: str) -> date | None:
    text = query.get(field) or ""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as broken:
        raise Invalid(_("%(text)s is not a date like 2026-01-31.") % {"text": text}, field=field) from broken
