"""One person's way through a quiz."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from siyu.domains.accounts.models import Owned
from siyu.domains.fans.models import Person
from siyu.domains.quizzes.models.quiz import Quiz, QuizVersion
from siyu.kernel.ids import short_id


class Answering(Owned):
    """Answers so far, and what they came to once finished. One unfinished a member; finished ones stay as they are."""

    public_id = models.CharField(max_length=16, unique=True, default=short_id, editable=False)
    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="answerings")
    version = models.ForeignKey(QuizVersion, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    answers = models.JSONField(default=dict)
    result = models.CharField(max_length=12, blank=True)
    points = models.IntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "user"], condition=models.Q(finished_at=None), name="one_answering_open"
            )
        ]
        indexes = [
            models.Index(fields=["quiz", "user", "-id"], name="answerings_of_user"),
            models.Index(fields=["quiz", "-finished_at", "-id"], name="answerings_of_quiz"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.quiz_id}"
