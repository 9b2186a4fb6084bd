"""Deadlines, quantities, what is left, and the classic line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyu.domains.chains import rules

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
amounts = st.dictionaries(st.integers(1, 6), st.integers(0, 9))


def test_a_deadline_is_kept_to_the_second() -> None:
    assert rules.standing("open", AT, AT - timedelta(microseconds=1)) == "open"
    assert rules.standing("open", AT, AT) == "over"
    assert rules.standing("closed", AT, AT) == "closed"
    assert rules.standing("open", None, AT) == "open"


@given(amounts, amounts)
def test_differences_lead_from_one_entry_to_the_other(before: dict[int, int], after: dict[int, int]) -> None:
    moved = rules.differences(before, after)
    assert list(moved) == sorted(moved)
    assert 0 not in moved.values()
    for item in {*before, *after}:
        assert before.get(item, 0) + moved.get(item, 0) == after.get(item, 0)


@pytest.mark.parametrize(
    ("quantities", "fault"),
    [
        ({1: 2}, ("", 0)),
        ({1: 3}, ("too_many", 1)),
        ({2: 99}, ("", 0)),
        ({2: 100}, ("too_many", 2)),
        ({1: -1, 2: 5}, ("negative", 1)),
        ({3: 1}, ("unknown", 3)),
        ({1: 0}, ("nothing", 0)),
        ({}, ("nothing", 0)),
    ],
)
def test_what_an_entry_may_hold(quantities: dict[int, int], fault: tuple[str, int]) -> None:
    assert rules.fault_of(quantities, {1: 2, 2: None}, 99) == fault


@given(st.none() | st.integers(0, 50), st.lists(st.tuples(st.none() | st.integers(0, 20), st.integers(0, 20))))
def test_left_is_never_more_than_any_end(cap: int | None, items: list[tuple[int | None, int]]) -> None:
    taken = sum(n for _, n in items)
    left = rules.left_of_all(cap, taken, items)
    assert left is None or left >= 0
    if cap is not None:
        assert left is not None
        assert left <= max(0, cap - taken)
    if items and all(end is not None for end, _ in items):
        assert left is not None
        assert left <= sum(max(0, (end or 0) - n) for end, n in items)


def test_phones_are_cleaned_or_refused() -> None:
    assert rules.clean_phone(" 138-0000 1234") == "13800001234"
    assert rules.clean_phone("+86 (138) 00001234") == "+8613800001234"
    for wrong in ("", "12", "138abc", "１３８", "=1+1", "1" * 30):
        with pytest.raises(ValueError, match="phone"):
            rules.clean_phone(wrong)


def test_the_classic_line() -> None:
    assert rules.classic_line(1, "小美", rules.taken_words([("茶", "斤", 2)], only=True)) == "1. 小美 ×2斤"
    both = rules.taken_words([("茶", "斤", 2), ("糕", "", 1)], only=False)
    assert rules.classic_line(2, "小王", both, ["北门", ""]) == "2. 小王 茶 ×2斤，糕 ×1（北门）"
