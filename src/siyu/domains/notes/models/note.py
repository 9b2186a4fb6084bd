"""The note 笔记: what a pro account publishes, with every version of its words."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from siyu.domains.accounts.models import Owned
from siyu.domains.media.models import Asset
from siyu.domains.notes.rules import TITLE_MOST
from siyu.kernel.ids import short_id


class Note(Owned):
    """One note. Times UTC; `publish_at` is when a scheduled one appears, `published_at` when it first appeared.

    `pictures` are public ids of assets in order (or of one video), `cover` the first of them. `city` and `place` are
    what the author chose to tell. Counters: see `Reaction`, `Comment`, `NoteView`; written by their actions only.
    """

    class Kind(models.TextChoices):
        PICTURES = "pictures"
        VIDEO = "video"
        TEXT = "text"

    class State(models.TextChoices):
        DRAFT = "draft"
        SCHEDULED = "scheduled"
        PUBLISHED = "published"
        HIDDEN = "hidden"
        DELETED = "deleted"

    public_id = models.CharField(max_length=20, unique=True, default=short_id)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.TEXT)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    title = models.CharField(max_length=TITLE_MOST, blank=True)
    text = models.TextField(blank=True)
    pictures = models.JSONField(default=list)
    cover = models.ForeignKey(Asset, null=True, on_delete=models.SET_NULL, related_name="+")
    city = models.CharField(max_length=20, blank=True)
    place = models.CharField(max_length=40, blank=True)
    card = models.JSONField(default=dict)
    publish_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
    state_before = models.CharField(max_length=10, blank=True)
    """What hiding or deleting takes back to."""
    hidden_reason = models.CharField(max_length=200, blank=True)
    awaits_review = models.BooleanField(default=False)
    """Screening held it: reviewers decide whether it appears."""

    views = models.PositiveIntegerField(default=0)
    likes = models.PositiveIntegerField(default=0)
    collects = models.PositiveIntegerField(default=0)
    comments = models.PositiveIntegerField(default=0)
    shares = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["account", "state", "-published_at", "-id"], name="notes_of_account"),
            models.Index(fields=["account", "-updated_at", "-id"], name="notes_by_change"),
            models.Index(fields=["state", "-published_at", "-id"], name="notes_by_time"),
            models.Index(fields=["state", "city", "-published_at", "-id"], name="notes_of_city"),
            models.Index(fields=["author", "-id"], name="notes_of_author"),
        ]

    def __str__(self) -> str:
        return self.title or self.public_id

    @property
    def address(self) -> str:
        """Its page on the member side."""
        return f"/n/{self.public_id}/"


class NoteRevision(models.Model):
    """What a note said from `at` on: written whenever it is published or changed afterwards."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=TITLE_MOST, blank=True)
    text = models.TextField(blank=True)
    rest = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "number"], name="revision_once")]

    def __str__(self) -> str:
        return f"{self.note} #{self.number}"
