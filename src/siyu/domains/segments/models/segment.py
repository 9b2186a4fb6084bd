"""A saved segment 分群."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from siyu.domains.accounts.models import Owned


class Segment(Owned):
    """A named tree of conditions (docs/contracts/segment-tree.md); membership is computed when asked.

    A deleted one stays with `deleted_at`, so that deleting can be undone; its slug is free again.
    """

    slug = models.SlugField(max_length=60, allow_unicode=True)
    name = models.CharField(max_length=60)
    tree = models.JSONField()
    last_count = models.PositiveIntegerField(null=True)
    last_counted_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "slug"], condition=models.Q(deleted_at=None), name="segment_slug_once"
            )
        ]

    def __str__(self) -> str:
        return self.name
