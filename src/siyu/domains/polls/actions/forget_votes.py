"""Forget a member in polls: their votes go, what they asked stays as far as others have answered it."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from siyu.domains.chat.actions.say_event import orphan_card, redraw_card
from siyu.domains.people.models import User
from siyu.domains.polls.models import Poll, Vote

_OWN: Final = "a member is forgotten everywhere"


def forget_votes(user: User) -> int:
    """Take their votes out of every poll, and their name off the polls they started; those only they voted in go.

    Answers how many votes and polls. Twice does nothing more.
    """
    gone = 0
    for poll in list(_touched(user)):
        with transaction.atomic():
            gone += _forget(user, poll)
    return gone


def _touched(user: User) -> QuerySet[Poll]:
    voted = Vote.objects.unscoped(_OWN).filter(user=user).values("poll_id")
    rows: QuerySet[Poll] = Poll.objects.unscoped(_OWN).select_related("group__conversation", "group__account")
    return (rows.filter(starter=user) | rows.filter(pk__in=voted)).distinct().order_by("pk")


def _forget(user: User, poll: Poll) -> int:
    """Under the poll's row, as votes are cast: a vote that comes meanwhile keeps the poll."""
    Poll.objects.of(poll.account_id).select_for_update().get(pk=poll.pk)
    votes = Vote.objects.of(poll.account_id).filter(poll=poll)
    gone = votes.filter(user=user).count()
    votes.filter(user=user).delete()
    if poll.starter_id == user.pk:
        gone += 1
        if votes.exists():
            Poll.objects.of(poll.account_id).filter(pk=poll.pk).update(starter=None, nonce="")
            if poll.seq is not None:
                orphan_card(poll.group.conversation, poll.seq)
        else:
            Poll.objects.of(poll.account_id).filter(pk=poll.pk).delete()
    if poll.seq is not None:
        redraw_card(poll.group.conversation, poll.seq)
    return gone
