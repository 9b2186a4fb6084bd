"""The audit log's table."""

from __future__ import annotations

from django.db import models


class AuditEntry(models.Model):
    """One act of one person; `account_id` is empty for acts on the platform itself."""

    account_id = models.BigIntegerField(null=True)
    actor_id = models.BigIntegerField(null=True)
    act = models.CharField(max_length=64)
    target = models.CharField(max_length=120)
    data = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account_id", "-at"], name="audit_by_account")]

    def __str__(self) -> str:
        return f"{self.act} {self.target}"
