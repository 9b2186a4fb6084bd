"""Whom and what a member has blocked, to read and to undo."""

from __future__ import annotations

from siyu.domains.accounts.models import Account
from siyu.domains.members.models import AccountBlock, UserBlock
from siyu.domains.members.queries.profiles import cards_of
from siyu.domains.members.types import Card
from siyu.domains.people.models import User


def blocked_list(user: User) -> tuple[list[Card], list[Account]]:
    """Cards of the blocked members and the blocked accounts, newest first."""
    ids = list(UserBlock.objects.filter(blocker=user).order_by("-id").values_list("blocked_id", flat=True))
    cards = cards_of(ids)
    rows = AccountBlock.objects.filter(user=user).select_related("account").order_by("-id")
    return [cards[pk] for pk in ids if pk in cards], [row.account for row in rows]
