"""Who wishes to be reminded of an entry, and who came."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from siyu.domains.accounts.models import Owned
from siyu.domains.programmes.models.entry import Entry


class Wish(Owned):
    """A member wishes to be reminded of an entry; deleted when they take it back."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="wishes", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "user"], name="wished_once")]

    def __str__(self) -> str:
        return f"{self.user_id} wishes {self.entry_id}"


class Attendance(Owned):
    """A member said, while it could be said, that they came."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="attendances", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "user"], name="came_once")]

    def __str__(self) -> str:
        return f"{self.user_id} came to {self.entry_id}"
