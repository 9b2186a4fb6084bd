"""A conversation and who takes part in it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from siyu.domains.accounts.models import Owned
from siyu.kernel.ids import short_id


class Conversation(Owned):
    """One log of messages. `last_seq` is the number of its newest message, `last_change` that of its newest change
    (recall, hiding, pin): readers who were away ask for what is newer than both.

    `kind` names its entry in `chat.types.kinds`; a closed one takes no more messages.
    """

    class Kind(models.TextChoices):
        GROUP = "group"
        DIRECT = "direct"

    public_id = models.CharField(max_length=20, unique=True, default=short_id)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    last_seq = models.BigIntegerField(default=0)
    last_change = models.BigIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    @property
    def room(self) -> str:
        """The realtime room in which its messages are told."""
        return f"{self.kind}.{self.public_id}"


class Participant(models.Model):
    """A user in a conversation: sees messages after `joined_seq`, has read up to `read_seq`.

    `left_at` set: sees nothing any more. `muted`: wants no red dots from it. `nickname` holds in this conversation.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="participants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    nickname = models.CharField(max_length=30, blank=True)
    joined_seq = models.BigIntegerField(default=0)
    read_seq = models.BigIntegerField(default=0)
    mentioned_seq = models.BigIntegerField(default=0)
    muted = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "user"], name="one_seat_in_a_conversation")]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.conversation_id}"
