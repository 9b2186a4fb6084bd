"""A direct conversation as the staff's inbox keeps it: who looks after it, since when the member waits."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from siyu.domains.accounts.models import Owned
from siyu.domains.chat.models import Conversation
from siyu.domains.fans.models import Person

NOTE_LENGTH = 500
TAG_LENGTH = 20


class Thread(Owned):
    """One member's conversation with one account; there is one for each pair.

    `waiting_since`: the first message that nobody answered yet (None: nobody waits). `staff_seq`: how far the desk has
    read. `opened_from`: what the member came from, such as `note:k3x9`. A closed thread opens again by itself when the
    member writes. Times UTC.
    """

    class State(models.TextChoices):
        OPEN = "open"
        CLOSED = "closed"

    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, related_name="thread")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    waiting_since = models.DateTimeField(null=True)
    last_at = models.DateTimeField()
    staff_seq = models.BigIntegerField(default=0)
    opened_from = models.CharField(max_length=60, blank=True)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "user"], name="one_thread_a_member")]
        indexes = [
            models.Index(fields=["account", "-last_at", "-id"], name="threads_newest"),
            models.Index(
                fields=["account", "waiting_since"],
                condition=models.Q(waiting_since__isnull=False),
                name="threads_waiting",
            ),
            models.Index(fields=["account", "assignee", "-last_at"], name="threads_of_staff"),
        ]

    def __str__(self) -> str:
        return f"thread {self.pk} of {self.user_id}"


class ThreadTag(Owned):
    """A word the staff sort threads by; the fan's own tags are another matter."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="tags")
    name = models.CharField(max_length=TAG_LENGTH)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "name"], name="thread_tag_once")]
        indexes = [models.Index(fields=["account", "name"], name="thread_tags_by_name")]

    def __str__(self) -> str:
        return self.name


class ThreadNote(Owned):
    """What only staff see: a note, or that the thread was handed over, closed, opened again."""

    class Kind(models.TextChoices):
        NOTE = "note"
        HANDED = "handed"
        CLOSED = "closed"
        OPENED = "opened"

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.NOTE)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.CharField(max_length=NOTE_LENGTH, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["thread", "-id"], name="thread_notes_newest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.text[:20]}"


class Turn(Owned):
    """A member asked and somebody answered: what reply times are computed from. Seconds of wall time, UTC times."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="turns")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField()
    seconds = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "asked_at"], name="a_turn_once")]
        indexes = [models.Index(fields=["account", "-answered_at"], name="turns_newest")]

    def __str__(self) -> str:
        return f"{self.seconds} s"


class Looking(Owned):
    """A colleague has the thread before them, or writes in it; believed for some seconds after `at`."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="looking")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    writing = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "user"], name="looks_once")]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.thread_id}"
