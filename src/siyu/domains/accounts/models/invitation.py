"""An invitation to work for an account: a link that one person takes once."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from siyu.domains.accounts.models.membership import Membership
from siyu.domains.accounts.models.owned import Owned
from siyu.kernel.ids import short_id


class StaffInvitation(Owned):
    """Whoever opens the link while logged in and accepts gets the role. Times UTC."""

    token = models.CharField(max_length=16, unique=True, default=short_id, editable=False)
    role = models.CharField(max_length=12, choices=Membership.Role.choices)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.role} of {self.account_id}"
