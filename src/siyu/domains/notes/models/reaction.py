"""What members do with a note without words: like, collect, share, view."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from siyu.domains.notes.models.note import Note


class Reaction(models.Model):
    """One member's like, collection or sharing of one note; a second one of the same kind cannot be."""

    class Kind(models.TextChoices):
        LIKE = "like"
        COLLECT = "collect"
        SHARE = "share"

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="reactions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "user", "kind"], name="reaction_once")]
        indexes = [models.Index(fields=["user", "kind", "-id"], name="reactions_of_user")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.note}"


class NoteView(models.Model):
    """That a member saw a note on a day (the account's), and for how long altogether; counts once a day."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="seen")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    seconds = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "user", "day"], name="view_once_a_day")]
        indexes = [models.Index(fields=["user", "-at"], name="views_of_user")]

    def __str__(self) -> str:
        return f"{self.user_id} saw {self.note_id} on {self.day}"
