"""Check-in campaigns and the marks that members set in them."""

from __future__ import annotations

from datetime import time

from django.conf import settings
from django.db import models

from siyu.domains.accounts.models import Owned
from siyu.domains.groups.models import Group
from siyu.kernel.ids import short_id

TITLE_LENGTH = 40
TASK_LENGTH = 300
TEXT_LENGTH = 200
NONCE_LENGTH = 40


class Campaign(Owned):
    """From `first_day` to `last_day`, days by the account's clock, each member of the group may check in once a day.

    `opens`, `closes`: the hours of a day in which one checks in for it, by that clock (None: from or to midnight).
    `text`: whether words are asked for. `makeups`: so many missed days one may make up for, at any hour. `remind`: who
    takes part and has not checked in by the evening is told; with `remind_all` whoever is in the group is.
    `seq` is its card in the chat. Ended early: `ended_at`.
    """

    public_id = models.CharField(max_length=20, unique=True, default=short_id)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+", db_index=False)
    starter = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    nonce = models.CharField(max_length=NONCE_LENGTH, blank=True)
    title = models.CharField(max_length=TITLE_LENGTH)
    task = models.CharField(max_length=TASK_LENGTH, blank=True)
    first_day = models.DateField()
    last_day = models.DateField()
    opens = models.TimeField(null=True)
    closes = models.TimeField(null=True)
    text = models.BooleanField(default=False)
    makeups = models.PositiveSmallIntegerField(default=0)
    remind = models.BooleanField(default=True)
    remind_all = models.BooleanField(default=False)
    seq = models.PositiveBigIntegerField(null=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["group", "-id"], name="checkin_campaigns_newest")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="campaign_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=models.Q(opens=None) | models.Q(closes=None) | models.Q(closes__gt=models.F("opens")),
                name="campaign_closes_after_it_opens",
            ),
            models.UniqueConstraint(
                fields=["group", "starter", "nonce"], condition=~models.Q(nonce=""), name="campaign_started_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def hours(self) -> str:
        """Its hours of a day, 05:00–09:00; empty when it is open all day."""
        if self.opens is None and self.closes is None:
            return ""
        return f"{self.opens or time.min:%H:%M}–{self.closes:%H:%M}" if self.closes else f"{self.opens:%H:%M}–24:00"


class Mark(Owned):
    """A member checked in for a day: once, at `at`; `makeup` when the day was over by then.

    `pictures` are public ids of assets that it holds.
    """

    public_id = models.CharField(max_length=20, unique=True, default=short_id)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="marks", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    at = models.DateTimeField()
    text = models.CharField(max_length=TEXT_LENGTH, blank=True)
    pictures = models.JSONField(default=list)
    makeup = models.BooleanField(default=False)
    held_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "user", "day"], name="checked_in_once_a_day")]
        indexes = [models.Index(fields=["campaign", "-id"], name="checkin_marks_newest")]

    def __str__(self) -> str:
        return f"{self.user_id} on {self.day}"
