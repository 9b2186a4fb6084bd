"""Predictions that were run: what came out, and how well it did on the past."""

from __future__ import annotations

from django.db import models

from siyu.domains.accounts.models import Owned


class PredictionRun(Owned):
    """One run over an account. `problem` says what was lacking (`lack`, `has`, `needs`); then all else is empty.

    `fitted` and `calibration` are the JSON of `PredictionReport`'s fields; per-person figures stand in `fans.Standing`.
    """

    ran_at = models.DateTimeField()
    problem = models.JSONField(default=dict)
    unit = models.CharField(max_length=4, default="day")
    observed_until = models.DateField(null=True)
    horizon_days = models.PositiveIntegerField(default=0)
    customers = models.PositiveIntegerField(default=0)
    fitted = models.JSONField(default=dict)
    expected_orders = models.FloatField(default=0)
    calibration_end = models.DateField(null=True)
    calibration = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["account", "-ran_at"], name="predictions_newest")]

    def __str__(self) -> str:
        return f"prediction of {self.ran_at:%Y-%m-%d}"
