"""What runs by itself: shares, who started something, conversations without owner or staff. Pure decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from siyu.domains.replication.rules.gate import Counting
from siyu.domains.replication.types import Said


def conversations(log: Sequence[Said], pause_minutes: int) -> Iterator[list[Said]]:
    """The log, in its order, cut wherever nobody spoke for longer than the pause."""
    pause, run = timedelta(minutes=pause_minutes), list[Said]()
    for one in log:
        if run and one.at - run[-1].at > pause:
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def runs_itself(run: Sequence[Said], counting: Counting) -> bool:
    """Whether a conversation is one, and neither owner nor staff took part in it."""
    people = {one.sender for one in run}
    long_enough = len(run) >= counting.talk_messages and len(people) >= counting.talk_people
    return long_enough and not any(one.led for one in run)


def conversations_unled(log: Sequence[Said], counting: Counting) -> int:
    """How many conversations of the log ran without owner and staff."""
    return sum(runs_itself(run, counting) for run in conversations(log, counting.pause_minutes))


def starters(log: Iterable[Said]) -> set[int]:
    """Who started a play without being owner or staff."""
    return {one.sender for one in log if one.card and not one.led and one.sender is not None}
