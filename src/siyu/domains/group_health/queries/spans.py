"""Windows of local days, and the one before."""

from __future__ import annotations

from datetime import datetime, timedelta

from siyu.domains.group_health.types import Span
from siyu.kernel import clock


def span_until(now: datetime, zone: str, days: int, *, before: int = 0) -> Span:
    """The last so many local days, today included; `before=1` is the window that ends where this one begins."""
    today = clock.local_day(now, zone) - timedelta(days=days * before)
    start = clock.day_start(today - timedelta(days=days - 1), zone)
    return Span(start, clock.day_start(today + timedelta(days=1), zone), days)
