"""Streaks against a walk over the days, one by one."""

from __future__ import annotations

from datetime import date, time, timedelta

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


_HOURS = some.one_of(some.none(), some.times().map(lambda at: at.replace(second=0, microsecond=0)))


@given(_HOURS, _HOURS, some.times())
def test_hours_begin_with_their_first_minute_and_end_before_their_last(
    opens: time | None, closes: time | None, at: time
) -> None:
    fault = rules.fault_of_hour(at, opens, closes)
    inside = (opens is None or opens <= at) and (closes is None or at < closes)
    if opens is None or closes is None or opens < closes:
        assert (fault == "") == inside
    if opens is not None:
        assert rules.fault_of_hour(opens, opens, None) == ""
    if closes is not None:
        assert rules.fault_of_hour(closes, None, closes) == "late"


@given(_HOURS, _HOURS)
def test_a_reminder_lies_within_the_hours(opens: time | None, closes: time | None) -> None:
    if closes == time.min or (opens is not None and closes is not None and opens >= closes):
        return
    at = rules.remind_at(time(20), opens, closes)
    assert rules.fault_of_hour(at, opens, closes) == ""
    if opens is None and closes is None:
        assert at == time(20)


def test_a_morning_is_reminded_of_an_hour_before_its_end() -> None:
    assert rules.remind_at(time(20), time(5), time(9)) == time(8)
    assert rules.remind_at(time(20), time(18), time(21)) == time(20)
    assert rules.remind_at(time(20), time(22), None) == time(23)
    assert rules.remind_at(time(20), time(6, 30), time(7)) == time(6, 30)
