"""Accept an invitation to work for an account."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.accounts.errors import AlreadyStaff
from siyu.domains.accounts.models import Account, Membership, StaffInvitation
from siyu.domains.accounts.queries.invitations import open_invitation
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import NotFound
from siyu.platform import audit


def accept_invitation(user: User, token: str) -> Account:
    """Take the link: the first who does gets the role. Raises NotFound when it ended, AlreadyStaff."""
    with transaction.atomic():
        found = open_invitation(token)
        account: Account = found.account
        if Membership.objects.filter(account=account, user=user).exists():
            raise AlreadyStaff(_("You work for this account already."))
        now = clock.now()
        free = StaffInvitation.objects.of(account).filter(pk=found.pk, used_at=None, withdrawn_at=None, ends_at__gt=now)
        if free.update(used_at=now, used_by=user) != 1:
            raise NotFound(_("This invitation was taken or has ended. Ask for a new one."))
        Membership.objects.create(account=account, user=user, role=found.role)
        audit.record(
            account_id=account.pk, actor_id=user.pk, act="staff.joined", target=f"user:{user.pk}", role=found.role
        )
    return account
