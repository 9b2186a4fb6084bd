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

    `silent`: members at the end without an act for so many days as the account says. `joined`, `left`: persons who did
    so in the window, `left_of_before`: of those who were in at its start. `led_messages`: by owner and admins.
    `buyers`, `orders`, `paid_fen`: members at the end, what they paid in the window after they joined;
    `newcomers_fen`: of that, by those who joined in the window.
    """

    members: int = 0
    members_before: int = 0
    joined: int = 0
    left: int = 0
    left_of_before: int = 0
    silent: int = 0
    daily_messages: tuple[int, ...] = ()
    lively_days: int = 0
    led_messages: int = 0
    buyers: int = 0
    orders: int = 0
    paid_fen: int = 0
    newcomers_fen: int = 0

    @property
    def messages(self) -> int:
        """What members said in the window."""
        return sum(self.daily_messages)

    @property
    def growth(self) -> int:
        """Members more (or fewer) at the end than at the start: joins less leaves, whoever came and went is neither."""
        return self.members - self.members_before


@dataclass(frozen=True)
class Activity:
    """What one person did in a group: the last act, acts but joining, and days with an act and messages in a window."""

    last_at: datetime
    deeds: int
    days: int
    messages: int
