"""A quiz 答题 and its published versions."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from siyu.domains.accounts.models import Owned
from siyu.kernel.ids import short_id

TITLE_LENGTH = 40


class Quiz(Owned):
    """One quiz; `draft` is what its makers work on, `version` what members see (shape: quizzes.types.Content)."""

    class State(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"
        PAUSED = "paused"
        CLOSED = "closed"

    public_id = models.CharField(max_length=16, unique=True, default=short_id, editable=False)
    title = models.CharField(max_length=TITLE_LENGTH)
    intro = models.CharField(max_length=200, blank=True)
    cover = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    repeatable = models.BooleanField(default=False)
    draft = models.JSONField(default=dict)
    version = models.ForeignKey("QuizVersion", null=True, on_delete=models.SET_NULL, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account", "state", "-id"], name="quizzes_by_state")]

    def __str__(self) -> str:
        return self.title


class QuizVersion(Owned):
    """What was published, frozen: answers are read by the version they were given to."""

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["quiz", "number"], name="quiz_version_once")]

    def __str__(self) -> str:
        return f"{self.quiz_id} v{self.number}"
