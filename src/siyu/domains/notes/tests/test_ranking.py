"""Order and the public traffic rule: no prefix of any list breaks the share while there is supply."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyu.domains.notes.ranking import lanes, order
from siyu.domains.notes.ranking.heat import FACTOR_LEAST, FACTOR_MOST, factor_of, heat
from siyu.domains.notes.ranking.lanes import (
    ORDINARY_SHARE,
    Candidate,
    Place,
    Served,
    draw,
    share_asked,
    top_accounts,
)
from siyu.domains.notes.ranking.order import Interests, for_reader, gently, interests_in, spread

NOON = datetime(2026, 11, 1, 4, tzinfo=UTC)
lane_of = st.lists(st.floats(-5, 5), max_size=40).map(lambda heats: sorted(heats, reverse=True))


def lane(heats: list[float], first: int) -> list[Candidate]:
    return [Candidate(first + n, (first + n) % 7, warm) for n, warm in enumerate(heats)]


def everything(ordinary: list[Candidate], top: list[Candidate], page: int, share: float = 0.7) -> list[Served]:
    shown = {one.note for one in (*ordinary, *top)}
    place, found = Place(), []
    while cards := draw(ordinary, top, place, page, share=share, shown=shown)[0]:
        found += cards
        place = draw(ordinary, top, place, page, share=share, shown=shown)[1]
    return found


@given(lane_of, lane_of, st.integers(1, 25))
def test_every_prefix_keeps_the_share_while_there_is_supply(ours: list[float], theirs: list[float], page: int) -> None:
    served = everything(lane(ours, 1), lane(theirs, 1_000), page)
    ordinary = 0
    for count, card in enumerate(served, 1):
        ordinary += card.ordinary
        if not any(one.short for one in served[:count]):
            assert ordinary >= ORDINARY_SHARE * count - 1e-9
        if card.short:  # only once the ordinary lane is empty
            assert not any(later.ordinary for later in served[count:])


@given(lane_of, lane_of, st.integers(1, 25), st.integers(1, 25))
def test_pages_of_any_size_show_each_note_once_in_one_order(
    ours: list[float], theirs: list[float], one: int, other: int
) -> None:
    first = [card.candidate.note for card in everything(lane(ours, 1), lane(theirs, 1_000), one)]
    assert first == [card.candidate.note for card in everything(lane(ours, 1), lane(theirs, 1_000), other)]
    assert len(first) == len(set(first)) == len(ours) + len(theirs)


def test_what_fell_out_is_stepped_over_and_does_not_count() -> None:
    ours, theirs = lane([9, 8, 7, 6], 1), lane([99, 98], 1_000)
    served, place = draw(ours, theirs, Place(), 4, shown={1, 3, 4, 1_000})
    assert [card.candidate.note for card in served] == [1, 3, 4, 1_000]
    assert place == Place(4, 1, 3, 1)


def test_without_merit_the_top_gets_less_than_its_quota() -> None:
    served = everything(lane([5.0] * 30, 1), lane([1.0] * 30, 1_000), 20)
    assert all(card.ordinary for card in served[:30])


def test_the_top_five_of_a_hundred() -> None:
    assert top_accounts({}) == set()
    assert top_accounts({1: 0, 2: 0}) == set()
    assert top_accounts({1: 3, 2: 3, 3: 0}) == {1}
    assert top_accounts({pk: pk for pk in range(1, 101)}) == {96, 97, 98, 99, 100}
    assert len(top_accounts(dict.fromkeys(range(101), 5))) == 6


def simulate(accounts: int, notes: int, ordinary_part: float, readers: int, seed: int) -> tuple[float, int, int]:
    """A day of readers who scroll unevenly far; answers the share, how many cards, how many of them short."""
    dice = random.Random(seed)
    followers = {pk: int(1_000_000 / pk) for pk in range(1, accounts + 1)}  # Zipf: the first has the most
    top = top_accounts(followers)
    both: dict[bool, list[Candidate]] = {True: [], False: []}
    for number in range(notes):
        is_ordinary = dice.random() < ordinary_part
        pool = [pk for pk in followers if (pk not in top) == is_ordinary]
        account = dice.choice(pool)
        warm = heat({"likes": followers[account] // 50}, NOON + timedelta(hours=dice.random() * 24))
        both[is_ordinary].append(Candidate(number, account, warm))
    for one in both.values():
        one.sort(key=lambda candidate: -candidate.heat)
    shown = set(range(notes))
    counted = {True: 0, False: 0}
    short = 0
    for _reader in range(readers):
        place, share = Place(), share_asked(counted[True], sum(counted.values()))
        for _page in range(dice.choice([1, 1, 1, 2, 5, 30])):
            cards, place = draw(both[True], both[False], place, 20, share=share, shown=shown)
            for card in cards:
                counted[card.ordinary] += 1
                short += card.short
    total = sum(counted.values())
    return counted[True] / total, total, short


@pytest.mark.parametrize("seed", range(5))
def test_skewed_creators_do_not_crowd_out_the_others(seed: int) -> None:
    """5 % of the creators have most followers and, by likes, the hottest notes; ordinary ones write 40 % of 1,500."""
    share, total, short = simulate(200, 1_500, 0.4, 300, seed)
    assert total > 10_000
    assert short == 0
    assert share >= ORDINARY_SHARE


@pytest.mark.parametrize("seed", range(3))
def test_too_little_supply_is_said_and_repaid(seed: int) -> None:
    """Ordinary accounts write 2 % of 1,000 notes: who scrolls far gets others, as short; later it is repaid."""
    share, _total, short = simulate(200, 1_000, 0.02, 300, seed)
    assert short > 0
    assert share < ORDINARY_SHARE
    assert share_asked(69, 100) > ORDINARY_SHARE == share_asked(70, 100) == share_asked(0, 0)


def test_the_simulation_sees_a_rule_that_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same day with the quota taken out: the hottest win, and the share falls."""
    monkeypatch.setattr(lanes, "_HAIR", 1e9)
    share, _total, _short = simulate(200, 1_500, 0.4, 300, 1)
    assert share < ORDINARY_SHARE


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 400))
def test_heat_grows_with_acts_and_never_cools_out_of_order(likes: int, more: int, hours: int) -> None:
    one, other = {"likes": likes}, {"likes": likes + more}
    assert heat(other, NOON) >= heat(one, NOON)
    assert heat(one, NOON + timedelta(hours=hours)) >= heat(one, NOON)
    gap = heat(one, NOON, FACTOR_MOST) - heat(one, NOON, FACTOR_LEAST)
    assert gap < 0.74  # fan value moves a note by less than a day


