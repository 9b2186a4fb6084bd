"""Block a member or an account, or make peace again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.members import conf
from siyu.domains.members.actions.follow_account import unfollow_account
from siyu.domains.members.models import AccountBlock, UserBlock
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Invalid


def block_user(user: User, other: User) -> None:
    """The two may not comment on, write to or mention each other any more. Raises Invalid for oneself."""
    if user.pk == other.pk:
        raise Invalid(_("That is you."), field="uid")
    if UserBlock.objects.filter(blocker=user).count() >= conf.MOST_BLOCKS:
        raise Invalid(_("Your list of blocked members is full."), most=conf.MOST_BLOCKS)
    UserBlock.objects.get_or_create(blocker=user, blocked=other, defaults={"at": clock.now()})


def unblock_user(user: User, other: User) -> None:
    """Take the block back."""
    UserBlock.objects.filter(blocker=user, blocked=other).delete()


def block_account(user: User, account: Account) -> None:
    """What the account says vanishes from the user's feeds; the user follows it no more."""
    if AccountBlock.objects.filter(user=user).count() >= conf.MOST_BLOCKS:
        raise Invalid(_("Your list of blocked accounts is full."), most=conf.MOST_BLOCKS)
    with transaction.atomic():
        unfollow_account(user, account)
        AccountBlock.objects.get_or_create(user=user, account=account, defaults={"at": clock.now()})


def unblock_account(user: User, account: Account) -> None:
    """Take the block back."""
    AccountBlock.objects.filter(user=user, account=account).delete()
