"""Shapes of check-ins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Final

CARD: Final = "checkin"
TARGET: Final = "checkin"
HOLDER: Final = "checkin_mark"
"""The name of marks among what holds media."""


@dataclass(frozen=True)
class CampaignForm:
    """What a leader says of a campaign."""

    title: str
    first_day: date
    last_day: date
    task: str = ""
    text: bool = False
    makeups: int = 0
    remind: bool = True
    remind_all: bool = False
    opens: time | None = None
    closes: time | None = None


@dataclass(frozen=True)
class Standing:
    """How one member stands in a campaign now.

    `fault` says why today cannot be marked: before, over (the campaign); early, late (its hours of today).
    """

    days: frozenset[date]
    streak: int
    longest: int
    makeups_left: int
    today: bool
    fault: str = ""

    @property
    def makes_up(self) -> bool:
        """Whether missed days can be made up for now."""
        return self.makeups_left > 0 and self.fault not in {"before", "over"}

    @property
    def total(self) -> int:
        """How many days are marked."""
        return len(self.days)