def test_fan_value_is_bounded() -> None:
    assert [factor_of(value) for value in (None, -5, 0, 50, 100, 900)] == [1.0, 0.75, 0.75, 1.0, 1.25, 1.25]


@given(st.lists(st.integers(1, 6), max_size=60))
def test_spreading_loses_nothing_and_keeps_owners_apart_where_it_can_be(owners: list[int]) -> None:
    items = list(enumerate(owners))
    done = spread(items, lambda item: item[1])
    assert sorted(done) == items
    assert spread(done, lambda item: item[1]) is not None
    for owner in set(owners):  # within an owner the order stays
        assert [item for item in done if item[1] == owner] == [item for item in items if item[1] == owner]


def test_spreading_four_apart() -> None:
    done = spread([(1, n) for n in range(3)] + [(n, 0) for n in range(2, 14)], lambda item: item[0])
    places = [place for place, item in enumerate(done) if item[0] == 1]
    assert all(later - earlier > order.APART for earlier, later in pairwise(places))


def test_interests_lift_but_do_not_lock_in() -> None:
    candidates = [Candidate(n, n, 10.0 - n, (n % 3,)) for n in range(9)]
    assert for_reader(candidates, Interests()) == candidates
    lifted = for_reader(candidates, Interests(accounts=(3,), topics=(0,)))
    assert lifted.index(candidates[3]) < 3
    assert sorted(one.note for one in lifted) == list(range(9))
    found = interests_in([(7, 1), (7, None), (8, 1), (9, 2)])
    assert found.accounts[0] == 7
    assert found.topics[0] == 1


def test_gentle_ranking_stays_within_six_hours() -> None:
    items = [(NOON - timedelta(hours=hours), warm) for hours, warm in [(0, 1), (1, 9), (13, 99), (26, 5)]]
    shown = gently(items, lambda item: item[0], lambda item: item[1])
    assert [warm for _at, warm in shown] == [9, 1, 99, 5] or [warm for _at, warm in shown] == [1, 9, 99, 5]
    stretches = [int(at.timestamp() // 21_600) for at, _warm in shown]
    assert stretches == sorted(stretches, reverse=True)
