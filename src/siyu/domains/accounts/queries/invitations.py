"""Invitations to work for an account."""

from __future__ import annotations

from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account, StaffInvitation
from siyu.kernel import clock
from siyu.kernel.errors import NotFound


def open_invitation(token: str) -> StaffInvitation:
    """The invitation behind a link while it can be taken; raises NotFound."""
    rows = StaffInvitation.objects.unscoped("whoever holds the link does not know the account yet")
    found: StaffInvitation | None = (
        rows.select_related("account", "made_by")
        .filter(token=token, used_at=None, withdrawn_at=None, ends_at__gt=clock.now())
        .first()
    )
    if found is None:
        raise NotFound(_("This invitation was taken or has ended. Ask for a new one."))
    return found


def open_invitations(account: Account) -> list[StaffInvitation]:
    """Links of the account that nobody took yet, newest first."""
    rows = StaffInvitation.objects.of(account).select_related("made_by")
    return list(rows.filter(used_at=None, withdrawn_at=None, ends_at__gt=clock.now()).order_by("-pk"))
