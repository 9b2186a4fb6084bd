"""End a person's work for an account, and take that back."""

from __future__ import annotations

from django.core import signing
from django.db import transaction

from siyu.domains.accounts.models import Membership
from siyu.domains.accounts.queries.staff import keep_an_owner, staff_member
from siyu.domains.accounts.types import Desk
from siyu.kernel.errors import NotFound
from siyu.platform import audit

_SALT = "accounts.remove_staff"
_UNDO_SECONDS = 3600


def remove_staff(desk: Desk, user_id: int) -> str:
    """Remove the member of staff; returns a token by which `restore_staff` undoes it within an hour.

    Raises LastOwner, NotFound.
    """
    desk.require("staff.manage")
    with transaction.atomic():
        membership = staff_member(desk.account, user_id)
        if membership.role == Membership.Role.OWNER:
            keep_an_owner(desk.account)
        token = signing.dumps([desk.account.pk, user_id, membership.role], salt=_SALT)
        audit.record(
            account_id=desk.account.pk,
            actor_id=desk.user.pk,
            act="staff.removed",
            target=f"user:{user_id}",
            role=membership.role,
        )
        membership.delete()
    return token


def restore_staff(desk: Desk, token: str) -> None:
    """Undo a removal. Raises NotFound for a token that is too old, broken or of another account."""
    desk.require("staff.manage")
    try:
        account_id, user_id, role = signing.loads(token, salt=_SALT, max_age=_UNDO_SECONDS)
    except signing.BadSignature as broken:
        raise NotFound(token=token[:12]) from broken
    if account_id != desk.account.pk:
        raise NotFound(token=token[:12])
    with transaction.atomic():
        _membership, back = Membership.objects.get_or_create(
            account=desk.account, user_id=user_id, defaults={"role": role}
        )
        if back:
            audit.record(
                account_id=account_id, actor_id=desk.user.pk, act="staff.restored", target=f"user:{user_id}", role=role
            )
