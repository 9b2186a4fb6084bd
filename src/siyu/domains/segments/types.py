"""Plain shapes that segments answer with. Amounts in fen, instants UTC."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.functional import Promise

from siyu.domains.accounts.models import Account
from siyu.platform.registry import Registry

Tree = Mapping[str, Any]
"""A segment as JSON (docs/contracts/segment-tree.md), not yet checked."""


@dataclass(frozen=True)
class Counted:
    """How many persons are in, of how many, as of when, and how many seconds finding out took."""

    count: int
    population: int
    as_of: datetime
    seconds: float


@dataclass(frozen=True)
class Member:
    """A person in a segment; `key` is the external key as imported."""

    person_id: int
    key: str


@dataclass(frozen=True)
class Members:
    """One page of members by ascending person id; `next_cursor` is None on the last."""

    persons: tuple[Member, ...]
    next_cursor: str | None
    as_of: datetime


@dataclass(frozen=True)
class Sampled:
    """A member as the builder shows them."""

    person_id: int
    key: str
    name: str
    tier: str
    orders: int
    net_paid_fen: int
    last_order_at: datetime | None


@dataclass(frozen=True)
class Reason:
    """One condition of the tree, judged for one person: what was needed, what was found, and whether that holds."""

    path: str
    condition: Mapping[str, Any]
    sentence: str
    holds: bool
    found: Any
    needed: Any

    def as_json(self) -> dict[str, Any]:
        """The public form."""
        return {
            "path": self.path,
            "condition": self.condition,
            "sentence": self.sentence,
            "true": self.holds,
            "found": self.found,
            "needed": self.needed,
        }


@dataclass(frozen=True)
class Explanation:
    """Why a person is in or out: one reason per condition, in the order of the tree."""

    person_id: int
    key: str
    inside: bool
    because: tuple[Reason, ...]
    as_of: datetime

    def as_json(self) -> dict[str, Any]:
        """The public form."""
        return {"person": self.key, "in": self.inside, "because": [reason.as_json() for reason in self.because]}


@dataclass(frozen=True)
class Changes:
    """Who came and who left between two dates: exact counts, and the first members of each side."""

    since: datetime
    until: datetime
    entered: int
    left: int
    entered_sample: tuple[Member, ...]
    left_sample: tuple[Member, ...]


@dataclass(frozen=True)
class Listed:
    """A saved segment as lists show it."""

    slug: str
    name: str
    sentence: str
    last_count: int | None
    last_counted_at: datetime | None
    updated_at: datetime
    used_by: tuple[str, ...]
    fault: str = ""


@dataclass(frozen=True)
class KindWord:
    """An event kind with its word in the reader's language; `has_amount` offers sums."""

    name: str
    zh: str
    en: str
    word: str
    has_amount: bool


@dataclass(frozen=True)
class AttributeWord:
    """An attribute with its word; `type` is number, fen, instant, score, text or month_day; `operators` fit it."""

    name: str
    word: str
    type: str
    operators: tuple[str, ...]


@dataclass(frozen=True)
class Vocabulary:
    """Everything the builder can offer for one account."""

    kinds: tuple[KindWord, ...]
    attributes: tuple[AttributeWord, ...]
    channels: tuple[str, ...]
    tags: tuple[str, ...]
    tiers: tuple[tuple[str, str], ...]  # (name, word), best first
    segments: tuple[tuple[str, str], ...]  # (slug, name)


@dataclass(frozen=True)
class UsedBy:
    """Something that stands on a segment, by its name, and the address where that is changed."""

    name: str
    url: str


@dataclass(frozen=True)
class SegmentUse:
    """A kind of thing that can stand on segments; `find(account, slug)` answers those that do now."""

    label: str | Promise
    find: Callable[[Account, str], Sequence[UsedBy]]


uses: Final[Registry[SegmentUse]] = Registry("segments.uses")
"""Filled in AppConfig.ready by the domains above: a segment that one of them uses is not deleted."""
