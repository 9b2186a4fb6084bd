"""Orders as other platforms export them, with their lines and goods."""

from __future__ import annotations

from django.db import models

from siyu.domains.accounts.models import Account, Owned
from siyu.domains.fans.models import Identity
from siyu.domains.imports.models.job import ImportJob


class ImportedOrder(Owned):
    """One order of one channel as its newest export says. The person is that of the identity.

    `paid_fen` is received net of refunds, as the platforms' own column is; gross = paid_fen + refunded_fen.
    `refund_only`: a cancellation that the source writes as a document of its own: no order, only a refunded_fen.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    channel = models.CharField(max_length=24)
    order_no = models.CharField(max_length=64)
    identity = models.ForeignKey(Identity, null=True, on_delete=models.PROTECT, related_name="orders")
    status = models.CharField(max_length=10)
    ordered_at = models.DateTimeField(null=True)
    paid_at = models.DateTimeField(null=True)
    shipped_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    refunded_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    total_fen = models.BigIntegerField(default=0)
    paid_fen = models.BigIntegerField(default=0)
    refunded_fen = models.BigIntegerField(default=0)
    items = models.IntegerField(default=0)
    line_count = models.PositiveIntegerField(default=0)
    refund_only = models.BooleanField(default=False)
    city = models.CharField(max_length=40, blank=True)
    content_hash = models.BigIntegerField()
    revision = models.PositiveIntegerField(default=1)
    job = models.ForeignKey(ImportJob, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    source_row = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "channel", "order_no"], name="order_once_per_channel")
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.order_no}"


class Goods(Owned):
    """A product as an export names it; lines point here, so that titles are kept once."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    channel = models.CharField(max_length=24)
    sku = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "channel", "title", "sku"], name="goods_once")]

    def __str__(self) -> str:
        return self.title


class OrderLine(models.Model):
    """One line of an imported order; belongs to the account of its order."""

    order = models.ForeignKey(ImportedOrder, on_delete=models.CASCADE, related_name="lines")
    goods = models.ForeignKey(Goods, on_delete=models.PROTECT, related_name="+", db_index=False)
    position = models.PositiveIntegerField()
    quantity = models.IntegerField(default=1)
    unit_price_fen = models.BigIntegerField(default=0)
    amount_fen = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"line {self.position} of {self.order_id}"
