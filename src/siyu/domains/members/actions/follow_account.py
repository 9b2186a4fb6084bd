"""Follow a pro account, or stop to."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.fans.actions.state_act import state_act
from siyu.domains.members import conf
from siyu.domains.members.models import AccountBlock, Follow, FollowerCount
from siyu.domains.members.queries.following import follows_count
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Invalid


def follow_account(user: User, account: Account) -> bool:
    """The user follows the account from now on; answers whether they did not before. Ends a block of the account.

    States account.followed once however often it is said. Raises Invalid when the user follows too many.
    """
    if follows_count(user) >= conf.MOST_FOLLOWS:
        raise Invalid(_("You follow as many accounts as one can. Let go of some first."), most=conf.MOST_FOLLOWS)
    with transaction.atomic():
        AccountBlock.objects.filter(user=user, account=account).delete()
        _row, fresh = Follow.objects.of(account).get_or_create(account=account, user=user, defaults={"at": clock.now()})
        if fresh:
            _count(account, 1)
            state_act(account, user, "account.followed", object_type="account", object_id=account.slug)
    return fresh


def unfollow_account(user: User, account: Account) -> bool:
    """The user follows the account no more; answers whether they did. States account.unfollowed."""
    with transaction.atomic():
        gone, _each = Follow.objects.of(account).filter(user=user).delete()
        if gone:
            _count(account, -1)
            state_act(account, user, "account.unfollowed", object_type="account", object_id=account.slug)
    return bool(gone)


def _count(account: Account, by: int) -> None:
    FollowerCount.objects.get_or_create(account=account)
    FollowerCount.objects.filter(account=account).update(followers=F("followers") + by)
