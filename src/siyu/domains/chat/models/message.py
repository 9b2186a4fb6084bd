"""A message: its place in the log is its number."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from siyu.domains.chat.models.conversation import Conversation

TEXT_LENGTH = 2_000
NONCE_LENGTH = 40


class Message(models.Model):
    """One message; `seq` counts 1, 2, 3 … without gaps in its conversation. What is taken back keeps its number.

    `body` by kind: picture and video {asset, url, small, video, width, height, colour, seconds}; card {card, id};
    system {event, …}. `mentions` are uids, `all` for everyone. `nonce` is the sender's: saying it twice says it once.
    `change` is the number of its last change in the conversation, 0 for none.
    """

    class Kind(models.TextChoices):
        TEXT = "text"
        PICTURE = "picture"
        VIDEO = "video"
        CARD = "card"
        SYSTEM = "system"

    class Voice(models.TextChoices):
        MEMBER = "member"
        ACCOUNT = "account"
        SYSTEM = "system"

    # The constraint below begins with the conversation.
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages", db_index=False)
    seq = models.BigIntegerField()
    sender = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    voice = models.CharField(max_length=8, choices=Voice.choices, default=Voice.MEMBER)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.TEXT)
    text = models.TextField(max_length=TEXT_LENGTH, blank=True)
    body = models.JSONField(default=dict)
    reply_to = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    mentions = models.JSONField(default=list)
    nonce = models.CharField(max_length=NONCE_LENGTH, blank=True)
    sent_at = models.DateTimeField()
    held_at = models.DateTimeField(null=True)
    recalled_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    pinned_at = models.DateTimeField(null=True)
    change = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "seq"], name="a_seq_once"),
            models.UniqueConstraint(
                fields=["conversation", "sender", "nonce"], condition=~models.Q(nonce=""), name="a_nonce_once"
            ),
        ]
        indexes = [
            models.Index(fields=["conversation", "change"], condition=models.Q(change__gt=0), name="messages_changed"),
            models.Index(fields=["conversation"], condition=models.Q(pinned_at__isnull=False), name="messages_pinned"),
            models.Index(
                fields=["conversation", "sent_at"], condition=models.Q(voice="account"), name="messages_of_account"
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.seq} of {self.conversation_id}"

    @property
    def state(self) -> str:
        """`shown`, or why it is not: `recalled`, `hidden` (by review), `held` (waits for review)."""
        if self.recalled_at is not None:
            return "recalled"
        if self.hidden_at is not None:
            return "hidden"
        return "held" if self.held_at is not None else "shown"
