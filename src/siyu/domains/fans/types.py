"""Plain shapes that pages and other domains receive from fans. Amounts in fen, instants UTC."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from siyu.domains.fans.conf import TierStep


@dataclass(frozen=True)
class TagWorn:
    """A tag on a person; `inherited` ones come from a person merged into this one."""

    name: str
    tagged_at: datetime
    tagged_by: str
    inherited: bool


@dataclass(frozen=True)
class PersonRow:
    """One row of the fans list. `orders` and what follows are None-safe: zeros for a person without a standing yet."""

    id: int
    key: str
    name: str
    phone_masked: str
    city: str
    remark: str
    channels: tuple[str, ...]
    tags: tuple[str, ...]
    tier: str
    stage: str
    orders: int
    net_paid_fen: int
    refunded_fen: int
    first_order_at: datetime | None
    last_order_at: datetime | None
    last_seen_at: datetime | None
    rfm: tuple[int, int, int] | None
    expected_value_fen: int | None
    created_at: datetime


@dataclass(frozen=True)
class Counted:
    """A count that stops counting at a limit: `exact` is False when there are more than `number`."""

    number: int
    exact: bool


@dataclass(frozen=True)
class TierWhy:
    """Why a person has their tier: what was counted, what waits in grace, and how far the next tier is."""

    step: TierStep | None
    counted_fen: int
    paid_fen: int
    refunds_counted_fen: int
    refunds_in_grace_fen: int
    grace_days: int
    grace_ends_at: datetime | None
    falls_to: TierStep | None
    next_step: TierStep | None
    missing_fen: int
    window_days: int | None


@dataclass(frozen=True)
class IntimacyWhy:
    """A person's intimacy as of now and the account's points: kinds that give (most first) and kinds that take."""

    value: float
    half_life_days: float
    giving: tuple[tuple[str, int], ...]
    taking: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class StageWhy:
    """Why a person is in their stage: days since the last order against the account's typical days between orders."""

    stage: str
    orders: int
    days_since_last_order: int | None
    typical_days: float | None
    lapsing_after_days: float | None
    lost_after_days: float | None


@dataclass(frozen=True)
class IdentityShown:
    """One identity of a person with its evidence."""

    id: int
    channel: str
    kind: str
    shown: str
    evidence: dict[str, Any]
    first_seen_at: datetime
    came_with: int | None  # the Merge that brought it, None for the person's own


@dataclass(frozen=True)
class MergeShown:
    """A merge that still holds and can be undone."""

    id: int
    absorbed_id: int
    absorbed_name: str
    identities: int
    reason: str
    merged_by: str
    merged_at: datetime


@dataclass(frozen=True)
class Prediction:
    """What the models expect of a person; None where they were not run or the person never bought."""

    p_alive: float | None
    expected_orders: float | None
    expected_value_fen: int | None


@dataclass(frozen=True)
class Figures:
    """A person's standing as the fan page shows it."""

    orders: int
    paid_fen: int
    refunded_fen: int
    net_paid_fen: int
    first_order_at: datetime | None
    last_order_at: datetime | None
    last_seen_at: datetime | None
    rfm: tuple[int, int, int] | None
    computed_at: datetime | None


@dataclass(frozen=True)
class PersonPage:
    """Everything the fan page shows besides the timeline."""

    id: int
    key: str
    name: str
    phone_masked: str
    city: str
    birthday_md: str
    remark: str
    created_at: datetime
    figures: Figures
    tier: TierWhy
    stage: StageWhy
    tags: tuple[TagWorn, ...]
    identities: tuple[IdentityShown, ...]
    merges: tuple[MergeShown, ...]
    prediction: Prediction
    open_reviews: int


@dataclass(frozen=True)
class PersonBrief:
    """A person in one line, where two are compared or a name links somewhere."""

    id: int
    key: str
    name: str
    phone_masked: str
    city: str
    channels: tuple[str, ...]
    orders: int
    net_paid_fen: int
    last_order_at: datetime | None


@dataclass(frozen=True)
class ReviewItem:
    """A weak match that waits for a human (or was decided): two persons, why they may be one."""

    id: int
    first: PersonBrief
    second: PersonBrief
    reason: str
    evidence: dict[str, Any]
    state: str
    found_at: datetime
    decided_by: str
    decided_at: datetime | None


@dataclass(frozen=True)
class TagCount:
    """A tag of the account's vocabulary and how many living persons wear it."""

    name: str
    persons: int


@dataclass(frozen=True)
class SavedViewShown:
    """A saved view of the fans list; `query` feeds PersonFilters.from_query."""

    id: int
    name: str
    query: dict[str, Any]
    saved_by: str
    saved_at: datetime


Teller = Callable[[int, int], None]
"""Called now and then by long work with how many persons are done, and of how many."""


@dataclass(frozen=True)
class TagBatch:
    """The outcome of a bulk tagging: done now with a token to undo it, or queued under a job key."""

    tag: str
    persons: int
    undo_token: str
    job_key: str | None


@dataclass(frozen=True)
class TodayNumbers:
    """What the 今天 page says about fans; days are those of the account. `*_query` feed PersonFilters.from_query."""

    persons: int
    buyers: int
    new_this_week: int
    open_reviews: int
    birthdays_this_week: int
    super_members: int
    super_about_to_lapse: int
    lapsing: int
    refunds_in_grace: int
    day: date
    super_lapse_query: dict[str, Any]
    new_query: dict[str, Any]
    birthday_query: dict[str, Any]


@dataclass(frozen=True)
class Rebuilt:
    """What a rebuild of standings did."""

    persons: int
    changed: int
    tier_changes: int
    seconds: float
