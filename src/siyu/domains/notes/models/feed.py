"""What feeds are drawn from: heat of notes, classes of accounts, editions, and counts of what was shown."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from siyu.domains.accounts.models import Account, Owned
from siyu.domains.notes.models.note import Note


class FeedEntry(models.Model):
    """A published note as feeds see it; gone as soon as the note is not published any more.

    `heat` is `ranking.heat` with the factor of its account in it; `pictured`: it has a cover, as featured needs.
    """

    note = models.OneToOneField(Note, primary_key=True, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    ordinary = models.BooleanField(default=True)
    pictured = models.BooleanField(default=False)
    heat = models.FloatField()

    class Meta:
        indexes = [
            models.Index(fields=["ordinary", "-heat"], name="feed_by_heat"),
            models.Index(fields=["ordinary", "pictured", "-heat"], name="feed_of_pictures"),
        ]

    def __str__(self) -> str:
        return f"{self.note_id} at {self.heat:.2f}"


class FeedAccount(models.Model):
    """An account as feeds see it: whether it is ordinary (public traffic rule), and its fan value 粉丝价值.

    `value` 0-100, None while too little is known; `parts` is what it is made of ({name: {"figure", "points"}}).
    """

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE, related_name="+")
    ordinary = models.BooleanField(default=True)
    followers = models.PositiveIntegerField(default=0)
    decided_on = models.DateField(null=True)
    value = models.PositiveSmallIntegerField(null=True)
    parts = models.JSONField(default=dict)
    valued_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.account_id}: {'ordinary' if self.ordinary else 'top'}, value {self.value}"


class Edition(models.Model):
    """The order of discover and featured as of a moment; readers who go on in it meet no note twice.

    `body`: surface → lane (`ordinary`, `top`) → [[note, account, heat, [topics]], …]; `cities`: the most told of.
    `asked_at` is when somebody found it old and asked for the next.
    """

    made_at = models.DateTimeField(default=timezone.now)
    asked_at = models.DateTimeField(null=True)
    body = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"edition {self.pk}"


class Exposure(Owned):
    """How many cards of an account a surface showed on a day (the platform's calendar).

    `served` were sent to a reader, `short` of them in place of an ordinary account's that was not there, `seen` came
    into view by report of the browser. `ordinary` is the account's class when they were shown.
    """

    day = models.DateField()
    surface = models.CharField(max_length=8)
    ordinary = models.BooleanField()
    served = models.PositiveIntegerField(default=0)
    short = models.PositiveIntegerField(default=0)
    seen = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "surface", "account", "ordinary"], name="exposure_once_a_day")
        ]
        indexes = [models.Index(fields=["account", "-day"], name="exposure_of_account")]

    def __str__(self) -> str:
        return f"{self.served} of {self.account_id} on {self.day}"
