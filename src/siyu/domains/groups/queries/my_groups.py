"""The groups tab: mine with what waits in them, and others to discover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from siyu.domains.chat.queries.unread import Unread, last_lines, unread_of, unread_total
from siyu.domains.groups.models import Group, GroupMember
from siyu.domains.groups.queries.access import live_groups

_DISCOVERED = 20


@dataclass(frozen=True)
class MyGroup:
    """A group of mine as a row of the list."""

    group: Group
    waiting: Unread | None
    last: str
    last_at: datetime

    @property
    def picture(self) -> str:
        """The address of the group's picture."""
        return self.group.avatar.url(360) if self.group.avatar else ""


def my_groups(user: Any) -> list[MyGroup]:
    """Groups that the user is in, the liveliest first. Four queries for any number."""
    rows = GroupMember.objects.unscoped("a member is in groups of many accounts").filter(
        user_id=user.pk, state=GroupMember.State.ACTIVE, group__dissolved_at=None
    )
    members = list(rows.select_related("group__account", "group__avatar"))
    waiting = unread_of(user, "group")
    last = last_lines([member.group.conversation_id for member in members])
    found = []
    for member in members:
        group = member.group
        line = last.get(group.conversation_id)
        at = line.at if line else group.created_at
        found.append(MyGroup(group, waiting.get(group.public_id), line.words if line else "", at))
    return sorted(found, key=lambda one: one.last_at, reverse=True)


def my_requests(user: Any) -> Sequence[GroupMember]:
    """Applications of the user that wait, and approvals they have not taken up."""
    rows = GroupMember.objects.unscoped("a member applies to groups of many accounts")
    open_states = (GroupMember.State.ASKED, GroupMember.State.APPROVED)
    rows = rows.filter(user_id=user.pk, state__in=open_states, group__dissolved_at=None, group__hidden_at=None)
    return list(rows.select_related("group__account", "group__avatar").order_by("-asked_at")[:20])


def groups_to_discover(user: Any, limit: int = _DISCOVERED) -> list[Group]:
    """Listed groups with room that the user has nothing to do with yet, the largest first."""
    rows = live_groups().filter(listed=True).exclude(policy=Group.Policy.INVITE)
    if user.is_authenticated:
        mine = GroupMember.objects.unscoped("a member is in groups of many accounts").filter(user_id=user.pk)
        rows = rows.exclude(pk__in=mine.values("group_id"))
    return list(rows.select_related("account", "avatar").order_by("-members", "pk")[:limit])


def waiting_in_groups(user: Any) -> int:
    """The figure of the red dot of the groups tab."""
    return unread_total(user, "group")
