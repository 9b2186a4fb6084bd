"""Shapes of group health."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Span:
    """A window of whole local days, of which the last may still run: UTC instants, the end not included."""

    start: datetime
    end: datetime
    days: int


@dataclass(frozen=True)
class Figures:
    """What the facts say of one group in a window. Members are persons whose newest move until then is a join.

    `silent`: members at the end without an act for `conf.SILENT_DAYS`. `stayed`: of `members_before`, who did not leave
    in the window. `buyers`, `orders`, `paid_fen`: members at the end, what they paid in the window after they joined.
    """

    members: int = 0
    members_before: int = 0
    joined: int = 0
    left_of_before: int = 0
    silent: int = 0
    daily_messages: tuple[int, ...] = ()
    lively_days: int = 0
    buyers: int = 0
    orders: int = 0
    paid_fen: int = 0
