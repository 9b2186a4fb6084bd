"""Where a buyer's goods went, as far as an export shows it: what weak matches are found by."""

from __future__ import annotations

from django.db import models

from siyu.domains.accounts.models import Account, Owned
from siyu.domains.fans.models.identity import Identity


class Delivery(Owned):
    """A masked number, a receiver and a city that stood on an order of an identity; the person is the identity's.

    `whole`: the number stood there unmasked (it is kept masked all the same), so two of these never fit each other.
    `by_number` and `by_name` are `rules.delivery_keys`, empty where the trace says too little for them.
    `checked`: was compared with all the others.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    identity = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="deliveries", db_index=False)
    scope = models.CharField(max_length=24)
    phone = models.CharField(max_length=24)
    whole = models.BooleanField(default=False)
    receiver = models.CharField(max_length=60)
    city = models.CharField(max_length=40)
    by_number = models.CharField(max_length=60, blank=True)
    by_name = models.CharField(max_length=120, blank=True)
    checked = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["identity", "phone", "receiver", "city"], name="delivery_once")]
        indexes = [
            models.Index(fields=["account", "by_number"], name="deliveries_by_number"),
            models.Index(fields=["account", "by_name"], name="deliveries_by_name"),
            models.Index(fields=["account", "id"], name="deliveries_unchecked", condition=models.Q(checked=False)),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.phone} {self.city}"
