"""Announce something to a group, and remember who has opened it."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from siyu.domains.chat.actions.say_event import say_event
from siyu.domains.chat.rules import clean_text
from siyu.domains.groups.actions.taking_steps import lock_group
from siyu.domains.groups.models import Group, GroupMember
from siyu.domains.groups.models.group import ANNOUNCEMENT_LENGTH
from siyu.domains.groups.queries.access import access_group
from siyu.domains.groups.types import Lead
from siyu.domains.inbox.actions.notify import notify
from siyu.domains.moderation.actions.screen_text import screen_text
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.platform import audit


def announce(lead: Lead, text: str) -> Group:
    """Put up an announcement (empty takes it down), tell all members, count receipts anew.

    Raises Forbidden, Invalid. The same text again says nothing.
    """
    lead.require("announce")
    text = clean_text(text)
    if len(text) > ANNOUNCEMENT_LENGTH:
        raise Invalid(_("An announcement has at most %(n)s characters.") % {"n": ANNOUNCEMENT_LENGTH}, field="text")
    if text and screen_text(lead.group.account, text).verdict == "refuse":
        raise Invalid(_("Please say it in other words."), field="text")
    with transaction.atomic():
        group = lock_group(lead.group)
        if group.announcement == text:
            return group
        group.announcement, group.announced_by, group.announced_at = text, lead.user, clock.now()
        group.announcement_version += 1
        group.save(update_fields=["announcement", "announced_by", "announced_at", "announcement_version"])
        rows = GroupMember.objects.of(group.account_id).filter(group=group, state=GroupMember.State.ACTIVE)
        rows.filter(user=lead.user).update(announcement_seen=group.announcement_version)
        if text:
            say_event(group.conversation, "group.announced", text=text[:60])
            url = reverse("groups:announcement", kwargs={"group": group.public_id})
            title, key = (
                _("Announcement of %(group)s") % {"group": group.name},
                f"{group.pk}.{group.announcement_version}",
            )
            others = User.objects.filter(pk__in=rows.exclude(user=lead.user).values("user_id"))
            notify(others, "group", title, text, url, account=group.account, key=f"announcement:{key}")
        audit.record(
            account_id=group.account_id, actor_id=lead.user.pk, act="group.announced", target=f"group:{group.public_id}"
        )
    return group


def see_announcement(user: User, public_id: str) -> Group:
    """Note that the user has opened today's announcement. Raises NotFound. Idempotent."""
    group, member = access_group(user, public_id)
    rows = GroupMember.objects.of(group.account_id).filter(
        pk=member.pk, announcement_seen__lt=group.announcement_version
    )
    rows.update(announcement_seen=group.announcement_version)
    return group
