"""Invite somebody to work for an account by a link, and take the link back."""

from __future__ import annotations

from django.db import transaction

from siyu.domains.accounts.conf import INVITATION_FOR
from siyu.domains.accounts.models import Membership, StaffInvitation
from siyu.domains.accounts.types import Desk
from siyu.kernel import clock
from siyu.kernel.errors import NotFound
from siyu.platform import audit


def invite_staff(desk: Desk, role: str) -> StaffInvitation:
    """A link that one person takes once, within three days. Raises Forbidden."""
    desk.require("staff.manage")
    now = clock.now()
    with transaction.atomic():
        made: StaffInvitation = StaffInvitation.objects.create(
            account=desk.account,
            role=Membership.Role(role),
            made_by=desk.user,
            made_at=now,
            ends_at=now + INVITATION_FOR,
        )
        _record(desk, made, "staff.invited")
    return made


def withdraw_invitation(desk: Desk, invitation_id: int) -> None:
    """End a link that nobody took yet; once more does nothing. Raises Forbidden, NotFound."""
    desk.require("staff.manage")
    with transaction.atomic():
        rows = StaffInvitation.objects.of(desk.account)
        found = rows.filter(pk=invitation_id).first()
        if found is None:
            raise NotFound(invitation=invitation_id)
        if rows.filter(pk=found.pk, used_at=None, withdrawn_at=None).update(withdrawn_at=clock.now()):
            _record(desk, found, "staff.invitation_withdrawn")


def _record(desk: Desk, invitation: StaffInvitation, act: str) -> None:
    audit.record(
        account_id=desk.account.pk, actor_id=desk.user.pk, act=act, target=f"staff:{invitation.pk}",
        role=invitation.role,
    )  # fmt: skip
