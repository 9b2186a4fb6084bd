"""The ruler of an account: population-relative measures, taken at each full rebuild and kept until the next."""

from __future__ import annotations

from django.db import models

from siyu.domains.accounts.models import Account


class Ruler(models.Model):
    """What persons are measured against: RFM cut points and the account's typical days between orders.

    `r_cuts`, `f_cuts`, `m_cuts` hold the value from which the scores 2, 3, 4, 5 begin (null: no such score).
    Between two full rebuilds a changed person is measured with the kept ruler, so one person's purchase
    never moves the scores of others; `drift` counts such measurings, many of them call for a new ruler.
    """

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE, related_name="+")
    buyers = models.PositiveIntegerField(default=0)
    typical_days = models.FloatField()
    r_cuts = models.JSONField(default=list)
    f_cuts = models.JSONField(default=list)
    m_cuts = models.JSONField(default=list)
    drift = models.PositiveIntegerField(default=0)
    measured_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"ruler of account {self.account_id}"
