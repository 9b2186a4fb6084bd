"""How hot a note is: a number that needs no cooling, because time is in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from math import log2
from typing import Final

WEIGHTS: Final[Mapping[str, float]] = {"views": 0.05, "likes": 1, "collects": 2, "comments": 2, "shares": 3}
"""What one of each counts, in points."""
DAYS_PER_DOUBLING: Final = 1.0
"""A note of twice the points stands level with one that is so many days younger."""
FACTOR_LEAST: Final = 0.75
FACTOR_MOST: Final = 1.25
_BEGINNING: Final = datetime(2026, 1, 1, tzinfo=UTC)


def heat(counts: Mapping[str, int], published_at: datetime, factor: float = 1.0) -> float:
    """Doublings of points plus days since the beginning of 2026; `factor` multiplies the points.

    The order of two notes changes only when people act, never by waiting, so it can stand in an index.
    """
    points = sum(weight * max(0, counts.get(name, 0)) for name, weight in WEIGHTS.items())
    days = (published_at - _BEGINNING).total_seconds() / 86_400
    return log2((1 + points) * factor) + days / DAYS_PER_DOUBLING


def factor_of(fan_value: int | None) -> float:
    """What fan value (0-100) makes of an account's exposure: 0.75 to 1.25; 1 while nothing is known."""
    if fan_value is None:
        return 1.0
    within = min(100, max(0, fan_value))
    return FACTOR_LEAST + (FACTOR_MOST - FACTOR_LEAST) * within / 100
