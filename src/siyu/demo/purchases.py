"""When each person buys and where: a BG/NBD process in the steady time of the seasons."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from siyu.demo.crowd import Crowd
from siyu.demo.seasons import Clock, hourly_weights, in_live_night
from siyu.demo.spec import DAY, DOUYIN, HOUR, TAOBAO, YOUZAN, Flags, Floats, Ints, Spec

_MOST_REPURCHASES = 160
_BUYS_IN_LIVE = 0.8  # of what is bought in a live night
_NEVER_PAID = 0.065  # orders left unpaid, as a share of the paid ones


@dataclass(frozen=True)
class Purchases:
    """One entry an order, by time."""

    person: Ints
    placed: Ints
    channel: Ints
    live: Flags
    paid: Flags

    def __len__(self) -> int:
        return len(self.placed)


def make_purchases(spec: Spec, crowd: Crowd) -> Purchases:
    """Every order of the set; those left unpaid are tries of people who buy soon after."""
    person, placed, nth = _paid_orders(spec, crowd)
    channel, live = _channels(spec, crowd, person, placed, nth)
    rng = spec.rng("unpaid")
    tries = np.flatnonzero(rng.random(len(placed)) < _NEVER_PAID)
    before = rng.integers(600, 36 * HOUR, len(tries))
    person = np.concatenate([person, person[tries]])
    placed = np.concatenate([placed, np.maximum(placed[tries] - before, 0)])
    channel = np.concatenate([channel, channel[tries]])
    paid = np.concatenate([np.ones(len(live), dtype=np.bool_), np.zeros(len(tries), dtype=np.bool_)])
    live = np.concatenate([live, np.zeros(len(tries), dtype=np.bool_)])
    order = np.argsort(placed, kind="stable")
    return Purchases(person[order], placed[order], channel[order], live[order], paid[order])


def _paid_orders(spec: Spec, crowd: Crowd) -> tuple[Ints, Ints, Ints]:
    """Person, moment and number (0 is the first) of every paid order within the set's days."""
    rng, clock = spec.rng("purchases"), Clock(hourly_weights(spec))
    buyers = np.flatnonzero(crowd.buys).astype(np.int64)
    until_left = np.minimum(rng.geometric(crowd.leave[buyers]), _MOST_REPURCHASES)
    owner = np.repeat(np.arange(len(buyers)), until_left)
    gaps = np.minimum(rng.exponential(DAY / crowd.pace[buyers][owner]), 2 * clock.length)  # keeps the sums exact
    since_first = _running_sum(gaps, until_left)
    steady = clock.to_steady(crowd.joined[buyers])[owner] + since_first
    kept = steady < clock.length
    person = np.concatenate([buyers, buyers[owner[kept]]])
    moment = np.concatenate([crowd.joined[buyers], clock.to_calendar(steady[kept])])
    nth = np.concatenate([np.zeros(len(buyers), dtype=np.int64), _places(until_left)[kept] + 1])
    return person, moment, nth


def _running_sum(values: Floats, lengths: Ints) -> Floats:
    """Running sums that begin anew for each stretch of the given length."""
    sums = np.cumsum(values)
    ends = np.cumsum(lengths)
    before = np.concatenate([[0.0], sums[ends[:-1] - 1]])
    return np.asarray(sums - np.repeat(before, lengths), dtype=np.float64)


def _places(lengths: Ints) -> Ints:
    """0, 1, 2 … within each stretch of the given length."""
    starts = np.cumsum(lengths) - lengths
    return np.asarray(np.arange(lengths.sum()) - np.repeat(starts, lengths), dtype=np.int64)


def _channels(spec: Spec, crowd: Crowd, person: Ints, placed: Ints, nth: Ints) -> tuple[Ints, Flags]:
    """Where an order is placed: at home, more often in the private shop from the third order on, on 抖店 when live."""
    rng = spec.rng("channels")
    home, second = crowd.home[person], crowd.second[person]
    elsewhere = np.where(second == YOUZAN, np.where(nth >= 2, 0.6, 0.3), 0.35)
    channel = np.where((second >= 0) & (nth > 0) & (rng.random(len(person)) < elsewhere), second, home)
    live = in_live_night(spec, placed) & (rng.random(len(person)) < _BUYS_IN_LIVE)
    for stage in (TAOBAO, DOUYIN):
        watches = live & ((home == stage) | ((second == stage) & (nth > 0)))
        channel = np.where(watches, stage, channel)
    return channel.astype(np.int64), np.asarray(live & np.isin(channel, (TAOBAO, DOUYIN)))
