"""The order within a list: no account beside itself, what somebody likes a little earlier, the newest first."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

from siyu.domains.notes.ranking.lanes import Candidate

APART: Final = 4
"""Notes of one account have at least so many others between them, while there are others."""
ACCOUNT_BONUS: Final = 1.0
TOPIC_BONUS: Final = 0.5
INTERESTS_MOST: Final = 6
_LOOK_AHEAD: Final = 60
Item = TypeVar("Item")


@dataclass(frozen=True)
class Interests:
    """What somebody reacted to most of late: row ids of accounts and of topics. Empty: nothing may be used."""

    accounts: tuple[int, ...] = ()
    topics: tuple[int, ...] = ()


def interests_in(marks: Iterable[tuple[int, int | None]]) -> Interests:
    """The interests behind (account, topic) pairs of reactions: what came up most often, the newest among equals."""
    accounts: Counter[int] = Counter()
    topics: Counter[int] = Counter()
    for account, topic in marks:
        accounts[account] += 1
        if topic is not None:
            topics[topic] += 1
    return Interests(_most(accounts), _most(topics))


def _most(counted: Counter[int]) -> tuple[int, ...]:
    return tuple(key for key, _count in counted.most_common(INTERESTS_MOST))


def for_reader(candidates: Sequence[Candidate], interests: Interests) -> list[Candidate]:
    """The lane as this reader gets it: what fits their interests counts as hotter, accounts kept apart."""
    if not interests.accounts and not interests.topics:
        return list(candidates)
    accounts, topics = set(interests.accounts), set(interests.topics)

    def warmth(candidate: Candidate) -> float:
        bonus = ACCOUNT_BONUS if candidate.account in accounts else 0.0
        return candidate.heat + bonus + (TOPIC_BONUS if topics.intersection(candidate.topics) else 0.0)

    return spread(sorted(candidates, key=warmth, reverse=True), lambda candidate: candidate.account)


def spread(items: Sequence[Item], of: Callable[[Item], int], apart: int = APART) -> list[Item]:
    """The same items, each moved back so far that those of one owner stand apart, while there are others."""
    waiting: deque[Item] = deque()
    coming = deque(items)
    done: list[Item] = []
    last: deque[int] = deque(maxlen=apart)
    while waiting or coming:
        found = _take(waiting, of, last)
        while found is None and coming and len(waiting) < _LOOK_AHEAD:
            item = coming.popleft()
            if of(item) in last:
                waiting.append(item)
            else:
                found = item
        if found is None:
            found = waiting.popleft()
        done.append(found)
        last.append(of(found))
    return done


def _take(waiting: deque[Item], of: Callable[[Item], int], last: Collection[int]) -> Item | None:
    for place, item in enumerate(waiting):
        if of(item) not in last:
            del waiting[place]
            return item
    return None


def gently(
    items: Sequence[Item], at: Callable[[Item], datetime], heat: Callable[[Item], float], hours: int = 6
) -> list[Item]:
    """A page of the follow feed: newest first by stretches of so many hours, within one the hottest first."""
    stretch = hours * 3_600

    def key(item: Item) -> tuple[int, float, float]:
        seconds = at(item).timestamp()
        return -int(seconds // stretch), -heat(item), -seconds

    return sorted(items, key=key)
