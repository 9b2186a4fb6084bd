"""Whom a route invites and whom it lets be: pure decisions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

OUT: Final = frozenset({"left", "kicked", "banned", "refused", "withdrawn"})
"""Standings with a group after which nobody is invited by a machine."""


def first_fitting(wishes: Sequence[tuple[int, Collection[int]]]) -> dict[int, list[int]]:
    """For routes in their order, (route, users it fits): each user goes to the first one only, in ascending order."""
    taken: set[int] = set()
    led: dict[int, list[int]] = {}
    for route, users in wishes:
        led[route] = sorted(set(users) - taken)
        taken.update(users)
    return led


def verdict(standings: Collection[str], *, invited: bool, blocks: bool, place: bool) -> str:
    """What becomes of a user whom a route fits: `invite`, or why not.

    `standings` are theirs with the groups of the family; `blocks`: they have blocked the account; `place`: there is
    one, or a parallel group will open.
    """
    if any(state in OUT for state in standings):
        return "out"
    if standings:
        return "there"
    if blocks:
        return "blocked"
    if invited:
        return "invited"
    return "invite" if place else "full"


def moved(order: Sequence[int], route: int, *, up: bool) -> list[int]:
    """The order with one route a step up or down; at the end it stays."""
    result = list(order)
    at = result.index(route)
    to = at - 1 if up else at + 1
    if 0 <= to < len(result):
        result[at], result[to] = result[to], result[at]
    return result


def counted(verdicts: Mapping[int, str]) -> dict[str, int]:
    """Verdict → how many users."""
    counts: dict[str, int] = {}
    for what in verdicts.values():
        counts[what] = counts.get(what, 0) + 1
    return counts
