"""Vote in a poll, or vote otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from siyu.domains.chat.actions.say_event import tell_card
from siyu.domains.fans.actions.state_act import state_act
from siyu.domains.people.models import User
from siyu.domains.polls.errors import PollOver, VotedAlready
from siyu.domains.polls.models import Choice, Pick, Poll, Vote
from siyu.domains.polls.queries.access import access_poll
from siyu.domains.polls.queries.counting import is_over, told_of
from siyu.domains.polls.rules import may_change, pick_fault
from siyu.kernel import clock
from siyu.kernel.errors import Invalid, NotFound
from siyu.kernel.ids import derived_id

_FAULTS: Final[dict[str, Promise]] = {
    "none": gettext_lazy("Choose something first."), "unknown": gettext_lazy("Please choose from what is shown."),
    "too_many": gettext_lazy("Please choose fewer."),
}  # fmt: skip


def cast_vote(user: User, group_id: str, poll_id: str, picked: Sequence[int]) -> Poll:
    """Take these choices (numbers) as the member's one vote, in place of what it took before. The muted vote too.

    Raises NotFound to strangers, PollOver, VotedAlready, Invalid. The same vote again changes nothing.
    """
    _lead, poll = access_poll(user, group_id, poll_id)
    with transaction.atomic():
        _hold(poll)
        choices = dict(Choice.objects.of(poll.account_id).filter(poll=poll).values_list("number", "pk"))
        fault = pick_fault(picked, choices, poll.most)
        if fault:
            raise Invalid(str(_FAULTS[fault]), field="choice")
        changed = _take(poll, user, {choices[number] for number in picked})
        if changed and poll.seq is not None:
            tell_card(poll.group.conversation, poll.seq, told_of(poll))
    return poll


def _hold(poll: Poll) -> None:
    """The poll's row is ours until the transaction ends: votes of a poll are cast one after the other."""
    rows = Poll.objects.of(poll.account_id).select_for_update().filter(pk=poll.pk)
    now_held = rows.filter(removed_at=None, hidden_at=None, held_at=None).first()
    if now_held is None:
        raise NotFound(_("This poll is not here any more."))
    if is_over(now_held):
        raise PollOver(_("This poll is over."))


def _take(poll: Poll, user: User, wanted: set[int]) -> bool:
    votes = Vote.objects.of(poll.account_id).filter(poll=poll, user=user)
    vote: Vote | None = votes.first()
    if vote is None:
        vote = Vote.objects.create(account_id=poll.account_id, poll=poll, user=user, cast_at=clock.now())
        before: set[int] = set()
        _state(poll, user, vote)
    else:
        before = set(Pick.objects.of(poll.account_id).filter(vote=vote).values_list("choice_id", flat=True))
        if not may_change(changeable=poll.changeable, before=before, picked=wanted):
            raise VotedAlready(_("You have voted, and votes of this poll stay as they are."))
    Pick.objects.of(poll.account_id).filter(vote=vote, choice_id__in=before - wanted).delete()
    Pick.objects.bulk_create(
        [Pick(account_id=poll.account_id, vote=vote, choice_id=pk) for pk in sorted(wanted - before)]
    )
    return before != wanted


def _state(poll: Poll, user: User, vote: Vote) -> None:
    """That the member voted, once a poll; never what they chose."""
    state_act(
        poll.group.account, user, "poll.voted", object_type="poll", object_id=poll.public_id, at=vote.cast_at,
        props={"group": poll.group.public_id},
        event_id=derived_id(clock.to_ms(vote.cast_at), "poll.voted", poll.public_id, user.uid),
    )  # fmt: skip
