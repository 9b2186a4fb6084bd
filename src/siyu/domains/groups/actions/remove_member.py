"""Put somebody out of a group, for now or for good."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.chat.actions.say_event import say_event
from siyu.domains.fans.actions.state_act import state_act
from siyu.domains.groups.actions.taking_steps import go, lock_group, step
from siyu.domains.groups.models import GroupMember
from siyu.domains.groups.queries.access import member_of
from siyu.domains.groups.queries.members import named
from siyu.domains.groups.types import Lead
from siyu.domains.inbox.actions.notify import notify
from siyu.kernel.errors import Invalid
from siyu.platform import audit


def remove_member(lead: Lead, uid: str, *, ban: bool = False, reason: str = "") -> None:
    """Take a member's place and their seat; sockets lose the room at once. A banned one does not find the group again.

    Raises Forbidden, NotFound, Invalid for the owner, WrongStep when they are gone already.
    """
    group, reason = lead.group, " ".join(reason.split())[:200]
    with transaction.atomic():
        lock_group(group)
        member = member_of(group, uid)
        lead.require_over(member, "remove")
        inside = member.state == GroupMember.State.ACTIVE
        if inside and member.role == GroupMember.Role.OWNER:
            raise Invalid(_("Make somebody else the owner first."), field="role")
        state = GroupMember.State.BANNED if ban else GroupMember.State.KICKED
        name = named(group, [member])[0].name
        if inside:
            go(group, member, state, reason=reason)
            say_event(group.conversation, "group.removed", name=name)
            state_act(
                group.account, member.user, "group.left", object_type="group", object_id=group.public_id,
                props={"removed": True},
            )  # fmt: skip
            words = _("You are no longer in %(group)s") % {"group": group.name}
            notify([member.user], "group", words, reason, account=group.account)
        else:
            step(member, state, reason=reason)
        audit.record(
            account_id=group.account_id, actor_id=lead.user.pk, act=f"group_member.{state}",
            target=f"group:{group.public_id}", user=uid, reason=reason,
        )  # fmt: skip


def lift_ban(lead: Lead, uid: str) -> None:
    """Let a banned one find the group again. Raises Forbidden, NotFound, WrongStep."""
    lead.require("remove")
    with transaction.atomic():
        member = member_of(lead.group, uid)
        step(member, GroupMember.State.LEFT)
        audit.record(
            account_id=lead.group.account_id, actor_id=lead.user.pk, act="group_member.unbanned",
            target=f"group:{lead.group.public_id}", user=uid,
        )  # fmt: skip
