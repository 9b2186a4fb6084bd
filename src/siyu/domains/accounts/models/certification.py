"""Certification of enterprises: what they hand in, and where it stands."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from siyu.domains.accounts.models.account import Account
from siyu.domains.accounts.models.owned import Owned
from siyu.kernel.ids import short_id


class Certification(Owned):
    """The enterprise certification of one account; the states and their moves stand in `accounts.rules`. Times UTC.

    An empty state means that documents were added and nothing was handed in yet.
    """

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="certification")
    state = models.CharField(max_length=10)
    company = models.CharField(max_length=80)
    licence = models.CharField(max_length=18)
    positioning = models.CharField(max_length=24)
    contact = models.CharField(max_length=40, blank=True)
    reasons = models.JSONField(default=list)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    fee_fen = models.BigIntegerField(default=0)
    receipt = models.CharField(max_length=60, blank=True)
    valid_from = models.DateTimeField(null=True)
    valid_until = models.DateTimeField(null=True)
    reminded_for = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "due_at"], name="certifications_to_review"),
            models.Index(fields=["state", "valid_until"], name="certifications_to_lapse"),
        ]

    def __str__(self) -> str:
        return f"{self.company}: {self.state}"


class Document(Owned):
    """A qualification document: seen by the owner and by platform staff only, each look audited."""

    class Kind(models.TextChoices):
        LICENCE = "licence"
        AUTHORISATION = "authorisation"
        TRADEMARK = "trademark"
        OTHER = "other"

    public_id = models.CharField(max_length=16, unique=True, default=short_id, editable=False)
    certification = models.ForeignKey(Certification, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    file = models.CharField(max_length=120)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
