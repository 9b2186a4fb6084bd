"""A member's own data: files made for them, and the wish to be forgotten."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from siyu.kernel.ids import short_id


class DataExport(models.Model):
    """A ZIP with everything that is known about a member, made by a job, gone after some days."""

    class State(models.TextChoices):
        WAITING = "waiting"
        READY = "ready"
        GONE = "gone"

    public_id = models.CharField(max_length=16, unique=True, default=short_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    bytes = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user"], name="one_export_at_a_time", condition=models.Q(state="waiting"))
        ]

    def __str__(self) -> str:
        return self.public_id


class Erasure(models.Model):
    """A member wants to be forgotten: done when the time to change their mind is over, unless undone before."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], name="one_erasure_at_a_time", condition=models.Q(undone_at=None, done_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"erasure due {self.due_at}"
