"""Matrix accounts 矩阵号: several pro accounts under one organisation."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from siyu.domains.accounts.models.account import Account
from siyu.domains.accounts.models.owned import Owned
from siyu.kernel.ids import short_id


class Organisation(models.Model):
    """A name over several accounts. It gives nobody a right: each account keeps its own staff, fans and rules."""

    public_id = models.CharField(max_length=16, unique=True, default=short_id, editable=False)
    name = models.CharField(max_length=60)
    join_code = models.CharField(max_length=16, unique=True, default=short_id, editable=False)
    """Whoever owns another account brings it in with this; renewed after each use."""
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Seat(Owned):
    """An account's place in its organisation. `shares_fans`: its published figures go into the combined report."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="seat")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="seats")
    shares_fans = models.BooleanField(default=False)
    joined_at = models.DateTimeField()
    joined_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"{self.account_id} in {self.organisation_id}"
