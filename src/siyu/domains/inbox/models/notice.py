"""A notice 通知: something that a person should hear of, kept until they read it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from siyu.domains.accounts.models import Account


class Notice(models.Model):
    """One notice to one user, said once for each `key`; `account` is whose matter it is (empty: the platform's own).

    `pushed_at` is set by whoever sends it to devices, before sending: a notice is pushed at most once.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=24)
    title = models.CharField(max_length=80)
    body = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=80)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    pushed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="notice_once")]
        indexes = [
            models.Index(fields=["user", "-id"], name="notices_of_user"),
            models.Index(fields=["user"], name="notices_unread", condition=models.Q(read_at=None)),
            models.Index(fields=["key"], name="notices_of_key"),
        ]

    def __str__(self) -> str:
        return self.title
