"""Who works for an account, and as what."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from siyu.domains.accounts.models.account import Account


class Membership(models.Model):
    """One user's role in one account; what a role may do stands in `accounts.policies`."""

    class Role(models.TextChoices):
        OWNER = "owner"
        OPERATOR = "operator"
        HOST = "host"
        SUPPORT = "support"
        FINANCE = "finance"
        REVIEWER = "reviewer"

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "user"], name="one_role_per_account")]

    def __str__(self) -> str:
        return f"{self.user} as {self.role} of {self.account}"
