"""A follow-up 跟进: the next thing a colleague does for a fan who answered a quiz."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from siyu.domains.accounts.models import Owned
from siyu.domains.fans.models import Person
from siyu.domains.quizzes.models.quiz import Quiz
from siyu.kernel.ids import short_id

NOTE_LENGTH = 300


class FollowUp(Owned):
    """One step for one fan; a fan has one open step at a time, so nobody is pressed from two sides.

    `since` is when the way began: an order after it counts as bought. `round` counts the times one kept in touch.
    `due_on` is a day of the account's calendar.
    """

    class Step(models.TextChoices):
        TAG = "tag"
        ADVISE = "advise"
        RECOMMEND = "recommend"
        CLOSE = "close"
        SERVE = "serve"
        NEED = "need"
        KEEP = "keep"

    class State(models.TextChoices):
        OPEN = "open"
        DONE = "done"
        ENDED = "ended"

    public_id = models.CharField(max_length=16, unique=True, default=short_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    quiz = models.ForeignKey(Quiz, null=True, on_delete=models.SET_NULL, related_name="+")
    step = models.CharField(max_length=9, choices=Step.choices)
    state = models.CharField(max_length=5, choices=State.choices, default=State.OPEN)
    round = models.PositiveSmallIntegerField(default=0)
    since = models.DateTimeField()
    due_on = models.DateField()
    note = models.CharField(max_length=NOTE_LENGTH, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    done_at = models.DateTimeField(null=True)
    before = models.OneToOneField("self", null=True, on_delete=models.CASCADE, related_name="after")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "person"], condition=models.Q(state="open"), name="one_follow_up_open"
            )
        ]
        indexes = [models.Index(fields=["account", "state", "due_on", "id"], name="follow_ups_due")]

    def __str__(self) -> str:
        return f"{self.step} of {self.person_id}"
