"""Instants in words: near ones by distance, farther ones by day, always in the account's zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.translation import override

from siyu.platform.ui.moments import say_moment

NOW = datetime(2026, 5, 2, 4, 0, tzinfo=UTC)  # noon in Shanghai


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(seconds=5), "just now"),
        (timedelta(minutes=3), "3 minutes ago"),
        (timedelta(hours=2, minutes=59), "2 hours ago"),
        (timedelta(hours=3), "today 09:00"),
        (timedelta(hours=13), "yesterday 23:00"),
        (timedelta(days=2), "4/30 12:00"),
        (timedelta(days=400), "2025-03-28"),
        (timedelta(days=-1), "tomorrow 12:00"),
    ],
)
def test_moments_as_people_say_them(ago: timedelta, said: str) -> None:
    with override("en"):
        assert say_moment(NOW - ago, "Asia/Shanghai", NOW) == said


def test_a_day_is_that_of_the_zone() -> None:
    with override("en"):
        assert say_moment(NOW - timedelta(hours=13), "UTC", NOW) == "yesterday 15:00"
        assert say_moment(NOW - timedelta(hours=4, minutes=1), "Asia/Tokyo", NOW) == "today 08:59"
