"""Who leads through an entry: a member found by name, their names for lists, and whom a form offers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from siyu.domains.chat.models import Participant
from siyu.domains.groups.models import Group, GroupMember
from siyu.domains.groups.queries.members import MemberRow, members_in, named
from siyu.domains.programmes import conf
from siyu.domains.programmes.models import Entry


@dataclass(frozen=True)
class Host:
    """As a page names them; `uid` is empty for somebody from outside."""

    name: str
    avatar: str = ""
    uid: str = ""


def host_named(group: Group, name: str) -> int | None:
    """The user id of the only member of the group who is called so; None when nobody or several are."""
    called = Participant.objects.filter(conversation=group.conversation_id, nickname=name).values("user_id")
    own = Q(user__profile__nickname=name, user__profile__hidden=False)
    rows = members_in(group, GroupMember.State.ACTIVE).filter(own | Q(user_id__in=called))
    found = list(rows.values_list("user_id", flat=True)[:2])
    return found[0] if len(found) == 1 else None


def hosts_of(group: Group, entries: Iterable[Entry]) -> dict[int, Host]:
    """Entry id → its host; whoever has left is named as they were. Three queries, none without members as hosts."""
    listed = list(entries)
    wanted = {entry.host_id for entry in listed if entry.host_id}
    rows = people_of(group, wanted, state=GroupMember.State.ACTIVE)
    found = {}
    for entry in listed:
        row = rows.get(entry.host_id or 0)
        if row:
            found[entry.pk] = Host(row.name, row.avatar, row.uid)
        elif entry.host_name:
            found[entry.pk] = Host(entry.host_name)
    return found


def people_of(group: Group, user_ids: Iterable[int], state: str = "") -> dict[int, MemberRow]:
    """User id → how they are called in the group, whatever became of them there. Three queries."""
    wanted = set(user_ids)
    if not wanted:
        return {}
    rows = GroupMember.objects.of(group.account_id).filter(group=group, user_id__in=wanted).select_related("user")
    found = named(group, list(rows.filter(state=state) if state else rows))
    return {row.member.user_id: row for row in found}


def offered_hosts(group: Group) -> list[str]:
    """Names of those who most likely lead through something: who leads the group, then volunteers."""
    rows = members_in(group, GroupMember.State.ACTIVE).exclude(role=GroupMember.Role.MEMBER).order_by("pk")
    return [row.name for row in named(group, list(rows[: conf.HOSTS_OFFERED]))]
