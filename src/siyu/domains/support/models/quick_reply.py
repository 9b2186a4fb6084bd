"""A quick reply: words that staff say often."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from siyu.domains.accounts.models import Owned
from siyu.kernel.ids import short_id

SHORTCUT_LENGTH = 20
TEXT_LENGTH = 500


class QuickReply(Owned):
    """Found by typing `/` and its shortcut. `owner` empty: everyone's; else that colleague's own.

    One that was thrown away stays for a day, for whoever wants it back.
    """

    public_id = models.CharField(max_length=16, unique=True, default=short_id, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    shortcut = models.CharField(max_length=SHORTCUT_LENGTH)
    text = models.CharField(max_length=TEXT_LENGTH)
    uses = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "shortcut"],
                condition=models.Q(owner=None, dropped_at=None),
                name="shared_shortcut_once",
            ),
            models.UniqueConstraint(
                fields=["account", "owner", "shortcut"],
                condition=models.Q(owner__isnull=False, dropped_at=None),
                name="own_shortcut_once",
            ),
        ]

    def __str__(self) -> str:
        return f"/{self.shortcut}"
