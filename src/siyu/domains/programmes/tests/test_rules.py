"""Weeks, windows and links against plain walks over instants and days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from siyu.domains.programmes import rules

_ZONES = some.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"])
_INSTANTS = some.integers(0, 2 * 365 * 24 * 60).map(lambda n: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=n))
_DAYS = some.dates(date(2020, 1, 1), date(2040, 1, 1))


@given(_DAYS)
def test_a_week_begins_on_monday_and_holds_its_day(day: date) -> None:
    week = rules.week_of(rules.monday_of(day))
    assert day in week
    assert [one.isoweekday() for one in week] == [1, 2, 3, 4, 5, 6, 7]
    assert {rules.monday_of(one) for one in week} == {week[0]}


@given(_INSTANTS, some.integers(1, 2_000), some.integers(-3_000, 3_000), some.booleans())
def test_an_entry_stands_in_one_phase_and_comes_to_it_in_order(
    starts: datetime, minutes: int, at: int, cancelled: bool
) -> None:
    ends, now = starts + timedelta(minutes=minutes), starts + timedelta(minutes=at)
    found = rules.phase(starts, ends, now, cancelled=cancelled)
    assert found == ("cancelled" if cancelled else "coming" if at < 0 else "running" if at < minutes else "over")
    order = ["coming", "running", "over"]
    if not cancelled:
        later = rules.phase(starts, ends, now + timedelta(minutes=1))
        assert order.index(found) <= order.index(later)


@given(_INSTANTS, some.integers(1, 1_440), some.integers(-200, 2_000), some.integers(0, 120), some.booleans())
def test_one_comes_from_a_little_before_the_begin_until_the_end(
    starts: datetime, minutes: int, at: int, opens: int, cancelled: bool
) -> None:
    ends, now = starts + timedelta(minutes=minutes), starts + timedelta(minutes=at)
    fault = rules.fault_to_attend(starts, ends, now, opens, cancelled=cancelled)
    assert (fault == "") == (not cancelled and -opens <= at < minutes)
    if fault and not cancelled:
        assert fault == ("early" if at < 0 else "over")


@given(_INSTANTS, some.integers(-100, 100), some.booleans())
def test_a_reminder_is_wished_before_the_begin(starts: datetime, at: int, cancelled: bool) -> None:
    fault = rules.fault_to_wish(starts, starts + timedelta(minutes=at), cancelled=cancelled)
    assert (fault == "") == (at < 0 and not cancelled)


@given(_INSTANTS, _ZONES)
def test_the_copy_stands_at_the_same_time_of_the_clock(at: datetime, zone: str) -> None:
    before = at.astimezone(ZoneInfo(zone))
    after = rules.a_week_later(at, zone).astimezone(ZoneInfo(zone))
    moved = (after.replace(tzinfo=None) - before.replace(tzinfo=None)) - timedelta(days=7)
    leapt = timedelta() < moved <= timedelta(hours=1)  # only a time that does not exist there may move
    again = after.replace(tzinfo=None) - moved
    exists = again.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert moved == timedelta() or (leapt and exists != again)


@given(_INSTANTS, some.integers(1, 1_440), _ZONES)
def test_the_copy_lasts_as_long(starts: datetime, minutes: int, zone: str) -> None:
    begun, ended = rules.span_a_week_later(starts, starts + timedelta(minutes=minutes), zone)
    assert ended - begun == timedelta(minutes=minutes)


@given(_INSTANTS, some.integers(1, 1_440), some.integers(-3_000, 3_000), _ZONES)
def test_what_runs_stands_beneath_today(starts: datetime, minutes: int, at: int, zone: str) -> None:
    ends, now = starts + timedelta(minutes=minutes), starts + timedelta(minutes=at)
    begun, today = (one.astimezone(ZoneInfo(zone)).date() for one in (starts, now))
    running = rules.phase(starts, ends, now) == "running"
    assert rules.day_shown(starts, ends, now, zone) == (today if running else begun)


@pytest.mark.parametrize("link", ["", "/g/x/", "/live/1?a=b#c", "https://example.com/x", "https://例子.中国/播"])
def test_links_that_are_kept(link: str) -> None:
    assert rules.safe_link(f" {link} ") == link


@pytest.mark.parametrize(
    "link",
    [
        "//evil.example", "/\\evil.example", "javascript:alert(1)", "http://example.com", "https://", "https://host",
        "data:text/html,x", "https://a@b.example", "https://a.example:port/", 'https://a.example/"onx="', "example.com",
        "https://a.example/a b", "ftp://a.example", "\tjavascript:1", "/a\nb", "https:///x.y",
    ],
)  # fmt: skip
def test_links_that_are_refused(link: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        rules.safe_link(link)


@given(some.text(max_size=40))
def test_a_kept_link_leads_nowhere_else(text: str) -> None:
    try:
        link = rules.safe_link(text)
    except ValueError:
        return
    assert link == "" or link.startswith("https://") or (link[0] == "/" and link[1:2] not in {"/", "\\"})


@given(some.integers(0, 50), some.integers(0, 50))
def test_a_share_is_between_nothing_and_all(part: int, more: int) -> None:
    found = rules.share(part, part + more)
    assert found is None if part + more == 0 else found is not None and 0 <= found <= 1
