"""Open invitations of a group, and their address."""

from __future__ import annotations

from django.urls import reverse

from siyu.domains.groups.models import Group, Invitation
from siyu.kernel import clock


def open_invitations(group: Group) -> list[Invitation]:
    """Those that still let in, newest first."""
    rows = Invitation.objects.of(group.account_id).filter(group=group, revoked_at=None, expires_at__gt=clock.now())
    return [one for one in rows.select_related("group").order_by("-pk")[:20] if one.uses < one.most]


def invitation_path(invitation: Invitation) -> str:
    """The path that an invitation leads to."""
    return reverse("groups:group", kwargs={"group": invitation.group.public_id}) + f"?invite={invitation.token}"
