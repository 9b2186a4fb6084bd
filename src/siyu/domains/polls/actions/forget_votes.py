"""Forget a member in polls: their votes go, and the polls they started."""

from __future__ import annotations

from typing import Final

from django.db import transaction

from siyu.domains.people.models import User
from siyu.domains.polls.models import Poll, Vote

_OWN: Final = "a member is forgotten everywhere"


def forget_votes(user: User) -> int:
    """Delete them; answers how many votes and polls. Twice does nothing more."""
    with transaction.atomic():
        votes = Vote.objects.unscoped(_OWN).filter(user=user)
        polls = Poll.objects.unscoped(_OWN).filter(starter=user)
        gone = votes.count() + polls.count()
        votes.delete()
        polls.delete()
    return gone
