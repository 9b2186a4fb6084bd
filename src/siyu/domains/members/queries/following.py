"""Which accounts a member follows, and how many follow an account."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from siyu.domains.accounts.models import Account
from siyu.domains.members.models import Follow, FollowerCount

_OWN = "a member reads their own follows"
PAGE = 30


def followed_accounts(user: Any) -> list[int]:
    """Ids of the accounts the user follows, newest first; empty for whoever is not logged in."""
    if not user.is_authenticated:
        return []
    return list(Follow.objects.unscoped(_OWN).filter(user=user).order_by("-id").values_list("account_id", flat=True))


def is_following(user: Any, account: Account) -> bool:
    """Whether the user follows the account."""
    return bool(user.is_authenticated) and Follow.objects.of(account).filter(user=user).exists()


def followers_of(account_ids: Iterable[int]) -> dict[int, int]:
    """How many follow each account; one query."""
    found = dict(FollowerCount.objects.filter(pk__in=set(account_ids)).values_list("pk", "followers"))
    return {pk: found.get(pk, 0) for pk in account_ids}


def follower_ids(account: Account) -> Iterable[int]:
    """Ids of the users who follow an account; a lazy query that can stand inside another."""
    return Follow.objects.of(account).values_list("user_id", flat=True)


def follows_page(user: Any, *, search: str = "", before: int | None = None) -> tuple[list[Follow], int | None]:
    """The user's follows with their accounts, newest first, found by a part of the name; the id where to go on."""
    found = Follow.objects.unscoped(_OWN).filter(user=user).select_related("account").order_by("-id")
    if search:
        found = found.filter(Q(account__name__icontains=search) | Q(account__slug__icontains=search))
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found[: PAGE + 1])
    return rows[:PAGE], rows[PAGE - 1].pk if len(rows) > PAGE else None


def follows_count(user: Any) -> int:
    """How many accounts the user follows."""
    return Follow.objects.unscoped(_OWN).filter(user=user).count()
