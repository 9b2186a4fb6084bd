"""Clocks, variables, hours."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyu.domains.support import rules

NOW = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("waited", "expected"), [(None, "none"), (0, "ok"), (1199, "ok"), (1200, "soon"), (1799, "soon"), (1800, "late")]
)
def test_the_clock_turns_in_the_last_third(waited: int | None, expected: str) -> None:
    since = None if waited is None else NOW - timedelta(seconds=waited)
    assert rules.clock_of(since, NOW, 1800) == expected


def test_variables_are_filled_and_unknown_ones_stay() -> None:
    assert rules.fill_in("{昵称}您好，{ 品牌 }的{什么}", {"昵称": "小满", "品牌": "丝语"}) == "小满您好，丝语的{什么}"
    assert rules.unknown_slots("{昵称}{什么}{什么}", ["昵称"]) == ["什么"]


@given(st.text(max_size=200), st.dictionaries(st.sampled_from(["a", "b"]), st.text(max_size=5)))
def test_what_is_filled_in_is_never_read_as_a_variable_again(text: str, values: dict[str, str]) -> None:
    filled = rules.fill_in("{a}", {"a": "{b}", "b": "x"})
    assert filled == "{b}"
    rules.fill_in(text, values)


@given(st.times(), st.times(), st.times())
def test_hours_and_their_complement_cover_the_day_once(at: time, opens: time, closes: time) -> None:
    if opens == closes:
        assert rules.is_staffed(at, opens, closes)
    else:
        assert rules.is_staffed(at, opens, closes) != rules.is_staffed(at, closes, opens)


@given(st.lists(st.integers(min_value=0, max_value=10**6)))
def test_half_are_no_slower_than_the_median(values: list[int]) -> None:
    middle = rules.median(values)
    if middle is None:
        assert not values
        return
    assert sum(one <= middle for one in values) * 2 >= len(values)
    assert sum(one >= middle for one in values) * 2 >= len(values)
