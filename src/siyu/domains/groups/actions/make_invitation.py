"""Make an invitation, or take it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.groups import conf
from siyu.domains.groups.models import Invitation
from siyu.domains.groups.types import Lead
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.platform import audit


def make_invitation(lead: Lead, days: int = 7, most: int = 0) -> Invitation:
    """A link that lets in for so many days (one of `conf.INVITATION_DAYS`), `most` people (0: as many as fit; more
    than have a place only where parallel groups open).

    Raises Forbidden, Invalid.
    """
    lead.require("invite")
    group, most = lead.group, most or lead.group.capacity
    room = conf.INVITED_MOST if group.overflow else group.capacity
    if days not in conf.INVITATION_DAYS or not 0 < most <= room:
        raise Invalid(_("Choose how long the invitation holds and for how many."), field="days")
    now = clock.now()
    with transaction.atomic():
        made: Invitation = Invitation.objects.create(
            account_id=group.account_id, group=group, by=lead.user, most=most, made_at=now,
            expires_at=now + timedelta(days=days),
        )  # fmt: skip
        audit.record(
            account_id=group.account_id, actor_id=lead.user.pk, act="group.invitation_made",
            target=f"group:{group.public_id}", days=days, most=most,
        )  # fmt: skip
    return made


def revoke_invitation(lead: Lead, token: str) -> bool:
    """Take an invitation back; whoever used it stays. Answers whether it was open. Raises Forbidden."""
    lead.require("invite")
    rows = Invitation.objects.of(lead.group.account_id).filter(group=lead.group, token=token, revoked_at=None)
    return bool(rows.update(revoked_at=clock.now()))


def withdraw_invitations(account: Account, tokens: Sequence[str]) -> int:
    """Take back links that a rule of the account sent out, whose rights were checked; answers how many were open."""
    rows = Invitation.objects.of(account).filter(token__in=list(tokens), revoked_at=None)
    return int(rows.update(revoked_at=clock.now()))
