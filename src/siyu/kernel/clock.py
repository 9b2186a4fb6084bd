"""Time: everything is UTC inside; days, weeks and months are those of an account's time zone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DEFAULT_TIME_ZONE = "Asia/Shanghai"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


_replayed: ContextVar[datetime | None] = ContextVar("replayed", default=None)


def now() -> datetime:
    """This instant, aware, UTC. The one place that asks the system clock."""
    return _replayed.get() or datetime.now(UTC)


@contextmanager
def replaying(at: datetime) -> Iterator[None]:
    """Within this block it is `at` for this thread: for replaying what happened earlier through the real actions."""
    token = _replayed.set(at)
    try:
        yield
    finally:
        _replayed.reset(token)


def to_ms(at: datetime) -> int:
    """Milliseconds since 1970 UTC of an aware datetime."""
    if at.tzinfo is None:
        raise ValueError("a naive datetime has no instant")
    return (at - EPOCH) // timedelta(milliseconds=1)  # integers: a float loses a millisecond now and then


def from_ms(ms: int) -> datetime:
    """The aware UTC datetime of milliseconds since 1970."""
    return EPOCH + timedelta(milliseconds=ms)


def local_day(at: datetime, zone: str) -> date:
    """The calendar day on which an instant falls in a time zone."""
    return at.astimezone(ZoneInfo(zone)).date()


def day_start(day: date, zone: str) -> datetime:
    """The UTC instant at which a local calendar day begins."""
    return datetime.combine(day, time.min, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def parse_instant(text: str, zone: str) -> datetime:
    """Read ISO 8601; a date alone is local midnight, a time without offset is local time. Raises ValueError."""
    at = datetime.fromisoformat(text.strip())
    return (at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
