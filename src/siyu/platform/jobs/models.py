"""Progress of long jobs, as the progress bars show it."""

from __future__ import annotations

from django.db import models


class JobProgress(models.Model):
    """How far one long job is; written by the job, read by the page that waits for it."""

    key = models.CharField(max_length=80, primary_key=True)
    account_id = models.BigIntegerField()
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    step = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=12, default="waiting")
    error = models.TextField(blank=True)
    result = models.JSONField(default=dict)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.key}: {self.done}/{self.total}"
