"""What polls know of a member: lines for their privacy page, and tables to take along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.members.types import Known
from siyu.domains.people.models import User
from siyu.domains.polls.models import Pick, Poll, Vote

_OWN: Final = "a member reads what is theirs"


def known(account: Account, user: User, _person_id: int) -> Iterator[Known]:
    """The polls the member voted in at the account; what they chose only where votes carry names."""
    votes = Vote.objects.of(account).filter(user=user).select_related("poll").order_by("pk")
    chosen = _texts(list(votes))
    for vote in votes:
        said = _("voted without a name") if vote.poll.anonymous else "；".join(chosen.get(vote.pk, ()))
        yield Known(vote.poll.question, said, _("You voted in a group."))


def votes(user: User) -> Iterator[dict[str, Any]]:
    """Every vote of the member, those without a name too: they are the member's own."""
    rows = list(Vote.objects.unscoped(_OWN).filter(user=user).select_related("poll__group", "account").order_by("pk"))
    chosen = _texts(rows)
    for vote in rows:
        yield {
            "account": vote.account.slug, "group": vote.poll.group.name, "question": vote.poll.question,
            "anonymous": vote.poll.anonymous, "chosen": "；".join(chosen.get(vote.pk, ())),
            "voted_at": vote.cast_at.isoformat(),
        }  # fmt: skip


def started(user: User) -> Iterator[dict[str, Any]]:
    """Every poll the member started."""
    for poll in Poll.objects.unscoped(_OWN).filter(starter=user).select_related("group", "account").order_by("pk"):
        yield {
            "account": poll.account.slug, "group": poll.group.name, "question": poll.question,
            "started_at": poll.started_at.isoformat(),
        }  # fmt: skip


def _texts(rows: list[Vote]) -> dict[int, list[str]]:
    picks = Pick.objects.unscoped(_OWN).filter(vote__in=[vote.pk for vote in rows]).order_by("choice__number")
    told: dict[int, list[str]] = {}
    for vote, text in picks.values_list("vote_id", "choice__text"):
        told.setdefault(vote, []).append(text)
    return told
