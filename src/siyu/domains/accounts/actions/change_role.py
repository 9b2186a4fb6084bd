"""Give a member of staff another role."""

from __future__ import annotations

from django.db import transaction

from siyu.domains.accounts.models import Membership
from siyu.domains.accounts.queries.staff import keep_an_owner, staff_member
from siyu.domains.accounts.types import Desk
from siyu.platform import audit


def change_role(desk: Desk, user_id: int, role: str) -> Membership:
    """Change the role of a member of staff. Raises LastOwner, NotFound."""
    desk.require("staff.manage")
    with transaction.atomic():
        membership = staff_member(desk.account, user_id)
        before, after = membership.role, Membership.Role(role)
        if before == after:
            return membership
        if before == Membership.Role.OWNER:
            keep_an_owner(desk.account)
        membership.role = after
        membership.save(update_fields=["role"])
        audit.record(
            account_id=desk.account.pk,
            actor_id=desk.user.pk,
            act="staff.role_changed",
            target=f"user:{user_id}",
            before=before,
            after=role,
        )
    return membership
