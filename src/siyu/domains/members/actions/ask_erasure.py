"""Ask to be forgotten, and change one's mind."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account, Membership
from siyu.domains.members import conf
from siyu.domains.members.models import Erasure
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.platform import audit


def ask_erasure(user: User) -> Erasure:
    """Be forgotten in fourteen days, unless undone; asked twice it is one. Raises Invalid while accounts need one.

    A personal account that nobody else works for goes with its member; of any other the last owner hands over first.
    """
    for membership in Membership.objects.filter(user=user, role=Membership.Role.OWNER).select_related("account"):
        if not goes_with(membership.account, user) and not _another_owner(membership):
            words = _("You are the only owner of %(account)s. Make somebody else an owner first.")
            raise Invalid(words % {"account": membership.account.name}, account=membership.account.slug)
    now = clock.now()
    try:
        with transaction.atomic():
            erasure = Erasure.objects.create(user=user, asked_at=now, due_at=now + conf.ERASURE_WAITS)
            audit.record(account_id=None, actor_id=user.pk, act="erasure.asked", target=f"user:{user.pk}")
    except IntegrityError:
        return Erasure.objects.get(user=user, undone_at=None, done_at=None)
    return erasure


def undo_erasure(user: User) -> bool:
    """Stay after all; answers whether there was something to undo."""
    with transaction.atomic():
        waiting = Erasure.objects.filter(user=user, undone_at=None, done_at=None)
        undone = waiting.update(undone_at=clock.now())
        if undone:
            audit.record(account_id=None, actor_id=user.pk, act="erasure.undone", target=f"user:{user.pk}")
    return bool(undone)


def goes_with(account: Account, user: User) -> bool:
    """Whether an account goes when its member goes: a personal one for which nobody else works."""
    others = Membership.objects.filter(account=account).exclude(user=user)
    return account.kind == Account.Kind.PERSONAL and not others.exists()


def _another_owner(membership: Membership) -> bool:
    owners = Membership.objects.filter(account=membership.account, role=Membership.Role.OWNER)
    return owners.exclude(user=membership.user).exists()
