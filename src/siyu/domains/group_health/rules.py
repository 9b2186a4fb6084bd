"""What figures of a group mean: shares, how even its days are, the lights, and what to do next. Pure decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev
from typing import Final, Literal

from siyu.domains.group_health import conf
from siyu.domains.group_health.types import Figures

Light = Literal["good", "watch", "bad", "none"]


def share(part: int, whole: int) -> float | None:
    """The part of the whole; None where there is nothing to have a part of."""
    return part / whole if whole else None


def unevenness(daily: Sequence[int]) -> float | None:
    """Coefficient of variation of daily counts, quiet days included: 0 is every day alike. None when all is quiet."""
    mean = fmean(daily) if daily else 0.0
    return pstdev(daily) / mean if mean else None


def light(value: float | None, good: float, bad: float) -> Light:
    """Where a value stands between two thresholds, whichever of them is the higher; `none` for no value."""
    if value is None:
        return "none"
    sign = 1 if good >= bad else -1
    if sign * value >= sign * good:
        return "good"
    return "bad" if sign * value <= sign * bad else "watch"


@dataclass(frozen=True)
class Measure:
    """One figure of health: from where it is good, from where bad, and how much it weighs for who comes first."""

    name: str
    good: float
    bad: float
    weight: int


MEASURES: Final = (
    Measure("complaints", 0.01, 0.05, 5),
    Measure("churn", 0.05, 0.15, 4),
    Measure("silent", 0.4, 0.7, 3),
    Measure("growth", 0.02, -0.05, 2),
    Measure("lively", 0.5, 0.15, 2),
    Measure("leaders", 0.5, 0.8, 2),
    Measure("uneven", 1.0, 2.0, 1),
    Measure("sales", 0.10, 0.02, 1),
)
"""The most pressing first; thresholds are shares, but for `uneven`, a coefficient of variation."""


def same_direction(measure: Measure, good: float, bad: float) -> bool:
    """Whether these thresholds still call the same end of the scale good."""
    return (good - bad) * (measure.good - measure.bad) >= 0


@dataclass(frozen=True)
class HealthConf:
    """What an account counts by: when a member is silent, when a day is lively, where the lights change."""

    silent_days: int = conf.SILENT_DAYS
    lively_messages: int = conf.LIVELY_MESSAGES
    lively_speakers: int = conf.LIVELY_SPEAKERS
    few_members: int = conf.FEW_MEMBERS
    measures: tuple[Measure, ...] = MEASURES


def values_of(figures: Figures, days: int, complaints: int, by_account: int = 0) -> dict[str, float | None]:
    """Measure → its value in a window of so many days; None where nothing can be said.

    `by_account`: messages in the account's own voice, which lead as those of owner and admins do.
    """
    return {
        "complaints": share(complaints, figures.members),
        "churn": share(figures.left_of_before, figures.members_before),
        "silent": share(figures.silent, figures.members),
        "growth": share(figures.growth, figures.members_before),
        "leaders": share(figures.led_messages + by_account, figures.messages + by_account),
        "lively": share(figures.lively_days, days) if figures.members else None,
        "uneven": unevenness(figures.daily_messages),
        "sales": share(figures.buyers, figures.members),
    }


def lights_of(values: Mapping[str, float | None], measures: Sequence[Measure] = MEASURES) -> dict[str, Light]:
    """Measure → its light."""
    return {one.name: light(values[one.name], one.good, one.bad) for one in measures}


def need_of(lights: Mapping[str, Light]) -> int:
    """How much a group needs somebody: bad counts twice what watch does, by weight."""
    return sum(one.weight * {"bad": 2, "watch": 1}.get(lights[one.name], 0) for one in MEASURES)


def next_actions(
    lights: Mapping[str, Light], *, members: int, full: bool, overflow: bool, few: int = conf.FEW_MEMBERS
) -> list[str]:
    """What to do next, the most pressing first; never empty.

    A group of a few needs people before anything else; one whose lights are all good can be grown.
    """
    if members < few:
        return ["invite"]
    remedies = [REMEDIES[one.name] for wanted in ("bad", "watch") for one in MEASURES if lights[one.name] == wanted]
    if full and not overflow:
        remedies.insert(0, "overflow")
    return list(dict.fromkeys(remedies)) or ["grow"]


REMEDIES: Final[Mapping[str, str]] = {
    "complaints": "reports", "churn": "announce", "silent": "wake", "growth": "invite", "lively": "checkin",
    "leaders": "hand_over", "uneven": "poll", "sales": "chain",
}  # fmt: skip
"""Measure → what helps it."""
