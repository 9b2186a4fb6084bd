"""Let a person work for an account."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.accounts.errors import AlreadyStaff
from siyu.domains.accounts.models import Membership
from siyu.domains.accounts.types import Desk
from siyu.domains.people.actions.ensure_user import ensure_user
from siyu.domains.people.actions.make_password_link import make_password_link
from siyu.platform import audit


@dataclass(frozen=True)
class StaffAdded:
    """The new membership; `link` is the path to set a password, empty for a user who has one already."""

    membership: Membership
    link: str


def add_staff(desk: Desk, *, email: str, name: str, role: str) -> StaffAdded:
    """Add the user of this address in a role, making the user where there is none. Raises AlreadyStaff."""
    desk.require("staff.manage")
    with transaction.atomic():
        user, made = ensure_user(email, name=name)
        membership, joined = Membership.objects.get_or_create(
            account=desk.account, user=user, defaults={"role": Membership.Role(role)}
        )
        if not joined:
            raise AlreadyStaff(_("This person works for the account already."), role=membership.role)
        audit.record(
            account_id=desk.account.pk,
            actor_id=desk.user.pk,
            act="staff.added",
            target=f"user:{user.pk}",
            email=user.email,
            role=role,
        )
    return StaffAdded(membership, make_password_link(user) if made else "")
