"""The few pieces of SQL that differ from engine to engine, in DuckDB's words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

STEADY_SINCE = datetime(1992, 1, 1, tzinfo=UTC)
_STEADY_UNTIL = datetime(2100, 1, 1, tzinfo=UTC)


def local_day(at: str, zone: str, zone_parameter: str) -> str:
    """The calendar day of a UTC instant in a zone; `zone_parameter` is the placeholder bound to its name.

    A zone without clock changes since 1992 (Shanghai) needs an addition; others ask ICU about every row.
    """
    by_icu = f"CAST(timezone({zone_parameter}, timezone('UTC', {at})) AS DATE)"
    seconds = steady_offset(zone)
    if seconds is None:
        return by_icu
    steady = f"CAST({at} + to_seconds({seconds}) AS DATE)"
    return f"CASE WHEN {at} >= TIMESTAMP '{STEADY_SINCE:%Y-%m-%d}' THEN {steady} ELSE {by_icu} END"


@lru_cache(maxsize=64)
def steady_offset(zone: str) -> int | None:
    """Seconds east of UTC where that never changed since 1992 and is not planned to, None elsewhere."""
    there, day = ZoneInfo(zone), timedelta(days=10)
    offsets: set[timedelta | None] = set()
    at = STEADY_SINCE - day
    while at < _STEADY_UNTIL and len(offsets) < 2:
        offsets.add(at.astimezone(there).utcoffset())
        at += day
    only = offsets.pop() if len(offsets) == 1 else None
    return None if only is None else int(only.total_seconds())


def days_after(at: str, days_parameter: str) -> str:
    """An instant so many times 24 hours later."""
    return f"{at} + to_days({days_parameter})"


def latest(what: str, *order: str) -> str:
    """The value of `what` in the last row of a group."""
    return f"arg_max({what}, row({', '.join(order)}))"
