"""Comments 评论 on notes, threaded once, and their likes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from siyu.domains.accounts.models import Owned
from siyu.domains.notes.models.note import Note
from siyu.domains.notes.rules import COMMENT_MOST
from siyu.kernel.ids import short_id


class Comment(Owned):
    """One comment on a note of `account`. Answers hang under the first of their thread (`parent`), never deeper.

    `by_account` marks what the note's own people say. `held` waits for reviewers. `likes` and `replies` are exact.
    """

    class State(models.TextChoices):
        SHOWN = "shown"
        HELD = "held"
        HIDDEN = "hidden"
        DELETED = "deleted"

    public_id = models.CharField(max_length=20, unique=True, default=short_id)
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="said")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="answers")
    answers_to = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.CharField(max_length=COMMENT_MOST)
    state = models.CharField(max_length=8, choices=State.choices, default=State.SHOWN)
    state_before = models.CharField(max_length=8, blank=True)
    by_account = models.BooleanField(default=False)
    pinned = models.BooleanField(default=False)
    likes = models.PositiveIntegerField(default=0)
    replies = models.PositiveIntegerField(default=0)
    nonce = models.CharField(max_length=36, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "note", "nonce"], name="comment_once", condition=~models.Q(nonce="")
            ),
            models.UniqueConstraint(fields=["note"], name="one_pinned_comment", condition=models.Q(pinned=True)),
        ]
        indexes = [
            models.Index(fields=["note", "parent", "state", "-id"], name="comments_of_note"),
            models.Index(fields=["account", "state", "-id"], name="comments_of_account"),
        ]

    def __str__(self) -> str:
        return self.text[:40]


class CommentLike(models.Model):
    """One member's like of one comment."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="liked")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "user"], name="comment_liked_once")]

    def __str__(self) -> str:
        return f"{self.user_id} likes {self.comment_id}"
