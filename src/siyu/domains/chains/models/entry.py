"""A member's entry in a chain, and its lines."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from siyu.domains.accounts.models import Owned
from siyu.domains.chains.models.chain import Chain, ChainItem
from siyu.kernel.ids import short_id

NAME_LENGTH = 20
PHONE_LENGTH = 20
REMARK_LENGTH = 100
REASON_LENGTH = 100


class ChainEntry(Owned):
    """One of a member in a chain: edited in place, kept with its number when it is withdrawn.

    `name` and `phone` are for those who lead alone. `held_at`: the remark waits for review, `hidden_at`: it was hidden.
    One that was `removed` by who leads holds nothing, and only they bring it back; `reason` is what its owner was told.
    """

    class State(models.TextChoices):
        JOINED = "joined"
        WITHDRAWN = "withdrawn"
        REMOVED = "removed"

    public_id = models.CharField(max_length=16, unique=True, default=short_id, editable=False)
    chain = models.ForeignKey(Chain, on_delete=models.CASCADE, related_name="entries")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.JOINED)
    pickup = models.CharField(max_length=16, blank=True)
    name = models.CharField(max_length=NAME_LENGTH, blank=True)
    phone = models.CharField(max_length=PHONE_LENGTH, blank=True)
    remark = models.CharField(max_length=REMARK_LENGTH, blank=True)
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    held_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    joined_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    picked_up_at = models.DateTimeField(null=True)
    picked_up_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "user"], name="one_entry_in_a_chain"),
            models.UniqueConstraint(fields=["chain", "number"], name="chain_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number} in {self.chain_id}"


class ChainLine(Owned):
    """How many of an item an entry takes; those of a withdrawn entry stay, and count for nothing."""

    entry = models.ForeignKey(ChainEntry, on_delete=models.CASCADE, related_name="lines")
    item = models.ForeignKey(ChainItem, on_delete=models.CASCADE, related_name="+")
    quantity = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "item"], name="one_line_of_an_item"),
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="chain_line_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} ×{self.quantity}"
