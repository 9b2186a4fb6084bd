"""Announce something to a group, and remember who has opened it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

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
from siyu.domains.moderation.actions.open_case import open_case
from siyu.domains.moderation.actions.screen_text import screen_text
from siyu.domains.moderation.types import Screening
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.platform import audit

TARGET: Final = "announcement"
"""The name of announcements among what can be reported; theirs is the group's public id."""


def announce(lead: Lead, text: str) -> Group:
    """Put up an announcement (empty takes it down), tell all members, count receipts anew.

    With words that need a look it is kept aside until it is let through; what staff say as the account is not.
    Raises Forbidden, Invalid. The same text again says nothing.
    """
    lead.require("announce")
    text = clean_text(text)
    if len(text) > ANNOUNCEMENT_LENGTH:
        raise Invalid(_("An announcement has at most %(n)s characters.") % {"n": ANNOUNCEMENT_LENGTH}, field="text")
    screening = screen_text(lead.group.account, text) if text else Screening("pass")
    if screening.verdict == "refuse":
        raise Invalid(_("Please say it in other words."), field="text")
    with transaction.atomic():
        group = lock_group(lead.group)
        if group.announcement == text:
            return group
        if screening.verdict == "hold" and not lead.staff:
            keep_aside(group, text, lead.user, held_at=clock.now())
            open_case(TARGET, group.public_id, source="words", words=screening.words)
            return group
        put_up(group, text, lead.user)
    return group


def keep_aside(group: Group, text: str, by: User | None, *, held_at: datetime | None) -> None:
    """Keep an announcement where members do not see it; inside the transaction that holds the group's row."""
    group.held_announcement, group.held_announcer, group.announcement_held_at = text, by, held_at
    group.save(update_fields=["held_announcement", "held_announcer", "announcement_held_at"])


def put_up(group: Group, text: str, by: User | None) -> None:
    """Show it to all members in place of what stood or waited; inside the transaction that holds the group's row."""
    keep_aside(group, "", None, held_at=None)
    group.announcement, group.announced_by, group.announced_at = text, by, clock.now()
    group.announcement_version += 1
    group.save(update_fields=["announcement", "announced_by", "announced_at", "announcement_version"])
    rows = GroupMember.objects.of(group.account_id).filter(group=group, state=GroupMember.State.ACTIVE)
    others = rows if by is None else rows.exclude(user=by)
    rows.exclude(pk__in=others.values("pk")).update(announcement_seen=group.announcement_version)
    if text:
        say_event(group.conversation, "group.announced", text=text[:60])
        url = reverse("groups:announcement", kwargs={"group": group.public_id})
        title = _("Announcement of %(group)s") % {"group": group.name}
        key = f"announcement:{group.pk}.{group.announcement_version}"
        users = User.objects.filter(pk__in=others.values("user_id"))
        notify(users, "group", title, text, url, account=group.account, key=key)
    audit.record(
        account_id=group.account_id, actor_id=by.pk if by else None, act="group.announced",
        target=f"group:{group.public_id}",
    )  # fmt: skip


def see_announcement(user: User, public_id: str) -> Group:
    """Note that the user has opened today's announcement. Raises NotFound. Idempotent."""
    group, member = access_group(user, public_id)
    rows = GroupMember.objects.of(group.account_id).filter(
        pk=member.pk, announcement_seen__lt=group.announcement_version
    )
    rows.update(announcement_seen=group.announcement_version)
    return group
