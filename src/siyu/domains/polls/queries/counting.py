"""How a poll stands: counts from the votes themselves, as one viewer may see them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count

from siyu.domains.polls.models import Choice, Pick, Poll, Vote
from siyu.domains.polls.rules import is_open, percent, shows_counts, winners
from siyu.domains.polls.types import Bar, PollView
from siyu.kernel import clock


def counts_of(poll: Poll) -> dict[int, int]:
    """Number of a choice → how many votes take it, for every choice. Two queries."""
    rows = Choice.objects.of(poll.account_id).filter(poll=poll).order_by("number")
    picks = Pick.objects.of(poll.account_id).filter(choice__poll=poll)
    counted = dict(picks.values_list("choice__number").annotate(n=Count("pk")))
    return {number: counted.get(number, 0) for number in rows.values_list("number", flat=True)}


def voters_of(polls: Sequence[Poll]) -> dict[int, int]:
    """Poll → how many have voted. One query."""
    if not polls:
        return {}
    rows = Vote.objects.of(polls[0].account_id).filter(poll__in=[poll.pk for poll in polls])
    return dict(rows.values_list("poll_id").annotate(n=Count("pk")))


def is_over(poll: Poll) -> bool:
    """Whether votes are taken no more."""
    return not is_open(closed_at=poll.closed_at, deadline=poll.deadline, now=clock.now())


def view_of(poll: Poll, user: Any, *, member: bool = True) -> PollView:
    """The poll as a member sees it; staff at their desk (`member` False) do not vote and see the counts always.

    Six queries at the most.
    """
    account, over = poll.account_id, is_over(poll)
    texts = dict(Choice.objects.of(account).filter(poll=poll).order_by("number").values_list("number", "text"))
    mine = own_picks(poll, user) if member else None
    voted = mine is not None
    counted = not member or shows_counts(poll.shows, voted=voted, over=over)
    counts = counts_of(poll) if counted else {}
    voters = voters_of([poll]).get(poll.pk, 0)
    best = set(winners(counts)) if over else set()
    bars = [
        Bar(
            number, text, counts.get(number, 0), percent(counts.get(number, 0), voters),
            mine=number in (mine or ()), wins=number in best,
        )
        for number, text in texts.items()
    ]  # fmt: skip
    votes_now = member and not over and poll.held_at is None and (not voted or poll.changeable)
    return PollView(poll, bars, voters, voted, over, counted, votes_now)


def told_of(poll: Poll) -> dict[str, str]:
    """The figures of the card that everyone in the room may read now: counts only where everyone sees them always.

    Nobody's own vote is in them. Four queries at the most.
    """
    voters = voters_of([poll]).get(poll.pk, 0)
    told = {"voters": str(voters)}
    if poll.shows == Poll.Shows.ALWAYS:
        for number, votes in counts_of(poll).items():
            told[f"c{number}"] = Bar(number, "", votes, percent(votes, voters)).said
            told[f"b{number}"] = f"{100 * votes / voters:.1f}" if voters else "0.0"
    return told


def own_picks(poll: Poll, user: Any) -> set[int] | None:
    """The numbers that the user's own vote takes; None when they have not voted. Two queries at the most."""
    vote = Vote.objects.of(poll.account_id).filter(poll=poll, user_id=user.pk).first()
    if vote is None:
        return None
    return set(Pick.objects.of(poll.account_id).filter(vote=vote).values_list("choice__number", flat=True))
