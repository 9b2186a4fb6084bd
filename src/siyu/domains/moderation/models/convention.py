"""The community's convention 社区公约 as operators edit it: a draft, and editions that never change."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Convention(models.Model):
    """One edition, or the draft of the next one (`number` empty). A published edition is never changed.

    `rules` is a list of {code, label, severity, explanation, forms: [text]}, one for each of the nine categories.
    """

    number = models.PositiveIntegerField(unique=True, null=True)
    is_draft = models.BooleanField(default=False)
    intro = models.TextField(blank=True)
    rules = models.JSONField(default=list)
    note = models.CharField(max_length=200, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["is_draft"], condition=models.Q(is_draft=True), name="one_draft")
        ]

    def __str__(self) -> str:
        return f"convention {self.number or 'draft'}"
