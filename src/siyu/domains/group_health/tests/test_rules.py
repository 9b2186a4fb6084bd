"""Lights and unevenness keep their promises for any figures."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from siyu.domains.group_health.rules import light, share, unevenness

numbers = st.floats(-100, 100)
_BETTER = {"bad": 0, "watch": 1, "good": 2}


@given(numbers, numbers, numbers, numbers)
def test_a_better_value_never_has_a_worse_light(one: float, other: float, good: float, bad: float) -> None:
    worse, better = sorted((one, other), reverse=good < bad)
    assert _BETTER[light(worse, good, bad)] <= _BETTER[light(better, good, bad)]
    assert light(good, good, bad) == "good"
    assert light(bad, good, bad) == ("bad" if good != bad else "good")
    assert light(None, good, bad) == "none"


@given(st.lists(st.integers(0, 500), max_size=28), st.integers(1, 9))
def test_unevenness_knows_no_size(daily: list[int], times: int) -> None:
    found = unevenness(daily)
    assert (found is None) == (not any(daily))
    if found is not None:
        assert found >= 0
        assert abs((unevenness([n * times for n in daily]) or 0) - found) < 1e-9


def test_a_share_of_nothing_is_none() -> None:
    assert (share(0, 0), share(1, 4), unevenness([3, 3, 3])) == (None, 0.25, 0.0)
