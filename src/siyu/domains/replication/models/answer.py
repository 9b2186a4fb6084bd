"""What staff answered to a question of the gate."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from siyu.domains.accounts.models import Owned
from siyu.domains.groups.models import Group
from siyu.domains.replication.conf import ANSWER_MOST


class GateAnswer(Owned):
    """The answer of today to one question about one group; the audit log keeps the earlier ones."""

    class Question(models.TextChoices):
        SELF_ORGANISATION = "self_organisation"
        CORE = "core"
        CULTURE = "culture"

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+", db_index=False)
    question = models.CharField(max_length=20, choices=Question.choices)
    text = models.CharField(max_length=ANSWER_MOST)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "question"], name="one_answer_to_a_question")]

    def __str__(self) -> str:
        return f"{self.question} of {self.group_id}"
