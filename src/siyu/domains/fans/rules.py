"""Pure decisions about persons: RFM scores, tiers, life cycle; `queries/standing_sql.py` says the same in SQL."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, groupby

from siyu.domains.fans.conf import FansConf, TierStep

SCORES = 5
STAGES = ("prospect", "new", "active", "loyal", "lapsing", "lost")
TYPICAL_DAYS_DEFAULT = 60.0
TYPICAL_DAYS_BOUNDS = (14.0, 180.0)
TYPICAL_DAYS_NEEDS = 30


def quintile(worse: int, buyers: int) -> int:
    """The RFM score of a buyer with `worse` buyers strictly worse, of `buyers` in all. Ties share a score, 1–5.

    Hughes, Strategic Database Marketing (1994) cuts fifths of equal size; cutting by rank keeps equals together.
    """
    return 1 + SCORES * worse // buyers


def cut_points(values: Sequence[int]) -> list[int | None]:
    """From which value (more is better) the scores 2 to 5 begin among these buyers; None: nobody earns that score."""
    if not values:
        return [None] * (SCORES - 1)
    groups = [(value, len(list(same))) for value, same in groupby(sorted(values))]
    worse = [0, *accumulate(size for _, size in groups)]
    scores = [quintile(before, len(values)) for before in worse[:-1]]
    return [
        next((value for (value, _), score in zip(groups, scores, strict=True) if score >= wanted), None)
        for wanted in range(2, SCORES + 1)
    ]


def score(value: int, cuts: Sequence[int | None]) -> int:
    """The score of a value (more is better) on kept cut points; None stands only behind the last real cut."""
    return 1 + bisect_right([cut for cut in cuts if cut is not None], value)


def tier_of(base_fen: int, conf: FansConf) -> str:
    """The tier code that a counted amount earns, empty below every threshold."""
    return next((step.code for step in conf.tiers if base_fen >= step.from_fen), "")


def next_tier(base_fen: int, conf: FansConf) -> TierStep | None:
    """The lowest tier still out of reach, None at the top."""
    return next((step for step in reversed(conf.tiers) if base_fen < step.from_fen), None)


def typical_of(median_gap: float | None, repeat_buyers: int) -> float:
    """The account's typical days between orders: the median over repeat buyers of their mean gap.

    Kept within 14–180 days; 60 while fewer than 30 persons bought twice.
    """
    if median_gap is None or repeat_buyers < TYPICAL_DAYS_NEEDS:
        return TYPICAL_DAYS_DEFAULT
    return min(max(median_gap, TYPICAL_DAYS_BOUNDS[0]), TYPICAL_DAYS_BOUNDS[1])


def stage_of(orders: int, days_since: int | None, typical: float, conf: FansConf) -> str:
    """The life-cycle stage: who never bought is a prospect; silence beyond the typical gap lapses, then is lost."""
    if not orders or days_since is None:
        return "prospect"
    if days_since > typical * conf.lost_after:
        return "lost"
    if days_since > typical * conf.lapsing_after:
        return "lapsing"
    if orders == 1:
        return "new"
    return "loyal" if orders >= conf.loyal_orders else "active"


def intimacy(points_and_ages: Sequence[tuple[int, float]], half_life_days: float) -> float:
    """Intimacy 亲密度: Σ points × ½^(age ÷ half-life), never below zero, to one hundredth. Ages in days."""
    total: float = sum(points * math.pow(0.5, age / half_life_days) for points, age in points_and_ages)
    return round(max(total, 0.0), 2)
