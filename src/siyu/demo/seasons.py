"""When a qipao-and-beauty brand sells: festivals, sales, weekdays, hours, and live nights on Thursday and Saturday."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import numpy as np

from siyu.demo.spec import DAY, HOUR, Flags, Floats, Ints, Spec

LIVE_WEEKDAYS: Final = (3, 5)  # Thursday, Saturday (Monday is 0)
LIVE_HOURS: Final = (20, 21, 22)
_LIVE_PULL = 5.5

# The lunar calendar, from the almanac of the Purple Mountain Observatory; outside it a set has no lunar festivals.
_SPRING_FESTIVAL = """
2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-03 2031-01-23 2032-02-11
2033-01-31 2034-02-19 2035-02-08"""
_QIXI = """
2023-08-22 2024-08-10 2025-08-29 2026-08-19 2027-08-08 2028-08-26 2029-08-16 2030-08-05 2031-08-24 2032-08-12
2033-08-01 2034-08-20 2035-08-10"""

# (first month-day, last month-day, pull)
_YEARLY = (
    ((3, 5), (3, 8), 1.8),  # 38 节
    ((5, 18), (5, 20), 1.5),  # 520
    ((6, 1), (6, 20), 1.6),  # 618
    ((6, 16), (6, 18), 2.0),
    ((10, 1), (10, 7), 1.35),  # 国庆
    ((10, 21), (11, 11), 1.6),  # 双11
    ((10, 31), (10, 31), 1.9),
    ((11, 10), (11, 11), 3.0),
    ((11, 12), (11, 18), 0.7),  # the hangover after it
    ((12, 10), (12, 12), 1.6),  # 双12
)
# (days from the lunar festival, first and last, pull)
_NEW_YEAR_GOODS = (-30, -8, 1.6)  # 年货节
_SPRING_PAUSE = (-4, 6, 0.35)  # couriers rest
_QIXI_PULL = (-7, 0, 1.8)

_WEEKDAY = (0.92, 0.95, 0.98, 1.02, 1.05, 1.1, 1.06)
_HOUR = (0.5, 0.25, 0.12, 0.08, 0.08, 0.15, 0.35, 0.6, 0.85, 1.05, 1.2, 1.2,
         1.3, 1.25, 1.15, 1.1, 1.1, 1.1, 1.15, 1.4, 1.8, 1.9, 1.7, 1.0)  # fmt: skip


def day_pull(day: date) -> float:
    """How strongly a day sells compared with a plain day of the same weekday."""
    pull = 1.0
    for first, last, times in _YEARLY:
        if first <= (day.month, day.day) <= last:
            pull *= times
    for festival, (first_gap, last_gap, times) in (
        *((day_, span) for day_ in _days(_SPRING_FESTIVAL) for span in (_NEW_YEAR_GOODS, _SPRING_PAUSE)),
        *((day_, _QIXI_PULL) for day_ in _days(_QIXI)),
    ):
        if first_gap <= (day - festival).days <= last_gap:
            pull *= times
    return pull


def day_pulls(spec: Spec) -> Floats:
    """`day_pull` of each day of the set."""
    return np.array([day_pull(day) for day in _calendar(spec)])


def hourly_weights(spec: Spec) -> Floats:
    """The pace of buying for each hour of the set; its mean is 1."""
    days = _calendar(spec)
    weekdays = np.array([day.weekday() for day in days])
    weights = np.outer(day_pulls(spec) * np.array(_WEEKDAY)[weekdays], _HOUR)
    live_days = np.isin(weekdays, LIVE_WEEKDAYS)
    weights[np.ix_(live_days, np.array(LIVE_HOURS))] *= _LIVE_PULL
    flat = weights.reshape(-1)
    return np.asarray(flat / flat.mean(), dtype=np.float64)


def in_live_night(spec: Spec, seconds: Ints) -> Flags:
    """Which moments fall into a live night."""
    weekday = (seconds // DAY + spec.start.weekday()) % 7
    hour = seconds % DAY // HOUR
    return np.asarray(np.isin(weekday, LIVE_WEEKDAYS) & np.isin(hour, LIVE_HOURS))


class Clock:
    """Turns steady time (seconds at the mean pace) into calendar seconds at the pace of the seasons, and back."""

    def __init__(self, weights: Floats) -> None:
        self._steady = np.concatenate([[0.0], np.cumsum(weights * HOUR)])
        self._calendar = np.arange(len(weights) + 1, dtype=np.float64) * HOUR

    @property
    def length(self) -> float:
        """Steady seconds of the whole set."""
        return float(self._steady[-1])

    def to_calendar(self, steady: Floats) -> Ints:
        """Calendar seconds; steady time beyond the set must be cut off before."""
        return np.interp(steady, self._steady, self._calendar).astype(np.int64)

    def to_steady(self, calendar: Floats | Ints) -> Floats:
        """Steady seconds of calendar seconds."""
        return np.asarray(np.interp(calendar, self._calendar, self._steady), dtype=np.float64)


def _calendar(spec: Spec) -> list[date]:
    return [spec.start.date() + timedelta(days=number) for number in range(spec.days)]


def _days(text: str) -> list[date]:
    return [date.fromisoformat(word) for word in text.split()]
