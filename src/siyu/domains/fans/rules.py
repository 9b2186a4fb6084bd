"""Pure decisions about persons: RFM scores, tiers, life cycle (`queries/standing_sql.py` says the same in SQL); and
how well two masked deliveries fit each other."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, groupby, takewhile

from siyu.domains.fans.conf import FansConf, TierStep
from siyu.kernel.text import fold

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


TITLES = ("先生", "女士", "小姐", "太太")


def delivery_keys(phone: str, receiver: str, city: str) -> tuple[str, str]:
    """What two deliveries must share to be compared: (number, name), each empty where the trace says too little.

    A number is seven visible digits (138****1234), or five (138******34) and then only beside the same whole name.
    """
    head = "".join(takewhile(str.isdigit, phone))[:3]
    tail = "".join(takewhile(str.isdigit, reversed(phone)))[::-1]
    place = fold(city).removesuffix("市")
    if len(head) < 3 or len(tail) < 2 or not place or "*" in place or _ends(receiver) == ("", ""):
        return "", ""
    name = fold(receiver) if is_whole_name(receiver) else ""
    by_number = f"{head}{tail[-4:]}|{place}" if len(tail) >= 4 else ""
    return by_number, f"{head}{tail[-2:]}|{place}|{name}" if name else ""


def is_whole_name(receiver: str) -> bool:
    """Whether a receiver is a whole name: nothing masked, no mere title (王女士)."""
    folded = fold(receiver)
    return len(folded) > 1 and "*" not in folded and not folded.endswith(TITLES)


def names_fit(one: str, other: str) -> bool:
    """Whether two receivers may be one: equal, or what masks (张**, *三, 张女士) leave visible agrees."""
    if is_whole_name(one) and is_whole_name(other):
        return fold(one) == fold(other)
    (head, tail), (head2, tail2) = _ends(one), _ends(other)
    if is_whole_name(one) or is_whole_name(other):
        whole, (head, tail) = (fold(one), (head2, tail2)) if is_whole_name(one) else (fold(other), (head, tail))
        long_enough = len(whole) > len(head) + len(tail)
        return bool(head or tail) and whole.startswith(head) and whole.endswith(tail) and long_enough
    shared, shared_end = min(len(head), len(head2)), min(len(tail), len(tail2))
    fits = head[:shared] == head2[:shared] and (not shared_end or tail[-shared_end:] == tail2[-shared_end:])
    return fits and shared + shared_end > 0


def match_confidence(one: tuple[str, str], other: tuple[str, str]) -> float:
    """How sure two deliveries (phone, receiver) in one city are of one person, from 0 (no match) to 0.9. Not proof.

    0.9: seven digits and the same whole name; 0.7: seven digits and names that a mask lets fit; 0.5: five digits and
    the same whole name.
    """
    (phone, name), (phone2, name2) = one, other
    number, by_name = delivery_keys(phone, name, "-")
    number2, by_name2 = delivery_keys(phone2, name2, "-")
    if number and number == number2 and names_fit(name, name2):
        return 0.9 if is_whole_name(name) and is_whole_name(name2) else 0.7
    if by_name and by_name == by_name2 and not (number and number2):
        return 0.5
    return 0.0


def _ends(receiver: str) -> tuple[str, str]:
    """What a mask leaves visible at the front and at the end; for a whole name all of it at the front."""
    folded = fold(receiver)
    for title in TITLES:
        if folded.endswith(title):
            folded = folded.removesuffix(title) + "*"
    head, star, rest = folded.partition("*")
    return head, rest.rpartition("*")[2] if star else ""
