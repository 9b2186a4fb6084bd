"""A member's vote in a poll, and the choices it takes."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from siyu.domains.accounts.models import Owned
from siyu.domains.polls.models.poll import Choice, Poll


class Vote(Owned):
    """One member's vote: one row for good, whatever it takes now. Who it is of an anonymous poll is shown nowhere."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="votes", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    cast_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "user"], name="one_vote_in_a_poll")]

    def __str__(self) -> str:
        return f"a vote in {self.poll_id}"


class Pick(Owned):
    """A choice that a vote takes; the counts of a poll are counts of these rows."""

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="picks", db_index=False)
    choice = models.ForeignKey(Choice, on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vote", "choice"], name="a_choice_is_taken_once")]
        indexes = [models.Index(fields=["choice", "id"], name="picks_of_choice")]

    def __str__(self) -> str:
        return f"{self.vote_id} takes {self.choice_id}"
