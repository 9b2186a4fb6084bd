"""From one state of a user with a group to the next: one conditional UPDATE each, places counted with it.

Everything that changes who is in a group takes its locks in this order: the group, the member, the conversation.
"""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from siyu.domains.chat.actions.seat_participant import seat_participant
from siyu.domains.chat.actions.unseat_participant import unseat_participant
from siyu.domains.groups.errors import GroupFull, WrongStep
from siyu.domains.groups.models import Group, GroupMember
from siyu.domains.groups.rules import may_follow
from siyu.kernel import clock
from siyu.kernel.errors import NotFound


def lock_group(group: Group) -> Group:
    """The group's row, ours until the transaction ends; NotFound when it is dissolved."""
    rows = Group.objects.of(group.account_id).select_for_update().filter(pk=group.pk, dissolved_at=None)
    found: Group | None = rows.first()
    if found is None:
        raise NotFound(_("There is no such group."))
    return found


def step(member: GroupMember, state: str, **changes: Any) -> None:
    """Bring a member from the state they were read in to the next. Raises WrongStep when that cannot follow, or when
    somebody else moved them meanwhile.
    """
    if not may_follow(member.state, state):
        raise WrongStep(_("This is not possible any more. Please load the page again."), state=member.state)
    rows = GroupMember.objects.of(member.account_id).filter(pk=member.pk, state=member.state)
    if rows.update(state=state, **changes) != 1:
        raise WrongStep(_("This is not possible any more. Please load the page again."), state=member.state)
    for name, value in {"state": state, **changes}.items():
        setattr(member, name, value)


def enter(group: Group, member: GroupMember, **changes: Any) -> None:
    """Take a place and become active; raises GroupFull, WrongStep."""
    rows = Group.objects.of(group.account_id).filter(pk=group.pk, members__lt=F("capacity"), dissolved_at=None)
    if rows.update(members=F("members") + 1) != 1:
        raise GroupFull(_("This group is full."))
    now = clock.now()
    step(member, GroupMember.State.ACTIVE, joined_at=now, left_at=None, role=GroupMember.Role.MEMBER, **changes)
    seat_participant(group.conversation, member.user)


def go(group: Group, member: GroupMember, state: str, **changes: Any) -> None:
    """Give the place back and see nothing more; raises WrongStep."""
    Group.objects.of(group.account_id).filter(pk=group.pk, members__gt=0).update(members=F("members") - 1)
    step(member, state, left_at=clock.now(), role=GroupMember.Role.MEMBER, **changes)
    unseat_participant(group.conversation, member.user)
