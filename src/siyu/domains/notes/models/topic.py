"""Topics 话题 and mentions: what a note's words point to."""

from __future__ import annotations

from django.db import models

from siyu.domains.accounts.models import Account
from siyu.domains.notes.models.note import Note


class Topic(models.Model):
    """A topic that notes of all accounts share; `key` is its name folded, so that ＡＢ and ab are one."""

    key = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    notes = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["-notes", "id"], name="topics_by_size")]

    def __str__(self) -> str:
        return self.name


class NoteTopic(models.Model):
    """A published note's topic; `published_at` is the note's, so that a topic's page reads one index."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="topics")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="entries")
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "topic"], name="topic_once_a_note")]
        indexes = [models.Index(fields=["topic", "-published_at", "-id"], name="notes_of_topic")]

    def __str__(self) -> str:
        return f"#{self.topic}# in {self.note}"


class NoteMention(models.Model):
    """An account that a published note names with @."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="mentions")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "account"], name="mention_once_a_note")]

    def __str__(self) -> str:
        return f"@{self.account} in {self.note}"
