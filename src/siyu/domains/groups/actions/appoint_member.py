"""Give a member another role, or hand the group over."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.chat.actions.say_event import say_event
from siyu.domains.groups.actions.taking_steps import lock_group
from siyu.domains.groups.models import GroupMember
from siyu.domains.groups.queries.access import member_of
from siyu.domains.groups.queries.members import named
from siyu.domains.groups.types import Lead
from siyu.kernel.errors import Forbidden, Invalid, NotFound
from siyu.platform import audit

Role, State = GroupMember.Role, GroupMember.State


def appoint_member(lead: Lead, uid: str, role: str) -> GroupMember:
    """Make somebody admin, volunteer or plain member. Raises Forbidden, NotFound, Invalid for the owner."""
    lead.require("appoint")
    if role not in {Role.ADMIN, Role.VOLUNTEER, Role.MEMBER}:
        raise Invalid(_("There is no such role."), field="role")
    group = lead.group
    with transaction.atomic():
        lock_group(group)
        member = _active(lead, uid)
        if member.role == Role.OWNER:
            raise Invalid(_("Make somebody else the owner first."), field="role")
        if member.role != role:
            _set(lead, member, role)
            if role == Role.ADMIN:
                say_event(group.conversation, "group.appointed", name=named(group, [member])[0].name)
    return member


def transfer_group(lead: Lead, uid: str) -> GroupMember:
    """Make a member the owner; who was it before stays as an admin. Raises Forbidden, NotFound. Idempotent."""
    lead.require("transfer")
    group = lead.group
    with transaction.atomic():
        lock_group(group)
        member = _active(lead, uid)
        if member.role != Role.OWNER:
            owners = GroupMember.objects.of(group.account_id).filter(group=group, role=Role.OWNER)
            if not lead.staff and not owners.filter(user=lead.user).exists():  # handed over meanwhile
                raise Forbidden(_("Only the owner hands a group over."))
            owners.update(role=Role.ADMIN)
            _set(lead, member, Role.OWNER)
            say_event(group.conversation, "group.transferred", name=named(group, [member])[0].name)
    return member


def _active(lead: Lead, uid: str) -> GroupMember:
    member = member_of(lead.group, uid)
    if member.state != State.ACTIVE:
        raise NotFound(_("This member is not here."))
    return member


def _set(lead: Lead, member: GroupMember, role: str) -> None:
    before, member.role = member.role, role
    GroupMember.objects.of(member.account_id).filter(pk=member.pk).update(role=role)
    audit.record(
        account_id=member.account_id, actor_id=lead.user.pk, act="group_member.appointed",
        target=f"group:{lead.group.public_id}", user=member.user.uid, before=before, after=role,
    )  # fmt: skip
