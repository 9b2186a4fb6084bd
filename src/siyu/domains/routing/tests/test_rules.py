"""Routing's pure decisions, against what they promise."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from siyu.domains.routing import rules

_USERS = some.lists(some.integers(1, 20), max_size=12)


@given(some.lists(_USERS, max_size=5))
def test_each_user_is_led_by_the_first_route_that_fits(fits: list[list[int]]) -> None:
    led = rules.first_fitting(list(enumerate(fits)))
    for user in {user for users in fits for user in users}:
        first = next(route for route, users in enumerate(fits) if user in users)
        assert [route for route, users in led.items() if user in users] == [first]
    assert sum(map(len, led.values())) == len({user for users in fits for user in users})


@given(
    some.lists(some.sampled_from(["asked", "approved", "active", *sorted(rules.OUT)]), max_size=3),
    some.booleans(), some.booleans(), some.booleans(),
)  # fmt: skip
def test_only_strangers_with_a_place_are_invited(
    standings: list[str], invited: bool, blocks: bool, place: bool
) -> None:
    said = rules.verdict(standings, invited=invited, blocks=blocks, place=place)
    assert (said == "invite") == (not standings and not invited and not blocks and place)
    if set(standings) & rules.OUT:
        assert said == "out"


@given(some.permutations(list(range(6))), some.integers(0, 5), some.booleans())
def test_a_step_swaps_two_neighbours_or_nothing(order: list[int], route: int, up: bool) -> None:
    after = rules.moved(order, route, up=up)
    assert sorted(after) == sorted(order)
    assert abs(after.index(route) - order.index(route)) <= 1
    end = 0 if up else len(order) - 1
    assert (after == order) == (order.index(route) == end)
