"""The public traffic rule: ordinary accounts get their share of every list, counted from its first card on."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Final

ORDINARY_SHARE: Final = 0.70
"""At least so much of what discover and featured show belongs to ordinary accounts."""
REPAYING_SHARE: Final = 0.85
"""The share while the day is behind, because there was too little of ordinary accounts before."""
TOP_SHARE: Final = 0.05
"""So much of the accounts, those with the most followers, are not ordinary."""
_HAIR: Final = 1e-9


@dataclass(frozen=True)
class Candidate:
    """A note that can be shown: row ids of note, account and topics, and its heat."""

    note: int
    account: int
    heat: float
    topics: tuple[int, ...] = ()


@dataclass(frozen=True)
class Place:
    """Where a reader stands in the two lanes, and what they were shown so far in this list."""

    ordinary_at: int = 0
    top_at: int = 0
    ordinary_shown: int = 0
    top_shown: int = 0


@dataclass(frozen=True)
class Served:
    """One card as it is shown; `short` says that it took the place of an ordinary one that was not there."""

    candidate: Candidate
    ordinary: bool
    short: bool = False


def top_accounts(followers: Mapping[int, int]) -> set[int]:
    """The accounts that are not ordinary: the top 5 % (rounded up) by followers; among equals the older ones.

    Nobody without a follower is among them. `followers`: account id → how many, of every account that has published.
    """
    most = ceil(len(followers) * TOP_SHARE)
    ordered = sorted((pk for pk, count in followers.items() if count > 0), key=lambda pk: (-followers[pk], pk))
    return set(ordered[:most])


def share_asked(ordinary: int, all_shown: int) -> float:
    """The share that lists keep now, by what was shown today: more than the rule's while the day is behind it."""
    behind = all_shown > 0 and ordinary < ORDINARY_SHARE * all_shown - _HAIR
    return REPAYING_SHARE if behind else ORDINARY_SHARE


def draw(
    ordinary: Sequence[Candidate], top: Sequence[Candidate], place: Place, most: int, *,
    share: float = ORDINARY_SHARE, shown: Collection[int],
) -> tuple[list[Served], Place]:  # fmt: skip
    """The next cards from both lanes, the hotter first, and where the reader stands then.

    After every card, those of ordinary accounts are at least `share` of the list, as long as their lane holds any.
    When it is empty the others fill in, marked `short`. Only notes among `shown` (those that still stand) are drawn.
    """
    served: list[Served] = []
    while len(served) < most:
        place = _skip(ordinary, top, place, shown)
        ours = ordinary[place.ordinary_at] if place.ordinary_at < len(ordinary) else None
        theirs = top[place.top_at] if place.top_at < len(top) else None
        if ours is None and theirs is None:
            break
        fits = place.top_shown + 1 <= (1 - share) * (place.ordinary_shown + place.top_shown + 1) + _HAIR
        if theirs is not None and (ours is None or (fits and theirs.heat > ours.heat)):
            served.append(Served(theirs, ordinary=False, short=not fits))
            place = replace(place, top_at=place.top_at + 1, top_shown=place.top_shown + 1)
        elif ours is not None:
            served.append(Served(ours, ordinary=True))
            place = replace(place, ordinary_at=place.ordinary_at + 1, ordinary_shown=place.ordinary_shown + 1)
    return served, place


def _skip(ordinary: Sequence[Candidate], top: Sequence[Candidate], place: Place, shown: Collection[int]) -> Place:
    """Step over what does not stand any more."""
    ours, theirs = place.ordinary_at, place.top_at
    while ours < len(ordinary) and ordinary[ours].note not in shown:
        ours += 1
    while theirs < len(top) and top[theirs].note not in shown:
        theirs += 1
    return replace(place, ordinary_at=ours, top_at=theirs)
