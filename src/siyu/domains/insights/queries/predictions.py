"""The newest kept prediction: its parameters, how well it did on the past, and the people most is expected of."""

from __future__ import annotations

from siyu.domains.accounts.models import Account
from siyu.domains.fans.models import Standing
from siyu.domains.insights.errors import words_of_lack
from siyu.domains.insights.models import PredictionRun
from siyu.domains.insights.types import CalibrationRow, ExpectedBuyer, PredictionReport


def predictions(account: Account, *, top: int = 20) -> PredictionReport:
    """Parameters, calibration table and the `top` persons by expected orders; `ran_at` None before the first run."""
    run = PredictionRun.objects.of(account).order_by("-ran_at", "-pk").first()
    return report_of(account, run, top=top) if run else PredictionReport(ran_at=None)


def report_of(account: Account, run: PredictionRun, *, top: int = 20) -> PredictionReport:
    """A kept run as pages and commands show it."""
    return PredictionReport(
        ran_at=run.ran_at,
        problem=words_of_lack(**run.problem) if run.problem else "",
        unit=run.unit,
        observed_until=run.observed_until,
        horizon_days=run.horizon_days,
        customers=run.customers,
        bgnbd=run.fitted.get("bgnbd", {}),
        gamma_gamma=run.fitted.get("gamma_gamma", {}),
        expected_orders=run.expected_orders,
        calibration_end=run.calibration_end,
        calibration=[CalibrationRow(**row) for row in run.calibration],
        top=_top(account, top),
    )


def _top(account: Account, top: int) -> list[ExpectedBuyer]:
    standings = Standing.objects.of(account).filter(expected_orders__isnull=False)
    return [
        ExpectedBuyer(
            person_id=standing.person_id,
            name=standing.person.name,
            key=standing.person.key,
            expected_orders=standing.expected_orders or 0.0,
            expected_value_fen=standing.expected_value_fen,
            p_alive=standing.p_alive or 0.0,
        )
        for standing in standings.select_related("person").order_by("-expected_orders", "person_id")[:top]
    ]
