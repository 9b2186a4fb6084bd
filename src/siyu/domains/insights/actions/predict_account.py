"""Predict what the buyers of an account will do, and keep it beside each person."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from siyu.domains.accounts.models import Account
from siyu.domains.insights.types import PredictionReport


def predict_account(
    account: Account,
    *,
    calibration_end: date | None = None,
    unit: Literal["day", "week"] = "day",
    horizon_days: int = 90,
    now: datetime | None = None,
) -> PredictionReport:
    """Fit BG/NBD and Gamma-Gamma, store the predictions and the run; raises NotEnoughData."""
    raise NotImplementedError
