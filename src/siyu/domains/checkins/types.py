"""Shapes of check-ins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

CARD: Final = "checkin"
TARGET: Final = "checkin"


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


@dataclass(frozen=True)
class Standing:
    """How one member stands in a campaign today."""

    days: frozenset[date]
    streak: int
    longest: int
    makeups_left: int
    today: bool
    fault: str = ""

    @property
    def total(self) -> int:
        """How many days are marked."""
        return len(self.days)
