"""Dissolve a group, bring it back within a week, and end it for good afterwards."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.chat.actions.close_conversation import close_conversation
from siyu.domains.chat.actions.say_event import say_event
from siyu.domains.chat.actions.unseat_participant import unseat_participant
from siyu.domains.groups import conf
from siyu.domains.groups.actions.taking_steps import lock_group
from siyu.domains.groups.models import Group, GroupMember
from siyu.domains.groups.types import Lead
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.platform import audit, realtime

ACTIVE = GroupMember.State.ACTIVE


def dissolve_group(lead: Lead) -> Group:
    """Members see nothing of it from now on; for a week staff can bring it back. Raises Forbidden, NotFound."""
    lead.require("dissolve")
    with transaction.atomic():
        group = lock_group(lead.group)
        group.dissolved_at = clock.now()
        group.dissolves_at = group.dissolved_at + timedelta(days=conf.UNDO_DAYS)
        group.save(update_fields=["dissolved_at", "dissolves_at"])
        say_event(group.conversation, "group.dissolved")
        close_conversation(group.conversation)
        realtime.revoke(group.conversation.room, "*")
        _audit(lead, group, "group.dissolved")
    return group


def restore_group(lead: Lead) -> Group:
    """Bring a dissolved group back as it was, with everyone in it. Raises Forbidden, Invalid after the week."""
    lead.require("dissolve")
    with transaction.atomic():
        rows = Group.objects.of(lead.group.account_id).select_for_update()
        group: Group = rows.select_related("conversation").get(pk=lead.group.pk)
        if group.dissolved_at is None:
            return group
        if group.ended_at is not None or group.dissolves_at is None or group.dissolves_at <= clock.now():
            raise Invalid(_("The week to bring it back is over."), field="group")
        group.dissolved_at = group.dissolves_at = None
        group.save(update_fields=["dissolved_at", "dissolves_at"])
        close_conversation(group.conversation, closed=False)
        say_event(group.conversation, "group.restored")
        _audit(lead, group, "group.restored")
    return group


def end_dissolved() -> int:
    """Let everyone out of groups whose week is over; answers how many groups. Idempotent, for the nightly schedule."""
    rows = Group.objects.unscoped("the nightly end of dissolved groups of every account")
    due = list(rows.filter(dissolves_at__lte=clock.now(), ended_at=None).select_related("conversation"))
    for group in due:
        with transaction.atomic():
            members = GroupMember.objects.of(group.account_id).filter(group=group, state=ACTIVE).select_related("user")
            for member in members:
                unseat_participant(group.conversation, member.user)
            members.update(state=GroupMember.State.LEFT, left_at=clock.now())
            rows.filter(pk=group.pk).update(ended_at=clock.now(), members=0)
    return len(due)


def _audit(lead: Lead, group: Group, act: str) -> None:
    audit.record(account_id=group.account_id, actor_id=lead.user.pk, act=act, target=f"group:{group.public_id}")
