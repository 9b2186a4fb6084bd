"""Routes, their runs, and whom they have invited."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from siyu.domains.accounts.models import Owned
from siyu.domains.groups.models import Group
from siyu.kernel.ids import short_id

WORDS_LENGTH = 100


class Route(Owned):
    """Whoever is in the segment (slug; empty: whoever follows) is invited into the group or a parallel one of it.

    Lower `position` comes first: a fan is led by the first route that fits. `words` stand in the invitation.
    """

    public_id = models.CharField(max_length=20, unique=True, default=short_id)
    segment = models.CharField(max_length=64, blank=True)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    words = models.CharField(max_length=WORDS_LENGTH, blank=True)
    position = models.PositiveIntegerField()
    on = models.BooleanField(default=True)
    made_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account", "position"], name="routes_in_order")]

    def __str__(self) -> str:
        return f"{self.segment or 'followers'} to {self.group_id}"


class RouteRun(Owned):
    """One time that an account's routes were followed. `by` is None when nobody asked for it: by night, or over a day
    for those who came that day (`newcomers_on`, by the account's clock).

    `invitations` are the tokens it sent out; `counts` maps each route's public id to {what: how many}.
    """

    public_id = models.CharField(max_length=20, unique=True, default=short_id)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    newcomers_on = models.DateField(null=True)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    invited = models.PositiveIntegerField(default=0)
    invitations = models.JSONField(default=list)
    counts = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["account", "-id"], name="route_runs_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "newcomers_on"],
                condition=models.Q(newcomers_on__isnull=False, undone_at=None),
                name="one_run_a_day_for_newcomers",
            )
        ]

    def __str__(self) -> str:
        return f"run {self.public_id}"


class Newcomer(Owned):
    """A user who has just followed, or become known to the account, and waits to be led: a few seconds.

    Whoever leads them claims the rows first (`claim`, `claimed_at`); a claim that was not finished is taken over.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    claim = models.CharField(max_length=20, blank=True)
    claimed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "user"], name="a_newcomer_waits_once")]

    def __str__(self) -> str:
        return f"{self.user_id} to {self.account_id}"


class Routed(Owned):
    """A user whom a route has invited: once, whatever becomes of it."""

    route = models.ForeignKey(Route, on_delete=models.CASCADE, related_name="+", db_index=False)
    run = models.ForeignKey(RouteRun, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["route", "user"], name="routed_once")]

    def __str__(self) -> str:
        return f"{self.user_id} by {self.route_id}"
