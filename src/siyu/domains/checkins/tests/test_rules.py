"""Streaks against a walk over the days, one by one."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from siyu.domains.checkins import rules

_START = date(2026, 2, 20)
_DAYS = some.sets(some.integers(0, 40).map(lambda n: _START + timedelta(days=n)))
_TODAY = some.integers(0, 45).map(lambda n: _START + timedelta(days=n))


@given(_DAYS, _TODAY)
def test_a_streak_is_what_walking_back_finds(days: set[date], today: date) -> None:
    length = rules.streak(days, today)
    assert length <= rules.longest(days)
    end = today if today in days else today - timedelta(days=1)
    for back in range(length):
        assert end - timedelta(days=back) in days
    assert end - timedelta(days=length) not in days


@given(_DAYS)
def test_the_longest_row_is_found(days: set[date]) -> None:
    best = run = 0
    for n in range(50):
        run = run + 1 if _START + timedelta(days=n) in days else 0
        best = max(best, run)
    assert rules.longest(days) == best


@given(_TODAY, _TODAY, some.integers(0, 30), some.integers(0, 2), some.integers(0, 45))
def test_only_today_and_what_can_be_made_up_for_is_open(
    today: date, first: date, length: int, left: int, at: int
) -> None:
    last, day = first + timedelta(days=length), _START + timedelta(days=at)
    fault = rules.fault_of_day(day, today, first, last, makeups_left=left)
    inside, goes_on = first <= day <= last, first <= today <= last
    if not fault:
        assert inside
        assert goes_on
        assert day == today or (day < today and left > 0)
    elif inside and goes_on and day == today:
        raise AssertionError("today is always open while it goes on")
    elif inside and goes_on and day < today:
        assert (fault, left) == ("no_makeup", 0)


def test_days_between_hold_both_ends() -> None:
    assert len(rules.days_between(date(2028, 2, 28), date(2028, 3, 1))) == 3  # a leap year
