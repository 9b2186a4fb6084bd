"""Predict what the buyers of an account will do, and keep it beside each person."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

import numpy as np
import pyarrow as pa

from siyu.domains.accounts.models import Account
from siyu.domains.fans.actions.store_predictions import store_predictions
from siyu.domains.insights import rules
from siyu.domains.insights.errors import NotEnoughData
from siyu.domains.insights.models import PredictionRun
from siyu.domains.insights.prediction import bgnbd, gamma_gamma
from siyu.domains.insights.prediction.bgnbd import BgNbd
from siyu.domains.insights.prediction.calibration import calibrate
from siyu.domains.insights.prediction.gamma_gamma import GammaGamma
from siyu.domains.insights.prediction.histories import Floats
from siyu.domains.insights.queries.predictions import report_of
from siyu.domains.insights.queries.purchases import Purchases, last_order_day, purchases
from siyu.domains.insights.types import CalibrationRow, PredictionReport
from siyu.kernel import clock

DAYS_IN: Final = {"day": 1, "week": 7}
LONGEST_HOLDOUT_DAYS: Final = 182


@dataclass(frozen=True)
class _Fitted:
    """Both models of one set of histories; values are left out where too few buyers spent twice."""

    bgnbd: BgNbd
    money: GammaGamma | None
    unit_days: int

    def orders(self, known: Purchases, days: int) -> Floats:
        """Expected purchase days of each buyer in the next so many days."""
        return self.bgnbd.expected(known.histories.in_unit(self.unit_days), days / self.unit_days)


def predict_account(
    account: Account,
    *,
    calibration_end: date | None = None,
    unit: Literal["day", "week"] = "day",
    horizon_days: int = 90,
    now: datetime | None = None,
) -> PredictionReport:
    """Fit BG/NBD and Gamma-Gamma to the paid orders, keep the run, and store each buyer's prediction.

    Observation ends with the day of the newest order fact, not today: what a stale import does not show did not
    necessarily not happen. With `calibration_end` the models are fitted on the days up to it and the report is a test
    against the days after it; the predictions beside the persons stay as they are. Raises NotEnoughData (and keeps
    the reason) when the data cannot carry a model.
    """
    now = now or clock.now()
    run = PredictionRun(account=account, ran_at=now, unit=unit, horizon_days=horizon_days)
    try:
        return _predict(account, run, calibration_end, horizon_days)
    except NotEnoughData as too_little:
        run.problem = {name: too_little.data[name] for name in ("lack", "has", "needs")}
        run.save()
        raise


def _predict(account: Account, run: PredictionRun, calibration_end: date | None, horizon: int) -> PredictionReport:
    observed_until = last_order_day(account)
    if observed_until is None:
        raise NotEnoughData.of("orders")
    unit_days = DAYS_IN[run.unit]
    end = min(calibration_end or observed_until, observed_until)
    known = purchases(account, end=end, observed_until=observed_until)
    fitted = _fit(known, unit_days)
    expected = fitted.orders(known, horizon)
    run.observed_until, run.customers = end, len(known.persons)
    run.fitted = {
        "bgnbd": {
            **{name: float(getattr(fitted.bgnbd, name)) for name in ("r", "alpha", "a", "b", "log_likelihood")},
        },
        "gamma_gamma": {name: float(getattr(fitted.money, name)) for name in ("p", "q", "gamma")}
        if fitted.money
        else {},
    }
    if not np.isfinite(expected).all():  # parameters at the edge of the model, as a small shop may give
        raise NotEnoughData.of("variety")
    run.expected_orders = float(expected.sum())
    if calibration_end is not None and end < observed_until:
        run.calibration_end = end
        run.calibration = [asdict(row) for row in _against(fitted, known, (observed_until - end).days)]
    else:
        run.calibration_end, rows = _calibration(account, observed_until, unit_days)
        run.calibration = [asdict(row) for row in rows]
        _store(account, fitted, known, expected)
    run.save()
    return report_of(account, run)


def _fit(known: Purchases, unit_days: int) -> _Fitted:
    histories = known.histories.in_unit(unit_days)
    rules.require_histories(histories)
    model = bgnbd.fit(histories)
    if not model.settled:
        raise NotEnoughData.of("variety")
    money = gamma_gamma.fit(histories) if rules.can_value(histories) else None
    return _Fitted(model, money if money is not None and money.settled else None, unit_days)


def _calibration(account: Account, observed_until: date, unit_days: int) -> tuple[date | None, list[CalibrationRow]]:
    """Fit again on the first three quarters of the time and compare with the rest; empty where that is too little."""
    whole = purchases(account, end=observed_until, observed_until=observed_until)
    holdout = min(int(whole.histories.T.max()) // 4, LONGEST_HOLDOUT_DAYS)
    end = observed_until - timedelta(days=holdout)
    known = purchases(account, end=end, observed_until=observed_until)
    try:
        return end, _against(_fit(known, unit_days), known, holdout)
    except NotEnoughData:
        return None, []


def _against(fitted: _Fitted, known: Purchases, holdout_days: int) -> list[CalibrationRow]:
    histories = known.histories.in_unit(fitted.unit_days)
    return calibrate(fitted.bgnbd, histories, known.later, holdout_days / fitted.unit_days)


def _store(account: Account, fitted: _Fitted, known: Purchases, expected: Floats) -> None:
    histories = known.histories.in_unit(fitted.unit_days)
    worth = None
    if fitted.money is not None:
        worth = pa.array(np.rint(expected * fitted.money.expected(histories) * 100).astype(np.int64))
    table = {
        "person": pa.array(known.persons),
        "p_alive": pa.array(fitted.bgnbd.p_alive(histories)),
        "expected_orders": pa.array(expected),
        "expected_value_fen": worth if worth is not None else pa.nulls(len(expected), pa.int64()),
    }
    store_predictions(account, pa.table(table))
