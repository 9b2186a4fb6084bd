"""How well a model foretold a period it had not seen: predicted against actual, by how often people had come back."""

from __future__ import annotations

from typing import Final

import numpy as np

from siyu.domains.insights.prediction.bgnbd import BgNbd
from siyu.domains.insights.prediction.histories import Histories, Integers
from siyu.domains.insights.types import CalibrationRow

LAST_GROUP: Final = 7


def calibrate(model: BgNbd, histories: Histories, actual: Integers, holdout: float) -> list[CalibrationRow]:
    """Mean predicted and actual purchase days in the holdout per group of repeats; empty groups are left out."""
    predicted = model.expected(histories, holdout)
    groups = np.minimum(histories.x, LAST_GROUP)
    return [
        CalibrationRow(
            repeats=f"{group}+" if group == LAST_GROUP else str(group),
            persons=int((groups == group).sum()),
            predicted=float(predicted[groups == group].mean()),
            actual=float(actual[groups == group].mean()),
        )
        for group in np.unique(groups)
    ]
