"""The rules of polls against counting by hand."""

from __future__ import annotations

from datetime import timedelta
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from siyu.domains.polls.rules import is_open, may_change, percent, pick_fault, shows_counts, tally, winners
from siyu.kernel import clock

NUMBERS = st.integers(1, 20)
VOTES = st.lists(st.sets(NUMBERS, min_size=1), max_size=60)


@given(VOTES)
def test_counts_are_sums_of_votes(votes: list[set[int]]) -> None:
    counts = tally(votes, range(1, 21))
    every = list(chain.from_iterable(votes))
    assert counts == {number: every.count(number) for number in range(1, 21)}
    assert sum(counts.values()) == sum(len(vote) for vote in votes)
    assert max(counts.values()) <= len(votes)


@given(VOTES)
def test_nobody_has_more_votes_than_a_winner(votes: list[set[int]]) -> None:
    counts = tally(votes, range(1, 21))
    best = winners(counts)
    assert bool(best) == bool(votes)
    assert all(counts[number] > counts[other] for number in best for other in counts if other not in best)
    assert len({counts[number] for number in best}) <= 1


@given(st.integers(0, 5_000), st.integers(0, 5_000))
def test_a_share_is_a_percentage(count: int, more: int) -> None:
    share = percent(count, count + more)
    assert 0 <= share <= 100
    assert count + more == 0 or abs(share - 100 * count / (count + more)) <= 0.5


@given(st.lists(NUMBERS, max_size=25), st.integers(2, 20), st.integers(1, 20))
def test_only_shown_choices_and_no_more_than_allowed(picked: list[int], choices: int, most: int) -> None:
    fault = pick_fault(picked, range(1, choices + 1), most)
    fits = bool(picked) and max(picked) <= choices and len(set(picked)) <= most
    assert (fault == "") == fits


@given(st.sets(NUMBERS), st.sets(NUMBERS), st.booleans())
def test_a_fixed_vote_only_says_itself_again(before: set[int], picked: set[int], changeable: bool) -> None:
    assert may_change(changeable=changeable, before=before, picked=picked) == (changeable or before == picked)


def test_when_members_see_counts_and_vote() -> None:
    seen = {
        (shows, voted, over): shows_counts(shows, voted=voted, over=over)
        for shows in ("always", "voted", "closed") for voted in (False, True) for over in (False, True)
    }  # fmt: skip
    assert [case for case, counted in seen.items() if not counted] == [
        ("voted", False, False), ("closed", False, False), ("closed", True, False),
    ]  # fmt: skip
    now = clock.now()
    later = now + timedelta(seconds=1)
    assert is_open(closed_at=None, deadline=None, now=now)
    assert is_open(closed_at=None, deadline=later, now=now)
    assert not is_open(closed_at=None, deadline=now, now=now)
    assert not is_open(closed_at=now, deadline=later, now=now)
