"""What a member allowed an account: one row each time they said yes, closed when they took it back."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from siyu.domains.accounts.models import Owned


class Consent(Owned):
    """Yes to messages of a purpose by a channel (`types.PURPOSES`, `types.CHANNELS`), from then until withdrawn.

    `words` is what stood beside the switch, as it was read.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=16)
    channel = models.CharField(max_length=16)
    words = models.CharField(max_length=200)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "user", "purpose", "channel"],
                name="consent_once",
                condition=models.Q(withdrawn_at=None),
            )
        ]
        indexes = [models.Index(fields=["user", "account"], name="consents_of_user")]

    def __str__(self) -> str:
        return f"{self.purpose} by {self.channel}"
