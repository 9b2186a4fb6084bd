"""An invitation: a link that lets in."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from siyu.domains.accounts.models import Owned
from siyu.domains.groups.models.group import Group
from siyu.kernel.ids import short_id


class Invitation(Owned):
    """A link or QR code into a group until `expires_at`, for `most` people; `uses` is scarce: never above `most`."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=20, unique=True, default=short_id)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    uses = models.PositiveIntegerField(default=0)
    most = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"invitation to {self.group_id}"
