"""Leave a group."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.fans.actions.state_act import state_act
from siyu.domains.groups.actions.taking_steps import go, lock_group
from siyu.domains.groups.models import GroupMember
from siyu.domains.groups.queries.access import access_group
from siyu.domains.people.models import User
from siyu.kernel.errors import Invalid


def leave_group(user: User, public_id: str) -> None:
    """Leave without a word in the chat. Raises NotFound, Invalid for the owner, who hands the group over first."""
    group, member = access_group(user, public_id)
    with transaction.atomic():
        lock_group(group)
        member.refresh_from_db(fields=["role", "state"], from_queryset=GroupMember.objects.of(group.account_id))
        if member.role == GroupMember.Role.OWNER:
            raise Invalid(_("Hand the group over to somebody before you leave."), field="role")
        go(group, member, GroupMember.State.LEFT)
        state_act(group.account, user, "group.left", object_type="group", object_id=group.public_id)
