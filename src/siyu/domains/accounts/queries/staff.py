"""Who works for an account."""

from __future__ import annotations

from django.utils.translation import gettext as _

from siyu.domains.accounts.errors import LastOwner
from siyu.domains.accounts.models import Account, Membership
from siyu.kernel.errors import NotFound


def staff_of(account: Account) -> list[Membership]:
    """The staff, owners first, then by the day they came."""
    found = Membership.objects.filter(account=account).select_related("user").order_by("created_at")
    return sorted(found, key=lambda one: one.role != Membership.Role.OWNER)


def staff_member(account: Account, user_id: int) -> Membership:
    """One member of staff with the user; raises NotFound."""
    found = Membership.objects.select_related("user").filter(account=account, user_id=user_id).first()
    if found is None:
        raise NotFound(_("This person does not work for the account."), user=user_id)
    return found


def keep_an_owner(account: Account) -> None:
    """Raise LastOwner when there is only one; to be asked in the transaction that takes an owner away.

    The row of the account is the lock: two owners who remove each other come one after the other.
    """
    Account.objects.select_for_update().get(pk=account.pk)
    if Membership.objects.filter(account=account, role=Membership.Role.OWNER).count() <= 1:
        raise LastOwner(_("An account needs at least one owner. Make someone else an owner first."))
