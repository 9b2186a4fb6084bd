"""A poll 投票 and its choices."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from siyu.domains.accounts.models import Owned
from siyu.domains.groups.models import Group
from siyu.kernel.ids import short_id

QUESTION_LENGTH = 100
CHOICE_LENGTH = 60
NONCE_LENGTH = 32


class Poll(Owned):
    """A question put to a group. `most` choices may be taken at once; `shows` says when members see the counts.

    `seq` is the number of its card in the chat, none while it waits for review (`held_at`). Past `deadline` nobody
    votes any more, whether or not `closed_at` stands already. `removed_at` and `hidden_at`: gone for members.
    """

    class Shows(models.TextChoices):
        ALWAYS = "always"
        VOTED = "voted"
        CLOSED = "closed"

    public_id = models.CharField(max_length=16, unique=True, default=short_id, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+", db_index=False)
    starter = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    nonce = models.CharField(max_length=NONCE_LENGTH, blank=True)
    seq = models.PositiveIntegerField(null=True)
    question = models.CharField(max_length=QUESTION_LENGTH)
    most = models.PositiveSmallIntegerField(default=1)
    anonymous = models.BooleanField(default=False)
    changeable = models.BooleanField(default=True)
    shows = models.CharField(max_length=6, choices=Shows.choices, default=Shows.ALWAYS)
    deadline = models.DateTimeField(null=True)
    started_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "starter", "nonce"], condition=~models.Q(nonce=""), name="a_poll_starts_once"
            )
        ]
        indexes = [
            models.Index(fields=["group", "-id"], name="polls_of_group"),
            models.Index(
                fields=["deadline"],
                condition=models.Q(closed_at=None, removed_at=None, deadline__isnull=False),
                name="polls_to_close",
            ),
        ]

    def __str__(self) -> str:
        return self.question


class Choice(Owned):
    """One of a poll's choices; `number` counts from 1."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="choices", db_index=False)
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=CHOICE_LENGTH)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "number"], name="one_choice_of_a_number")]

    def __str__(self) -> str:
        return self.text
