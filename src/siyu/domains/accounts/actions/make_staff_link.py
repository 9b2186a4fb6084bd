"""Make a new link to set a password for a member of staff."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Membership
from siyu.domains.accounts.queries.staff import staff_member
from siyu.domains.accounts.types import Desk
from siyu.domains.people.actions.make_password_link import make_password_link
from siyu.kernel.errors import Forbidden
from siyu.platform import audit


def may_make_link(membership: Membership) -> bool:
    """Only for those who work here and nowhere else: an owner must not get into other accounts by another's log-in."""
    user = membership.user
    return not user.is_staff and not user.memberships.exclude(pk=membership.pk).exists()


def make_staff_link(desk: Desk, user_id: int) -> str:
    """The path of a page where the member of staff sets a password. Raises Forbidden, NotFound."""
    desk.require("staff.manage")
    with transaction.atomic():
        membership = staff_member(desk.account, user_id)
        if not may_make_link(membership):
            raise Forbidden(_("This person works elsewhere too and must reset the password by mail."))
        audit.record(account_id=desk.account.pk, actor_id=desk.user.pk, act="staff.link_made", target=f"user:{user_id}")
        return make_password_link(membership.user)
