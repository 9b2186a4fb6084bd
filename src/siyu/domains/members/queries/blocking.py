"""Who does not want to meet whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from siyu.domains.accounts.models import Account
from siyu.domains.members.models import AccountBlock, UserBlock
from siyu.domains.people.models import User
from siyu.platform.db.prepared import Prepared

_blocked_users = Prepared(lambda user: UserBlock.objects.filter(blocker_id=user).values_list("blocked_id"))
_blocked_accounts = Prepared(lambda user: AccountBlock.objects.filter(user_id=user).values_list("account_id"))


def blocked_between(a: User | int, b: User | int) -> bool:
    """Whether either of two users blocked the other: then neither comments on, writes to or mentions the other."""
    one, two = _id(a), _id(b)
    either = Q(blocker_id=one, blocked_id=two) | Q(blocker_id=two, blocked_id=one)
    return UserBlock.objects.filter(either).exists()


def blocked_among(user: User, others: Iterable[int]) -> set[int]:
    """Those of `others` (user ids) whom the user blocked or who blocked the user; one query, for lists and mentions."""
    wanted = set(others)
    if not wanted:
        return set()
    mine = Q(blocker=user, blocked_id__in=wanted) | Q(blocked=user, blocker_id__in=wanted)
    pairs = UserBlock.objects.filter(mine).values_list("blocker_id", "blocked_id")
    return {one for pair in pairs for one in pair} - {user.pk}


def hidden_users(user: Any) -> set[int]:
    """Ids of all users whom the user blocked: their words are left out of what the user reads."""
    if not user.is_authenticated:
        return set()
    return {blocked for (blocked,) in _blocked_users(user.pk)}


def hidden_accounts(user: Any) -> set[int]:
    """Ids of the accounts that the user blocked: what they say vanishes from the user's feeds."""
    if not user.is_authenticated:
        return set()
    return {blocked for (blocked,) in _blocked_accounts(user.pk)}


def account_blocked(user: Any, account: Account) -> bool:
    """Whether the user blocked the account."""
    return bool(user.is_authenticated) and AccountBlock.objects.filter(user=user, account=account).exists()


def users_blocking(account: Account) -> set[int]:
    """Ids of all users who blocked the account: nobody invites them in its name."""
    return set(AccountBlock.objects.filter(account=account).values_list("user_id", flat=True))


def _id(user: User | int) -> int:
    return user if isinstance(user, int) else user.pk
