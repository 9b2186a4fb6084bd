"""What one metric is: words in both languages, unit, dimensions, and the tree that computes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import get_language

from siyu.domains.insights.metrics.tree import Node

Unit = Literal[
    "fen", "persons", "orders", "items", "count", "ratio", "days", "hours", "kinds", "per_person", "per_order"
]
"""`ratio` is 0-1 (shown as per cent); `per_person` and `per_order` are plain averages; `kinds` counts kinds."""

TIME = ("day", "week", "month")
"""Dimensions that cut the window into local periods (weeks begin on Monday)."""
STOCK = ("tier", "city")
"""Dimensions of what is counted at the end of the window."""
PEOPLE = (*TIME, "channel", *STOCK)
ROWS = (*PEOPLE, "weekday", "hour")
"""Dimensions of what is dated by an instant and done in a channel."""


@dataclass(frozen=True)
class Metric:
    """One metric. `formula` is written for people; `tree` is what is computed, and tests hold both to an oracle."""

    name: str
    zh: str
    en: str
    definition_zh: str
    definition_en: str
    formula: str
    unit: Unit
    group: str
    tree: Node
    dimensions: tuple[str, ...] = ()
    good_when: Literal["up", "down"] = "up"

    @property
    def title(self) -> str:
        """The name in the language of the reader."""
        return self.zh if _chinese() else self.en

    @property
    def definition(self) -> str:
        """The definition in the language of the reader."""
        return self.definition_zh if _chinese() else self.definition_en


def _chinese() -> bool:
    return (get_language() or "zh").startswith("zh")
