"""Tables of jobs: progress as the bars show it, which workers live, and which scheduled periods were done."""

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


class WorkerLease(models.Model):
    """A worker process that says now and then that it lives; `started` tells it from a later one with the same pid."""

    worker = models.CharField(max_length=60, primary_key=True)
    host = models.CharField(max_length=64)
    pid = models.PositiveIntegerField()
    started = models.FloatField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.worker


class ScheduledRun(models.Model):
    """A period of a scheduled entry that was taken care of; unique, so that two schedulers do it once."""

    name = models.CharField(max_length=40)
    target = models.CharField(max_length=40, blank=True)
    day = models.DateField()
    ran_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "target", "day"], name="scheduled_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.target} on {self.day}"
