"""A penalty: somebody may not speak for a while, in one account or everywhere."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from siyu.domains.accounts.models import Account


class Penalty(models.Model):
    """One step of the ladder (mute 1 / 7 / 15 days / permanent, ban). `account` empty: everywhere. Times UTC."""

    class Kind(models.TextChoices):
        MUTE = "mute"
        BAN = "ban"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.MUTE)
    rule = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=200)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["user", "account"], name="penalties_of_user")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.user_id} until {self.until}"
