"""The newest kept prediction: its parameters, how well it did on the past, and the people most is expected of."""

from __future__ import annotations

from siyu.domains.accounts.models import Account
from siyu.domains.insights.types import PredictionReport


def predictions(account: Account, *, top: int = 20) -> PredictionReport:
    """Parameters, calibration table and the `top` persons by expected orders; `ran_at` None before the first run."""
    raise NotImplementedError
