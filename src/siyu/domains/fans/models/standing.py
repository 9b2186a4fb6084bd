"""Where a person stands: everything derived from their facts. Recomputable at any time, never edited."""

from __future__ import annotations

from django.db import models

from siyu.domains.accounts.models import Account, Owned
from siyu.domains.fans.models.person import Person


class Standing(Owned):
    """Derived figures of one person, all amounts in fen, times UTC; written only by the rebuild of standings.

    Only living persons have one. `tier_base_fen` is what the tier is decided on (paid minus the refunds whose grace
    has closed); `grace_ends_at` is when the next refund will begin to count, empty when none waits.
    """

    # Every index below begins with the account: one of its own would cost each write and serve no read.
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    person = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE, related_name="standing")
    orders = models.PositiveIntegerField(default=0)
    paid_fen = models.BigIntegerField(default=0)
    refunded_fen = models.BigIntegerField(default=0)
    net_paid_fen = models.BigIntegerField(default=0)
    first_order_at = models.DateTimeField(null=True)
    last_order_at = models.DateTimeField(null=True)
    last_seen_at = models.DateTimeField(null=True)
    rfm_r = models.PositiveSmallIntegerField(null=True)
    rfm_f = models.PositiveSmallIntegerField(null=True)
    rfm_m = models.PositiveSmallIntegerField(null=True)
    stage = models.CharField(max_length=10, default="prospect")
    tier = models.CharField(max_length=16, default="")
    tier_base_fen = models.BigIntegerField(default=0)
    grace_ends_at = models.DateTimeField(null=True)
    p_alive = models.FloatField(null=True)
    expected_orders = models.FloatField(null=True)
    expected_value_fen = models.BigIntegerField(null=True)
    computed_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["account", "-net_paid_fen", "-person"], name="standing_by_value"),
            models.Index(fields=["account", "-last_order_at", "-person"], name="standing_by_last_order"),
            models.Index(fields=["account", "-orders", "-person"], name="standing_by_orders"),
            models.Index(fields=["account", "tier", "-net_paid_fen", "-person"], name="standing_by_tier"),
            models.Index(fields=["account", "stage", "-net_paid_fen", "-person"], name="standing_by_stage"),
            models.Index(fields=["account", "rfm_r", "rfm_f", "rfm_m"], name="standing_by_rfm"),
        ]

    def __str__(self) -> str:
        return f"standing of {self.person_id}"
