"""Tables of the outbox: messages waiting for delivery, how far each subscriber has read, and what it could not take."""

from __future__ import annotations

import uuid

from django.db import models


class OutboxMessage(models.Model):
    """One fact, or one batch of facts as an Arrow IPC stream, stated in a transaction.

    `sequence` is given by the relay once the row is committed: on PostgreSQL ids may commit out of order,
    so subscribers read by `sequence`, never by `id`.
    """

    id = models.BigAutoField(primary_key=True)
    sequence = models.BigIntegerField(null=True, unique=True)
    topic = models.CharField(max_length=64)
    account_id = models.BigIntegerField()
    payload = models.JSONField(default=dict)
    batch = models.BinaryField(null=True)
    rows = models.PositiveIntegerField(default=1)
    stated_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="outbox_unnumbered", condition=models.Q(sequence__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.topic} ×{self.rows} of account {self.account_id}"


class OutboxCursor(models.Model):
    """How far one subscriber has read; moved in the transaction of what the subscriber wrote.

    `epoch` names this run of sequences to the outside: an event store that saw another database's sequences
    (a deleted file, a second database on one home) does not take ours for delivered.
    """

    subscriber = models.CharField(max_length=64, primary_key=True)
    sequence = models.BigIntegerField(default=0)
    epoch = models.UUIDField(default=uuid.uuid4)
    failed_at = models.DateTimeField(null=True)
    retry_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.subscriber} at {self.sequence}"


class ParkedMessage(models.Model):
    """A message that one subscriber refused again and again, set aside so that the rest goes on; people decide."""

    subscriber = models.CharField(max_length=64)
    message = models.ForeignKey(OutboxMessage, on_delete=models.PROTECT, related_name="parked")
    error = models.TextField()
    parked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subscriber", "message"], name="parked_once")]

    def __str__(self) -> str:
        return f"{self.message_id} for {self.subscriber}"
