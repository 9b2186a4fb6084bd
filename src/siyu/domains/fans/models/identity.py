"""One-ID: the identities of a person, merges that can be undone, and weak matches that wait for a human."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from siyu.domains.accounts.models import Account, Owned
from siyu.domains.fans.models.person import Person


class Identity(Owned):
    """One name under which a person is known somewhere. Facts are attributed to identities; merges move these.

    `channel` is empty for kinds that mean the same person everywhere (phone, email, unionid, key).
    `value` of a phone is its keyed hash, never the number.
    """

    class Kind(models.TextChoices):
        KEY = "key"
        NICK = "nick"
        PHONE = "phone"
        EMAIL = "email"
        UNIONID = "unionid"
        OPENID = "openid"
        EXTERNAL_USERID = "external_userid"
        MEMBER = "member"

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="identities")
    channel = models.CharField(max_length=24, blank=True)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    value = models.CharField(max_length=128)
    shown = models.CharField(max_length=128)
    evidence = models.JSONField(default=dict)
    first_seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "kind", "channel", "value"], name="identity_once_per_account")
        ]
        indexes = [models.Index(fields=["account", "channel", "person"], name="persons_by_channel")]

    def __str__(self) -> str:
        return f"{self.channel or 'any'} {self.kind} {self.shown}"


class Merge(Owned):
    """Two persons became one: which identities moved and why, so that a split puts everything back."""

    survivor = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="merges")
    absorbed = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="merges_away")
    identities = models.JSONField(default=list)
    before = models.JSONField(default=dict)
    reason = models.CharField(max_length=200, blank=True)
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    merged_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    review = models.ForeignKey("MatchReview", null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"{self.absorbed_id} into {self.survivor_id}"


class MatchReview(Owned):
    """A weak match: two persons who may be one, with the evidence, waiting for a human."""

    class State(models.TextChoices):
        OPEN = "open"
        MERGED = "merged"
        DISMISSED = "dismissed"

    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=40)
    evidence = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    found_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "first", "second", "reason"], name="review_once")]
        indexes = [models.Index(fields=["account", "state", "-id"], name="review_queue")]

    def __str__(self) -> str:
        return f"{self.first_id} ≟ {self.second_id}: {self.reason}"
