"""Hide a poll after review, or bring it back: the entry of polls among what can be reported."""

from __future__ import annotations

from django.db import transaction

from siyu.domains.chat.actions.say_event import redraw_card
from siyu.domains.moderation.types import Described
from siyu.domains.people.models import User
from siyu.domains.polls.actions.close_poll import close_due
from siyu.domains.polls.actions.start_poll import post_poll
from siyu.domains.polls.models import Choice, Poll
from siyu.domains.polls.queries.access import access_poll
from siyu.domains.polls.queries.pages import poll_url
from siyu.kernel import clock
from siyu.kernel.errors import NotFound


def describe_poll(target: str) -> Described:
    """A poll as reviewers see it; raises NotFound."""
    poll = _found(target)
    choices = Choice.objects.of(poll.account_id).filter(poll=poll).order_by("number")
    return Described(
        title=poll.question,
        excerpt="\n".join(choices.values_list("text", flat=True)),
        author_id=poll.starter_id or 0,
        account_id=poll.account_id,
        url=poll_url(poll),
    )


def check_sees_poll(user: User, target: str) -> None:
    """Raises NotFound for whoever is not in its group, and for a poll that the group does not see."""
    access_poll(user, _found(target).group.public_id, target)


def hide_poll(target: str, _reason: str) -> None:
    """Nobody sees it any more; twice does nothing."""
    with transaction.atomic():
        poll = _found(target)
        rows = Poll.objects.of(poll.account_id).filter(pk=poll.pk, hidden_at=None)
        if rows.update(hidden_at=clock.now()) and poll.seq is not None:
            redraw_card(poll.group.conversation, poll.seq)


def show_poll(target: str) -> None:
    """Show it again, or for the first time when it was held; twice does nothing."""
    with transaction.atomic():
        poll = _found(target)
        rows = Poll.objects.of(poll.account_id).filter(pk=poll.pk)
        if not rows.exclude(hidden_at=None, held_at=None).update(hidden_at=None, held_at=None):
            return
        poll.hidden_at = poll.held_at = None
        if poll.group.dissolved_at is not None:
            return
        if poll.seq is None:
            post_poll(poll)
        else:
            redraw_card(poll.group.conversation, poll.seq)
        close_due(poll.public_id)


def _found(target: str) -> Poll:
    every = Poll.objects.unscoped("review of a reported poll of any account; the queue checks rights")
    rows = every.select_related("group__conversation", "group__account", "starter")
    poll: Poll | None = rows.filter(public_id=target).first()
    if poll is None:
        raise NotFound(target=target)
    return poll
