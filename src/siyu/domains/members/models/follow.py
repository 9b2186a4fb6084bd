"""Who follows which pro account, and how many do."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from siyu.domains.accounts.models import Account, Owned


class Follow(Owned):
    """A member follows an account."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "user"], name="followed_once")]
        indexes = [models.Index(fields=["user", "-id"], name="follows_of_user")]

    def __str__(self) -> str:
        return f"{self.user_id} follows {self.account_id}"


class FollowerCount(models.Model):
    """How many members follow an account; moved in the transaction of each follow."""

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE, related_name="+")
    followers = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.followers} follow {self.account_id}"
