"""The table of what can be found; its letters stand beside it, in FTS5 or in a tsvector."""

from __future__ import annotations

from django.db import models


class SearchEntry(models.Model):
    """One thing that can be found: `title` and `text` as plain letters (kernel.text), `heat` for the order of equals.

    `account_id` is the account it stands in (0: none).
    """

    kind = models.CharField(max_length=16)
    object_id = models.CharField(max_length=40)
    account_id = models.BigIntegerField(default=0)
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    heat = models.FloatField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_entry_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
