"""Pure decisions of insights: when data suffice, and how numbers move."""

from __future__ import annotations

from typing import Final

import numpy as np

from siyu.domains.insights.errors import NotEnoughData
from siyu.domains.insights.prediction.histories import Histories

CUSTOMERS_NEEDED: Final = 50
REPEATERS_NEEDED: Final = 20
SPENDERS_NEEDED: Final = 20


def require_histories(histories: Histories) -> None:
    """Raise NotEnoughData unless four parameters can be learnt: enough buyers, enough came back, time passed."""
    customers, repeaters = len(histories), int((histories.x > 0).sum())
    has = {"customers": customers, "repeaters": repeaters}
    if customers < CUSTOMERS_NEEDED:
        raise NotEnoughData(
            f"Not enough data: {customers} buyers, a prediction takes {CUSTOMERS_NEEDED}.",
            needs=CUSTOMERS_NEEDED,
            **has,
        )
    if repeaters < REPEATERS_NEEDED:
        raise NotEnoughData(
            f"Not enough data: {repeaters} buyers came back, a prediction takes {REPEATERS_NEEDED}.",
            needs=REPEATERS_NEEDED,
            **has,
        )
    if len(np.unique(histories.T)) < 2 and len(np.unique(histories.t_x)) < 3:
        raise NotEnoughData("Not enough data: all buyers have the same history.", **has)


def can_value(histories: Histories) -> bool:
    """Whether enough repeat buyers with different positive spend exist to fit Gamma-Gamma."""
    spent = histories.z[(histories.x > 0) & (histories.z > 0)]
    return len(spent) >= SPENDERS_NEEDED and float(spent.std()) > 1e-9 * float(spent.mean())


def change(value: float | None, before: float | None) -> float | None:
    """The relative change; None where there is nothing to compare with."""
    if value is None or not before:
        return None
    return (value - before) / abs(before)
