"""End a poll, before its time or at its time: the counts stand, and the group hears who won."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.chat.actions.say_event import redraw_card, say_event
from siyu.domains.groups.types import Lead
from siyu.domains.polls.models import Choice, Poll
from siyu.domains.polls.queries.access import may_close
from siyu.domains.polls.queries.counting import counts_of, is_over
from siyu.domains.polls.rules import winners
from siyu.kernel import clock
from siyu.kernel.errors import Forbidden
from siyu.platform import audit

_WHY = "polls of every account end at their time"


def close_poll(lead: Lead, poll: Poll) -> Poll:
    """End it now; whoever started it or leads. Twice does nothing. Raises Forbidden."""
    if not may_close(lead, poll):
        raise Forbidden(_("Only whoever started the poll and those who lead the group end it."))
    with transaction.atomic():
        if _close(poll):
            audit.record(
                account_id=poll.account_id, actor_id=lead.user.pk, act="poll.closed", target=f"poll:{poll.public_id}"
            )
    return poll


def close_due(public_id: str) -> bool:
    """End the poll if its time has come; True when this call did it."""
    rows = Poll.objects.unscoped(_WHY).select_related("group__conversation", "group__account")
    poll = rows.filter(public_id=public_id).first()
    if poll is None or poll.deadline is None or not is_over(poll):
        return False
    with transaction.atomic():
        return _close(poll)


def close_all_due() -> int:
    """End whatever is due, should a waking have been lost; answers how many."""
    due = Poll.objects.unscoped(_WHY).filter(
        deadline__lte=clock.now(), closed_at=None, removed_at=None, hidden_at=None, held_at=None
    )
    return sum(close_due(public_id) for public_id in list(due.values_list("public_id", flat=True)[:1_000]))


def close_later(poll: Poll) -> None:
    """Queue the end of a poll for its deadline."""
    from siyu.domains.polls.jobs import close_when_due

    if poll.deadline is not None:
        close_when_due.using(run_after=poll.deadline).enqueue(poll.public_id)


def _close(poll: Poll) -> bool:
    """One conditional UPDATE; what it changed is ours to tell. What is not shown ends when it is shown again."""
    now = clock.now()
    at = min(now, poll.deadline) if poll.deadline is not None else now
    rows = Poll.objects.of(poll.account_id).filter(pk=poll.pk, closed_at=None)
    if rows.filter(removed_at=None, hidden_at=None, held_at=None).update(closed_at=at) != 1:
        return False
    poll.closed_at = at
    conversation = poll.group.conversation
    if poll.group.dissolved_at is None and poll.seq is not None:
        event, body = _outcome(poll)
        say_event(conversation, event, **body)
        redraw_card(conversation, poll.seq)
    return True


def _outcome(poll: Poll) -> tuple[str, dict[str, object]]:
    counts = counts_of(poll)
    best = winners(counts)
    if not best:
        return "poll.empty", {"question": poll.question}
    texts = dict(Choice.objects.of(poll.account_id).filter(poll=poll).values_list("number", "text"))
    won = "、".join(texts[number] for number in best)
    event = "poll.won" if len(best) == 1 else "poll.tied"
    return event, {"question": poll.question, "won": won[:200], "votes": counts[best[0]]}
