"""Forget a member in groups: they leave, and their answers, remarks and names go."""

from __future__ import annotations

from typing import Final

from django.db import transaction

from siyu.domains.groups.actions.taking_steps import go
from siyu.domains.groups.models import Group, GroupMember, Invitation, VolunteerTask
from siyu.domains.people.models import User

_OWN: Final = "a member is forgotten everywhere"
State, Role = GroupMember.State, GroupMember.Role


def forget_member(user: User) -> int:
    """Leave every group and delete each standing; a group whose owner goes passes to its first admin or member.

    Answers how many standings. Said twice, it finds nothing the second time.
    """
    gone = 0
    for member in list(GroupMember.objects.unscoped(_OWN).filter(user=user).select_related("user")):
        with transaction.atomic():
            rows = Group.objects.of(member.account_id).select_for_update().select_related("conversation")
            group = rows.get(pk=member.group_id)
            if member.state == State.ACTIVE:
                _pass_on(group, member)
                go(group, member, State.LEFT)
            GroupMember.objects.of(member.account_id).filter(pk=member.pk).delete()
            gone += 1
    VolunteerTask.objects.unscoped(_OWN).filter(assignee=user).delete()
    VolunteerTask.objects.unscoped(_OWN).filter(by=user).update(by=None)
    Invitation.objects.unscoped(_OWN).filter(by=user).update(by=None)
    Group.objects.unscoped(_OWN).filter(announced_by=user).update(announced_by=None)
    aside = Group.objects.unscoped(_OWN).filter(held_announcer=user)
    aside.update(held_announcer=None, held_announcement="", announcement_held_at=None)
    return gone


def _pass_on(group: Group, member: GroupMember) -> None:
    if member.role != Role.OWNER:
        return
    others = GroupMember.objects.of(group.account_id).filter(group=group, state=State.ACTIVE).exclude(pk=member.pk)
    heir = others.filter(role=Role.ADMIN).order_by("joined_at").first() or others.order_by("joined_at").first()
    if heir is not None:
        GroupMember.objects.of(group.account_id).filter(pk=heir.pk).update(role=Role.OWNER)
