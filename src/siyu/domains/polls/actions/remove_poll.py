"""Take a poll away from a group, and bring it back."""

from __future__ import annotations

from django.db import transaction

from siyu.domains.chat.actions.say_event import redraw_card
from siyu.domains.groups.types import Lead
from siyu.domains.polls.actions.close_poll import close_due
from siyu.domains.polls.models import Poll
from siyu.kernel import clock
from siyu.platform import audit


def remove_poll(lead: Lead, poll: Poll) -> Poll:
    """Members see nothing of it any more; the votes stay. Twice does nothing. Raises Forbidden."""
    return _move(lead, poll, removed=True)


def restore_poll(lead: Lead, poll: Poll) -> Poll:
    """Show it again as it was; past its deadline it ends now. Twice does nothing. Raises Forbidden."""
    return _move(lead, poll, removed=False)


def _move(lead: Lead, poll: Poll, *, removed: bool) -> Poll:
    lead.require("play")
    rows = Poll.objects.of(poll.account_id).filter(pk=poll.pk, removed_at__isnull=removed)
    with transaction.atomic():
        at = clock.now() if removed else None
        if rows.update(removed_at=at) != 1:
            return poll
        poll.removed_at = at
        act = "poll.removed" if removed else "poll.restored"
        audit.record(account_id=poll.account_id, actor_id=lead.user.pk, act=act, target=f"poll:{poll.public_id}")
        if poll.seq is not None:
            redraw_card(poll.group.conversation, poll.seq)
        if not removed:
            close_due(poll.public_id)
    return poll
