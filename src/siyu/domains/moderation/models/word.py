"""Word lists: what is refused or held before it is shown, by the platform and by each account."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from siyu.domains.accounts.models import Account

WORD_LENGTH = 40


class Word(models.Model):
    """One entry; `account` empty: the platform's, which holds everywhere. `folded` is what is compared.

    An account's PASS entry lets a word through that the platform only holds (not what it refuses).
    """

    class Verdict(models.TextChoices):
        PASS = "pass"  # noqa: S105 - a verdict
        HOLD = "hold"
        REFUSE = "refuse"

    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="+")
    word = models.CharField(max_length=WORD_LENGTH)
    folded = models.CharField(max_length=80)
    verdict = models.CharField(max_length=8, choices=Verdict.choices, default=Verdict.HOLD)
    note = models.CharField(max_length=100, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "folded"], condition=models.Q(account__isnull=False), name="word_once"
            ),
            models.UniqueConstraint(fields=["folded"], condition=models.Q(account=None), name="platform_word_once"),
        ]

    def __str__(self) -> str:
        return self.word
