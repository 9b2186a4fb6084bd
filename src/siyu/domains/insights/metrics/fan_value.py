"""Fan value 粉丝价值: how well an account serves its own fans, 0 to 100. The formula is published (docs/algorithms)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

WEIGHTS: Final[Mapping[str, int]] = {"reply": 25, "repurchase": 25, "refund": 20, "complaint": 15, "output": 15}
WEIGHT_NEEDED: Final = 40
"""Parts of less weight than this together say too little: then there is no value, and exposure is not changed."""
SCALES: Final[Mapping[str, tuple[tuple[float, float], ...]]] = {
    "reply": ((10, 100), (60, 70), (480, 30), (1_440, 0)),
    "repurchase": ((0, 0), (0.1, 40), (0.3, 80), (0.5, 100)),
    "refund": ((0.02, 100), (0.1, 60), (0.3, 0)),
    "complaint": ((0, 100), (1, 60), (5, 0)),
    "output": ((0, 0), (1, 100)),
}
"""Figure → points, straight lines between, level outside: minutes to the first answer (median), repurchase rate, refund
rate by money, complaints that held per 1,000 followers, share of the last eight weeks with a note."""


@dataclass(frozen=True)
class FanValue:
    """The value (None: too little is known), and figure and points of each part that is known."""

    value: int | None
    parts: dict[str, dict[str, float]]


def points(name: str, figure: float) -> int:
    """The points of a part's figure, 0 to 100."""
    scale = SCALES[name]
    if figure <= scale[0][0]:
        return round(scale[0][1])
    for (left, before), (right, after) in pairwise(scale):
        if figure <= right:
            return round(before + (after - before) * (figure - left) / (right - left))
    return round(scale[-1][1])


def fan_value(figures: Mapping[str, float | None]) -> FanValue:
    """The weighted mean of the points of the known parts."""
    known = {name: figure for name in WEIGHTS if (figure := figures.get(name)) is not None}
    parts = {name: {"figure": figure, "points": points(name, figure)} for name, figure in known.items()}
    weight = sum(WEIGHTS[name] for name in known)
    if weight < WEIGHT_NEEDED:
        return FanValue(None, parts)
    total = sum(WEIGHTS[name] * part["points"] for name, part in parts.items())
    return FanValue(round(total / weight), parts)
