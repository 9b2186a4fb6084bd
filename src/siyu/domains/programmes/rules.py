"""Weeks, phases, windows and links of programmes: pure decisions over instants and days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Final, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

Phase = Literal["coming", "running", "over", "cancelled"]
_WEEK: Final = timedelta(days=7)


def monday_of(day: date) -> date:
    """The Monday of the week that a day is in."""
    return day - timedelta(days=day.weekday())


def week_of(monday: date) -> list[date]:
    """The seven days from a Monday on."""
    return [monday + timedelta(days=n) for n in range(7)]


def phase(starts: datetime, ends: datetime, now: datetime, *, cancelled: bool = False) -> Phase:
    """Where an entry stands; it runs from its begin up to before its end."""
    if cancelled:
        return "cancelled"
    if now < starts:
        return "coming"
    return "running" if now < ends else "over"


def day_shown(starts: datetime, ends: datetime, now: datetime, zone: str) -> date:
    """The local day beneath which an entry stands: of its begin, or today while it runs past midnight."""
    begun = starts.astimezone(ZoneInfo(zone)).date()
    return max(begun, now.astimezone(ZoneInfo(zone)).date()) if phase(starts, ends, now) == "running" else begun


def remind_at(starts: datetime, minutes: int) -> datetime:
    """When those who wished it are reminded."""
    return starts - timedelta(minutes=minutes)


def fault_to_attend(starts: datetime, ends: datetime, now: datetime, open_minutes: int, *, cancelled: bool) -> str:
    """Why one cannot say that one came: `cancelled`, `early`, `over`; empty when one can."""
    if cancelled:
        return "cancelled"
    if now < starts - timedelta(minutes=open_minutes):
        return "early"
    return "over" if now >= ends else ""


def fault_to_wish(starts: datetime, now: datetime, *, cancelled: bool) -> str:
    """Why one cannot ask to be reminded: `cancelled`, `begun`; empty when one can."""
    if cancelled:
        return "cancelled"
    return "begun" if now >= starts else ""


def a_week_later(at: datetime, zone: str) -> datetime:
    """The same time of the clock on the same weekday of the next week, UTC: clocks may change in between.

    A time that the clock leaps over is moved on by the leap.
    """
    local = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) + _WEEK
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def span_a_week_later(starts: datetime, ends: datetime, zone: str) -> tuple[datetime, datetime]:
    """Begin and end of the copy: it begins at the same time of the clock and lasts as long."""
    begun = a_week_later(starts, zone)
    return begun, begun + (ends - starts)


def share(part: int, whole: int) -> float | None:
    """Part of a whole from 0 to 1; None of nothing."""
    return part / whole if whole else None


def safe_link(text: str) -> str:
    """A path of ours or an https address, as it was written; raises ValueError for anything else."""
    link = text.strip()
    if not link:
        return ""
    if any(char.isspace() or ord(char) < 32 or char in '\\"<>`' for char in link):
        raise ValueError("a link has no blanks and no quotes")
    if link.startswith("/") and not link.startswith("//"):
        return link
    parts = urlsplit(link)
    host = parts.hostname or ""
    if parts.scheme != "https" or "@" in parts.netloc or "." not in host.strip("."):
        raise ValueError("neither a path of ours nor an https address")
    _ = parts.port  # raises ValueError for what is no port
    return link
