"""Families take the longest beginning; quiet hours go over midnight."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyu.domains.inbox.conf import FAMILIES, FAMILY_ICONS, FAMILY_LABELS
from siyu.domains.inbox.rules import family_of, is_quiet

HOUR = st.integers(0, 23)


@pytest.mark.parametrize(
    ("kind", "family"),
    [
        ("note.comment", "talk"),
        ("mention", "talk"),
        ("group", "groups"),
        ("grouping", "system"),
        ("moderation", "moderation"),
        ("what", "system"),
    ],
)
def test_kinds_find_their_family(kind: str, family: str) -> None:
    assert family_of(kind, FAMILIES) == family


def test_the_longest_beginning_counts() -> None:
    assert family_of("note.live.begun", {"talk": ("note",), "live": ("note.live",)}) == "live"


def test_each_family_has_label_and_sign() -> None:
    assert set(FAMILIES) == set(FAMILY_LABELS) == set(FAMILY_ICONS)


@given(HOUR, HOUR)
def test_quiet_hours_are_as_many_as_lie_between(start: int, end: int) -> None:
    quiet = [hour for hour in range(24) if is_quiet(hour, start, end)]
    assert len(quiet) == ((end - start) % 24 or 24)
    assert start in quiet
    assert end == start or end not in quiet


@given(HOUR)
def test_without_quiet_hours_no_hour_is_quiet(hour: int) -> None:
    assert not is_quiet(hour, None, None)
    assert not is_quiet(hour, 22, None)
