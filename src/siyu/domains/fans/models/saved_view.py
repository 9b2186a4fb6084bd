"""Saved views of lists."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from siyu.domains.accounts.models import Owned

NAME_LENGTH = 40


class SavedView(Owned):
    """A list's filters and order under a name, shared by the account's staff."""

    listing = models.CharField(max_length=24)
    name = models.CharField(max_length=NAME_LENGTH)
    query = models.JSONField(default=dict)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "listing", "name"], name="view_name_once")]

    def __str__(self) -> str:
        return self.name
