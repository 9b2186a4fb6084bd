"""What may be chosen, who sees the counts, and who has won: pure decisions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime


def is_open(*, closed_at: datetime | None, deadline: datetime | None, now: datetime) -> bool:
    """Whether votes are taken at this instant; at the deadline itself no longer."""
    return closed_at is None and (deadline is None or now < deadline)


def pick_fault(picked: Collection[int], choices: Collection[int], most: int) -> str:
    """What is wrong with a vote for these numbers: none, unknown, too_many; empty when it may be cast."""
    if not picked:
        return "none"
    if not set(picked) <= set(choices):
        return "unknown"
    return "too_many" if len(set(picked)) > most else ""


def may_change(*, changeable: bool, before: Collection[int], picked: Collection[int]) -> bool:
    """Whether a vote may become this one: the same again always, another where votes may be changed."""
    return changeable or set(before) == set(picked)


def shows_counts(shows: str, *, voted: bool, over: bool) -> bool:
    """Whether a member sees the counts now."""
    return over or shows == "always" or (shows == "voted" and voted)


def tally(votes: Iterable[Collection[int]], choices: Iterable[int]) -> dict[int, int]:
    """Number of a choice → how many votes take it, for every choice."""
    counts = dict.fromkeys(choices, 0)
    for vote in votes:
        for number in set(vote):
            counts[number] += 1
    return counts


def winners(counts: Mapping[int, int]) -> list[int]:
    """The choices with the most votes, in their order; nobody wins without votes."""
    best = max(counts.values(), default=0)
    return [number for number, count in sorted(counts.items()) if count == best] if best else []


def percent(count: int, voters: int) -> int:
    """The share of the voters who took a choice, in whole percent, half up; 0 without voters."""
    return (200 * count + voters) // (2 * voters) if voters else 0
