"""Pure decisions of insights: when data suffice, and how numbers move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import erfc, sqrt
from typing import Any, Final

import numpy as np

from siyu.domains.insights.errors import NotEnoughData
from siyu.domains.insights.prediction.histories import Histories

CUSTOMERS_NEEDED: Final = 50
REPEATERS_NEEDED: Final = 20
SPENDERS_NEEDED: Final = 20
Z_95: Final = 1.959963984540054
Z_POWER_80: Final = 0.8416212335729143


def require_histories(histories: Histories) -> None:
    """Raise NotEnoughData unless four parameters can be learnt: enough buyers, enough came back, time passed."""
    customers, repeaters = len(histories), int((histories.x > 0).sum())
    if customers == 0:
        raise NotEnoughData.of("orders")
    if customers < CUSTOMERS_NEEDED:
        raise NotEnoughData.of("customers", customers, CUSTOMERS_NEEDED)
    if repeaters < REPEATERS_NEEDED:
        raise NotEnoughData.of("repeaters", repeaters, REPEATERS_NEEDED)
    if len(np.unique(histories.T)) < 2 and len(np.unique(histories.t_x)) < 3:
        raise NotEnoughData.of("variety")


def can_value(histories: Histories) -> bool:
    """Whether enough repeat buyers with different positive spend exist to fit Gamma-Gamma."""
    spent = histories.z[(histories.x > 0) & (histories.z > 0)]
    return len(spent) >= SPENDERS_NEEDED and float(spent.std()) > 1e-9 * float(spent.mean())


def change(value: float | None, before: float | None) -> float | None:
    """The relative change; None where there is nothing to compare with."""
    if value is None or not before:
        return None
    return (value - before) / abs(before)


@dataclass(frozen=True)
class Arm:
    """What is known of one arm of an experiment for one outcome: rows, mean, variance of the sample."""

    rows: int
    mean: float
    variance: float


def welch(arm: Arm, control: Arm) -> dict[str, Any]:
    """The difference of two means and how sure it is, by Welch's standard error (Biometrika 34, 1947).

    With no variance at all there is no z. The minimum detectable effect is the true difference that samples of this
    size and spread would show (two-sided 5 %) four times in five.
    """
    difference = arm.mean - control.mean
    error = sqrt(arm.variance / arm.rows + control.variance / control.rows)
    z = difference / error if error > 0 else None
    return {
        "difference": difference,
        "standard_error": error,
        "z": z,
        "ci95": [difference - Z_95 * error, difference + Z_95 * error],
        "p_value": erfc(abs(z) / sqrt(2)) if z is not None else None,
        "relative": difference / control.mean if control.mean else None,
        "minimum_detectable_effect": (Z_95 + Z_POWER_80) * error,
    }


def sample_ratio_mismatch(rows: Mapping[str, int], shares: Mapping[str, float] | None = None) -> float:
    """The p-value of the arms' sizes under the planned shares (equal without them): Pearson's chi-square.

    Below 0.001 the assignment itself is suspect and no lift of it should be believed (Fabijan et al., KDD 2019).
    """
    from scipy.special import chdtrc  # heavy: only who tests a ratio loads it

    total = sum(rows.values())
    weight = {arm: (shares[arm] if shares else 1.0) for arm in rows}
    expected = {arm: total * weight[arm] / sum(weight.values()) for arm in rows}
    statistic = sum((rows[arm] - expected[arm]) ** 2 / expected[arm] for arm in rows)
    return float(chdtrc(len(rows) - 1, statistic))
